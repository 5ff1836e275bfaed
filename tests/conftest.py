"""What all tests share: a record of their own, so that none touches the answers of the person who runs them.

Browser tests leave pictures and a trace behind when they fail; any complaint of a page that is not the front end's own
fails the test.
"""

import os
import tempfile

import pytest
import traces

# Set at import, before any kernel starts: notebooks under nbval inherit it.
os.environ["SKILLCHECK_HOME"] = tempfile.mkdtemp(prefix="skillcheck-tests-")
# The threads of numeric libraries wait for each other by spinning: where cores are shared, small fits take minutes.
for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")


def pytest_addoption(parser):
    parser.addoption(
        "--full", action="store_true", help="also the browser tests that are too long for every day: all front ends"
    )
    parser.addoption("--snapshots", action="store_true", help="traces of failed browser tests show every step (slow)")


def pytest_configure(config):
    traces.snapshots = config.getoption("--snapshots")


def pytest_collection_modifyitems(config, items):
    if config.getoption("--full"):
        return
    full = [item for item in items if item.get_closest_marker("full")]
    config.hook.pytest_deselected(items=full)
    items[:] = [item for item in items if item not in full]


@pytest.fixture(scope="module")
def front(request):
    """The front end that a browser test goes through."""
    return request.param


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_setup(item):
    traces.begin(item.nodeid.removeprefix("tests/"))
    return (yield)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item):
    result = yield
    complaints = traces.problems()
    assert not complaints, "\n".join(["a page complained:", *complaints])
    return result


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if report.failed and (kept := traces.keep()):
        report.sections.append(("What is left of the pages", "\n".join(map(str, kept))))
    return report

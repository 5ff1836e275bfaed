"""What all tests share: a record of their own, so that none touches the answers of the person who runs them.

Browser tests leave pictures and a trace behind when they fail; any complaint of a page that is not the front end's own
fails the test.
"""

import os
import tempfile

import pytest
import traces
from browsing import browser, new_page

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


@pytest.fixture(scope="module")
def home(tmp_path_factory, front):
    """Where the record of a front end's tests is."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def address(tmp_path_factory, front, home):
    """The project's notebooks, served by a front end."""
    with front.serve(tmp_path_factory.mktemp(front.name), home) as address:
        yield address


@pytest.fixture(scope="module")
def chromium():
    """One browser for all tests of a module: the second page of a front end loads faster."""
    with browser() as page:
        yield page.context


@pytest.fixture
def page(chromium):
    """A page of its own for each test; what is wrong in it fails the test."""
    page = new_page(chromium)
    yield page
    page.close()


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

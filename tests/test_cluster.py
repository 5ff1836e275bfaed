"""A class graded by several machines: a real scheduler with worker processes, one of which is killed in the middle."""

import gc
import os
import shutil
import signal
import sys
import threading
import time
import warnings

import msgspec
import pytest
import workers
from classes import gradebook, hand_in, lines, marked, problems

from skillcheck.grading import pool, run, work
from skillcheck.grading.marking import Terms, open_catalog, state_of
from skillcheck.grading.pool import Cluster
from skillcheck.grading.sources import find_sources
from skillcheck.model import SkillcheckError

distributed = pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal"),
    # distributed's own: loops and sockets of its threads are collected after a test, and killed workers are told of.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:Creating scratch directories:UserWarning"),
]
PARTS = 24


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """Three worker processes, each with a nanny that starts another in its place; one death is taken as chance."""
    import dask

    quiet = {"distributed.scheduler.allowed-failures": 1, "distributed.logging.distributed": "critical"}
    with (
        dask.config.set(quiet),
        distributed.LocalCluster(
            n_workers=3,
            threads_per_worker=1,
            processes=True,
            dashboard_address=":0",
            local_directory=str(tmp_path_factory.mktemp("dask")),
        ) as found,
    ):
        yield found
    # What it leaves to the garbage is collected here, not under another test.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        gc.collect()


@pytest.fixture
def spread(cluster):
    """The pool under test."""
    found = Cluster(cluster.scheduler_address)
    yield found
    found.close()


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    folder = tmp_path_factory.mktemp("good")
    hand_in(folder)
    return folder


@pytest.fixture(scope="module")
def alone(good, tmp_path_factory):
    """What this machine makes of them without help."""
    out = tmp_path_factory.mktemp("alone")
    marked(good, out)
    return out


def test_results_come_in_the_order_of_the_parts(spread):
    assert list(spread.map(workers.unevenly, range(PARTS), workers.given_up)) == list(range(PARTS))


def test_the_work_is_done_by_several_other_processes(spread):
    found = set(spread.map(workers.where, range(PARTS), workers.given_up))

    assert os.getpid() not in found
    assert len(found) > 1


def test_an_error_of_the_work_is_raised_where_its_result_was_wanted(spread):
    results = spread.map(workers.refuse_three, range(5), workers.given_up)

    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="no 3s here"):
        next(results)


def test_a_worker_killed_in_the_middle_loses_nothing_and_every_result_is_there_once(spread, tmp_path):
    parts = [(tmp_path, number) for number in range(PARTS)]

    assert list(spread.map(workers.die_of_three_once, parts, workers.given_up)) == list(range(PARTS))
    assert workers.runs_of(tmp_path, [3]) == [2]


def test_a_worker_killed_from_outside_loses_nothing_either(cluster, spread, tmp_path):
    parts = [(tmp_path, number) for number in range(PARTS)]
    victim = next(iter(cluster.workers.values())).pid
    results = spread.map(workers.slowly_noted, parts, workers.given_up)
    found = [next(results)]
    os.kill(victim, signal.SIGKILL)
    found += results

    assert found == list(range(PARTS))


def test_a_part_that_kills_every_worker_is_given_up_and_the_others_are_not(spread):
    results = list(spread.map(workers.die_of_three, range(6), workers.given_up))

    assert results == [0, 1, 2, "gave up on 3", 4, 5]


def test_a_class_graded_by_a_cluster_has_the_same_marks(cluster, good, alone, tmp_path):
    summary = marked(good, tmp_path / "out", scheduler=cluster.scheduler_address)

    assert summary.graded == 3
    assert (tmp_path / "out/gradebook.csv").read_bytes() == (alone / "gradebook.csv").read_bytes()


def test_a_class_whose_worker_is_killed_has_the_same_marks_once(cluster, good, alone, tmp_path, monkeypatch):
    shutil.copytree(good, tmp_path / "in")
    monkeypatch.setattr(run, "mark_part", workers.mark_or_die_once)
    monkeypatch.setattr(run, "TOGETHER", 1)
    monkeypatch.setattr(run, "with_body", lambda source: source)  # the workers of this test do see this machine's files
    summary = marked(tmp_path / "in", tmp_path / "out", scheduler=cluster.scheduler_address)

    assert (tmp_path / "in/.died").exists()
    assert (summary.graded, summary.refused) == (3, 0)
    assert (tmp_path / "out/gradebook.csv").read_bytes() == (alone / "gradebook.csv").read_bytes()


def test_a_file_that_kills_whoever_reads_it_is_given_up_alone(cluster, good, alone, tmp_path, monkeypatch):
    monkeypatch.setattr(run, "mark_part", workers.mark_or_die)
    monkeypatch.setattr(work, "mark_part", workers.mark_or_die)
    marked(good, tmp_path / "out", scheduler=cluster.scheduler_address)
    found = lines(tmp_path / "out")

    assert problems(tmp_path / "out") == {"bilal-bauer.json": [work.DIED]}
    assert {name for name in found if found[name] == lines(alone)[name]} == set(found) - {"bilal-bauer.json"}


def test_workers_that_cannot_see_this_machines_files_get_what_is_in_them(cluster, good, tmp_path, monkeypatch):
    seen = []

    def spy(source, read=run.with_body):
        seen.append(read(source))
        return seen[-1]

    monkeypatch.setattr(run, "with_body", spy)
    marked(good, tmp_path / "out", scheduler=cluster.scheduler_address)

    assert [source.body for source in seen] == [path.read_bytes() for path in sorted(good.iterdir())]


def test_a_file_that_cannot_be_read_is_refused_by_a_cluster_too(cluster, good, tmp_path):
    shutil.copytree(good, tmp_path / "in")
    with (tmp_path / "in/big.json").open("wb") as file:
        file.truncate(500_000_000)
    marked(tmp_path / "in", tmp_path / "out", scheduler=cluster.scheduler_address)

    assert gradebook(tmp_path / "out")["big.json"]["status"] == "refused"
    assert "more than the 20 MB" in problems(tmp_path / "out")["big.json"][0]


def test_a_worker_with_another_bank_grades_nothing_and_says_so(spread, good):
    catalog = open_catalog(Terms())
    asked = msgspec.json.encode(Terms(state=state_of(Terms(role="elsewhere"), catalog)))
    parts = [work.Part(asked, tuple(find_sources([good])[0]))]
    with pytest.raises(SkillcheckError, match="another bank, key or version"):
        list(spread.map(work.mark_part, parts, work.rescue))


def test_a_worker_with_the_same_files_elsewhere_has_the_same_bank(tmp_path):
    shutil.copytree(open_catalog(Terms()).folder, tmp_path / "data")
    mine, copied = Terms(), Terms(data=str(tmp_path / "data"))
    same = Terms(role="data-scientist")

    assert state_of(same, open_catalog(mine)) == state_of(same, open_catalog(copied))
    (tmp_path / "data/roles.toml").write_text("# changed")
    assert state_of(same, open_catalog(mine)) != state_of(same, open_catalog(copied))


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://x", "127.0.0.1:99999"])
def test_a_scheduler_that_is_not_there_is_one_sentence(good, tmp_path, monkeypatch, address):
    monkeypatch.setattr(pool, "PATIENCE", 0.5)
    with pytest.raises(SkillcheckError, match=f"^No dask scheduler answers at {address}"):
        marked(good, tmp_path / "out", scheduler=address)


def test_a_scheduler_without_workers_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(pool, "PATIENCE", 0.5)
    with (
        distributed.LocalCluster(
            n_workers=0, processes=False, dashboard_address=":0", local_directory=str(tmp_path)
        ) as empty,
        pytest.raises(SkillcheckError, match="has no workers; start some with `dask worker"),
    ):
        Cluster(empty.scheduler_address)


def test_without_distributed_the_command_to_install_it_is_said(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(SkillcheckError, match=r"pip install 'skillcheck\[cluster\]'"):
        Cluster("tcp://127.0.0.1:9")


def test_a_scheduler_that_goes_away_in_the_middle_is_one_sentence(monkeypatch, tmp_path):
    monkeypatch.setattr(pool, "PATIENCE", 2)
    with distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=":0", local_directory=str(tmp_path)
    ) as found:
        spread = Cluster(found.scheduler_address)
        parts = [(tmp_path, number) for number in range(PARTS)]
        results = spread.map(workers.slowly_noted, parts, workers.given_up)
        next(results)
        threading.Thread(target=found.close).start()
        began = time.monotonic()
        with pytest.raises(SkillcheckError, match=r"scheduler at .* went away; .*--resume"):
            list(results)
        spread.close()

    assert time.monotonic() - began < 60

"""Work spread over processes: results in order, errors told, and nothing lost when a worker dies."""

import os
import signal
import subprocess
import sys
import textwrap
import time
from contextlib import closing
from functools import partial

import psutil
import pytest
import workers

from skillcheck.grading.pool import Here, Processes, chunks, cores

both = pytest.mark.parametrize("pool", [Here, partial(Processes, 2)], ids=["here", "processes"], indirect=True)
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="kills by a signal")


@pytest.fixture
def pool(request):
    with closing(request.param()) as pool:
        yield pool


@pytest.fixture
def two():
    """Two processes."""
    with closing(Processes(2)) as pool:
        yield pool


@both
def test_results_come_in_the_order_of_the_parts(pool):
    assert list(pool.map(workers.unevenly, range(12), workers.given_up)) == list(range(12))


@both
def test_no_parts_give_no_results(pool):
    assert list(pool.map(workers.square, [], workers.given_up)) == []


@both
def test_an_error_of_the_work_is_raised_where_its_result_was_wanted(pool):
    results = pool.map(workers.refuse_three, range(5), workers.given_up)

    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ValueError, match="no 3s here"):
        next(results)


def test_here_is_this_process_and_processes_are_others(two):
    assert set(Here().map(workers.where, range(3), workers.given_up)) == {os.getpid()}
    assert os.getpid() not in set(two.map(workers.where, range(3), workers.given_up))


def test_the_next_parts_go_to_the_same_processes(two):
    met = {pid for _ in range(5) for pid in two.map(workers.where, range(4), workers.given_up)}

    assert len(met) <= 2


@POSIX
def test_processes_that_died_in_the_meantime_are_replaced(two):
    for pid in set(two.map(workers.where, range(4), workers.given_up)):
        os.kill(pid, signal.SIGKILL)
    time.sleep(0.5)

    assert list(two.map(workers.square, range(4), workers.given_up)) == [0, 1, 4, 9]


def test_closed_processes_end(two):
    met = set(two.map(workers.where, range(4), workers.given_up))
    two.close()

    assert not any(psutil.pid_exists(pid) for pid in met)


def test_parts_are_taken_a_few_at_a_time(two):
    taken = []

    def parts():
        for number in range(100):
            taken.append(number)
            yield number

    results = two.map(workers.square, parts(), workers.given_up)
    next(results)
    results.close()

    assert len(taken) <= 10


@POSIX
def test_a_worker_that_dies_once_costs_nothing(two, tmp_path):
    parts = [(tmp_path, number) for number in range(6)]

    assert list(two.map(workers.die_of_three_once, parts, workers.given_up)) == list(range(6))
    assert workers.runs_of(tmp_path, [3]) == [2]


@POSIX
def test_what_was_finished_before_a_worker_died_is_not_done_again(two, tmp_path):
    parts = [(tmp_path, number) for number in (99, 1, 2, 3)]

    assert list(two.map(workers.die_of_three_once, parts, workers.given_up)) == [99, 1, 2, 3]
    # Number 99 was under way when 3 died; 1 and 2 waited for it to be told.
    assert workers.runs_of(tmp_path, (99, 1, 2, 3)) == [2, 1, 1, 2]


@POSIX
def test_a_part_that_kills_its_worker_twice_is_given_up_and_the_others_are_not(two):
    results = list(two.map(workers.die_of_three, range(6), workers.given_up))

    assert results == [0, 1, 2, "gave up on 3", 4, 5]


def test_a_script_without_a_guard_is_run_once(tmp_path):
    script = tmp_path / "marks.py"
    script.write_text(
        textwrap.dedent(
            """
            from skillcheck.grading.pool import Processes

            print("begun")
            print(list(Processes(2).map(abs, [-1, -2, -3], abs)))
            """
        )
    )
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False, cwd=tmp_path)

    assert done.returncode == 0, done.stderr
    assert done.stdout.split("\n") == ["begun", "[1, 2, 3]", ""]


@pytest.mark.parametrize(("count", "size", "sizes"), [(0, 3, []), (3, 3, [3]), (7, 3, [3, 3, 1]), (2, 5, [2])])
def test_chunks_hold_everything_once_and_in_order(count, size, sizes):
    found = list(chunks(range(count), size))

    assert [len(chunk) for chunk in found] == sizes
    assert [one for chunk in found for one in chunk] == list(range(count))


def test_there_is_at_least_one_core():
    assert 1 <= cores() <= (os.cpu_count() or 1)

"""A kernel killed at any moment loses no answer that it acknowledged."""

import subprocess
import sys
import textwrap

# One warm process forks a child for each kill: the child answers a sitting and prints a line once an answer's feedback
# is there, the parent kills it at a random moment, opens the record as the next kernel would and compares.
SCENE = textwrap.dedent(
    """
    import os, random, select, signal, sys, time
    from pathlib import Path
    from skillcheck import Workbook

    def learner(home, pipe):
        book = Workbook.open(home=home)
        while True:
            panel = book.check(length=30)
            while not panel.finished:
                panel.skip()
                os.write(pipe, b"a")
                panel.next()

    def killed_after(answers, seconds, home):
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            learner(home, writing)
        os.close(writing)
        acknowledged = 0
        while acknowledged < answers:
            acknowledged += len(os.read(reading, 1))
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while more := os.read(reading, 65536):
            acknowledged += len(more)
        os.close(reading)
        return acknowledged

    folder, kills, seed = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    draw = random.Random(seed)
    Workbook.open(home=folder / "warm").check(length=30)
    for number in range(kills):
        home = folder / f"kill-{number % 5}"  # five records, so that most kills strike a log that has survived others
        before = len(Workbook.open(home=home).standing().history.responses)
        # So many answers and then a moment longer, which falls before, into or after the next one's commit.
        acknowledged = killed_after(draw.randint(1, 8), draw.uniform(0, 0.03), home)
        book = Workbook.open(home=home)
        kept = len(book.standing().history.responses) - before
        assert not book.store.note, book.store.note
        assert acknowledged <= kept <= acknowledged + 1, (number, acknowledged, kept)
        assert book.check(length=30).item is not None
        print(acknowledged)
    """
)


def test_fifty_kills_at_random_moments_lose_no_acknowledged_answer(tmp_path):
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", SCENE, str(tmp_path), "50", "20261122"],
        capture_output=True,
        text=True,
        check=False,
    )
    acknowledged = [int(line) for line in done.stdout.split()]

    assert done.returncode == 0, done.stderr
    assert len(acknowledged) == 50
    assert sum(acknowledged) > 100
    assert len(set(acknowledged)) > 3  # the kills did strike at different moments

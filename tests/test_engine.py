"""The engine for reports: the executed notebook is the one of a stock kernel, and what goes wrong is said."""

import json
import re
import subprocess
import sys
from copy import deepcopy
from functools import partial
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from skillcheck.grading import engine

PATIENCE = 60  # seconds for a cell of a stock kernel
NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
pytestmark = pytest.mark.skipif(not engine.can_fork("python3"), reason="no forked kernels here")

# Every kind of output, in an order that matters: each later cell would show what an earlier one left behind.
ZOO = [
    "x = 6 * 7\nx",
    "print('plain'); print('twice')\nx + 1",
    "import sys\nprint('first out')\nprint('then err', file=sys.stderr)\nprint('out again')",
    "from IPython.display import HTML, JSON, Latex, Markdown, display\ndisplay(HTML('<b>bold</b>'), Markdown('*m*'))",
    "JSON({'a': [1, 2.5, None, float('inf')]})",
    "class Rich:\n"
    "    def __repr__(self): return 'plain'\n"
    "    def _repr_html_(self): return '<i>rich</i>'\n"
    "    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/markdown': '*rich*', 'text/plain': 'bundle'}, {'text/markdown': {'isolated': True}}\n"
    "Rich()",
    "handle = display('old', display_id='known')",
    "handle.update('new')\nprint('updated')",
    "from IPython.display import clear_output\nprint('gone')\nclear_output()\nprint('stays')",
    "print('gone later')\nclear_output(wait=True)\ndisplay(Latex('$x^2$'))",
    "import matplotlib.pyplot as plt\nplt.plot([1, 3, 2], 'o-')\nplt.title('inline')",
    "figure, axes = plt.subplots(figsize=(2, 1))\naxes.bar([1, 2], [3, 4])\nplt.show()\nprint(plt.get_backend())",
    "figure",
    "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['<x>', None]})",
    "import warnings\nwarnings.warn('careful')\nwarnings.warn('old', DeprecationWarning)",
    "import logging\nlogging.getLogger('zoo').warning('logged')\nlogging.info('not shown')",
    "import subprocess, time\nsubprocess.run(['echo', 'from a process'], check=True)\ntime.sleep(0.4)",
    "import os\n_ = os.system('echo from the C library')\ntime.sleep(0.4)",
    "%%capture caught\nprint('captured')",
    "caught.stdout",
    "%timeit -n1 -r1 pass\n%who_ls int",
    "import asyncio\nawait asyncio.sleep(0.01)\ntask = asyncio.ensure_future(asyncio.sleep(0.01, 'later'))\n'awaited'",
    "await task",
    "_, __, Out[1], In[1], __name__, sys.modules['__main__'].x",
    "import ipywidgets as widgets\nout = widgets.Output()\nwith out:\n    print('inside')\nout",
    "widgets.IntSlider(value=3, description='n')",
    "print('a' * 10 + '\\r' + 'b')\nprint('\\x1b[31mred\\x1b[0m')",
    "try:\n    input('name? ')\nexcept Exception as error:\n    print(type(error).__name__, error)",
    "from getpass import getpass\ntry:\n    getpass()\nexcept Exception as error:\n    print(type(error).__name__)",
    "sys.stdout.isatty(), sys.stdout.encoding, sys.stderr.name, sys.stdin is None, os.environ['MPLBACKEND']",
    "class Broken:\n    def __repr__(self): raise ValueError('no repr')\nBroken()",
    "def deep(n): return 1 / n if n < 1 else deep(n - 1)\ndeep(2)",
    "1 +",
    "%no_such_magic",
    "raise KeyError('with \\'quotes\\'')",
    "import sys; sys.exit('bye')",
    "raise SystemExit",
    "None",
    "x;",
    "",
    "print('after all', x)",
]
RAISING = ("no repr", "deep(2)", "1 +", "%no_such", "raise ", "sys.exit")


def notebook_of(sources, raising=()):
    cells = [nbformat.v4.new_code_cell(source, id=f"c{number}") for number, source in enumerate(sources)]
    for cell in cells:
        if any(sign in cell.source for sign in raising):
            cell.metadata["tags"] = ["raises-exception"]
    spec = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})


def run(notebook, name, parameters=None, into=None, **options):
    """Execute a notebook with our engine, or with a stock kernel when the name is None."""
    engine.register()
    options = {"progress_bar": False, **({} if name else engine.stock() | {"execution_timeout": PATIENCE}), **options}
    source = notebook if isinstance(notebook, nbformat.NotebookNode) else str(notebook)
    execute = partial(papermill.execute_notebook, source, into, parameters, engine_name=name, **options)
    try:
        return execute()
    except CellTimeoutError:
        if name:
            raise
        # A stock kernel is now and then done and idle without its client being told, which would wait for ever.
        return execute()


def joined(outputs):
    """The outputs with each stream's text in one piece: where it was cut is the business of the kernel's clock."""
    whole = []
    for out in outputs:
        if whole and out.output_type == whole[-1].output_type == "stream" and out.name == whole[-1].name:
            whole[-1].text += out.text
        else:
            whole.append(deepcopy(out))
    return whole


def comparable(notebook):
    """The notebook, line by line, without what differs between stock kernels: clocks, processes, addresses, ids."""
    notebook = deepcopy(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = joined(cell.outputs)
    plain = json.loads(nbformat.writes(notebook))
    plain["metadata"].pop("papermill")
    states = plain["metadata"].get("widgets", {"none": {"state": {}}})
    for each in states.values():
        # Kept in the order of ids that are drawn at random.
        each["state"] = sorted(hidden(json.dumps(state)) for state in each["state"].values())
    for cell in plain["cells"]:
        cell["metadata"].pop("papermill")
        cell["metadata"].pop("execution", None)
        if "injected-parameters" in cell["metadata"].get("tags", []):
            cell.pop("id")
    return hidden(json.dumps(plain, sort_keys=True, indent=1)).splitlines()


def hidden(text):
    text = re.sub(r"ipykernel_\d+", "ipykernel_N", text)
    text = re.sub(r"0x[0-9a-f]{6,}", "0xN", text)
    text = re.sub(r"[0-9a-f]{32}", "ID", text)
    return re.sub(r"[\d.]+ (n|μ|µ|\\u03bc|\\u00b5)?s ", "T s ", text)


SCRIPT = """
import sys, papermill
from skillcheck.grading import engine
papermill.execute_notebook(*sys.argv[1:], engine_name=engine.register(), progress_bar=False)
"""


def survived(notebook, name, path):
    """Execute a notebook in which errors are meant; papermill raises the first when all is done.

    Ours in a process of its own: in this one other tests have drawn charts, and chosen how.
    """
    if name == engine.NAME:
        given = path.with_name("given.ipynb")
        nbformat.write(notebook, given)
        command = [sys.executable, "-c", SCRIPT, str(given), str(path)]
        ended = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "PapermillExecutionError" in ended.stderr, ended.stderr
    else:
        with pytest.raises(PapermillExecutionError):
            run(notebook, name, into=path)
    done = nbformat.read(path, 4)
    done.cells = [cell for cell in done.cells if cell.cell_type == "code"]
    return done


def test_every_kind_of_output_is_that_of_a_stock_kernel(tmp_path, monkeypatch):
    # Kernels leave the output of processes alone when they see that pytest captures it.
    monkeypatch.delenv("PYTEST_CURRENT_TEST")
    zoo = notebook_of(ZOO, RAISING)
    ours, stock = (survived(zoo, name, tmp_path / f"{name}.ipynb") for name in (engine.NAME, None))

    for mine, theirs in zip(ours.cells, stock.cells, strict=True):
        assert (mine.source, mine.execution_count) == (theirs.source, theirs.execution_count)
        kinds = [[out.output_type for out in joined(cell.outputs)] for cell in (mine, theirs)]
        assert kinds[0] == kinds[1], mine.source
    assert comparable(ours) == comparable(stock)
    assert set(ours.cells[0].metadata.execution) == set(stock.cells[0].metadata.execution)


@pytest.mark.parametrize("name", ["90_grade_learner", "95_how_far_to_trust"])
def test_a_notebook_of_the_project_is_executed_the_same(name):
    parameters = {"learners": 20} if name.startswith("95") else None
    ours, stock = (run(NOTEBOOKS / f"{name}.ipynb", which, parameters) for which in (engine.NAME, None))

    assert comparable(ours) == comparable(stock)


def test_an_error_stops_the_notebook_and_is_told_as_papermill_tells_it(tmp_path):
    failing = notebook_of(["print('before')", "1 / 0", "print('never')"])
    told = []
    for name in (engine.NAME, None):
        with pytest.raises(PapermillExecutionError) as caught:
            run(failing, name)
        told.append((caught.value.ename, caught.value.evalue, caught.value.exec_count, caught.value.cell_index))

    assert told[0] == told[1] == ("ZeroDivisionError", "division by zero", 2, 1)


def test_a_kernel_that_dies_is_said_at_once():
    with pytest.raises(DeadKernelError):
        run(notebook_of(["import os; os._exit(3)", "1"]), engine.NAME)


def test_a_cell_that_takes_too_long_is_stopped():
    with pytest.raises(CellTimeoutError):
        run(notebook_of(["import time\nwhile True: time.sleep(0.1)"]), engine.NAME, execution_timeout=1)


def test_no_kernel_is_left_behind_and_nothing_of_one_notebook_reaches_the_next():
    before = {child.pid for child in psutil.Process().children()}
    for count in (1, 2):
        done = run(notebook_of(["import os, random\nrandom.random()", "'left' in globals()", "left = 1"]), engine.NAME)

        assert done.cells[1].outputs[0].data["text/plain"] == "False", count
    assert {child.pid for child in psutil.Process().children()} <= before


def test_numbers_are_drawn_anew_in_every_kernel():
    source = "import numpy as np, random\nprint(np.random.rand(), random.random())"
    drawn = {run(notebook_of([source]), engine.NAME).cells[0].outputs[0].text for _ in range(3)}

    assert len(drawn) == 3


def test_the_folder_and_the_parameters_are_papermills(tmp_path):
    notebook = notebook_of(["n = 1", "n", "import os\nos.getcwd()"])
    notebook.cells[0].metadata["tags"] = ["parameters"]
    done = run(notebook, engine.NAME, {"n": 5}, cwd=str(tmp_path))

    assert done.cells[2].outputs[0].data["text/plain"] == "5"
    assert done.cells[3].outputs[0].data["text/plain"] == repr(str(tmp_path))


def test_another_kernel_or_a_notebook_inside_a_kernel_is_left_to_papermill(monkeypatch):
    from IPython.core.interactiveshell import InteractiveShell

    assert not engine.can_fork("no-such-kernel")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert not engine.can_fork("python3")
    monkeypatch.undo()
    monkeypatch.setattr(InteractiveShell, "_instance", object.__new__(InteractiveShell))
    assert not engine.can_fork("python3")


def test_where_there_is_no_fork_a_stock_kernel_runs_the_notebook(monkeypatch):
    monkeypatch.setattr(engine, "can_fork", lambda name: False)

    done = run(notebook_of(["40 + 2"]), engine.NAME)

    assert done.cells[0].outputs[0].data["text/plain"] == "42"


def test_papermills_command_line_takes_the_engine(tmp_path):
    nbformat.write(notebook_of(["6 * 7"]), tmp_path / "in.ipynb")
    code = (
        "from skillcheck.grading import engine; engine.register()\n"
        "from papermill.__main__ import papermill; papermill()"
    )
    command = [sys.executable, "-c", code, "--engine", engine.NAME, "in.ipynb", "out.ipynb"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert nbformat.read(tmp_path / "out.ipynb", 4).cells[0].outputs[0].data["text/plain"] == "42"

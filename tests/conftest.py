"""What all tests share: a record of their own, so that none touches the answers of the person who runs them."""

import os
import tempfile

# Set at import, before any kernel starts: notebooks under nbval inherit it.
os.environ["SKILLCHECK_HOME"] = tempfile.mkdtemp(prefix="skillcheck-tests-")
# The threads of numeric libraries wait for each other by spinning: where cores are shared, small fits take minutes.
for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

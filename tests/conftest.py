"""What all tests share: a record of their own, so that none touches the answers of the person who runs them."""

import os
import tempfile

# Set at import, before any kernel starts: notebooks under nbval inherit it.
os.environ["SKILLCHECK_HOME"] = tempfile.mkdtemp(prefix="skillcheck-tests-")

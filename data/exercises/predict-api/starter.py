import json
import math
import sys


def predict(body, model):
    """Return the answer of a service as a dictionary: status, version, and a probability or the names at fault."""
    ...

import numpy as np
import pandas as pd


def validate(df, schema):
    """Return the faults of a frame against a schema, as texts '<column>: <fault>'."""
    ...

import numpy as np
import pandas as pd


def flip_groups(df, group, x, y):
    """Return the groups in which the correlation of x and y has the opposite sign of the pooled one."""
    ...

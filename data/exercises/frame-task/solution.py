import numpy as np


def task_type(y):
    """Return "regression", "binary", "multiclass" or "multilabel"."""
    if y.ndim == 2 and y.shape[1] > 1:
        if not np.isin(y, [0, 1]).all():
            raise ValueError("a table of several columns may hold 0 and 1 only")
        return "multilabel"
    values = np.unique(y)
    number = y.dtype.kind in "iuf"
    if len(values) < 2 or (number and np.isnan(values).any()):
        raise ValueError("the target is constant or has a NaN")
    if number and (len(values) > 20 or (values % 1 != 0).any()):
        return "regression"
    return "binary" if len(values) == 2 else "multiclass"

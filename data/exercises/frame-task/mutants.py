"""Wrong answers to `task_type`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "floats are regression": ("(values % 1 != 0).any()", 'y.dtype.kind == "f"'),
    "whole numbers are always classes": ("len(values) > 20 or ", ""),
    "type_of_target of scikit-learn": """
from sklearn.utils.multiclass import type_of_target

def task_type(y):
    kind = type_of_target(y)
    names = {"continuous": "regression", "multilabel-indicator": "multilabel", "binary": "binary"}
    return names.get(kind, "multiclass")
""",
    "only many distinct values are regression": (" or (values % 1 != 0).any()", ""),
    "all must be broken": ("(values % 1 != 0).any()", "(values % 1 != 0).all()"),
    "twenty are too many": ("> 20", ">= 20"),
    "a limit of ten": ("> 20", "> 10"),
    "twenty-one will do": ("> 20", "> 21"),
    "rows counted, not distinct values": ("len(values) > 20", "len(y) > 20"),
    "a share of the rows": ("len(values) > 20", "len(values) > 0.5 * len(y)"),
    "many names are regression": ("if number and (len(values) > 20 or ", "if len(values) > 20 or (number and "),
    "text that looks like numbers": (
        "    values = np.unique(y)\n",
        "    try:\n        y = y.astype(float)\n    except ValueError:\n        pass\n    values = np.unique(y)\n",
    ),
    "True and False left aside": (
        '    return "binary" if',
        '    if y.dtype.kind == "b":\n        return "multilabel"\n    return "binary" if',
    ),
    "binary means 0 and 1": ('"binary" if len(values) == 2', '"binary" if set(values.tolist()) == {0, 1}'),
    "binary means a largest class of 1": (
        '    return "binary" if len(values) == 2',
        '    return "binary" if len(values) == 2 and (not number or values.max() == 1)',
    ),
    "two values are binary before all else": (
        "    if number and (len",
        '    if len(values) == 2:\n        return "binary"\n    if number and (len',
    ),
    "never binary": ("len(values) == 2", "len(values) < 2"),
    "three are binary": ("len(values) == 2", "len(values) <= 3"),
    "negative numbers are regression": ("values % 1 != 0", "(values % 1 != 0) | (values < 0)"),
    "any table is multilabel": ("not np.isin(y, [0, 1]).all()", "False"),
    "one column is a table": ("y.ndim == 2 and y.shape[1] > 1", "y.ndim == 2"),
    "one column is refused": (
        "    if y.ndim == 2 and",
        '    if y.ndim == 2 and y.shape[1] == 1:\n        raise ValueError("two dimensions")\n    if y.ndim == 2 and',
    ),
    "a table needs three columns": ("y.shape[1] > 1", "y.shape[1] > 2"),
    "any two values make a table multilabel": ("not np.isin(y, [0, 1]).all()", "len(np.unique(y)) > 2"),
    "only whole tables of ints": (
        "not np.isin(y, [0, 1]).all()",
        'y.dtype.kind not in "iu" or not np.isin(y, [0, 1]).all()',
    ),
    "tables of True and False are refused": (
        "not np.isin(y, [0, 1]).all()",
        'y.dtype.kind == "b" or not np.isin(y, [0, 1]).all()',
    ),
    "a constant column is refused": (
        "not np.isin(y, [0, 1]).all()",
        "not np.isin(y, [0, 1]).all() or (y == y[0]).all(axis=0).any()",
    ),
    "shares between 0 and 1 will do": (
        "not np.isin(y, [0, 1]).all()",
        'y.dtype.kind == "U" or (y < 0).any() or (y > 1).any()',
    ),
    "a constant is binary": ("len(values) < 2 or ", ""),
    "only an empty target is refused": ("len(values) < 2", "len(values) < 1"),
    "a constant quantity is let through": (
        "len(values) < 2",
        "(len(values) < 2 and not (number and (values % 1 != 0).any()))",
    ),
    "a NaN is a class": (" or (number and np.isnan(values).any())", ""),
    "NaN is dropped": (
        "    if len(values) < 2 or (number and np.isnan(values).any()):",
        "    values = values[~np.isnan(values)] if number else values\n    if len(values) < 2:",
    ),
    "NaN is refused in classes only": ("np.isnan(values).any()", "np.isnan(values).any() and len(values) <= 20"),
    "isnan of text": ("(number and np.isnan(values).any())", "np.isnan(values).any()"),
    "returns None for a constant": (
        '        raise ValueError("the target is constant or has a NaN")',
        "        return None",
    ),
    "sorts in place": ("    values = np.unique(y)\n", "    y.sort(axis=0)\n    values = np.unique(y)\n"),
}

import numpy as np
import pandas as pd


def faults(column, rules):
    numeric = pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    known, found = column.dropna(), []
    if numeric != (rules["dtype"] == "number"):
        found.append("dtype")
    if len(known) < len(column) and not rules.get("null"):
        found.append("null")
    if "dtype" in found:
        return found
    if numeric and ((known < rules.get("min", -np.inf)) | (known > rules.get("max", np.inf))).any():
        found.append("range")
    if "values" in rules and not known.isin(rules["values"]).all():
        found.append("values")
    return found + ["unique"] * bool(rules.get("unique") and known.duplicated().any())


def validate(df, schema):
    """Return the faults of a frame against a schema, as texts '<column>: <fault>'."""
    found = {name: faults(df[name], rules) if name in df else ["missing"] for name, rules in schema.items()}
    found |= {name: ["unexpected"] for name in df if name not in schema}
    return [f"{name}: {fault}" for name, each in found.items() for fault in each]

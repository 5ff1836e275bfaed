"""Wrong answers to `validate`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "bool passes as a number": (" and not pd.api.types.is_bool_dtype(column)", ""),
    "only whole numbers are numbers": ("is_numeric_dtype(column)", "is_integer_dtype(column)"),
    "only floats are numbers": ("is_numeric_dtype(column)", "is_float_dtype(column)"),
    "text that reads like numbers is a number": (
        "    known, found =",
        "    if not numeric and column.notna().any():\n        try:\n            column = pd.to_numeric(column)\n            numeric = True\n"
        "        except (TypeError, ValueError):\n            pass\n    known, found =",
    ),
    "dtype is not checked": ('numeric != (rules["dtype"] == "number")', "False"),
    "dtype is checked for numbers alone": ('numeric != (rules["dtype"] == "number")', 'not numeric and rules["dtype"] == "number"'),
    "after a wrong dtype all else is checked": ('    if "dtype" in found:\n        return found\n', ""),
    "after a wrong dtype nothing is checked": ('        found.append("dtype")\n', '        return ["dtype"]\n'),
    "missing values are allowed unless forbidden": ('not rules.get("null")', 'rules.get("null") is False'),
    "missing values are always a fault": (' and not rules.get("null")', ""),
    "missing values are never a fault": ("len(known) < len(column) and", "False and"),
    "missing values are unknown values": ("not known.isin", "not column.isin"),
    "missing values are repeated": ("known.duplicated()", "column.duplicated()"),
    "missing values are out of range": (
        '((known < rules.get("min", -np.inf)) | (known > rules.get("max", np.inf))).any()',
        'not column.between(rules.get("min", -np.inf), rules.get("max", np.inf)).all()',
    ),
    "the lower limit is excluded": ('known < rules.get("min", -np.inf)', 'known <= rules.get("min", -np.inf)'),
    "the upper limit is excluded": ('known > rules.get("max", np.inf)', 'known >= rules.get("max", np.inf)'),
    "a lower limit of 0 is no limit": ('rules.get("min", -np.inf)', '(rules.get("min") or -np.inf)'),
    "an upper limit of 0 is no limit": ('rules.get("max", np.inf)', '(rules.get("max") or np.inf)'),
    "a range needs both limits": ("if numeric and (", 'if numeric and "min" in rules and "max" in rules and ('),
    "only the lower limit": (' | (known > rules.get("max", np.inf))', ""),
    "all must be out of range": ("np.inf))).any()", "np.inf))).all() and len(known)"),
    "one allowed value is enough": ('not known.isin(rules["values"]).all()', 'not known.isin(rules["values"]).any()'),
    "every allowed value must occur": ('not known.isin(rules["values"]).all()', 'not set(rules["values"]) <= set(known)'),
    "unique everywhere": ('bool(rules.get("unique") and known.duplicated().any())', "bool(known.duplicated().any())"),
    "unique is asked for by its name alone": ('rules.get("unique") and', '"unique" in rules and'),
    "unique is not checked": ('bool(rules.get("unique") and known.duplicated().any())', "0"),
    "a fault for every row": (
        '["unique"] * bool(rules.get("unique") and known.duplicated().any())',
        '["unique"] * int(known.duplicated().sum() if rules.get("unique") else 0)',
    ),
    "unique before values": (
        'return found + ["unique"] * bool(rules.get("unique") and known.duplicated().any())',
        'found += ["unique"] * bool(rules.get("unique") and known.duplicated().any())\n'
        '    return [f for f in found if f != "values"] + ["values"] * ("values" in found)',
    ),
    "missing columns raise": (' if name in df else ["missing"]', ""),
    "missing columns are skipped": ('else ["missing"]', "else []"),
    "missing columns last": (
        '    found |= {name: ["unexpected"]',
        '    found = dict(sorted(found.items(), key=lambda pair: pair[1] == ["missing"]))\n    found |= {name: ["unexpected"]',
    ),
    "unexpected columns pass": ('    found |= {name: ["unexpected"] for name in df if name not in schema}\n', ""),
    "unexpected columns first": (
        '    found |= {name: ["unexpected"] for name in df if name not in schema}\n',
        '    found = {name: ["unexpected"] for name in df if name not in schema} | found\n',
    ),
    "the frame's order": (
        '    found |= {name: ["unexpected"]',
        "    found = {name: found[name] for name in [*df, *schema] if name in found}\n" '    found |= {name: ["unexpected"]',
    ),
    "only the first fault of a column": ("for fault in each]", "for fault in each[:1]]"),
    "only the first fault of all": ("for fault in each]", "for fault in each][:1]"),
    "sorted": ('return [f"{name}: {fault}" for name, each in found.items() for fault in each]', 'return sorted(f"{name}: {fault}" for name, each in found.items() for fault in each)'),
    "sorts the columns by name in place": ("    found = {name: faults", "    for name in sorted(df):\n        df[name] = df.pop(name)\n    found = {name: faults"),
    "fills in place": ("    found = {name: faults", "    df.dropna(inplace=True)\n    found = {name: faults"),
}

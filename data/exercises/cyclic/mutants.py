"""Wrong answers to `cyclic`: a whole source, or (what stands in the solution, what is written instead)."""

_PAIR = "np.column_stack([np.sin(angles), np.cos(angles)])"

MUTANTS = {
    "cosine first": (_PAIR, "np.column_stack([np.cos(angles), np.sin(angles)])"),
    "two rows instead of two columns": (_PAIR, "np.array([np.sin(angles), np.cos(angles)])"),
    "reshaped instead of turned": (_PAIR, "np.array([np.sin(angles), np.cos(angles)]).reshape(-1, 2)"),
    "one after the other": (_PAIR, "np.concatenate([np.sin(angles), np.cos(angles)])"),
    "the sine alone": (_PAIR, "np.column_stack([np.sin(angles), np.sin(angles)])"),
    "the sine and its double": (_PAIR, "np.column_stack([np.sin(angles), np.sin(2 * angles)])"),
    "three columns": (_PAIR, "np.column_stack([values, np.sin(angles), np.cos(angles)])"),
    "half a turn": ("2 * np.pi", "np.pi"),
    "no pi": ("2 * np.pi * values", "values"),
    "in degrees": ("2 * np.pi * values", "360 * values"),
    "the wrong way round": ("2 * np.pi", "-2 * np.pi"),
    "always 24": ("/ period", "/ 24"),
    "hours to 23": ("values / period", "values / (period - 1)"),
    "the period from the data": ("values / period", "values / (np.nanmax(values) + 1 if len(values) else 1)"),
    "the range of the data": (
        "    angles = 2 * np.pi * values / period",
        "    low, high = (values.min(), values.max()) if len(values) else (0, 1)\n"
        "    angles = 2 * np.pi * (values - low) / max(high - low, 1e-300)",
    ),
    "counted from 1": ("* values /", "* (values - 1) /"),
    "whole units only": ("* values /", "* np.floor(values) /"),
    "without the sign": ("* values /", "* abs(values) /"),
    "one turn at most": ("* values /", "* np.clip(values, 0, period) /"),
    "shifted to 0 to 1": (_PAIR, "(1 + np.column_stack([np.sin(angles), np.cos(angles)])) / 2"),
    "missing values at 0": ("* values /", "* np.nan_to_num(values) /"),
    "missing values left out": ("    angles =", "    values = values[~np.isnan(values)]\n    angles ="),
    "a distance instead of a place": (_PAIR, "np.column_stack([values % period, -values % period])"),
    "rounded": (_PAIR, "np.column_stack([np.sin(angles), np.cos(angles)]).round(3)"),
    "no values, no columns": ("    angles =", "    if len(values) == 0:\n        return np.array([])\n    angles ="),
    "no check of the period": ("    if period <= 0:", "    if False:"),
    "period 0 passes": ("period <= 0", "period < 0"),
    "a period below 0 passes": ("period <= 0", "period == 0"),
    "turns the values in place": ("    angles =", "    values %= period\n    angles ="),
}

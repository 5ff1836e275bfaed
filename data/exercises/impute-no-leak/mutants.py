"""Wrong answers to `fit_impute`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "medians of all rows": ("np.nanmedian(train, axis=0)", "np.nanmedian(np.vstack([train, test]), axis=0)"),
    "test filled with its own medians": (
        "known = np.where(np.isnan(test), medians, test)",
        "known = np.where(np.isnan(test), np.nanmedian(test, axis=0), test)",
    ),
    "scaled by all rows": (
        "filled.mean(axis=0), filled.std(axis=0)",
        "np.vstack([filled, known]).mean(axis=0), np.vstack([filled, known]).std(axis=0)",
    ),
    "test scaled by itself": (
        "(known - mean) / scale",
        "(known - known.mean(axis=0)) / np.where(known.std(axis=0) == 0, 1, known.std(axis=0))",
    ),
    "test centred by itself": ("(known - mean)", "(known - known.mean(axis=0))"),
    "means fill": ("np.nanmedian", "np.nanmean"),
    "zeros fill": ("np.nanmedian(train, axis=0)", "np.zeros(train.shape[1])"),
    "zeros fill after the scaling": """
import numpy as np

def fit_impute(train, test):
    mean, scale = np.nanmean(train, axis=0), np.nanstd(train, axis=0)
    scale = np.where(np.nanmin(train, axis=0) == np.nanmax(train, axis=0), 1, scale)
    return np.nan_to_num((train - mean) / scale), np.nan_to_num((test - mean) / scale)
""",
    "statistics before the filling": (
        "filled.mean(axis=0), filled.std(axis=0)",
        "np.nanmean(train, axis=0), np.nanstd(train, axis=0)",
    ),
    "the median is subtracted": ("filled.mean(axis=0), filled", "medians, filled"),
    "one median for all columns": ("np.nanmedian(train, axis=0)", "np.nanmedian(train)"),
    "one deviation for all columns": ("filled.std(axis=0)", "np.full(train.shape[1], filled.std())"),
    "ddof 1": ("filled.std(axis=0)", "filled.std(axis=0, ddof=1)"),
    "divided by the variance": ("filled.std(axis=0)", "filled.var(axis=0)"),
    "between 0 and 1": ("filled.mean(axis=0), filled.std(axis=0)", "filled.min(axis=0), np.ptp(filled, axis=0)"),
    "divided by zero": ("np.where(np.ptp(filled, axis=0) == 0, 1, scale)", "scale"),
    "a little added against zero": ("np.where(np.ptp(filled, axis=0) == 0, 1, scale)", "scale + 1e-8"),
    "a deviation of 1e-17 is divided by": ("np.ptp(filled, axis=0) == 0", "scale == 0"),
    "small deviations count as none": ("np.ptp(filled, axis=0) == 0", "scale < 1"),
    "constant columns are 0 in test": (
        "(filled - mean) / scale, (known - mean) / scale",
        "(filled - mean) / scale, (known - mean) / scale * (np.ptp(filled, axis=0) > 0)",
    ),
    "not scaled": ("return (filled - mean) / scale, (known - mean) / scale", "return filled, known"),
    "only centred": ("return (filled - mean) / scale, (known - mean) / scale", "return filled - mean, known - mean"),
    "test is left as it was": ("(known - mean) / scale", "known"),
    "rows with holes are dropped": (
        "    medians =",
        "    train = train[~np.isnan(train).any(axis=1)]\n    medians =",
    ),
    "holes of test stay": ("known = np.where(np.isnan(test), medians, test)", "known = test"),
    "filled in place": (
        "    filled = np.where(np.isnan(train), medians, train)\n",
        "    for column in range(train.shape[1]):\n"
        "        train[np.isnan(train[:, column]), column] = medians[column]\n    filled = train\n",
    ),
    "NaN spoils the median": ("np.nanmedian(train, axis=0)", "np.median(train, axis=0)"),
    "test first": (
        "return (filled - mean) / scale, (known - mean) / scale",
        "return (known - mean) / scale, (filled - mean) / scale",
    ),
}

import numpy as np


def ece(y, p, bins):
    """Return the expected calibration error of the forecasts p, over bins of equal width."""
    if bins < 1 or len(p) == 0 or not ((p >= 0) & (p <= 1)).all():
        raise ValueError("there must be bins and rows, and every forecast from 0 to 1")
    place = np.minimum((p * bins).astype(int), bins - 1)
    gaps = [abs(y[place == each].mean() - p[place == each].mean()) for each in np.unique(place)]
    counts = np.unique(place, return_counts=True)[1]
    return float(counts @ np.array(gaps) / len(p))

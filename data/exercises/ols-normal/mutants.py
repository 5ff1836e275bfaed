"""Wrong answers to `ols`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "no intercept": (
        "    table = np.column_stack([np.ones(len(X)), X])\n"
        "    weights = np.linalg.lstsq(table, y, rcond=None)[0]\n    return float(weights[0]), weights[1:]",
        "    return 0.0, np.linalg.lstsq(X, y, rcond=None)[0]",
    ),
    "the mean as intercept": ("float(weights[0]), weights[1:]", "float(np.mean(y)), weights[1:]"),
    "fitted to the errors from the mean": (
        "    table = np.column_stack([np.ones(len(X)), X])\n"
        "    weights = np.linalg.lstsq(table, y, rcond=None)[0]\n    return float(weights[0]), weights[1:]",
        "    return float(y.mean()), np.linalg.lstsq(X, y - y.mean(), rcond=None)[0]",
    ),
    "columns centred, intercept not moved back": (
        "    table = np.column_stack([np.ones(len(X)), X])\n"
        "    weights = np.linalg.lstsq(table, y, rcond=None)[0]\n    return float(weights[0]), weights[1:]",
        "    return float(y.mean()), np.linalg.lstsq(X - X.mean(axis=0), y - y.mean(), rcond=None)[0]",
    ),
    "intercept taken from the last": ("float(weights[0]), weights[1:]", "float(weights[-1]), weights[:-1]"),
    "the intercept is among the coefficients": ("weights[1:]", "weights"),
    "only the coefficients": ("return float(weights[0]), weights[1:]", "return weights"),
    "coefficients first": ("return float(weights[0]), weights[1:]", "return weights[1:], float(weights[0])"),
    "the last column is lost": ("weights[1:]", "weights[1:-1]"),
    "normal equations by the inverse": (
        "np.linalg.lstsq(table, y, rcond=None)[0]",
        "np.linalg.inv(table.T @ table) @ table.T @ y",
    ),
    "normal equations solved": (
        "np.linalg.lstsq(table, y, rcond=None)[0]",
        "np.linalg.solve(table.T @ table, table.T @ y)",
    ),
    "normal equations by the pseudo-inverse": (
        "np.linalg.lstsq(table, y, rcond=None)[0]",
        "np.linalg.pinv(table.T @ table) @ table.T @ y",
    ),
    "normal equations by lstsq": (
        "np.linalg.lstsq(table, y, rcond=None)[0]",
        "np.linalg.lstsq(table.T @ table, table.T @ y, rcond=None)[0]",
    ),
    "a little ridge against collinear columns": (
        "np.linalg.lstsq(table, y, rcond=None)[0]",
        "np.linalg.solve(table.T @ table + 1e-3 * np.eye(table.shape[1]), table.T @ y)",
    ),
    "as many equations as unknowns": (
        "np.linalg.lstsq(table, y, rcond=None)[0]",
        "np.linalg.solve(table[: table.shape[1]], y[: table.shape[1]])",
    ),
    "QR, which wants independent columns": (
        "    weights = np.linalg.lstsq(table, y, rcond=None)[0]\n",
        "    q, r = np.linalg.qr(table)\n    weights = np.linalg.solve(r, q.T @ y)\n",
    ),
    "small singular values cut off": ("rcond=None", "rcond=1e-4"),
    "each column on its own": """
import numpy as np

def ols(X, y):
    spread = X - X.mean(axis=0)
    weights = spread.T @ y / (spread**2).sum(axis=0)
    return float(y.mean() - X.mean(axis=0) @ weights), weights
""",
    "coefficients of standardised columns": (
        "    table = np.column_stack([np.ones(len(X)), X])\n",
        "    scale = np.where(np.ptp(X, axis=0) > 0, X.std(axis=0), 1)\n"
        "    table = np.column_stack([np.ones(len(X)), (X - X.mean(axis=0)) / scale])\n",
    ),
    "the residuals instead of the coefficients": ("rcond=None)[0]", "rcond=None)[1]"),
    "rounded": ("weights[1:]", "weights[1:].round(3)"),
    "repeated columns are dropped": (
        "    table = ",
        "    X = np.unique(X, axis=1)\n    table = ",
    ),
    "sorted columns": ("weights[1:]", "np.sort(weights[1:])"),
    "centres in place": (
        "    table = ",
        "    X -= X.mean(axis=0)\n    table = ",
    ),
}

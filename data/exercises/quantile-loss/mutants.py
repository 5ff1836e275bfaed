"""Wrong answers to `pinball`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "sides exchanged": ("y.astype(float) - q", "q - y.astype(float)"),
    "1 - tau without the sign": ("(tau - 1) * d", "(1 - tau) * d"),
    "the smaller one": ("np.maximum", "np.minimum"),
    "tau on both sides": ("np.maximum(tau * d, (tau - 1) * d)", "tau * np.abs(d)"),
    "the absolute error": ("np.maximum(tau * d, (tau - 1) * d)", "np.abs(d)"),
    "squared": ("np.maximum(tau * d, (tau - 1) * d)", "(np.where(d > 0, tau, 1 - tau) * d**2)"),
    "twice, so that 0.5 is the absolute error": (".mean()", ".mean() * 2"),
    "only what is too low": ("np.maximum(tau * d, (tau - 1) * d)", "np.maximum(tau * d, 0)"),
    "what is too high is taken off": ("np.maximum(tau * d, (tau - 1) * d)", "np.where(d > 0, tau * d, (1 - tau) * d)"),
    "the sum": (".mean()", ".sum()"),
    "the median cost": (
        "float(np.maximum(tau * d, (tau - 1) * d).mean())",
        "float(np.median(np.maximum(tau * d, (tau - 1) * d)))",
    ),
    "right forecasts do not count": (".mean())", ".sum() / max(1, np.count_nonzero(d)))"),
    "the means of both sides": (
        "float(np.maximum(tau * d, (tau - 1) * d).mean())",
        "float(tau * (d[d > 0].mean() if (d > 0).any() else 0) - (1 - tau) * (d[d < 0].mean() if (d < 0).any() else 0))",
    ),
    "the sign of the forecast counts": (
        "np.maximum(tau * d, (tau - 1) * d)",
        "(np.where(q > 0, tau, 1 - tau) * np.abs(d))",
    ),
    "a relative error": ("    return float", "    d = d / np.maximum(np.abs(y), 1e-9)\n    return float"),
    "one cost each": ("float(np.maximum(tau * d, (tau - 1) * d).mean())", "np.maximum(tau * d, (tau - 1) * d)"),
    "rounded": (".mean())", ".mean().round(2))"),
    "an array of one number": (
        "float(np.maximum(tau * d, (tau - 1) * d).mean())",
        "np.array([np.maximum(tau * d, (tau - 1) * d).mean()])",
    ),
    "unsigned numbers wrap": ("y.astype(float) - q", "y - q"),
    "differences rounded to whole numbers": ("y.astype(float) - q", "y.astype(int) - q.astype(int)"),
    "tau of 0 passes": ("0 < tau < 1", "0 <= tau < 1"),
    "tau of 1 passes": ("0 < tau < 1", "0 < tau <= 1"),
    "any tau passes": ("not 0 < tau < 1 or ", ""),
    "only a negative tau is refused": ("not 0 < tau < 1", "tau < 0"),
    "tau in per cent": (
        "    d = y",
        "    tau = tau / 100\n    d = y",
    ),
    "shapes are not compared": ("y.shape != q.shape or ", ""),
    "lengths compared, shapes not": ("y.shape != q.shape", "len(y) != len(q)"),
    "sizes compared, shapes not": ("y.shape != q.shape", "y.size != q.size"),
    "a single forecast is stretched": ("y.shape != q.shape", "(y.shape != q.shape and q.size != 1)"),
    "a column is flattened": ("    if not", "    q = q.ravel()\n    if not"),
    "nothing gives 0": (
        "or len(y) == 0:\n",
        "or False:\n",
    ),
    "subtracts in place": (
        "    d = y.astype(float) - q\n",
        "    y -= q\n    d = y.astype(float)\n",
    ),
}

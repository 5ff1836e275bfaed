"""Wrong answers to `kmeans_step`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "an empty cluster becomes NaN": (
        "    for label in np.unique(labels):\n        centres[label] = X[labels == label].mean(axis=0)",
        "    for label in range(len(C)):\n"
        "        points = X[labels == label]\n"
        "        centres[label] = points.mean(axis=0) if len(points) else np.nan",
    ),
    "an empty cluster moves to the origin": (
        "centres = C.astype(float)",
        "centres = np.zeros(C.shape)",
    ),
    "the farthest centre": ("argmin", "argmax"),
    "city-block distance": ("** 2).sum(axis=2)", ").__abs__().sum(axis=2)"),
    "squares after summing": (
        "((X[:, None, :] - C[None, :, :]) ** 2).sum(axis=2)",
        "(X[:, None, :] - C[None, :, :]).sum(axis=2) ** 2",
    ),
    "moves the given centres": ("centres = C.astype(float)", "centres = C"),
    "centres stay": ("X[labels == label].mean(axis=0)", "C[label]"),
    "one mean over all columns": (".mean(axis=0)", ".mean()"),
    "medians": ("X[labels == label].mean(axis=0)", "np.median(X[labels == label], axis=0)"),
    "ties go to the last": (
        "labels = distances.argmin(axis=1)",
        "labels = len(C) - 1 - distances[:, ::-1].argmin(axis=1)",
    ),
    "labels as floats": ("return labels,", "return labels.astype(float),"),
    "labels by the new centres": (
        "    return labels",
        "    labels = ((X[:, None, :] - centres[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)\n    return labels",
    ),
}

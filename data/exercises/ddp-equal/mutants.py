"""Wrong answers to `ddp_grad`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "the plain mean of the workers": ("sizes @ grads / sizes.sum()", "grads.mean(axis=0)"),
    "the mean of the workers that have rows": ("sizes @ grads / sizes.sum()", "grads[sizes > 0].mean(axis=0)"),
    "the sum of the workers": ("sizes @ grads / sizes.sum()", "grads.sum(axis=0)"),
    "weighed by size, not divided": ("sizes @ grads / sizes.sum()", "sizes @ grads"),
    "divided by the workers": ("sizes @ grads / sizes.sum()", "sizes @ grads / workers"),
    "small shares weigh more": ("sizes @ grads / sizes.sum()", "(1 / sizes) @ grads / (1 / sizes).sum()"),
    "sums instead of means on the workers": ("(rows @ w - wanted) / len(rows)", "(rows @ w - wanted)"),
    "divided by the whole batch on the workers": ("(rows @ w - wanted) / len(rows)", "(rows @ w - wanted) / len(X)"),
    "the factor 2 is missing": ("2 * rows.T", "rows.T"),
    "downhill instead of the gradient": ("2 * rows.T", "-2 * rows.T"),
    "dealt out in blocks": (
        "rows, wanted = X[k::workers], y[k::workers]",
        "rows, wanted = np.array_split(X, workers)[k], np.array_split(y, workers)[k]",
    ),
    "the rest of the rows is dropped": (
        "    for k in range(workers):\n",
        "    X, y = X[: max(1, len(X) // workers) * workers], y[: max(1, len(X) // workers) * workers]\n    for k in range(workers):\n",
    ),
    "the labels of the first worker for all": ("y[k::workers]", "y[0::workers][: len(X[k::workers])]"),
    "idle workers divide by 0": ("        if len(rows):\n            grads[k]", "        grads[k]"),
    "workers of 0 are let through": ("workers < 1 or len(X) == 0", "len(X) == 0"),
    "an empty batch is let through": ("workers < 1 or len(X) == 0", "workers < 1"),
    "only the agreed gradient": ("return grads, sizes @ grads / sizes.sum()", "return sizes @ grads / sizes.sum()"),
    "the batch's gradient as the workers'": ("    return grads,", "    grads[:] = sizes @ grads / sizes.sum()\n    return grads,"),
    "the loss instead of its gradient": (
        "grads[k] = 2 * rows.T @ (rows @ w - wanted) / len(rows)",
        "grads[k] = ((rows @ w - wanted) ** 2).mean()",
    ),
    "padded with repeated rows": """
import numpy as np

def ddp_grad(X, y, w, workers):
    if workers < 1 or len(X) == 0:
        raise ValueError
    places = np.arange(-(-len(X) // workers) * workers) % len(X)
    X, y = X[places], y[places]
    grads = np.array([2 * X[k::workers].T @ (X[k::workers] @ w - y[k::workers]) / len(X[k::workers]) for k in range(workers)])
    return grads, grads.mean(axis=0)
""",
}

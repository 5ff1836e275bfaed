"""Wrong answers to `sgd_epoch`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "the item learns from the new user": ("error * old", "error * P[u]"),
    "the old user is only a view": ("P[u].copy()\n", "P[u]\n"),
    "the error is computed again for each update": (
        "        bi[i] += lr",
        "        error = rating - (mean + bu[u] + bi[i] + P[u] @ Q[i])\n        bi[i] += lr",
    ),
    "the mean is forgotten": ("(mean + bu[u]", "(bu[u]"),
    "biases left out of the prediction": ("mean + bu[u] + bi[i] + P[u]", "mean + P[u]"),
    "factors left out of the prediction": (" + P[u] @ Q[i])", ")"),
    "the error turned round": ("rating - (mean + bu[u] + bi[i] + P[u] @ Q[i])", "(mean + bu[u] + bi[i] + P[u] @ Q[i]) - rating"),
    "regularisation grows": ("error * Q[i] - reg * P[u]", "error * Q[i] + reg * P[u]"),
    "biases are not regularised": ("(error - reg * bu[u])", "error"),
    "item factors are not regularised": (" - reg * Q[i])", ")"),
    "regularisation without the rate": ("lr * (error - reg * bi[i])", "lr * error - reg * bi[i]"),
    "the gradient with its factor 2": ("lr * (error", "2 * lr * (error"),
    "user and item exchanged": ("for u, i, rating in", "for i, u, rating in"),
    "all rows are shrunk": ("        bu[u] += lr", "        P *= 1 - lr * reg\n        P[u] /= 1 - lr * reg\n        bu[u] += lr"),
    "only the first half": ("in ratings:", "in ratings[: (len(ratings) + 1) // 2]:"),
    "shuffles": ("in ratings:", "in np.random.default_rng(0).permutation(np.array(ratings, dtype=object)) if ratings else []:"),
    "from the last rating on": ("in ratings:", "in ratings[::-1]:"),
    "a whole batch at once": """
import numpy as np

def sgd_epoch(ratings, mean, bu, bi, P, Q, lr, reg):
    new = bu.copy(), bi.copy(), P.copy(), Q.copy()
    for u, i, rating in ratings:
        error = rating - (mean + bu[u] + bi[i] + P[u] @ Q[i])
        new[0][u] += lr * (error - reg * bu[u])
        new[1][i] += lr * (error - reg * bi[i])
        new[2][u] += lr * (error * Q[i] - reg * P[u])
        new[3][i] += lr * (error * P[u] - reg * Q[i])
    return new
""",
    "in place": ("bu, bi, P, Q = bu.copy(), bi.copy(), P.copy(), Q.copy()", "pass"),
    "only the biases are copied": ("bu.copy(), bi.copy(), P.copy(), Q.copy()", "bu.copy(), bi.copy(), P, Q"),
}

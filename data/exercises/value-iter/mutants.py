"""Wrong answers to `value_iteration`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "one sweep only": ("    while change >= tol:\n", "    for _ in range(1):\n"),
    "a hundred sweeps": ("    while change >= tol:\n", "    for _ in range(100):\n"),
    "stops when nothing rises": ("np.abs(new - V).max()", "(new - V).max()"),
    "stops when one state is settled": ("np.abs(new - V).max()", "np.abs(new - V).min()"),
    "stops by the mean change": ("np.abs(new - V).max()", "np.abs(new - V).mean()"),
    "returns the values before the last sweep": (
        "        V, change = new, np.abs(new - V).max()\n",
        "        change = np.abs(new - V).max()\n        V = new if change >= tol else V\n",
    ),
    "a change equal to tol is small enough": ("while change >= tol", "while change > tol"),
    "rewards discounted too": ("new = (R + gamma * P @ V)", "new = (gamma * (R + P @ V))"),
    "no discount in the sweeps": ("new = (R + gamma * P @ V)", "new = (R + gamma**2 * P @ V)"),
    "the mean over the actions": (".max(axis=1)\n        V,", ".mean(axis=1)\n        V,"),
    "never below 0": ("        V, change", "        new = np.maximum(new, 0)\n        V, change"),
    "transitions the wrong way round": ("new = (R + gamma * P @ V)", "new = (R + gamma * np.einsum('tas,t->sa', P, V))"),
    "policy by the rewards alone": ("    Q = R + gamma * P @ V\n", "    Q = R\n"),
    "policy without the rewards": ("    Q = R + gamma * P @ V\n", "    Q = gamma * P @ V\n"),
    "actions counted from 1": ("- 1e-9, axis=1)", "- 1e-9, axis=1) + 1"),
    "the last of the best": (
        "np.argmax(Q >= Q.max(axis=1, keepdims=True) - 1e-9, axis=1)",
        "R.shape[1] - 1 - np.argmax((Q >= Q.max(axis=1, keepdims=True) - 1e-9)[:, ::-1], axis=1)",
    ),
    "ties by rounding": ("np.argmax(Q >= Q.max(axis=1, keepdims=True) - 1e-9, axis=1)", "Q.argmax(axis=1)"),
    "returns Q": ("return V, np", "return Q, np"),
    "gamma of 1 is let through": ("not 0 <= gamma < 1", "not 0 <= gamma <= 1"),
    "gamma below 0 is let through": ("not 0 <= gamma < 1", "gamma >= 1"),
    "state by state within a sweep": """
import numpy as np

def value_iteration(P, R, gamma, tol):
    if not 0 <= gamma < 1:
        raise ValueError
    V, change = np.zeros(len(R)), np.inf
    while change >= tol:
        old = V.copy()
        for s in range(len(R)):
            V[s] = (R[s] + gamma * P[s] @ V).max()
        change = np.abs(V - old).max()
    Q = R + gamma * P @ V
    return V, np.argmax(Q >= Q.max(axis=1, keepdims=True) - 1e-9, axis=1)
""",
    "the policy of the sweep before": """
import numpy as np

def value_iteration(P, R, gamma, tol):
    if not 0 <= gamma < 1:
        raise ValueError
    V, change = np.zeros(len(R)), np.inf
    while change >= tol:
        Q = R + gamma * P @ V
        V, change = Q.max(axis=1), np.abs(Q.max(axis=1) - V).max()
    return V, np.argmax(Q >= Q.max(axis=1, keepdims=True) - 1e-9, axis=1)
""",
}

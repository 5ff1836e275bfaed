"""Wrong answers to `top_eig`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "starts with ones": ("np.random.default_rng(seed).normal(size=len(A))", "np.ones(len(A))"),
    "starts with the first axis": ("np.random.default_rng(seed).normal(size=len(A))", "np.eye(len(A))[0]"),
    "another start": (".normal(size=len(A))", ".uniform(size=len(A))"),
    "seed ignored": ("default_rng(seed)", "default_rng(0)"),
    "the length as eigenvalue": ("float(v @ A @ v), v", "float(np.linalg.norm(A @ v)), v"),
    "the length of the last product": ("float(v @ A @ v), v", "float(length), v"),
    "length 1 only at the end": (
        "        length = np.linalg.norm(product)\n        if length == 0:\n            return 0.0, v\n"
        "        v = product / length\n    return float(v @ A @ v), v",
        "        if not product.any():\n            return 0.0, v\n        v = product\n"
        "    v = v / np.linalg.norm(v)\n    return float(v @ A @ v), v",
    ),
    "divided by the sum": ("np.linalg.norm(product)", "np.abs(product).sum()"),
    "divided by the largest entry": ("np.linalg.norm(product)", "np.abs(product).max()"),
    "divided by the length squared": ("np.linalg.norm(product)", "product @ product"),
    "one step too many": ("range(iters)", "range(iters + 1)"),
    "one step short": ("range(iters)", "range(iters - 1)"),
    "a fixed number of steps": ("range(iters)", "range(100)"),
    "A squared in each step": ("product = A @ v", "product = A @ (A @ v)"),
    "divides by zero": ("        if length == 0:\n            return 0.0, v\n", ""),
    "zero gives the zero vector": ("return 0.0, v\n", "return 0.0, product\n"),
    "small is taken for zero": ("length == 0", "length < 1e-12"),
    "the start at its own length": ("    v = v / np.linalg.norm(v)\n", ""),
    "elementwise product": ("product = A @ v", "product = (A * v).sum(axis=0)"),
    "the mean of the quotients": ("float(v @ A @ v), v", "float(np.mean(A @ v / v)), v"),
    "lam without the vector": ("float(v @ A @ v), v", "float(v @ A @ v)"),
    "vector first": ("return float(v @ A @ v), v", "return v, float(v @ A @ v)"),
    "eigh, the largest of all": """
import numpy as np

def top_eig(A, iters, seed):
    values, vectors = np.linalg.eigh(A)
    return float(values[-1]), vectors[:, -1]
""",
    "eigh, the largest in size": """
import numpy as np

def top_eig(A, iters, seed):
    values, vectors = np.linalg.eigh(A)
    place = np.argmax(np.abs(values))
    return float(values[place]), vectors[:, place]
""",
    "shifted to be positive": (
        "        product = A @ v\n",
        "        product = A @ v + np.abs(A).sum() * v\n",
    ),
    "scales A in place": ("    for _ in", "    A /= max(np.abs(A).max(), 1e-300)\n    for _ in"),
}

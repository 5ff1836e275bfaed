"""Wrong answers to `ring_allreduce`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "the sum, and the formula for equal pieces": """
import numpy as np

def ring_allreduce(gradients):
    n = len(gradients)
    if n == 0 or len({len(gradient) for gradient in gradients}) > 1:
        raise ValueError
    total = np.sum([gradient.astype(float) for gradient in gradients], axis=0)
    return [total.copy() for _ in range(n)], [round(2 * (n - 1) / n * len(total))] * n
""",
    "the sum in the workers' order, with the right counts": """
import numpy as np

def ring_allreduce(gradients):
    n = len(gradients)
    if n == 0 or len({len(gradient) for gradient in gradients}) > 1:
        raise ValueError
    total = sum(gradient.astype(float) for gradient in gradients)
    sizes = [len(piece) for piece in np.array_split(total, n)]
    return [total.copy() for _ in range(n)], [sum(sizes[(i - s) % n] for s in range(2 * (n - 1))) for i in range(n)]
""",
    "a central worker": """
import numpy as np

def ring_allreduce(gradients):
    n = len(gradients)
    if n == 0 or len({len(gradient) for gradient in gradients}) > 1:
        raise ValueError
    total = sum(gradient.astype(float) for gradient in gradients)
    return [total.copy() for _ in range(n)], [len(total) * (n - 1)] + [len(total)] * (n - 1)
""",
    "whole gradients go round": """
import numpy as np

def ring_allreduce(gradients):
    n = len(gradients)
    if n == 0 or len({len(gradient) for gradient in gradients}) > 1:
        raise ValueError
    held = [gradient.astype(float) for gradient in gradients]
    moving, sent = list(held), [0] * n
    for step in range(n - 1):
        moving = [moving[i - 1] for i in range(n)]
        held = [a + b for a, b in zip(held, moving)]
        sent = [count + len(held[0]) for count in sent]
    return held, sent
""",
    "copying is left out": ("range(2 * (n - 1))", "range(n - 1)"),
    "one step too many": ("range(2 * (n - 1))", "range(2 * n - 1)"),
    "one step too few": ("range(2 * (n - 1))", "range(2 * n - 3)"),
    "adds one step too long": ("if step < n - 1 else 0", "if step < n else 0"),
    "adds all the way": ("if step < n - 1 else 0", "if True else 0"),
    "starts to copy too early": ("if step < n - 1 else 0", "if step < n - 2 else 0"),
    "the ring the other way round": ("parts[(i + 1) % n][piece]", "parts[(i - 1) % n][piece]"),
    "pieces in the other direction": ("(i, (i - step) % n, parts[i][(i - step) % n].copy())", "(i, (i + step) % n, parts[i][(i + step) % n].copy())"),
    "everyone sends the same piece": ("(i, (i - step) % n, parts[i][(i - step) % n].copy())", "(i, step % n, parts[i][step % n].copy())"),
    "starts with the next piece": ("(i, (i - step) % n, parts[i][(i - step) % n].copy())", "(i, (i + 1 - step) % n, parts[i][(i + 1 - step) % n].copy())"),
    "counts messages": ("sent[i] += len(values)", "sent[i] += 1"),
    "counts what is received": ("sent[i] += len(values)", "sent[(i + 1) % n] += len(values)"),
    "counts whole gradients": ("sent[i] += len(values)", "sent[i] += len(gradients[i])"),
    "the total of all workers": ("for pieces in parts], sent", "for pieces in parts], sum(sent)"),
    "the mean": ("[np.concatenate(pieces) for pieces in parts]", "[np.concatenate(pieces) / n for pieces in parts]"),
    "only worker 0's result": ("[np.concatenate(pieces) for pieces in parts]", "np.concatenate(parts[0])"),
    "small numbers wrap round": ("gradient.astype(float)", "gradient"),
    "needs a length that divides": ("np.array_split(gradient.astype(float), n)", "np.split(gradient.astype(float), n)"),
    "different lengths pass": (" or len({len(gradient) for gradient in gradients}) > 1", ""),
    "no worker gives nothing": (
        "    if n == 0 or len",
        "    if n == 0:\n        return [], []\n    if len",
    ),
    "adds into the gradients": (
        "    return [np.con",
        "    for gradient, pieces in zip(gradients, parts):\n        gradient[:] = np.concatenate(pieces)\n    return [np.con",
    ),
}

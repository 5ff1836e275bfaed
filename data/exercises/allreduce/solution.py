import numpy as np


def ring_allreduce(gradients):
    """Return (results, sent) of a simulated ring all-reduce: what each worker holds and how much it has sent."""
    n = len(gradients)
    if n == 0 or len({len(gradient) for gradient in gradients}) > 1:
        raise ValueError("at least one gradient is needed, and all of one length")
    parts = [np.array_split(gradient.astype(float), n) for gradient in gradients]
    sent = [0] * n
    for step in range(2 * (n - 1)):
        # The second half goes on counting: piece (i + 1 - (step - (n - 1))) is piece (i - step) modulo n.
        messages = [(i, (i - step) % n, parts[i][(i - step) % n].copy()) for i in range(n)]
        for i, piece, values in messages:
            sent[i] += len(values)
            before = parts[(i + 1) % n][piece] if step < n - 1 else 0
            parts[(i + 1) % n][piece] = before + values
    return [np.concatenate(pieces) for pieces in parts], sent

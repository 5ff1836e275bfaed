"""Cases of `quantise`."""

import numpy as np

from skillcheck.sandbox import expect


def _parts(quantise, w):
    """What it returned, each part checked for its type and range, and the weights it stands for."""
    got = expect.instance(quantise(w), tuple, list)
    expect.that(len(got) == 3, f"It returned {len(got)} things, wants three: q, scale, zero.")
    q, scale, zero = expect.instance(got[0], np.ndarray), expect.number(got[1]), expect.number(got[2])
    expect.that(q.dtype == np.uint8, f"q has the dtype {q.dtype}, wants uint8.")
    expect.that(q.shape == w.shape, f"q has the shape {q.shape}, wants {w.shape}.")
    expect.that(scale > 0, f"scale is {scale}, wants a number above 0.")
    expect.that(zero == int(zero) and 0 <= zero <= 255, f"zero is {zero}, wants a whole number from 0 to 255.")
    return q, scale, int(zero), scale * (q.astype(float) - zero)


def example(quantise):
    """The example from the task."""
    q, scale, zero, _ = _parts(quantise, np.array([-1.0, 0.0, 4.1]))
    expect.close(scale, 0.02)
    expect.that(zero == 50, f"Expected zero = 50, got {zero}.")
    expect.close_array(q.astype(float), [0, 50, 255])


def whole_range(quantise):
    """The 256 steps span the range: scale is (high - low) / 255."""
    for low, high in ((-3.0, 1.0), (-0.02, 0.5), (-7.0, 300.0)):
        scale = _parts(quantise, np.linspace(low, high, 31))[1]
        expect.close(scale, (high - low) / 255)


def half_a_step(quantise):
    """Every weight comes back within one step, the ordinary one within half a step."""
    w = np.random.default_rng(0).normal(0.1, 0.4, size=(20, 30))
    _, scale, _, back = _parts(quantise, w)
    errors = np.abs(back - w) / scale
    expect.that(errors.max() <= 1 + 1e-9, f"The largest error is {errors.max():.3f} steps, wants at most 1.")
    inner = np.sort(errors.ravel())[:-2].max()
    expect.that(inner <= 0.5 + 1e-9, f"Errors reach {inner:.3f} steps, wants at most 0.5.")


def zero_is_exact(quantise):
    """Zero comes back as exactly 0, wherever it lies in the range."""
    for w in (np.array([-0.37, 0.0, 1.234]), np.array([0.0, 0.7, 0.9]), np.array([-5.3, -0.1, 0.0])):
        back = _parts(quantise, w)[3]
        expect.that(bool((back[w == 0] == 0).all()), f"The zero of {w.tolist()} came back as {back[w == 0].tolist()}.")


def one_sided(quantise):
    """Weights that are all positive, or all negative, still have zero in their range."""
    q, scale, zero, _ = _parts(quantise, np.array([10.0, 20.0, 51.0]))
    expect.close(scale, 0.2)
    expect.that(zero == 0, f"Expected zero = 0, got {zero}.")
    expect.close_array(q.astype(float), [50, 100, 255])
    q, scale, zero, _ = _parts(quantise, np.array([-51.0, -10.0]))
    expect.that(zero == 255, f"Expected zero = 255, got {zero}.")
    expect.close_array(q.astype(float), [0, 205])


def constants(quantise):
    """Constant weights, and weights that are all 0, come back."""
    for value in (0.0, 3.0, -2.5):
        _, scale, _, back = _parts(quantise, np.full((2, 3), value))
        expect.close_array(back, np.full((2, 3), value), 1e-9)
        if value == 0:
            expect.close(scale, 1.0)


def ends_do_not_wrap(quantise):
    """The ends of the range are limited to 255, they never wrap round to 0 (here the sum of two roundings is 256)."""
    q, _, zero, _ = _parts(quantise, np.array([-1.5, 0.25, 253.5]))
    expect.that(zero == 2, f"Expected zero = 2, got {zero}.")
    expect.close_array(q.astype(float), [0, 2, 255])


def digits(quantise):
    """A linear model of the digits keeps its predictions: fewer than 1 in 100 change."""
    from sklearn.datasets import load_digits

    X, y = load_digits(return_X_y=True)
    # Least squares on one-hot labels: a model without a solver's randomness.
    w = np.linalg.lstsq(X.T @ X + 10 * np.eye(64), X.T @ np.eye(10)[y], rcond=None)[0]
    changed = float(((X @ w).argmax(axis=1) != (X @ _parts(quantise, w)[3]).argmax(axis=1)).mean())
    expect.that(changed < 0.01, f"{changed:.1%} of the predictions changed.")

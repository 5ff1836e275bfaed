"""Cases of `cuped`."""

import numpy as np

from skillcheck.sandbox import expect


def _cuped(cuped, y, x, treated):
    got = expect.instance(cuped(y, x, treated), dict)
    expect.that(set(got) == {"theta", "effect", "se"}, f"The keys are {sorted(map(str, got))}.")
    return {name: expect.number(value) for name, value in got.items()}


def _check(cuped, theta, effect, se, *arrays):
    got = _cuped(cuped, *arrays)
    for name, wanted in (("theta", theta), ("effect", effect), ("se", se)):
        near = abs(got[name] - wanted) <= 1e-9 * (1 + abs(wanted))
        expect.that(near, f"Expected {name} = {wanted:.8g}, got {got[name]:.8g}.")


def _by_numpy(y, x, treated):
    """The formulas, with numpy's covariance matrix."""
    table = np.cov(x, y)
    theta = table[0, 1] / table[0, 0]
    arms = [y[treated == arm] - theta * (x[treated == arm] - x.mean()) for arm in (1, 0)]
    return theta, arms[0].mean() - arms[1].mean(), np.sqrt(sum(np.cov(arm) / len(arm) for arm in arms))


def _experiment(rng, n, effect, share=0.5, past=1.0):
    x = rng.normal(10, 3, n)
    treated = (rng.random(n) < share).astype(int)
    treated[:4] = [0, 1, 0, 1]
    return past * x + rng.normal(0, 2, n) + effect * treated, x, treated


def _plain_se(y, treated):
    return float(np.sqrt(sum(y[treated == arm].var(ddof=1) / (treated == arm).sum() for arm in (0, 1))))


def example(cuped):
    """The example from the task."""
    y, x = np.array([4.0, 8.0, 5.0, 9.0]), np.array([1.0, 5.0, 1.0, 5.0])
    _check(cuped, 1.0, 1.0, 0.0, y, x, np.array([0, 0, 1, 1]))


def by_numpy(cuped):
    """Unequal arms of few people, in any order, agree with the formulas."""
    rng = np.random.default_rng(0)
    for n, share in ((9, 0.5), (25, 0.2), (60, 0.7)):
        arrays = _experiment(rng, n, 1.5, share)
        _check(cuped, *_by_numpy(*arrays), *arrays)


def unequal_pasts(cuped):
    """Where the treated had more already before, that part is not taken for an effect."""
    x = np.concatenate([np.arange(50.0), np.arange(50.0) + 6])
    treated = np.repeat([0, 1], 50)
    y = 2 * x + np.tile([1.0, -1.0], 50)
    got = _cuped(cuped, y, x, treated)
    expect.that(abs(got["effect"]) < 0.5, f"Without any effect it finds {got['effect']:.3f}.")
    _check(cuped, *_by_numpy(y, x, treated), y, x, treated)


def nothing_before(cuped):
    """Where x does not vary, theta is 0 and what is left is the plain difference of means."""
    y, _, treated = _experiment(np.random.default_rng(1), 30, 2.0)
    plain = y[treated == 1].mean() - y[treated == 0].mean()
    for value in (0.0, 7.3):
        _check(cuped, 0.0, plain, _plain_se(y, treated), y, np.full(30, value), treated)


def unrelated_past(cuped):
    """A past that says the opposite, or nearly nothing, has a theta below 0, or near 0, and does no harm."""
    rng = np.random.default_rng(2)
    for past in (-2.0, 0.0):
        arrays = _experiment(rng, 200, 1.0, past=past)
        _check(cuped, *_by_numpy(*arrays), *arrays)


def quieter(cuped):
    """The variance falls by the square of the correlation: here to about a quarter, so half the standard error."""
    y, x, treated = _experiment(np.random.default_rng(3), 3000, 0.0)
    ratio = (_cuped(cuped, y, x, treated)["se"] / _plain_se(y, treated)) ** 2
    wanted = 1 - np.corrcoef(x, y)[0, 1] ** 2
    expect.that(abs(ratio - wanted) < 0.02, f"The variance is {ratio:.3f} of the plain one, wants {wanted:.3f}.")


def only_differences(cuped):
    """Adding a number to y or x changes nothing, and x in other units only theta."""
    y, x, treated = _experiment(np.random.default_rng(4), 40, 1.0)
    theta, effect, se = _by_numpy(y, x, treated)
    _check(cuped, theta, effect, se, y + 1000, x - 50, treated)
    _check(cuped, theta / 60, effect, se, y, 60 * x, treated)


def unbiased(cuped):
    """Over 150 simulated experiments the true effect comes out on average, as far off as the standard error says."""
    rng = np.random.default_rng(5)
    found = [_cuped(cuped, *_experiment(rng, 120, 0.8)) for _ in range(150)]
    effects, errors = np.array([each["effect"] for each in found]), np.array([each["se"] for each in found])
    off = float(effects.mean() - 0.8)
    expect.that(abs(off) < 0.12, f"On average it is off by {off:.3f}.")
    ratio = float(effects.std() / errors.mean())
    expect.that(0.8 < ratio < 1.25, f"Effects scatter by {ratio:.2f} times the standard error.")


def bad_arrays(cuped):
    """Fewer than two people in an arm, and arrays of different lengths, raise ValueError."""
    y, x = np.array([1.0, 2.0, 3.0, 5.0]), np.array([2.0, 1.0, 4.0, 3.0])
    for treated in ([0, 0, 0, 0], [1, 1, 1, 1], [1, 0, 0, 0], [1, 1, 1, 0]):
        expect.raises("ValueError", cuped, y, x, np.array(treated))
    expect.raises("ValueError", cuped, y, np.array([1.0]), np.array([0, 0, 1, 1]))
    expect.raises("ValueError", cuped, np.array([1.0]), x, np.array([0, 0, 1, 1]))

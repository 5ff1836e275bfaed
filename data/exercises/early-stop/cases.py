"""Cases of `best_epoch`. Losses are sums of powers of two, so that no rounding decides."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _check(best_epoch, wanted, losses, patience, min_delta=0.0):
    expect.same(best_epoch(losses, patience, min_delta), wanted)


def _improvements(losses, min_delta):
    """The epochs that would be improvements if the training never stopped."""
    found = []
    for epoch, loss in enumerate(losses):
        if math.isfinite(loss) and (not found or losses[found[-1]] - loss > min_delta):
            found.append(epoch)
    return found


def _by_definition(losses, patience, min_delta):
    """The improvements, up to the first gap that patience does not bridge."""
    kept, last = None, -1
    for epoch in _improvements(losses, min_delta):
        if epoch - last > patience:
            break
        kept = last = epoch
    return kept


def example(best_epoch):
    """The example from the task."""
    _check(best_epoch, 3, [0.9, 0.6, 0.7, 0.5, 0.8, 0.8, 0.1], 2)


def always_better(best_epoch):
    """If it gets better to the end, the last epoch is kept; a single epoch too."""
    _check(best_epoch, 4, [5.0, 4.0, 3.0, 2.0, 1.0], 1)
    _check(best_epoch, 0, [0.5], 3)


def never_better(best_epoch):
    """If it only gets worse, or stays as it is, the first epoch is kept."""
    _check(best_epoch, 0, [1.0, 2.0, 3.0, 4.0], 2)
    _check(best_epoch, 0, [1.0, 1.0, 1.0, 1.0, 1.0], 10)


def just_in_time(best_epoch):
    """With patience 3, an improvement after two poor epochs counts, one after three comes too late."""
    _check(best_epoch, 3, [4.0, 5.0, 5.0, 3.0], 3)
    _check(best_epoch, 0, [4.0, 5.0, 5.0, 5.0, 3.0], 3)
    _check(best_epoch, 1, [4.0, 3.0, 3.5, 2.0], 1)


def waiting_starts_again(best_epoch):
    """Every improvement gives the full patience back: only epochs in a row count."""
    losses = [8.0, 9.0, 7.0, 9.0, 6.0, 9.0, 5.0, 9.0, 9.0, 4.0]
    _check(best_epoch, 6, losses, 2)
    _check(best_epoch, 9, losses, 3)


def better_than_the_last_is_not_enough(best_epoch):
    """An epoch must beat the best so far, not only the one before it."""
    _check(best_epoch, 0, [1.0, 4.0, 3.0, 2.0, 0.5], 3)
    _check(best_epoch, 1, [2.0, 1.0, 1.5, 1.25], 4)


def enough_of_an_improvement(best_epoch):
    """A gain of exactly min_delta is none; a little more is one."""
    _check(best_epoch, 0, [1.0, 0.75, 0.75, 0.75], 8, 0.25)
    _check(best_epoch, 1, [1.0, 0.74, 0.74, 0.74], 8, 0.25)
    _check(best_epoch, 0, [1.0, 0.875], 8, 0.25)


def small_steps(best_epoch):
    """Small gains add up: the loss to beat stays where it was, and the epoch that is clearly below it is kept."""
    _check(best_epoch, 3, [1.0, 0.875, 0.75, 0.625, 0.5], 8, 0.25)
    _check(best_epoch, 6, [2.0, 1.875, 1.75, 1.625, 1.5, 1.375, 1.25], 3, 0.25)
    _check(best_epoch, 0, [2.0, 1.875, 1.75, 1.625, 1.5], 2, 0.25)


def below_zero(best_epoch):
    """Losses may be negative, and a min_delta is a difference, not a share."""
    _check(best_epoch, 2, [0.5, -1.0, -1.5, -1.25, -1.0], 2)
    _check(best_epoch, 1, [-64.0, -64.5, -64.5], 2, 0.25)
    _check(best_epoch, 0, [0.25, 0.125, 0.0625], 9, 0.25)


def blown_up(best_epoch):
    """NaN and infinity are epochs without improvement, at the start, in the middle or to the end."""
    nan, inf = math.nan, math.inf
    _check(best_epoch, 2, [nan, inf, 3.0, nan, nan], 5)
    _check(best_epoch, 0, [2.0, nan, nan, 1.0], 2)
    _check(best_epoch, 3, [2.0, nan, inf, 1.0], 3)
    _check(best_epoch, 1, [nan, 3.0, 3.5], 2, 0.5)


def no_best_epoch(best_epoch):
    """Without a finite loss before the stop there is no epoch to keep: ValueError."""
    expect.raises("ValueError", best_epoch, [], 3, 0.0)
    expect.raises("ValueError", best_epoch, [math.nan, math.inf, math.nan], 9, 0.0)
    expect.raises("ValueError", best_epoch, [math.nan, math.nan, 1.0], 2, 0.0)


def impossible_settings(best_epoch):
    """Patience below 1 or a negative min_delta raises ValueError."""
    expect.raises("ValueError", best_epoch, [2.0, 1.0], 0, 0.0)
    expect.raises("ValueError", best_epoch, [2.0, 1.0], -1, 0.0)
    expect.raises("ValueError", best_epoch, [2.0, 1.0], 2, -0.5)


def random_walks(best_epoch):
    """On 60 random curves it agrees with the definition, and more patience never keeps a worse epoch."""
    rng = np.random.default_rng(4)
    for _ in range(20):
        losses = (rng.integers(-2, 3, 30).cumsum() / 8).tolist()
        kept = []
        for patience in (1, 3, 40):
            wanted = _by_definition(losses, patience, 0.125)
            _check(best_epoch, wanted, losses, patience, 0.125)
            kept.append(losses[wanted])
        expect.that(kept == sorted(kept, reverse=True), f"With patience 1, 3 and 40 it keeps losses of {kept}.")


def boosted_trees(best_epoch):
    """On the validation curve of boosted trees on the diabetes data it stops where the definition says."""
    from sklearn.datasets import load_diabetes
    from sklearn.ensemble import GradientBoostingRegressor

    X, y = load_diabetes(return_X_y=True)
    model = GradientBoostingRegressor(n_estimators=80, learning_rate=0.2, max_depth=2, random_state=0)
    model.fit(X[:300], y[:300])
    losses = [float(((y[300:] - stage) ** 2).mean()) for stage in model.staged_predict(X[300:])]
    for patience, min_delta in ((1, 0.0), (5, 0.0), (5, 20.0), (80, 0.0)):
        _check(best_epoch, _by_definition(losses, patience, min_delta), losses, patience, min_delta)

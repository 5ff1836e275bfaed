"""Cases of `value_iteration`."""

import numpy as np

from skillcheck.sandbox import expect


def _solve(value_iteration, P, R, gamma, tol=1e-10):
    got = expect.instance(value_iteration(P, R, gamma, tol), tuple, list)
    expect.that(len(got) == 2, f"It returned {len(got)} things, wants two: V and policy.")
    V, policy = expect.array(got[0], (len(R),)), expect.array(got[1], (len(R),))
    actions = policy.astype(int)
    expect.that(bool((actions == policy).all()), f"The policy is {policy.tolist()}, wants whole numbers.")
    expect.that(bool(((actions >= 0) & (actions < R.shape[1])).all()), f"The policy is {actions.tolist()}.")
    return V, actions


def _exact(P, R, gamma):
    """Values and the first best actions by policy iteration, a linear system for each policy."""
    states, policy = np.arange(len(R)), np.zeros(len(R), int)
    while True:
        V = np.linalg.solve(np.eye(len(R)) - gamma * P[states, policy], R[states, policy])
        Q = R + gamma * (P * V).sum(axis=2)
        better = Q.max(axis=1) > Q[states, policy] + 1e-10
        if not better.any():
            return V, np.array([next(a for a, q in enumerate(row) if q > row.max() - 1e-8) for row in Q])
        policy = np.where(better, Q.argmax(axis=1), policy)


def _random_world(seed, states, actions):
    rng = np.random.default_rng(seed)
    P = rng.exponential(size=(states, actions, states)) ** 3
    return P / P.sum(axis=2, keepdims=True), rng.normal(size=(states, actions))


def _grid():
    """Four by four, up, right, down, left; the move succeeds with 0.8, else it stays; the goal is the last corner."""
    P, R = np.zeros((16, 4, 16)), np.full((16, 4), -1.0)
    for state in range(15):
        row, column = divmod(state, 4)
        for action, (down, right) in enumerate(((-1, 0), (0, 1), (1, 0), (0, -1))):
            target = 4 * min(max(row + down, 0), 3) + min(max(column + right, 0), 3)
            P[state, action, target] += 0.8
            P[state, action, state] += 0.2
    P[15, :, 15], R[15] = 1.0, 0.0
    return P, R


def example(value_iteration):
    """The example from the task."""
    P = np.array([[[1.0, 0.0], [0.0, 1.0]], [[0.0, 1.0], [0.0, 1.0]]])
    V, policy = _solve(value_iteration, P, np.array([[1.0, 5.0], [0.0, 0.0]]), 0.9)
    expect.close_array(V, [10, 0], 1e-7)
    expect.same(policy.tolist(), [0, 0])


def grid(value_iteration):
    """On a slippery grid it finds the exact values, with the goal at 0, and the first of the shortest ways."""
    P, R = _grid()
    V, policy = _solve(value_iteration, P, R, 0.95)
    exact, best = _exact(P, R, 0.95)
    expect.close_array(V, exact, 1e-6)
    expect.same(policy.tolist(), best.tolist())


def random_worlds(value_iteration):
    """On random worlds, where states and actions differ in number, it agrees with policy iteration."""
    for seed, states, actions in ((0, 5, 3), (1, 3, 6), (2, 8, 2)):
        P, R = _random_world(seed, states, actions)
        V, policy = _solve(value_iteration, P, R, 0.9)
        exact, best = _exact(P, R, 0.9)
        expect.close_array(V, exact, 1e-7)
        expect.same(policy.tolist(), best.tolist())


def no_future(value_iteration):
    """With gamma 0 the values are the largest rewards, also where all of them are below 0."""
    P, R = _random_world(3, 4, 3)
    V, policy = _solve(value_iteration, P, R - 10, 0.0)
    expect.close_array(V, (R - 10).max(axis=1))
    expect.same(policy.tolist(), R.argmax(axis=1).tolist())


def losses_shrink_too(value_iteration):
    """Values that only ever fall are followed to the end: a loss of 1 for ever is -100 at gamma 0.99."""
    V, _ = _solve(value_iteration, np.ones((1, 1, 1)), np.array([[-1.0]]), 0.99)
    expect.close_array(V, [-100], 1e-6)


def when_it_stops(value_iteration):
    """It stops after the first sweep that changes no value by `tol`, with the values of that sweep."""
    V, _ = _solve(value_iteration, np.ones((1, 1, 1)), np.array([[1.0]]), 0.5, 0.2)
    expect.close_array(V, [1.875])
    V, _ = _solve(value_iteration, np.ones((1, 1, 1)), np.array([[1.0]]), 0.5, 0.125)
    expect.close_array(V, [1.9375])


def policy_of_the_last_values(value_iteration):
    """The policy looks at the values returned, not at those of the sweep before."""
    P, R = np.zeros((3, 2, 3)), np.array([[0.9, 0.0], [1.0, 1.0], [0.0, 0.0]])
    P[0, 0, 2] = P[0, 1, 1] = 1.0
    P[1, :, 1] = P[2, :, 2] = 1.0
    V, policy = _solve(value_iteration, P, R, 0.5, 0.2)
    expect.close_array(V, [0.9, 1.875, 0])
    expect.same(policy.tolist(), [1, 0, 0])


def all_at_once(value_iteration):
    """A sweep uses the values of the sweep before for all states: along a chain, news travels one state a sweep."""
    P = np.zeros((4, 1, 4))
    for state, target in enumerate((0, 0, 1, 2)):
        P[state, 0, target] = 1.0
    V, _ = _solve(value_iteration, P, np.array([[8.0], [0.0], [0.0], [0.0]]), 0.5, 3.0)
    expect.close_array(V, [14, 6, 2, 0])


def ties(value_iteration):
    """Of equally good actions the first is chosen, even where rounding makes a later one look better."""
    P = np.ones((1, 3, 1))
    _, policy = _solve(value_iteration, P, np.array([[0.3, 0.1 + 0.2, 0.0]]), 0.5)
    expect.same(policy.tolist(), [0])


def bad_gamma(value_iteration):
    """A gamma of 1 or more, or below 0, raises ValueError."""
    P, R = np.zeros((2, 1, 2)), np.array([[3.0], [0.0]])
    P[:, 0, 1] = 1.0
    for gamma in (1.0, 1.2, -0.1):
        expect.raises("ValueError", value_iteration, P, R, gamma, 0.1)

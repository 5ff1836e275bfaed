"""Cases of `adam_step`."""

import math

import numpy as np

from skillcheck.sandbox import expect


def _step(adam_step, w, *rest, **named):
    got = expect.instance(adam_step(w, *rest, **named), tuple, list)
    expect.that(len(got) == 3, f"It returned {len(got)} things, wants three: w, m, v.")
    return [expect.array(part, w.shape) for part in got]


def _by_hand(w, g, m, v, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The formulas for one weight."""
    m, v = beta1 * m + (1 - beta1) * g, beta2 * v + (1 - beta2) * g * g
    return w - lr * (m / (1 - beta1**t)) / (math.sqrt(v / (1 - beta2**t)) + eps), m, v


def example(adam_step):
    """The example from the task."""
    zero = np.zeros(2)
    w, m, v = _step(adam_step, np.array([1.0, 1.0]), np.array([0.3, -40.0]), zero, zero, 1, 0.1)
    expect.close_array(w, [0.9, 1.1], 1e-7)
    expect.close_array(m, [0.03, -4.0])
    expect.close_array(v, [0.00009, 1.6])


def five_steps(adam_step):
    """Five steps with changing gradients follow the formulas, and so do the running means."""
    w, m, v = np.array([0.5]), np.zeros(1), np.zeros(1)
    wanted = (0.5, 0.0, 0.0)
    for t, gradient in enumerate((0.2, -1.5, 0.0, 3.0, -0.01), start=1):
        w, m, v = _step(adam_step, w, np.array([gradient]), m, v, t, 0.05)
        wanted = _by_hand(wanted[0], gradient, wanted[1], wanted[2], t, 0.05)
        for got, number in zip((w, m, v), wanted):
            expect.close_array(got, [number], 1e-12)


def its_own_settings(adam_step):
    """Other betas and another eps are used, each in its place, late in training too."""
    arguments = (2.0, 0.7, -0.3, 0.4, 25, 0.01, 0.8, 0.95, 0.5)
    got = _step(adam_step, *(np.array([number]) for number in arguments[:4]), *arguments[4:])
    for part, wanted in zip(got, _by_hand(*arguments)):
        expect.close_array(part, [wanted], 1e-12)


def default_rate(adam_step):
    """Without `lr` it is 0.001."""
    zero = np.zeros(1)
    expect.close_array(_step(adam_step, np.ones(1), np.array([5.0]), zero, zero, 1)[0], [0.999], 1e-9)


def tiny_gradients(adam_step):
    """Where the gradient is as small as eps, eps halves the step: it stands outside the root."""
    zero = np.zeros(1)
    expect.close_array(_step(adam_step, np.zeros(1), np.array([1e-8]), zero, zero, 1, 1.0)[0], [-0.5], 1e-6)


def no_gradient(adam_step):
    """With no gradient and no history a weight stays where it is: no NaN."""
    zero = np.zeros((2, 3))
    for part, wanted in zip(_step(adam_step, np.ones((2, 3)), zero, zero, zero, 1, 0.1), (1.0, 0.0, 0.0)):
        expect.close_array(part, np.full((2, 3), wanted))


def each_weight_alone(adam_step):
    """A matrix of weights moves as each of them alone: one size of step for each."""
    rng = np.random.default_rng(4)
    w, g, m = rng.normal(size=(3, 3, 2))
    v = rng.uniform(0, 2, size=(3, 2))
    got = _step(adam_step, w, g, m, v, 3, 0.2)
    wanted = [_by_hand(*numbers, 3, 0.2) for numbers in zip(w.flat, g.flat, m.flat, v.flat)]
    for part, numbers in zip(got, zip(*wanted)):
        expect.close_array(part, np.reshape(numbers, (3, 2)), 1e-12)


def scale_of_the_loss(adam_step):
    """A loss a million times larger takes the same steps."""
    for scale in (1.0, 1e6):
        w, m, v = np.array([3.0, -2.0]), np.zeros(2), np.zeros(2)
        for t in range(1, 31):
            w, m, v = _step(adam_step, w, scale * 2 * w, m, v, t, 0.3)
        first = w if scale == 1.0 else first
    expect.close_array(w, first, 1e-5)


def counts_from_one(adam_step):
    """A t of 0 raises ValueError: nothing could be corrected."""
    for t in (0, -3):
        expect.raises("ValueError", adam_step, np.ones(2), np.ones(2), np.zeros(2), np.zeros(2), t)

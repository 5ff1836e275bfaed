"""The acceptance figures of ability and selection, small enough for every run; the long ones are a benchmark."""

import accepted
import pytest

FIGURES = {
    "one pass is close to the exact posterior": accepted.one_pass,
    "skills learn from each other": accepted.random_items,
    "a role is decided by 30 adaptive items": accepted.role_check,
    "our roles are decided by 30 adaptive items": accepted.our_role_check,
    "intervals hold when the prototype is not as assumed": lambda: accepted.robust(accepted.prototype(), "prototype"),
    "intervals hold when our bank is not as assumed": lambda: accepted.robust(accepted.ours(), "ours"),
    "self-ratings help or do no harm": lambda: accepted.self_ratings(accepted.prototype(), "prototype", 800),
    "self-ratings help or do no harm on our bank": lambda: accepted.self_ratings(accepted.ours(), "ours", 800),
    "the share correct is foretold on a shifted bank": lambda: accepted.forecasts(
        accepted.prototype(), "prototype", True
    ),
    "the share correct is foretold on ours": lambda: accepted.forecasts(accepted.ours(), "ours", False),
    "what is remembered between sittings": accepted.five_sessions,
}


@pytest.mark.parametrize("figures", FIGURES.values(), ids=FIGURES)
def test_the_figures_hold(figures):
    missed = [
        f"{row.number}: {row.what}: {row.reached:.4f}, required {row.required}" for row in figures() if not row.holds
    ]

    assert not missed


@pytest.mark.parametrize(
    "figures",
    [lambda: accepted.timing(15), accepted.importing],
    ids=["the next item and an update", "the package by its import"],
)
def test_what_a_learner_waits_for_comes_at_once(figures):
    """Limits doubled: tests share the machine."""
    slow = [row for row in figures() if row.reached > 2 * row.most]

    assert not slow


def test_a_figure_out_of_its_limits_is_seen():
    assert not accepted.Row(1, "too much", 0.06, most=0.05).holds
    assert not accepted.Row(2, "too little", 0.87, 0.88, 0.92).holds
    assert accepted.Row(2, "just right", 0.9, 0.88, 0.92).required == "0.88 to 0.92"

"""A check under way, the feedback it gives, and what the log of earlier ones says. Pure."""

from skillcheck.sitting.course import (
    Blueprint,
    Draw,
    Sitting,
    advance,
    answer,
    as_question,
    make_pool,
    question,
    respond,
    resume,
    stop,
    variant_seed,
)
from skillcheck.sitting.feedback import key_text, make_feedback, marks, show_number
from skillcheck.sitting.history import History, ability, due, optimism, read, schedule, seen, trail, unfinished
from skillcheck.sitting.standing import Standing, group, stand

__all__ = [
    "Blueprint",
    "Draw",
    "History",
    "Sitting",
    "Standing",
    "ability",
    "advance",
    "answer",
    "as_question",
    "due",
    "group",
    "key_text",
    "make_feedback",
    "make_pool",
    "marks",
    "optimism",
    "question",
    "read",
    "respond",
    "resume",
    "schedule",
    "seen",
    "show_number",
    "stand",
    "stop",
    "trail",
    "unfinished",
    "variant_seed",
]

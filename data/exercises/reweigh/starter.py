import numpy as np


def reweigh(y, group):
    """Return the Kamiran-Calders weight of each row, which makes label and group independent."""
    ...

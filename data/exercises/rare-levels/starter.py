from collections import Counter

import numpy as np


def one_hot(train, new, least):
    """Return a row of 0 and 1 for each entry of `new`: kept levels of `train`, missing, the rest."""
    ...

import math


def plan(rps, ms, utilisation, price, spare=1):
    """Return the replicas a load needs, what they cost a month, and what a million requests cost."""
    ...

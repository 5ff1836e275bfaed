import math


def plan(rps, ms, utilisation, price, spare=1):
    """Return the replicas a load needs, what they cost a month, and what a million requests cost."""
    if rps <= 0 or ms <= 0 or not 0 < utilisation <= 1 or price < 0 or spare < 0:
        raise ValueError("a number is outside its range")
    replicas = math.ceil(rps * ms / 1000 / utilisation - 1e-9) + spare
    monthly = replicas * price * 730
    return {"replicas": replicas, "monthly": monthly, "per_million": monthly / (rps * 3600 * 730) * 1e6}

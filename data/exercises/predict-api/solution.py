import json
import math
import sys


def finite(value):
    return type(value) in (int, float) and abs(value) <= sys.float_info.max


def predict(body, model):
    """Return the answer of a service as a dictionary: status, version, and a probability or the names at fault."""
    answer = {"status": 400, "version": model["version"], "errors": []}
    try:
        payload = json.loads(body)
    except ValueError:
        return answer
    if not isinstance(payload, dict):
        return answer
    wrong = set(payload) ^ set(model["features"]) | {name for name in payload if not finite(payload[name])}
    if wrong:
        return answer | {"status": 422, "errors": sorted(wrong)}
    z = model["intercept"] + sum(c * payload[name] for c, name in zip(model["coef"], model["features"]))
    power = math.exp(-abs(z))
    return {"status": 200, "version": model["version"], "probability": (1 if z >= 0 else power) / (1 + power)}

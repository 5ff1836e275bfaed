"""Pipelines and their orchestration: graphs walked, days gone through, stores filled."""

import numpy as np
import pandas as pd
from scipy import stats

from .search import least


def pipeline_artefact_growth(runs, days, mb, keep):
    files = np.full((days, runs), mb)
    return files.sum() * keep / 100 / 1000


def pipeline_metric_gate(n, z, s):
    return z * stats.sem(s * stats.zscore(np.arange(n), ddof=1))


def pipeline_stage_rerun_minutes(a, b, c, d, e):
    minutes = {"clean": a, "features": b, "profile": c, "train": d, "evaluate": e}
    needs = {"features": "clean", "profile": "clean", "train": "features", "evaluate": "train"}
    changed, todo = set(), ["features"]
    while todo:
        changed.add(todo[-1])
        stale = todo.pop()
        todo += [stage for stage, need in needs.items() if need == stale]
    return sum(minutes[stage] for stage in changed)


def pipeline_versions_by_content(n, mb, v, c):
    version, fresh = list(range(n)), n
    store = set(version)
    for _ in range(v):
        version[:c] = range(fresh, fresh + c)
        fresh += c
        store |= set(version)
    return len(store) * mb / 1000


def pipeline_lineage_wrong_rows(w, a, b, now):
    wrong = set(range(a, b + 1))
    return sum(bool(wrong & set(range(day - w, day))) for day in range(a - 1, now + 1))


def mlops_spot_cost(h, p, s, o):
    hours, price = h + h * o / 100, p - p * s / 100
    return hours * price


def mlops_dag_finish(a, b, c, d, e):
    minutes = {"ingest": a, "features": b, "labels": c, "train": d, "report": e}
    needs = {"features": ["ingest"], "labels": ["ingest"], "train": ["features", "labels"], "report": ["labels"]}
    ends = {}
    for step, length in minutes.items():
        ends[step] = max((ends[need] for need in needs.get(step, [])), default=0) + length
    return max(ends.values())


def mlops_point_in_time(lag, t1, t2, t3, t4, v1, v2, v3, v4, day):
    values = pd.DataFrame({"readable": [one + lag for one in (t1, t2, t3, t4)], "value": [v1, v2, v3, v4]})
    decision = pd.DataFrame({"day": [day]})
    return pd.merge_asof(decision, values, left_on="day", right_on="readable")["value"].iloc[0]


def mlops_online_store_size(f, c, b, k):
    row = np.dtype([("key", f"S{k}"), ("values", f"f{b}", f)])
    return row.itemsize * c * 1e6 / 1e9


def mlops_oldest_knowledge(i, l, h):  # noqa: E741 - the stem's own name
    start, newest_event = pd.Timestamp("2026-01-01"), pd.Timestamp("2026-01-01") - pd.Timedelta(days=l)
    replaced = start + pd.Timedelta(days=i) + pd.Timedelta(hours=h)
    return (replaced - newest_event) / pd.Timedelta(days=1)


def mlops_retries_of_a_run(k, p, r):
    step = stats.binom.sf(0, r + 1, 1 - p / 100)
    return 100 * stats.binom.pmf(k, k, step)


def mlops_best_retrain_gap(c, g):
    return least(lambda days: (c + g * days**2 / 2) / days, 0.5, 500)

"""Cases of `nms`."""

import numpy as np

from skillcheck.sandbox import expect


def _greedy(boxes, scores, threshold):
    """The rule as the task tells it: take the surest, drop what it covers, repeat."""
    left, kept = list(range(len(boxes))), []
    while left:
        best = max(left, key=lambda row: (scores[row], -row))
        kept.append(best)
        left = [row for row in left if row != best and _iou(boxes[best], boxes[row]) <= threshold]
    return kept


def _iou(a, b):
    width, height = np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2])
    overlap = width * height if width > 0 and height > 0 else 0.0
    union = np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2]) - overlap
    return overlap / union if union > 0 else 0.0


def _keeps(nms, arguments, rows):
    expect.same(expect.instance(nms(*arguments), list), rows)


def example(nms):
    """The example from the task."""
    boxes = np.array([[0, 0, 10, 10], [0, 0, 10, 8], [20, 20, 30, 30]])
    _keeps(nms, (boxes, np.array([0.6, 0.9, 0.7]), 0.5), [1, 2])


def empty(nms):
    """No boxes give an empty list, and a single one is kept."""
    _keeps(nms, (np.zeros((0, 4)), np.zeros(0), 0.5), [])
    _keeps(nms, (np.array([[1.0, 1.0, 2.0, 2.0]]), np.array([0.1]), 0.0), [0])


def chain(nms):
    """A dropped box drops no others: the third overlaps only the second, which is gone."""
    boxes = np.array([[0.0, 0.0, 10.0, 10.0], [4.0, 0.0, 14.0, 10.0], [8.0, 0.0, 18.0, 10.0]])
    _keeps(nms, (boxes, np.array([0.9, 0.8, 0.7]), 0.3), [0, 2])


def equal_to_the_threshold(nms):
    """An IoU that equals the threshold is not greater: the box stays; just below, it goes."""
    boxes = np.array([[0.0, 0.0, 4.0, 4.0], [0.0, 0.0, 4.0, 2.0]])
    _keeps(nms, (boxes, np.array([0.9, 0.8]), 0.5), [0, 1])
    _keeps(nms, (boxes, np.array([0.9, 0.8]), 0.49), [0])


def ties(nms):
    """Of equal scores the first row is taken first."""
    boxes = np.array([[0.0, 0.0, 9.0, 9.0]] * 2 + [[50.0, 50.0, 59.0, 59.0]] * 2)
    _keeps(nms, (boxes, np.full(4, 0.5), 0.5), [0, 2])
    _keeps(nms, (boxes, np.array([0.1, 0.1, 0.8, 0.8]), 0.5), [2, 0])


def apart(nms):
    """Boxes apart in both directions, or touching at a side, have no overlap, even at a threshold of 0."""
    boxes = np.array([[0.0, 0.0, 3.0, 3.0], [10.0, 10.0, 13.0, 13.0], [3.0, 0.0, 6.0, 3.0], [-9.0, 20.0, -6.0, 23.0]])
    _keeps(nms, (boxes, np.array([0.6, 0.9, 0.8, 0.7]), 0.0), [1, 2, 3, 0])


def lengths(nms):
    """Coordinates are lengths: boxes smaller than one pixel are judged like large ones."""
    boxes = np.array([[0, 0, 10, 10], [5, 0, 15, 10], [1, 1, 11, 11]]) / 1000
    _keeps(nms, (boxes, np.array([0.9, 0.8, 0.7]), 0.4), [0, 1])


def inside(nms):
    """A small box inside a large one has a small IoU and stays."""
    boxes = np.array([[0.0, 0.0, 10.0, 10.0], [4.0, 4.0, 6.0, 6.0]])
    _keeps(nms, (boxes, np.array([0.9, 0.8]), 0.3), [0, 1])


def no_area(nms):
    """Boxes without area have an IoU of 0 and all stay: no division by zero."""
    _keeps(nms, (np.array([[2.0, 2.0, 2.0, 5.0]] * 3), np.array([0.3, 0.9, 0.5]), 0.2), [1, 2, 0])


def random_boxes(nms):
    """On 60 random boxes it agrees with the rule, at every threshold."""
    rng = np.random.default_rng(5)
    corner = rng.uniform(0, 30, size=(60, 2))
    boxes = np.hstack([corner, corner + rng.uniform(2, 20, size=(60, 2))])
    scores = rng.integers(0, 25, 60) / 25
    for threshold in (0.1, 0.3, 0.6, 1.0):
        _keeps(nms, (boxes, scores, threshold), _greedy(boxes, scores, threshold))

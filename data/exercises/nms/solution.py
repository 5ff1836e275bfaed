import numpy as np


def iou(a, b):
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    overlap = max(width, 0) * max(height, 0)
    union = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - overlap
    return overlap / union if union > 0 else 0.0


def nms(boxes, scores, threshold):
    """Return the row numbers of the boxes kept by greedy non-maximum suppression, highest score first."""
    kept = []
    for row in np.argsort(-scores, kind="stable"):
        if all(iou(boxes[row], boxes[other]) <= threshold for other in kept):
            kept.append(int(row))
    return kept

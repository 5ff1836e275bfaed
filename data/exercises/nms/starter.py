import numpy as np


def nms(boxes, scores, threshold):
    """Return the row numbers of the boxes kept by greedy non-maximum suppression, highest score first."""
    ...

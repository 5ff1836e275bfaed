def confusion(y, p, labels):
    """Return the confusion matrix as a list of rows: rows are true labels, columns predicted ones."""
    if len(y) != len(p):
        raise ValueError("y and p differ in length")
    place = {label: position for position, label in enumerate(labels)}
    matrix = [[0] * len(labels) for _ in labels]
    for true, predicted in zip(y, p):
        if true in place and predicted in place:
            matrix[place[true]][place[predicted]] += 1
    return matrix

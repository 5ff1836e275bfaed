def chunks(seq, size):
    """Return `seq` cut into lists of `size` elements; the last may be shorter."""
    if size < 1:
        raise ValueError("size must be at least 1")
    return [seq[start : start + size] for start in range(0, len(seq), size)]

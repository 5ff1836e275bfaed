"""Wrong answers to `chunks`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "drops the short last chunk": ("range(0, len(seq), size)]", "range(0, len(seq) - size + 1, size)]"),
    "overlaps by stepping one": ("range(0, len(seq), size)]", "range(0, len(seq), 1)]"),
    "no check of size": ('    if size < 1:\n        raise ValueError("size must be at least 1")\n', ""),
    "another kind of error": ("raise ValueError", "raise IndexError"),
    "returns an empty list for a bad size": ('raise ValueError("size must be at least 1")', "return []"),
    "an empty chunk at the end": ("range(0, len(seq), size)]", "range(0, len(seq) + 1, size)]"),
    "one chunk for an empty list": (
        "return [",
        "return [[]] if not seq else [",
    ),
    "chunks as tuples": ("[seq[start : start + size] for", "[tuple(seq[start : start + size]) for"),
    "consumes the list": """
def chunks(seq, size):
    if size < 1:
        raise ValueError
    parts = []
    while seq:
        parts.append(seq[:size])
        del seq[:size]
    return parts
""",
    "n chunks instead of chunks of n": """
def chunks(seq, size):
    if size < 1:
        raise ValueError
    return [seq[start::size] for start in range(size)]
""",
}

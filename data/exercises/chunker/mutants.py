"""Wrong answers to `chunk`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "a last chunk that only repeats": ("max(len(words) - overlap, 1)", "len(words)"),
    "the short rest is dropped": ("max(len(words) - overlap, 1)", "max(len(words) - size + 1, 1)"),
    "no overlap": (", size - overlap)\n", ", size)\n"),
    "the overlap is the step": (", size - overlap)\n", ", max(overlap, 1))\n"),
    "chunks are longer by the overlap": ("words[start : start + size]", "words[start : start + size + overlap]"),
    "the overlap stands before": (
        "words[start : start + size]) for start in starts",
        "words[max(start - overlap, 0) : start + size]) for start in range(0, len(words), size)",
    ),
    "a short text is lost": ("max(len(words) - overlap, 1)", "len(words) - overlap"),
    "no words are one empty chunk": ("    if not words:\n        return []\n", ""),
    "characters instead of words": (
        '    words = text.split()\n    if not words:\n        return []\n    starts = range(0, max(len(words) - overlap, 1), size - overlap)\n    return [" ".join(',
        '    words = text\n    if not words:\n        return []\n    starts = range(0, max(len(words) - overlap, 1), size - overlap)\n    return ["".join(',
    ),
    "only spaces separate words": ("text.split()", 'text.split(" ")'),
    "lists of words": ('" ".join(words[start : start + size])', "words[start : start + size]"),
    "an overlap of the size passes": ("0 <= overlap < size", "0 <= overlap <= size"),
    "an overlap below 0 passes": ("not 0 <= overlap < size", "overlap >= size"),
    "too large an overlap is cut": (
        '    if size < 1 or not 0 <= overlap < size:\n        raise ValueError("size must be at least 1, and overlap from 0 to size - 1")\n',
        '    if size < 1 or overlap < 0:\n        raise ValueError("size")\n    overlap = min(overlap, size - 1)\n',
    ),
    "an empty text is not checked": (
        "    if size < 1",
        "    if not text.split():\n        return []\n    if size < 1",
    ),
    "the last chunk is filled up": (
        "words[start : start + size]",
        "words[max(min(start, len(words) - size), 0) : start + size]",
    ),
}

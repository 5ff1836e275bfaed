"""Wrong answers to `merge`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "the mean of the means": ("sum(n * mean for n, mean, _ in parts) / total", "sum(mean for _, mean, _ in parts) / len(parts)"),
    "the distance of the means is forgotten": ("m2 + n * (mean - common) ** 2", "m2"),
    "the distance is not weighted": ("n * (mean - common)", "(mean - common)"),
    "only the distance counts": ("m2 + n *", "n *"),
    "the distance is not squared": ("(mean - common) ** 2", "abs(mean - common)"),
    "sums of squares of raw values": (
        "sum(m2 + n * (mean - common) ** 2 for n, mean, m2 in parts)",
        "sum(m2 + n * mean**2 for n, mean, m2 in parts) - total * common**2",
    ),
    "returns the variance": (
        "sum(m2 + n * (mean - common) ** 2 for n, mean, m2 in parts)",
        "sum(m2 + n * (mean - common) ** 2 for n, mean, m2 in parts) / total",
    ),
    "m2 taken for a variance": ("sum(m2 + n *", "sum(n * m2 + n *"),
    "the mean of the variances": (
        "sum(m2 + n * (mean - common) ** 2 for n, mean, m2 in parts)",
        "sum(m2 / n for n, _, m2 in parts) / len(parts) * total",
    ),
    "the largest m2": ("sum(m2 + n * (mean - common) ** 2 for n, mean, m2 in parts)", "max(m2 for _, _, m2 in parts)"),
    "empty partitions spoil it": ("[part for part in parts if part[0] > 0]", "list(parts)"),
    "partitions with a mean of 0 are dropped": ("if part[0] > 0", "if part[0] > 0 and part[1]"),
    "single values are dropped": ("if part[0] > 0", "if part[0] > 1"),
    "nothing divides by zero": ("    if total == 0:\n        return 0, 0.0, 0.0\n", ""),
    "nothing is NaN": ("return 0, 0.0, 0.0", 'return 0, float("nan"), float("nan")'),
    "the number of partitions": ("return total, common", "return len(parts), common"),
    "the number as a float": ("return total, common", "return float(total), common"),
    "only the first two": ("    parts = [part for part in parts if part[0] > 0]", "    parts = [part for part in parts if part[0] > 0][:2]"),
    "each merged into the plain mean of two": """
def merge(parts):
    n, mean, m2 = 0, 0.0, 0.0
    for count, other, squares in parts:
        if count:
            m2 += squares + (n * count / (n + count) * (other - mean) ** 2)
            mean = (mean + other) / 2 if n else other
            n += count
    return n, mean, m2
""",
    "Chan's formula with the sizes added": """
def merge(parts):
    n, mean, m2 = 0, 0.0, 0.0
    for count, other, squares in parts:
        if count:
            delta = other - mean
            mean += delta * count / (n + count)
            m2 += squares + delta**2 * (n + count)
            n += count
    return n, mean, m2
""",
    "takes the parts out of the list": (
        "    parts = [part for part in parts if part[0] > 0]\n",
        "    for part in [part for part in parts if part[0] == 0]:\n        parts.remove(part)\n",
    ),
}

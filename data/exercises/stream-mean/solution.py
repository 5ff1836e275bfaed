def merge(parts):
    """Return the summary (n, mean, m2) of all values behind the summaries of their partitions."""
    parts = [part for part in parts if part[0] > 0]
    total = sum(n for n, _, _ in parts)
    if total == 0:
        return 0, 0.0, 0.0
    common = sum(n * mean for n, mean, _ in parts) / total
    return total, common, sum(m2 + n * (mean - common) ** 2 for n, mean, m2 in parts)

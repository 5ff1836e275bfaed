def top_per_class():
    """Return the SQL for the :k flowers of each species with the largest petal area."""
    return """
        WITH measured AS (
            SELECT species, id, petal_length * petal_width AS area
            FROM flowers
            WHERE petal_length IS NOT NULL AND petal_width IS NOT NULL
        ), ranked AS (
            SELECT *, ROW_NUMBER() OVER (PARTITION BY species ORDER BY area DESC, id) AS place
            FROM measured
        )
        SELECT species, id, area FROM ranked WHERE place <= :k ORDER BY species, area DESC, id
    """

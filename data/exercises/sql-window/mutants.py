"""Wrong answers to `top_per_class`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "RANK lets equal areas through": (
        "ROW_NUMBER() OVER (PARTITION BY species ORDER BY area DESC, id)",
        "RANK() OVER (PARTITION BY species ORDER BY area DESC)",
    ),
    "DENSE_RANK counts areas, not flowers": (
        "ROW_NUMBER() OVER (PARTITION BY species ORDER BY area DESC, id)",
        "DENSE_RANK() OVER (PARTITION BY species ORDER BY area DESC)",
    ),
    "ties left to chance": ("ORDER BY area DESC, id) AS", "ORDER BY area DESC) AS"),
    "ties to the larger id": ("ORDER BY area DESC, id) AS", "ORDER BY area DESC, id DESC) AS"),
    "the smallest": ("ORDER BY area DESC, id) AS", "ORDER BY area, id) AS"),
    "one ranking for all species": ("PARTITION BY species ", ""),
    "one short": ("place <= :k", "place < :k"),
    "only the k-th": ("place <= :k", "place = :k"),
    "k written down": ("place <= :k", "place <= 2"),
    "missing measures stay": (
        "            WHERE petal_length IS NOT NULL AND petal_width IS NOT NULL\n",
        "",
    ),
    "missing measures are 0": (
        "petal_length * petal_width AS area\n            FROM flowers\n"
        "            WHERE petal_length IS NOT NULL AND petal_width IS NOT NULL\n",
        "COALESCE(petal_length * petal_width, 0.0) AS area\n            FROM flowers\n",
    ),
    "only one measure is looked at": (" AND petal_width IS NOT NULL", ""),
    "<> NULL is never true": ("petal_length IS NOT NULL", "petal_length <> NULL"),
    "an area of 0 is missing": (
        "petal_length IS NOT NULL AND petal_width IS NOT NULL",
        "petal_length * petal_width > 0",
    ),
    "missing ones leave after the ranking": (
        """            WHERE petal_length IS NOT NULL AND petal_width IS NOT NULL
        ), ranked AS (
            SELECT *, ROW_NUMBER() OVER (PARTITION BY species ORDER BY area DESC, id) AS place
            FROM measured
        )
        SELECT species, id, area FROM ranked WHERE place <= :k""",
        """        ), ranked AS (
            SELECT *, ROW_NUMBER() OVER (PARTITION BY species ORDER BY area DESC NULLS FIRST, id) AS place
            FROM measured
        )
        SELECT species, id, area FROM ranked WHERE place <= :k AND area IS NOT NULL""",
    ),
    "by length": ("PARTITION BY species ORDER BY area DESC", "PARTITION BY species ORDER BY petal_length DESC"),
    "the sum of the sides": ("petal_length * petal_width", "petal_length + petal_width"),
    "not sorted by species": ("ORDER BY species, area DESC, id\n", "ORDER BY area DESC, id\n"),
    "species backwards": ("ORDER BY species, area DESC, id\n", "ORDER BY species DESC, area DESC, id\n"),
    "sorted by id within a species": ("ORDER BY species, area DESC, id\n", "ORDER BY species, id\n"),
    "smallest area first": ("ORDER BY species, area DESC, id\n", "ORDER BY species, area, id\n"),
    "the place is a column too": ("SELECT species, id, area FROM", "SELECT species, id, area, place FROM"),
    "columns in another order": ("SELECT species, id, area FROM", "SELECT id, species, area FROM"),
    "the area has no name": ("SELECT species, id, area FROM", "SELECT species, id, area * 1.0 FROM"),
    "filters on the place in the same SELECT": '''
def top_per_class():
    return """
        SELECT species, id, petal_length * petal_width AS area,
               ROW_NUMBER() OVER (PARTITION BY species ORDER BY petal_length * petal_width DESC, id) AS place
        FROM flowers WHERE place <= :k ORDER BY species, area DESC, id
    """
''',
    "LIMIT for all": '''
def top_per_class():
    return """
        SELECT species, id, petal_length * petal_width AS area FROM flowers
        WHERE area IS NOT NULL ORDER BY species, area DESC, id LIMIT 3 * :k
    """
''',
    "GROUP BY gives one": '''
def top_per_class():
    return """
        SELECT species, id, MAX(petal_length * petal_width) AS area FROM flowers
        GROUP BY species HAVING area IS NOT NULL ORDER BY species
    """
''',
    "a query for each species it knows": '''
def top_per_class():
    one = """
        SELECT * FROM (
            SELECT species, id, petal_length * petal_width AS area FROM flowers
            WHERE species = '{}' AND area IS NOT NULL ORDER BY area DESC, id LIMIT :k
        )
    """
    return " UNION ALL ".join(one.format(name) for name in ("setosa", "versicolor", "virginica"))
''',
    "a correlated subquery without a window": '''
def top_per_class():
    return """
        WITH m AS (SELECT species, id, petal_length * petal_width AS area FROM flowers)
        SELECT species, id, area FROM m WHERE area IS NOT NULL AND (
            SELECT COUNT(*) FROM m AS o
            WHERE o.species = m.species AND (o.area > m.area OR o.area = m.area AND o.id < m.id)
        ) < :k ORDER BY species, area DESC, id
    """
''',
    "the value of k is pasted by hand": ("place <= :k", "place <= {k}"),
    "two statements": ("ORDER BY species, area DESC, id\n", "ORDER BY species, area DESC, id; SELECT 1\n"),
    "writes a table of its own": """
def top_per_class():
    return "CREATE TABLE ranked AS SELECT species, id, ROW_NUMBER() OVER (ORDER BY id) FROM flowers"
""",
}

def unmatched():
    """Return the SQL for id and code of the patients without a visit."""
    return """
        SELECT p.id, p.code
        FROM patients AS p
        LEFT JOIN visits AS v ON v.code = p.code
        WHERE v.code IS NULL
        ORDER BY p.id
    """

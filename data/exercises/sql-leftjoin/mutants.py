"""Wrong answers to `unmatched`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "an inner join": ("LEFT JOIN", "JOIN"),
    "no filter": ("        WHERE v.code IS NULL\n", ""),
    "those with a visit": ("v.code IS NULL", "v.code IS NOT NULL"),
    "= NULL is never true": ("v.code IS NULL", "v.code = NULL"),
    "asks for a missing day": ("v.code IS NULL", "v.day IS NULL"),
    "asks for the patient's code": ("v.code IS NULL", "p.code IS NULL"),
    "the filter stands in the ON": (
        "ON v.code = p.code\n        WHERE v.code IS NULL",
        "ON v.code = p.code AND v.code IS NULL",
    ),
    "NULL matches NULL": ("v.code = p.code", "v.code IS p.code"),
    "NULL matches NULL through an empty text": ("v.code = p.code", "COALESCE(v.code, '') = COALESCE(p.code, '')"),
    "patients without a code are dropped": ("WHERE v.code IS NULL", "WHERE v.code IS NULL AND p.code IS NOT NULL"),
    "everything that differs": ("v.code = p.code\n        WHERE v.code IS NULL", "v.code <> p.code"),
    "the other way round": (
        "patients AS p\n        LEFT JOIN visits AS v",
        "visits AS v\n        LEFT JOIN patients AS p",
    ),
    "joined by the id": ("v.code = p.code", "v.code = p.id"),
    "joined by the day": ("v.code = p.code", "v.day = p.id"),
    "unsorted": ("        ORDER BY p.id\n", "        ORDER BY p.code\n"),
    "as stored": ("        ORDER BY p.id\n", ""),
    "sorted backwards": ("ORDER BY p.id", "ORDER BY p.id DESC"),
    "sorted as text": ("ORDER BY p.id", "ORDER BY CAST(p.id AS TEXT)"),
    "one of each code": ("        ORDER BY p.id", "        GROUP BY p.code\n        ORDER BY p.id"),
    "only the id": ("SELECT p.id, p.code", "SELECT p.id"),
    "the code of the visit": ("SELECT p.id, p.code", "SELECT p.id, v.code"),
    "NOT IN": """
def unmatched():
    return "SELECT id, code FROM patients WHERE code NOT IN (SELECT code FROM visits) ORDER BY id"
""",
    "NOT IN without the visits' NULL, patients' NULL lost": '''
def unmatched():
    return """
        SELECT id, code FROM patients
        WHERE code NOT IN (SELECT code FROM visits WHERE code IS NOT NULL) ORDER BY id
    """
''',
    "EXCEPT on codes": '''
def unmatched():
    return """
        SELECT MIN(id) AS id, code FROM patients
        WHERE code IN (SELECT code FROM patients EXCEPT SELECT code FROM visits) OR code IS NULL
        GROUP BY code ORDER BY id
    """
''',
    "counts days": '''
def unmatched():
    return """
        SELECT p.id, p.code FROM patients AS p LEFT JOIN visits AS v ON v.code = p.code
        GROUP BY p.id HAVING COUNT(v.day) = 0 ORDER BY p.id
    """
''',
    "counts the patient's own row": '''
def unmatched():
    return """
        SELECT p.id, p.code FROM patients AS p LEFT JOIN visits AS v ON v.code = p.code
        GROUP BY p.id HAVING COUNT(*) = 0 ORDER BY p.id
    """
''',
    "one row at most": '''
def unmatched():
    return """
        SELECT p.id, p.code FROM patients AS p LEFT JOIN visits AS v ON v.code = p.code
        GROUP BY p.id HAVING COUNT(*) = 1 ORDER BY p.id
    """
''',
    "empties the visits": """
def unmatched():
    return "DELETE FROM visits"
""",
}

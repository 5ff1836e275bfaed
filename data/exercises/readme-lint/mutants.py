"""Wrong answers to `missing_sections`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "any mention counts": """
def missing_sections(md):
    return [part for part in ["problem", "data", "approach", "results", "usage"] if part not in md.lower()]
""",
    "code blocks are read": (" and not fenced", ""),
    "everything after a code block is lost": ("fenced = not fenced", "fenced = True"),
    "case matters": (".lower()", ""),
    "parts of words count": (
        "return [part for part in PARTS if part not in words]",
        'return [part for part in PARTS if part not in " ".join(words)]',
    ),
    "only second-level headings": ('r"#{1,6} +(.*)"', 'r"## +(.*)"'),
    "no space needed": ('r"#{1,6} +(.*)"', 'r"#{1,6} *(.*)"'),
    "any number of signs": ('r"#{1,6} +(.*)"', 'r"#+ +(.*)"'),
    "headings anywhere in a line": ("re.match", "re.search"),
    "only one-word headings": (
        'words.update(re.findall(r"[a-z]+", heading.group(1).lower()))',
        "words.add(heading.group(1).strip().lower())",
    ),
    "alphabetical order": ("return [part for part in PARTS if part not in words]", "return sorted(set(PARTS) - words)"),
    "a set": ("return [part for part in PARTS if part not in words]", "return set(PARTS) - words"),
    "returns what is there": ("part not in words", "part in words"),
}

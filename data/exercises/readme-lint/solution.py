import re

PARTS = ["problem", "data", "approach", "results", "usage"]


def missing_sections(md):
    """Return the parts of a README that have no heading, in order."""
    words, fenced = set(), False
    for line in md.splitlines():
        if line.startswith("```"):
            fenced = not fenced
        heading = re.match(r"#{1,6} +(.*)", line)
        if heading and not fenced:
            words.update(re.findall(r"[a-z]+", heading.group(1).lower()))
    return [part for part in PARTS if part not in words]

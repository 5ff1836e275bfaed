"""What to do next: gaps, projects, the learning path, credentials, resume bullets. Pure: no files, no clock."""

from skillcheck.advice.gaps import gaps
from skillcheck.advice.path import path
from skillcheck.advice.projects import gap_index, recommend
from skillcheck.advice.resume import bullet, lint_bullet, skills_section

__all__ = ["bullet", "gap_index", "gaps", "lint_bullet", "path", "recommend", "skills_section"]

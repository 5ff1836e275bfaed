"""Cases of `missing_sections`."""

from skillcheck.sandbox import expect

_PARTS = ["problem", "data", "approach", "results", "usage"]
_WHOLE = "# Churn\n\n## Problem\n\n## Data\n\n## Approach\n\n## Results\n\n## Usage\n"


def example(missing_sections):
    """The example from the task."""
    md = "# Churn\n## The problem\nWhy they leave.\n## Data\n## Results\n"
    expect.same(missing_sections(md), ["approach", "usage"])


def complete(missing_sections):
    """A complete README misses nothing."""
    expect.same(missing_sections(_WHOLE), [])


def empty(missing_sections):
    """An empty README misses everything, in the given order."""
    expect.same(missing_sections(""), _PARTS)


def each_alone(missing_sections):
    """Each part left out is the one that is missing."""
    for part in _PARTS:
        expect.same(missing_sections(_WHOLE.replace(f"## {part.title()}\n", "")), [part])


def any_case_and_depth(missing_sections):
    """Case, depth and order of headings do not matter."""
    md = "###### USAGE\n# Results\n### our Approach, in short\n#### data & licence\n## The Problem: churn\n"
    expect.same(missing_sections(md), [])


def text_is_no_heading(missing_sections):
    """A word in running text, or a line with # but no space, is no heading."""
    md = "The problem, the data and the approach.\n#results\n####### usage\nSee # usage\n"
    expect.same(missing_sections(md), _PARTS)


def whole_words(missing_sections):
    """Metadata is not data, and a database neither."""
    expect.same(missing_sections("## Metadata\n## Database\n## Problems\n## Reusage\n"), _PARTS)


def code_is_no_heading(missing_sections):
    """A comment in a code block is no heading, and after the block headings count again."""
    md = "## Problem\n```python\n# data\n```\n## Approach\n```\n# results\n```\n## Usage\n"
    expect.same(missing_sections(md), ["data", "results"])

import html


def build_prompt(system, chunks, question, budget):
    """Return (prompt, ids): a prompt of at most `budget` words, and the ids of the chunks in it."""
    ...

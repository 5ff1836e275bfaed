import html


def build_prompt(system, chunks, question, budget):
    """Return (prompt, ids): a prompt of at most `budget` words, and the ids of the chunks in it."""

    def joined(blocks):
        return "\n\n".join([system, *blocks, f"Question: {question}"])

    blocks, ids = [], []
    if len(joined(blocks).split()) > budget:
        raise ValueError("system and question alone are over budget")
    for name, text in chunks:
        block = f'<source id="{name}">\n{html.escape(text, quote=False)}\n</source>'
        if len(joined([*blocks, block]).split()) <= budget:
            blocks.append(block)
            ids.append(name)
    return joined(blocks), ids

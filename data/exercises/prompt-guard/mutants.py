"""Wrong answers to `build_prompt`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "nothing is escaped": ("html.escape(text, quote=False)", "text"),
    "quotes are escaped too": (", quote=False", ""),
    "& replaced last": (
        "html.escape(text, quote=False)",
        'text.replace("<", "&lt;").replace(">", "&gt;").replace("&", "&amp;")',
    ),
    "only the closing mark is removed": ("html.escape(text, quote=False)", 'text.replace("</source>", "")'),
    "only the closing mark is escaped": ("html.escape(text, quote=False)", 'text.replace("</source>", "&lt;/source&gt;")'),
    "the question is escaped too": ('f"Question: {question}"', 'f"Question: {html.escape(question, quote=False)}"'),
    "suspicious chunks are dropped": (
        "        block =",
        '        if "ignore" in text.lower():\n            continue\n        block =',
    ),
    "stops at the first that does not fit": (
        "            ids.append(name)\n",
        "            ids.append(name)\n        else:\n            break\n",
    ),
    "cuts the last chunk to fit": (
        "            ids.append(name)\n",
        "            ids.append(name)\n        else:\n            room = budget - len(joined(blocks).split()) - 3\n"
        "            if room > 0:\n                text = ' '.join(text.split()[:room])\n"
        "                blocks.append(f'<source id=\"{name}\">\\n{html.escape(text, quote=False)}\\n</source>')\n"
        "                ids.append(name)\n",
    ),
    "marks are not counted": (
        "len(joined([*blocks, block]).split()) <= budget",
        "len(joined([*blocks, block]).split()) - 3 * len([*blocks, block]) <= budget",
    ),
    "the question is not counted": (
        "len(joined([*blocks, block]).split()) <= budget",
        "len(joined([*blocks, block]).split()) - len(question.split()) - 1 <= budget",
    ),
    "must stay below the budget": ("block]).split()) <= budget", "block]).split()) < budget"),
    "characters counted": ("len(joined([*blocks, block]).split()) <= budget", "len(joined([*blocks, block])) <= budget * 4"),
    "smallest first": ("in chunks:", "in sorted(chunks, key=lambda chunk: len(chunk[1].split())):"),
    "worst first": ("in chunks:", "in chunks[::-1]:"),
    "all ids are reported": ("return joined(blocks), ids", "return joined(blocks), [name for name, _ in chunks]"),
    "the question before the sources": (
        '[system, *blocks, f"Question: {question}"]',
        '[system, f"Question: {question}", *blocks]',
    ),
    "the sources before the system": (
        '[system, *blocks, f"Question: {question}"]',
        '[*blocks, system, f"Question: {question}"]',
    ),
    "no empty lines": ('"\\n\\n".join', '"\\n".join'),
    "over budget without chunks passes": ('        raise ValueError("system and question alone are over budget")\n', "        pass\n"),
    "only the empty prompt with chunks is checked": ("if len(joined(blocks).split()) > budget:", "if not chunks and len(joined(blocks).split()) > budget:"),
    "empties the list": ("for name, text in chunks:", "while chunks:\n        name, text = chunks.pop(0)"),
}

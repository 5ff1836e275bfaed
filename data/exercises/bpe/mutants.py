"""Wrong answers to `bpe_train`: a whole source, or (what stands in the solution, what is written instead)."""

MUTANTS = {
    "counts of words ignored": ("+= words[word]", "+= 1"),
    "pairs counted once a word": ("in zip(symbols, symbols[1:])", "in set(zip(symbols, symbols[1:]))"),
    "ties in order of appearance": ("min(pairs, key=lambda pair: (-pairs[pair], pair))", "pairs.most_common(1)[0][0]"),
    "the last of ties": (
        "min(pairs, key=lambda pair: (-pairs[pair], pair))",
        "max(pairs, key=lambda pair: (pairs[pair], pair))",
    ),
    "ties by the joined text": ("(-pairs[pair], pair))", '(-pairs[pair], "".join(pair)))'),
    "the rarest pair": ("(-pairs[pair], pair)", "(pairs[pair], pair)"),
    "no end of the word": ('[*word, "</w>"]', "[*word]"),
    "the end is part of the last letter": ('[*word, "</w>"]', '[*word[:-1], word[-1] + "</w>"]'),
    "the end as single letters": ('[*word, "</w>"]', '[*(word + "</w>")]'),
    "does not stop": ("        if not pairs:\n            break\n", ""),
    "one merge too many": ("range(merges)", "range(merges + 1)"),
    "the text is never merged": ("learned[-1]) for word, symbols in parts.items()}", "()) for word, symbols in parts.items()}"),
    "only the first place is merged": (
        "step = 2 if tuple(symbols[place : place + 2]) == pair else 1",
        'step = 2 if tuple(symbols[place : place + 2]) == pair and "".join(pair) not in result else 1',
    ),
    "merges from the right": (
        "        parts = {word: merged(symbols, learned[-1]) for",
        "        turned = learned[-1][::-1]\n"
        "        parts = {word: [s[::-1] for s in merged([s[::-1] for s in symbols[::-1]], tuple(s[::-1] for s in turned))[::-1]] for",
    ),
    "replaces in the joined text": (
        "        parts = {word: merged(symbols, learned[-1]) for word, symbols in parts.items()}",
        '        old, new = "\\0".join(learned[-1]), "".join(learned[-1])\n'
        '        parts = {word: "\\0".join(symbols).replace(old, new).split("\\0") for word, symbols in parts.items()}',
    ),
    "joined with spaces": (
        "        parts = {word: merged(symbols, learned[-1]) for word, symbols in parts.items()}",
        '        parts = {word: " ".join(merged(symbols, learned[-1])).split() for word, symbols in parts.items()}',
    ),
    "a pattern with unescaped letters": (
        "        parts = {word: merged(symbols, learned[-1]) for word, symbols in parts.items()}",
        "        import re\n"
        '        old = re.compile(r"(?<!\\S)" + " ".join(learned[-1]).replace("(", "\\\\(") + r"(?!\\S)")\n'
        '        parts = {word: old.sub("".join(learned[-1]), " ".join(symbols)).split() for word, symbols in parts.items()}',
    ),
    "pairs reach across words": (
        "            for pair in zip(symbols, symbols[1:]):\n                pairs[pair] += words[word]\n",
        "            for pair in zip(symbols, symbols[1:]):\n                pairs[pair] += words[word]\n"
        "        line = [symbol for symbols in parts.values() for symbol in symbols]\n"
        "        pairs.update(pair for pair in zip(line, line[1:]) if pair[0].endswith('</w>'))\n",
    ),
    "joined symbols are joined again": (
        "        result.append(\"\".join(symbols[place : place + step]))\n        place += step\n",
        "        result.append(\"\".join(symbols[place : place + step]))\n        place += step\n"
        "        while step == 2 and place < len(symbols) and symbols[place] == pair[1]:\n"
        "            result[-1] += symbols[place]\n            place += 1\n",
    ),
    "pairs as text": ("return learned", 'return [" ".join(pair) for pair in learned]'),
    "returns the vocabulary": ("return learned", 'return ["".join(pair) for pair in learned]'),
    "splits the words in place": (
        '    parts, learned = {word: [*word, "</w>"] for word in words}, []',
        '    for word in list(words):\n        words[(*word, "</w>")] = words.pop(word)\n'
        "    parts, learned = {word: list(word) for word in words}, []",
    ),
}

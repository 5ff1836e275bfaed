from collections import Counter


def merged(symbols, pair):
    result, place = [], 0
    while place < len(symbols):
        step = 2 if tuple(symbols[place : place + 2]) == pair else 1
        result.append("".join(symbols[place : place + step]))
        place += step
    return result


def bpe_train(words, merges):
    """Return the first `merges` byte-pair merges learned from a dictionary of word counts."""
    parts, learned = {word: [*word, "</w>"] for word in words}, []
    for _ in range(merges):
        pairs = Counter()
        for word, symbols in parts.items():
            for pair in zip(symbols, symbols[1:]):
                pairs[pair] += words[word]
        if not pairs:
            break
        learned.append(min(pairs, key=lambda pair: (-pairs[pair], pair)))
        parts = {word: merged(symbols, learned[-1]) for word, symbols in parts.items()}
    return learned

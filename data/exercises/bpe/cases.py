"""Cases of `bpe_train`."""

import random

from skillcheck.sandbox import expect

_CLASSIC = {"low": 5, "lower": 2, "newest": 6, "widest": 3}


def _replay(words, learned):
    """The words split by merges, position by position."""
    parts = {}
    for word in words:
        symbols = (*word, "</w>")
        for pair in learned:
            place = 0
            while place < len(symbols) - 1:
                if symbols[place : place + 2] == pair:
                    symbols = (*symbols[:place], "".join(pair), *symbols[place + 2 :])
                place += 1
        parts[word] = symbols
    return parts


def _by_replay(words, merges):
    """The rule, each round from the characters on."""
    learned = []
    while len(learned) < merges:
        counts = {}
        for word, symbols in _replay(words, learned).items():
            for pair in zip(symbols, symbols[1:]):
                counts[pair] = counts.get(pair, 0) + words[word]
        if not counts:
            break
        top = max(counts.values())
        learned.append(min(pair for pair, count in counts.items() if count == top))
    return learned


def _random_words(seed, letters, number):
    rng = random.Random(seed)
    return {"".join(rng.choices(letters, k=rng.randint(1, 9))): rng.randint(1, 12) for _ in range(number)}


def example(bpe_train):
    """The example from the task."""
    expect.same(bpe_train(_CLASSIC, 4), [("e", "s"), ("es", "t"), ("est", "</w>"), ("l", "o")])


def ten_merges(bpe_train):
    """Ten merges of the classic words; the first four are those of the shorter run."""
    expect.same(bpe_train(_CLASSIC, 10), _by_replay(_CLASSIC, 10))


def none(bpe_train):
    """No merges asked for, or no words given: an empty list."""
    expect.same(bpe_train(_CLASSIC, 0), [])
    expect.same(bpe_train({}, 3), [])


def stops_early(bpe_train):
    """When every word is one symbol there is nothing left to merge."""
    expect.same(bpe_train({"ab": 1}, 9), [("a", "b"), ("ab", "</w>")])


def counts_weigh(bpe_train):
    """One frequent word outweighs several rare ones."""
    expect.same(bpe_train({"xy": 5, "pq": 2, "pqr": 1, "spq": 1}, 1), [("x", "y")])


def ties(bpe_train):
    """Of equally frequent pairs the first in order is merged, whatever the order of the words."""
    expect.same(bpe_train({"zy": 2, "ab": 2, "mn": 2}, 2), [("a", "b"), ("ab", "</w>")])
    expect.same(bpe_train({"ab": 2, "mn": 2, "zy": 2}, 2), [("a", "b"), ("ab", "</w>")])


def repeated_letters(bpe_train):
    """In `a a a` the pair counts twice, and merges once, from the left."""
    expect.same(bpe_train({"aaa": 2, "xy": 3}, 4), _by_replay({"aaa": 2, "xy": 3}, 4))
    expect.same(bpe_train({"aaaaa": 1}, 3), [("a", "a"), ("a", "</w>"), ("aa", "a</w>")])


def whole_symbols(bpe_train):
    """A symbol that only ends or begins like one of the pair is not merged, on words of few letters."""
    for seed in range(6):
        words = _random_words(seed, "ab", 12)
        expect.same(bpe_train(words, 14), _by_replay(words, 14))


def the_word_ends(bpe_train):
    """The end of a word is a symbol: an ending that all words share is merged with it."""
    expect.same(bpe_train({"bus": 1, "gas": 1, "yes": 1, "sis": 2}, 1), [("s", "</w>")])


def words_apart(bpe_train):
    """No pair reaches from the end of one word into the next."""
    expect.same(bpe_train({"xa": 1, "xb": 1, "xc": 1}, 2), [("a", "</w>"), ("b", "</w>")])


def any_letters(bpe_train):
    """Dots, brackets, spaces and accents are letters like any others."""
    words = {"a.b": 3, "axb": 2, "(é)": 4, "+(": 2, "a b": 5, "\\d": 1}
    expect.same(bpe_train(words, 8), _by_replay(words, 8))


def random_words(bpe_train):
    """On 60 random words 40 merges agree with the rule, and a shorter run is the beginning of a longer one."""
    words = _random_words(11, "aeinrst", 60)
    expect.same(bpe_train(words, 40), _by_replay(words, 40))
    expect.same(bpe_train(words, 15), _by_replay(words, 15))

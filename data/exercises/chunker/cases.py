"""Cases of `chunk`."""

from skillcheck.sandbox import expect


def _text(length):
    return " ".join(f"w{number}" for number in range(length))


def example(chunk):
    """The example from the task."""
    expect.same(chunk("a b c d e f g", 4, 2), ["a b c d", "c d e f", "e f g"])


def no_overlap(chunk):
    """Without overlap the chunks stand side by side, evenly or with a short last one."""
    expect.same(chunk("a b c d", 2, 0), ["a b", "c d"])
    expect.same(chunk("a b c d e", 2, 0), ["a b", "c d", "e"])


def short_text(chunk):
    """A text that fits into one chunk is one chunk, even when it is shorter than the overlap."""
    for length in (1, 2, 4, 5):
        expect.same(chunk(_text(length), 5, 3), [_text(length)])


def no_words(chunk):
    """A text without words has no chunks."""
    expect.same(chunk("", 3, 1), [])
    expect.same(chunk(" \n\t ", 3, 1), [])


def any_white_space(chunk):
    """Line breaks, tabs and runs of spaces separate words and become single spaces."""
    expect.same(chunk("  one\ntwo\t\tthree   four\n\n", 3, 1), ["one two three", "three four"])


def nothing_only_repeated(chunk):
    """Where a chunk ends at the end of the text no other follows."""
    expect.same(chunk("a b c d e f", 4, 2), ["a b c d", "c d e f"])
    expect.same(chunk("a b c d", 3, 2), ["a b c", "b c d"])


def every_length(chunk):
    """For every length, size and overlap: all words in order, the overlap exact, only the last chunk shorter."""
    for length in range(1, 15):
        for size, overlap in ((1, 0), (3, 0), (3, 2), (5, 1), (5, 4), (7, 3)):
            got = expect.instance(chunk(_text(length), size, overlap), list)
            expect.that(len(got) > 0, "It returned no chunks.")
            parts = [expect.instance(part, str).split() for part in got]
            joined = parts[0] + [word for part in parts[1:] for word in part[overlap:]]
            expect.same(joined, _text(length).split())
            expect.same([len(part) for part in parts[:-1]], [size] * (len(parts) - 1))
            expect.that(len(parts[-1]) <= size, f"The last chunk has {len(parts[-1])} words, the size is {size}.")
            for before, after in zip(parts, parts[1:]):
                expect.same(after[:overlap], before[len(before) - overlap :])
                expect.that(len(after) > overlap, f"The chunk '{' '.join(after)}' only repeats the one before.")


def bad_sizes(chunk):
    """A size below 1, an overlap below 0, or one of the size or more raise ValueError, for an empty text too."""
    for size, overlap in ((0, 0), (-2, 0), (3, -1), (3, 3), (3, 4), (1, 1)):
        expect.raises("ValueError", chunk, "a b c d e", size, overlap)
        expect.raises("ValueError", chunk, "", size, overlap)

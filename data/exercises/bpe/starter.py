from collections import Counter


def bpe_train(words, merges):
    """Return the first `merges` byte-pair merges learned from a dictionary of word counts."""
    ...

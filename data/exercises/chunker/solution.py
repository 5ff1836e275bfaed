def chunk(text, size, overlap):
    """Return `text` as chunks of `size` words, each beginning with the last `overlap` words of the one before."""
    if size < 1 or not 0 <= overlap < size:
        raise ValueError("size must be at least 1, and overlap from 0 to size - 1")
    words = text.split()
    if not words:
        return []
    starts = range(0, max(len(words) - overlap, 1), size - overlap)
    return [" ".join(words[start : start + size]) for start in starts]

"""Cut a document into windows of whole paragraphs: what the network sees at once.

Paragraphs are packed in order while they fit. A paragraph that is too long is cut at its last sentence start that fits,
or, in a very long sentence, at the limit.
"""
import random

import numpy as np


def windows(paragraph, sentence, cost, limit: int, rng: random.Random | None = None) -> list[tuple[int, int]]:
    """Word ranges of cost at most `limit`; with `rng` the first window is shorter, so that cuts differ by epoch."""
    total = np.concatenate([[0], np.cumsum(cost)])
    found, start, size = [], 0, 0
    capacity = rng.randint(limit // 3, limit) if rng else limit
    for first, last in units(paragraph, sentence, total, limit):
        if size and size + total[last] - total[first] > capacity:
            found.append((start, first))
            start, size, capacity = first, 0, limit
        size += total[last] - total[first]
    if size:
        found.append((start, len(paragraph)))
    return found


def units(paragraph, sentence, total, limit: int) -> list[tuple[int, int]]:
    """Paragraphs, and pieces of those that cost more than the limit."""
    found, start, n = [], 0, len(paragraph)
    while start < n:
        end = int(np.searchsorted(paragraph, paragraph[start], side="right"))
        fits = int(np.searchsorted(total, total[start] + limit, side="right")) - 1
        if end > fits:
            starts = np.flatnonzero(sentence[start + 1 : fits + 1])
            end = start + 1 + int(starts[-1]) if len(starts) else fits
        found.append((start, end))
        start = end
    return found

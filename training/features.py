"""What the networks see of each word besides its vectors: numbers from the parse, from quotation marks and from letter case.

In: parsed documents. Out: for each document two integer matrices, lemmas (LEMMA_COLUMNS) and categories (CATEGORY_COLUMNS).
FORMAT.md defines every column; readout-english computes the same.
"""
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from .parse import Parsed

LEMMA_COLUMNS = ("word", "head", "grandhead", "outer governor", "inner governor", "opened head", "closed head")
CATEGORY_COLUMNS = (
    "tag", "label", "entity", "case", "quote", "continued", "boundary", "complement", "head distance",
    "head tag", "head label", "grandhead label", "outer distance", "inner distance", "opened label", "closed label",
)  # fmt: skip
OUTER = {"ccomp", "parataxis"}
INNER = {"ccomp", "xcomp", "acl", "parataxis"}
COMPLEMENT = {"ccomp": 1, "parataxis": 1, "xcomp": 2}
OPENING, CLOSING = {"“", '"', "``"}, {"”", '"', "''"}
DIGIT = re.compile(r"[0-9]")
DISTANCES = 24


@dataclass
class Vocabulary:
    """Strings to numbers; 0 is for all that is not listed."""

    lemma: dict[str, int]
    tag: dict[str, int]
    dep: dict[str, int]
    entity: dict[str, int]

    def sizes(self) -> dict[str, int]:
        """How many numbers each category column has."""
        tag, dep = len(self.tag) + 1, len(self.dep) + 1
        return dict(zip(CATEGORY_COLUMNS, (
            tag, dep, len(self.entity) + 1, 6, 6, 2, 3, 4, DISTANCES + 1, tag, dep, dep, DISTANCES + 1, DISTANCES + 1, dep, dep,
        )))  # fmt: skip


def lemma_key(lemma: str) -> str:
    return DIGIT.sub("0", lemma)


def vocabulary(docs: list[Parsed], lemma_min: int) -> Vocabulary:
    """All labels seen, and the lemmas seen often enough, most frequent first."""
    counts = Counter(lemma_key(lemma) for d in docs for lemma in d.lemma)
    often = sorted((k for k, n in counts.items() if n >= lemma_min), key=lambda k: (-counts[k], k))
    number = lambda names: {name: n for n, name in enumerate(names, 1)}
    labels = lambda column: number(sorted({x for d in docs for x in getattr(d, column) if x}))
    return Vocabulary(number(often), labels("tag"), labels("dep"), labels("entity"))


def features(doc: Parsed, vocab: Vocabulary) -> tuple[np.ndarray, np.ndarray]:
    """(words x lemma columns, words x category columns)."""
    words = [doc.text[a:b] for a, b in zip(doc.start, doc.end)]
    lemma = np.array([vocab.lemma.get(lemma_key(x), 0) for x in doc.lemma] + [0])
    tag = np.array([vocab.tag.get(x, 0) for x in doc.tag] + [0])
    dep = np.array([vocab.dep.get(x, 0) for x in doc.dep] + [0])
    entity = np.array([vocab.entity.get(x, 0) for x in doc.entity])
    head, grand = doc.head, doc.head[doc.head]
    outer, inner = governors(doc)
    opened, closed = constituents(head)
    quote, continued = quotes(words, doc.paragraph)
    lemmas = [lemma[:-1], lemma[head], lemma[grand], lemma[outer], lemma[inner], lemma[over(head, opened)], lemma[over(head, closed)]]
    here = np.arange(len(head))
    categories = [
        tag[:-1], dep[:-1], entity, np.array([case(w) for w in words]), quote, continued, boundaries(doc), complements(doc),
        distance(here, head, head == here), tag[head], dep[head], dep[grand],
        distance(here, outer, outer < 0), distance(here, inner, inner < 0), dep[opened], dep[closed],
    ]  # fmt: skip
    return np.stack(lemmas, 1).astype(np.int32), np.stack(categories, 1).astype(np.int16)


def over(head: np.ndarray, at: np.ndarray) -> np.ndarray:
    """The head of each named word; -1 stays -1 (the last, empty entry of a table)."""
    return np.where(at < 0, -1, head[at])


def governors(doc: Parsed) -> tuple[np.ndarray, np.ndarray]:
    """For each word the word that governs the outermost clause of speech it is in, and the innermost complement (-1: none)."""
    n = len(doc.head)
    outer, inner = np.full(n, -1), np.full(n, -1)
    for word in range(n):
        at, steps = word, 0
        while doc.head[at] != at and steps < 64:
            if doc.dep[at] in INNER and inner[word] < 0:
                inner[word] = doc.head[at]
            if doc.dep[at] in OUTER:
                outer[word] = doc.head[at]
            at, steps = doc.head[at], steps + 1
    return outer, inner


def constituents(head: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """For each word the highest word whose subtree begins with it, and the one whose subtree ends with it (-1: none)."""
    left, right = edges(head)
    opened, closed = np.full(len(head), -1), np.full(len(head), -1)
    for edge, found in ((left, opened), (right, closed)):
        for word in range(len(head)):
            at = word
            if edge[word] != word:
                continue
            while head[at] != at and edge[head[at]] == word:
                at = head[at]
            found[word] = at
    return opened, closed


def edges(head: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """First and last word of each word's subtree."""
    left, right = np.arange(len(head)), np.arange(len(head))
    for word in range(len(head)):
        at, steps = word, 0
        while head[at] != at and steps < 64:
            at, steps = head[at], steps + 1
            left[at] = min(left[at], word)
            right[at] = max(right[at], word)
    return left, right


def complements(doc: Parsed) -> np.ndarray:
    """1: the word governs a clause of speech, 2: an open complement, 3: both."""
    found = np.zeros(len(doc.head), dtype=np.int16)
    for word, (head, dep) in enumerate(zip(doc.head, doc.dep)):
        if head != word:
            found[head] |= COMPLEMENT.get(dep, 0)
    return found


def boundaries(doc: Parsed) -> np.ndarray:
    """2 where a paragraph starts, 1 where only a sentence does."""
    new = np.diff(doc.paragraph, prepend=-1) > 0
    return np.where(new, 2, doc.sentence)


def distance(here: np.ndarray, there: np.ndarray, none: np.ndarray) -> np.ndarray:
    """0 for none, else 1 + the bucket of the signed distance."""
    return np.where(none, 0, 1 + bucket(there - here))


def bucket(steps) -> np.ndarray:
    """0-3 exact, then two to each doubling, at most 11; 12 more for a step backwards."""
    size = np.abs(steps)
    far = np.searchsorted([6, 8, 12, 16, 23, 32, 46], size, side="right") + 4
    return np.where(size < 4, size, far) + 12 * (np.asarray(steps) < 0)


def case(word: str) -> int:
    """0 no letter first, 1 digit first, 2 no capital, 3 first letter alone, 4 all capitals, 5 mixed."""
    if not word[0].isalpha():
        return 1 if word[0] in "0123456789" else 0
    capitals = [c.isupper() for c in word if c.isalpha()]
    if not any(capitals):
        return 2
    if capitals[0] and not any(capitals[1:]):
        return 3
    return 4 if all(capitals) else 5


def quotes(words: list[str], paragraph: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """State of quotation of each word, and whether its quotation goes on from the paragraph before."""
    state, continued = np.zeros(len(words), dtype=np.int16), np.zeros(len(words), dtype=np.int16)
    carried, start = False, 0
    while start < len(words):
        end = int(np.searchsorted(paragraph, paragraph[start], side="right"))
        carried = quote_paragraph(words, state, continued, start, end, carried)
        if carried and not (end < len(words) and words[end] in OPENING):
            carried = False
        if carried:
            state[start:end][state[start:end] == 2] = 3
        start = end
    return state, continued


def quote_paragraph(words, state, continued, start: int, end: int, carried: bool) -> bool:
    """Fill one paragraph: 1 within closed marks, 2 after a mark that nothing closes, 4 the opening, 5 the closing mark.

    Returns whether a quotation is still open at the paragraph's end.
    """
    opened = -1
    for at in range(start, end):
        if opened >= 0 and words[at] in CLOSING:
            state[opened : at + 1] = 1
            state[opened], state[at] = 4, 5
            continued[opened : at + 1] = carried and opened == start
            opened = -1
        elif words[at] in OPENING:
            if opened >= 0:
                state[opened:at] = 2
            opened = at
    if opened >= 0:
        state[opened:end] = 2
        continued[opened:end] = carried and opened == start
    return opened >= 0

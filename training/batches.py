"""Documents as the networks read them: examples, their windows, and padded batches of windows."""
import random
from dataclasses import dataclass, field

import numpy as np
import torch

from .crf import TAG_COUNT
from .features import CATEGORY_COLUMNS, LEMMA_COLUMNS, Vocabulary, features
from .gold import CONTENT, CUE, SOURCE, Gold, Segment, gold_of
from .links import Place
from .minilm import CLS, SEP, word_pieces
from .parse import Parsed
from .windows import windows

PAD = 32  # lengths are rounded up to a multiple: few shapes are fast shapes


@dataclass
class Example:
    """One document with its features and what is known of its attributions."""

    doc: Parsed
    lemmas: np.ndarray
    categories: np.ndarray
    gold: Gold  # of a text that nobody annotated: nothing, until teachers have read it
    unary: np.ndarray | None = None  # target probabilities of tags, where teachers gave them
    pair: np.ndarray | None = None  # and of neighbouring tags
    pieces: list[list[int]] = field(default_factory=list)  # word pieces, for a teacher


@dataclass
class Window:
    example: Example
    start: int
    end: int

    def __len__(self):
        return self.end - self.start


@dataclass
class Batch:
    windows: list[Window]
    vectors: torch.Tensor
    lemmas: torch.Tensor
    categories: torch.Tensor
    heads: torch.Tensor
    mask: torch.Tensor
    paragraph: list[np.ndarray]
    pieces: torch.Tensor | None = None
    piece_mask: torch.Tensor | None = None
    first_piece: torch.Tensor | None = None


def example(doc: Parsed, vocab: Vocabulary, pieces: bool = False) -> Example:
    lemmas, categories = features(doc, vocab)
    made = Example(doc, lemmas, categories, gold_of(doc))
    if pieces:
        made.pieces = word_pieces([doc.text[a:b] for a, b in zip(doc.start, doc.end)])
    return made


def windows_of(one: Example, limit: int, by_pieces: bool, rng: random.Random | None = None) -> list[Window]:
    """Windows of at most `limit` words, or of word pieces with their marks."""
    doc = one.doc
    if by_pieces:
        new = np.diff(doc.paragraph, prepend=-1) > 0
        cost, limit = np.array([len(p) for p in one.pieces]) + new, limit - 2
    else:
        cost = np.ones(len(doc.start), dtype=np.int64)
    return [Window(one, a, b) for a, b in windows(doc.paragraph, doc.sentence, cost, limit, rng)]


def epoch(examples: list[Example], limit: int, by_pieces: bool, size: int, rng: random.Random) -> list[list[Window]]:
    """All windows of an epoch, those of like length together, batches in random order."""
    all_ = [w for one in examples for w in windows_of(one, limit, by_pieces, rng)]
    all_.sort(key=lambda w: len(w) + rng.random() * 30)
    groups = [all_[n : n + size] for n in range(0, len(all_), size)]
    rng.shuffle(groups)
    return groups


def rounded(length: int) -> int:
    return -(-length // PAD) * PAD


def collate(rows: list[Window], by_pieces: bool) -> Batch:
    length = rounded(max(len(r) for r in rows))
    shape = (len(rows), length)
    vectors = np.zeros((*shape, rows[0].example.doc.vectors.shape[1]), dtype=np.float32)
    lemmas = np.zeros((*shape, len(LEMMA_COLUMNS)), dtype=np.int64)
    categories = np.zeros((*shape, len(CATEGORY_COLUMNS)), dtype=np.int64)
    heads = np.zeros(shape, dtype=np.int64)
    mask = np.zeros(shape, dtype=bool)
    for n, row in enumerate(rows):
        cut, size = slice(row.start, row.end), len(row)
        vectors[n, :size] = row.example.doc.vectors[cut]
        lemmas[n, :size] = row.example.lemmas[cut]
        categories[n, :size] = row.example.categories[cut]
        heads[n, :size] = heads_within(row)
        mask[n, :size] = True
    tensors = map(torch.from_numpy, (vectors, lemmas, categories, heads, mask))
    batch = Batch(rows, *tensors, [r.example.doc.paragraph[r.start : r.end] for r in rows])
    if by_pieces:
        add_pieces(batch)
    return batch


def heads_within(row: Window) -> np.ndarray:
    """Heads relative to the window; a word whose head is outside is its own head."""
    head = row.example.doc.head[row.start : row.end] - row.start
    return np.where((head >= 0) & (head < len(row)), head, np.arange(len(row)))


def add_pieces(batch: Batch) -> None:
    """Word pieces, with a mark at the start, between paragraphs and at the end."""
    made = [piece_row(row) for row in batch.windows]
    shape = (len(made), rounded(max(len(pieces) for pieces, _ in made)))
    batch.pieces = torch.zeros(shape, dtype=torch.long)
    batch.piece_mask = torch.zeros(shape, dtype=torch.bool)
    batch.first_piece = torch.zeros(batch.mask.shape, dtype=torch.long)
    for n, (pieces, first) in enumerate(made):
        batch.pieces[n, : len(pieces)] = torch.tensor(pieces)
        batch.piece_mask[n, : len(pieces)] = True
        batch.first_piece[n, : len(first)] = torch.tensor(first)


def piece_row(row: Window) -> tuple[list[int], list[int]]:
    """The word pieces of a window, and the number of each word's first piece."""
    pieces, first, one = [CLS], [], row.example
    for word in range(row.start, row.end):
        if word > row.start and one.doc.paragraph[word] != one.doc.paragraph[word - 1]:
            pieces.append(SEP)
        first.append(len(pieces))
        pieces += one.pieces[word]
    return pieces + [SEP], first


def targets(batch: Batch) -> tuple[torch.Tensor, torch.Tensor]:
    """Target probabilities of tags and of neighbouring tags: the teachers' where they stand, else the annotation's."""
    unary = np.zeros((*batch.mask.shape, TAG_COUNT), dtype=np.float32)
    pair = np.zeros((*batch.mask.shape, TAG_COUNT, TAG_COUNT), dtype=np.float32)
    for n, row in enumerate(batch.windows):
        one, size = row.example, len(row)
        if one.unary is None:
            tags = one.gold.tags[row.start : row.end]
            unary[n, np.arange(size), tags] = 1
            pair[n, np.arange(1, size), tags[:-1], tags[1:]] = 1
        else:
            unary[n, :size] = one.unary[row.start : row.end]
            pair[n, :size] = one.pair[row.start : row.end]
    return torch.from_numpy(unary), torch.from_numpy(pair)


@dataclass
class LinkTargets:
    """Segments of a batch, and for each child which of `parents` it belongs to (0: none, else 1 + its number)."""

    children: list[Place]
    parents: list[Place]
    answer: list[int]


def link_targets(batch: Batch) -> dict[int, LinkTargets]:
    """By role of the child: CONTENT to its cue, CUE to its source; only segments that lie in one window."""
    places = {role: [] for role in (SOURCE, CUE, CONTENT)}
    number, parent = {}, {CUE: [], CONTENT: []}
    for n, row in enumerate(batch.windows):
        gold = row.example.gold
        for at in inside(gold.segments, row.start, row.end):
            segment = gold.segments[at]
            number[n, at] = len(places[segment.role])
            places[segment.role].append(Place(n, segment.start - row.start, segment.end - row.start))
            if segment.role != SOURCE:
                parent[segment.role].append((n, gold.parent[at]))
    answers = {role: [1 + number.get(key, -1) for key in keys] for role, keys in parent.items()}
    return {role: LinkTargets(places[role], places[role - 1], answers[role]) for role in (CUE, CONTENT)}


def inside(segments: list[Segment], start: int, end: int) -> range:
    """Numbers of the segments within a range of words."""
    starts = [s.start for s in segments]
    low, high = np.searchsorted(starts, start), np.searchsorted(starts, end)
    while high > low and segments[high - 1].end > end:
        high -= 1
    return range(int(low), int(high))

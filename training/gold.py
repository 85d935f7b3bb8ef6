"""Annotated spans to tags and links over words, and back.

A document's attributions become one row of tags (begin or inside of source, cue, content) and two sets of links:
each cue to a source segment or none, each content segment to a cue or none. Several cues may share a source.
"""
from dataclasses import dataclass

import numpy as np

from .parse import Parsed

ROLES = ("source", "cue", "content")
SOURCE, CUE, CONTENT = range(3)
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")


@dataclass(frozen=True)
class Segment:
    """A run of words [start, end) with one role."""

    role: int
    start: int
    end: int


@dataclass
class Gold:
    tags: np.ndarray
    segments: list[Segment]
    parent: list[int]  # for each segment: of a cue its source segment, of a content its cue segment, else -1


def begin(role: int) -> int:
    return 1 + 2 * role


def segments_of(tags) -> list[Segment]:
    """The runs of a legal row of tags."""
    found, at = [], 0
    while at < len(tags):
        if tags[at] == 0:
            at += 1
            continue
        role, end = (int(tags[at]) - 1) // 2, at + 1
        while end < len(tags) and tags[end] == begin(role) + 1:
            end += 1
        found.append(Segment(role, at, end))
        at = end
    return found


def gold_of(doc: Parsed) -> Gold:
    """Tags and links of an annotated document."""
    role, owner = paint(doc)
    tags, segments, owners = runs(doc, role, owner)
    return Gold(tags, segments, parents(doc, segments, owners))


def spans(doc: Parsed) -> list[tuple[int, int, int, int]]:
    """(role, attribution, first word, end word) of every span; content before source before cue, long before short."""
    rows = []
    for number, attribution in enumerate(doc.attributions):
        for role, name in enumerate(ROLES):
            for start, end in attribution.get(name) or []:
                first = int(np.searchsorted(doc.end, start, side="right"))
                last = int(np.searchsorted(doc.start, end, side="left"))
                if first < last:
                    rows.append((role, number, first, last))
    return sorted(rows, key=lambda r: (-r[0], r[2] - r[3]))


def paint(doc: Parsed) -> tuple[np.ndarray, np.ndarray]:
    """For each word its role (-1: none) and the number of the span that holds it; later spans paint over earlier ones."""
    role = np.full(len(doc.start), -1)
    owner = np.full(len(doc.start), -1)
    for number, (part, _, first, last) in enumerate(spans(doc)):
        role[first:last] = part
        owner[first:last] = number
    return role, owner


def runs(doc: Parsed, role, owner) -> tuple[np.ndarray, list[Segment], list[int]]:
    """Tags, segments and the attribution each segment belongs to. Runs of bare punctuation are dropped, but for cues."""
    rows = spans(doc)
    tags, segments, owners, at = np.zeros(len(role), dtype=np.int64), [], [], 0
    while at < len(role):
        end = at + 1
        while end < len(role) and owner[end] == owner[at]:
            end += 1
        if role[at] >= 0 and (role[at] == CUE or has_word(doc, at, end)):
            tags[at:end] = begin(int(role[at])) + 1
            tags[at] = begin(int(role[at]))
            segments.append(Segment(int(role[at]), at, end))
            owners.append(rows[owner[at]][1])
        at = end
    return tags, segments, owners


def has_word(doc: Parsed, start: int, end: int) -> bool:
    return any(c.isalnum() or c == "_" for c in doc.text[doc.start[start] : doc.end[end - 1]])


def parents(doc: Parsed, segments: list[Segment], owners: list[int]) -> list[int]:
    """Links: the source that holds the first word of the attribution's source span, the first cue of the attribution."""
    at_word = {w: n for n, s in enumerate(segments) for w in range(s.start, s.end)}
    source, cue = {}, {}
    for role, number, first, _ in spans(doc):
        holder = at_word.get(first)
        if role == SOURCE and holder is not None and segments[holder].role == SOURCE:
            source.setdefault(number, holder)
    for n, (segment, number) in enumerate(zip(segments, owners)):
        if segment.role == CUE:
            cue.setdefault(number, n)
    parent = {SOURCE: {}, CUE: source, CONTENT: cue}
    return [parent[s.role].get(number, -1) for s, number in zip(segments, owners)]

"""From a model's probabilities to attributions: segments by the best row of tags, joined by links."""
from dataclasses import dataclass

import numpy as np
import torch

from .batches import Batch, Example, Window, collate, windows_of
from .gold import CONTENT, CUE, SOURCE, Segment, segments_of
from .links import Place


@dataclass
class Found:
    """One attribution; segments in words of the document. `evidence` is what its confidence is computed from."""

    source: Segment | None
    cue: Segment
    contents: list[Segment]
    evidence: list[float]
    confidence: float = 1.0


@dataclass
class Labels:
    """What a model says of one document, word by word."""

    unary: np.ndarray
    pair: np.ndarray


def predict(model, examples: list[Example], limit: int, size: int = 32) -> list[list[Found]]:
    """Attributions of each example in the order of its words."""
    model.eval()
    rows = [(n, w) for n, one in enumerate(examples) for w in windows_of(one, limit, model.by_pieces)]
    rows.sort(key=lambda r: len(r[1]))
    found = [[] for _ in examples]
    for at in range(0, len(rows), size):
        numbers, group = zip(*rows[at : at + size])
        batch = collate(list(group), model.by_pieces)
        reading = model.read(batch)
        for n, attributions in zip(numbers, attributions_of(model, batch, reading)):
            found[n] += attributions
    for attributions in found:
        attributions.sort(key=lambda a: a.cue.start)
    return found


def empty_labels(one: Example) -> Labels:
    words = len(one.doc.start)
    return Labels(np.zeros((words, 7), dtype=np.float16), np.zeros((words, 7, 7), dtype=np.float16))


def keep_labels(labels: Labels, reading, row: int, window: Window) -> None:
    """Keep a window's probabilities. Of its first word's pair nothing is known: there the tags count as independent."""
    labels.unary[window.start : window.end] = reading.unary[row, : len(window)].numpy()
    labels.pair[window.start : window.end] = reading.pair[row, : len(window)].numpy()
    if window.start:
        joint = np.outer(labels.unary[window.start - 1].astype(np.float32), labels.unary[window.start].astype(np.float32))
        labels.pair[window.start] = joint


def attributions_of(model, batch: Batch, reading) -> list[list[Found]]:
    """For each window of a batch its attributions. A cue with neither source nor content is none."""
    places = {SOURCE: [], CUE: [], CONTENT: []}
    for n, tags in enumerate(reading.tags):
        for s in segments_of(tags):
            places[s.role].append(Place(n, s.start, s.end))
    source_of = chosen(model, batch, reading, CUE, places[CUE], places[SOURCE])
    cue_of = chosen(model, batch, reading, CONTENT, places[CONTENT], places[CUE])
    contents = {}
    for place, (parent, sure) in zip(places[CONTENT], cue_of):
        if parent >= 0:
            contents.setdefault(parent, []).append((place, sure))
    made = [[] for _ in batch.windows]
    for number, cue in enumerate(places[CUE]):
        parent, sure = source_of[number]
        source = places[SOURCE][parent] if parent >= 0 else None
        mine = contents.get(number, [])
        if source or mine:
            made[cue.row].append(joined(batch, reading, cue, source, sure, mine))
    return made


def chosen(model, batch: Batch, reading, role: int, children: list[Place], parents: list[Place]) -> list[tuple[int, float]]:
    """For each child the number of its parent (-1: none) and the probability of that choice."""
    if not children:
        return []
    probability = model.link_probabilities(reading.states, role, children, parents, batch.paragraph)
    sure, best = probability.max(1)
    return [(int(b) - 1, float(p)) for b, p in zip(best, sure)]


def joined(batch: Batch, reading, cue: Place, source: Place | None, sure: float, contents) -> Found:
    offset = batch.windows[cue.row].start
    segment = lambda p, role: Segment(role, offset + p.start, offset + p.end)
    return Found(
        segment(source, SOURCE) if source else None,
        segment(cue, CUE),
        [segment(p, CONTENT) for p, _ in contents],
        evidence(reading, cue, source, sure, contents),
    )


def evidence(reading, cue: Place, source: Place | None, sure: float, contents) -> list[float]:
    """Log odds of: the cue, the source, its link, the weakest content and its link; and whether source and content stand."""
    content = min((segment_probability(reading, p) for p, _ in contents), default=0.5)
    link = min((p for _, p in contents), default=0.5)
    return [
        log_odds(segment_probability(reading, cue)),
        log_odds(segment_probability(reading, source) if source else 0.5),
        log_odds(sure),
        log_odds(content),
        log_odds(link),
        float(source is not None),
        float(bool(contents)),
    ]


def segment_probability(reading, place: Place) -> float:
    """Of the least likely tag of a segment, or of the end right after it."""
    tags, row = reading.tags[place.row], reading.unary[place.row]
    lowest = min(float(row[at, tags[at]]) for at in range(place.start, place.end))
    if place.end < len(tags):
        inside = tags[place.start] + 1
        lowest = min(lowest, 1 - float(row[place.end, inside]))
    return lowest


def log_odds(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


def as_record(one: Example, found: list[Found]) -> list[dict]:
    """Attributions as code point offsets, in the form of the annotated data."""
    doc = one.doc
    cut = lambda segments: [[int(doc.start[s.start]), int(doc.end[s.end - 1])] for s in segments if s]
    return [dict(source=cut([a.source]), cue=cut([a.cue]), content=cut(a.contents), confidence=a.confidence) for a in found]

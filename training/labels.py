"""What the teachers say of every text: probabilities of tags, and segments with links.

In: fitted teachers. Out: examples that carry targets for the student.
"""
import numpy as np

from .batches import Example, Window, collate, windows_of
from .decode import Labels, chosen, empty_labels, keep_labels
from .gold import CONTENT, CUE, SOURCE, Gold, Segment, segments_of
from .links import Place
from .networks import Attributor


def label(model: Attributor, examples: list[Example], limit: int, size: int = 32) -> list[tuple[Labels, Gold]]:
    """For each example the probabilities of its tags, and the segments and links that the model would give."""
    model.eval()
    rows = [(n, w) for n, one in enumerate(examples) for w in windows_of(one, limit, model.by_pieces)]
    rows.sort(key=lambda r: len(r[1]))
    labels = [empty_labels(one) for one in examples]
    found = [[] for _ in examples]
    for at in range(0, len(rows), size):
        numbers, group = zip(*rows[at : at + size])
        batch = collate(list(group), model.by_pieces)
        reading = model.read(batch)
        linked = linked_segments(model, batch, reading)
        for row, (n, window) in enumerate(zip(numbers, group)):
            keep_labels(labels[n], reading, row, window)
            found[n].append((window, linked[row]))
    return [(labels[n], gold(one, found[n])) for n, one in enumerate(examples)]


def linked_segments(model: Attributor, batch, reading) -> list[list[tuple[Segment, int]]]:
    """For each window its segments in order, each with the number of its parent in the window or -1."""
    segments = [segments_of(tags) for tags in reading.tags]
    places = {role: [] for role in (SOURCE, CUE, CONTENT)}
    numbers = {role: [] for role in (SOURCE, CUE, CONTENT)}
    for row, mine in enumerate(segments):
        for at, s in enumerate(mine):
            places[s.role].append(Place(row, s.start, s.end))
            numbers[s.role].append((row, at))
    parent = {}
    for role in (CUE, CONTENT):
        picks = chosen(model, batch, reading, role, places[role], places[role - 1])
        for key, (pick, _) in zip(numbers[role], picks):
            parent[key] = numbers[role - 1][pick][1] if pick >= 0 else -1
    return [[(s, parent.get((row, at), -1)) for at, s in enumerate(mine)] for row, mine in enumerate(segments)]


def gold(one: Example, found: list[tuple[Window, list[tuple[Segment, int]]]]) -> Gold:
    """One document's windows joined."""
    tags, segments, parents = np.zeros(len(one.doc.start), dtype=np.int64), [], []
    for window, mine in sorted(found, key=lambda f: f[0].start):
        before = len(segments)
        for s, parent in mine:
            segments.append(Segment(s.role, window.start + s.start, window.start + s.end))
            parents.append(before + parent if parent >= 0 else -1)
    return Gold(tags, segments, parents)


def with_labels(one: Example, labels: Labels, gold_share: float) -> Example:
    """The target of an annotated example: its annotation and the teachers' probabilities mixed."""
    tags = one.gold.tags
    here = np.arange(len(tags))
    one.unary = labels.unary.astype(np.float32) * (1 - gold_share)
    one.unary[here, tags] += gold_share
    one.pair = labels.pair * np.float16(1 - gold_share)
    one.pair[here[1:], tags[:-1], tags[1:]] += np.float16(gold_share)
    return one


def with_teachers(one: Example, labels: Labels, found: Gold) -> Example:
    """The target of a text that nobody annotated."""
    one.unary, one.pair, one.gold = labels.unary, labels.pair, found
    return one

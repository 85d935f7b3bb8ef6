"""Write the students as one file of f16 weights (safetensors), and fixtures that show what it answers.

FORMAT.md describes the file; `reference.py` reads it back.
"""
import json
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import save_file

from .calibrate import Calibration
from .features import CATEGORY_COLUMNS, LEMMA_COLUMNS, Vocabulary
from .gold import TAGS
from .layers import Tagger
from .networks import VECTORS, Ensemble, Student
from .settings import Settings

VERSION = 2


def write_weights(path: Path, students: Ensemble, vocab: Vocabulary, calibration: Calibration, s: Settings) -> None:
    chain = students.chain
    named = {"chain.step": chain.step, "chain.first": chain.first, "chain.last": chain.last}
    for number, student in enumerate(students.members):
        named |= {f"{number}.{name}": w for name, w in tensors_of(student).items()}
    head = {**header(vocab, calibration, s), "members": len(students.members)}
    write(path, named, "readout-attribution", head)


def write(path: Path, named: dict, key: str, head: dict) -> None:
    tensors = {name: np.ascontiguousarray(w.detach().numpy(), dtype=np.float16) for name, w in named.items()}
    save_file(tensors, path, metadata={key: json.dumps(head, ensure_ascii=False)})


def header(vocab: Vocabulary, calibration: Calibration, s: Settings) -> dict:
    """All that is not a tensor."""
    return {"version": VERSION, "tags": TAGS, "calibration": vars(calibration), **common(vocab, s)}


def common(vocab: Vocabulary, s: Settings) -> dict:
    """What every model over the same body says of it."""
    return {
        "vectors": VECTORS,
        "window": s.student.window,
        "width": s.student_width,
        "layers": s.student_layers,
        "lemma_columns": LEMMA_COLUMNS,
        "categories": [{"name": n, "size": size} for n, size in zip(CATEGORY_COLUMNS, vocab.sizes().values())],
        "tag_names": list(vocab.tag),
        "label_names": list(vocab.dep),
        "entity_names": list(vocab.entity),
        "lemmas": list(vocab.lemma),
    }


def tensors_of(student: Student) -> dict:
    """Tensors by the names of FORMAT.md."""
    found = body_of(student.tagger)
    found |= linear("tag", student.tag)
    for role, scorer in student.links.items():
        for part in ("child", "parent", "none"):
            found |= linear(f"link.{role}.{part}", getattr(scorer, part))
        for part in ("match", "distance", "between", "crossing"):
            found[f"link.{role}.{part}"] = getattr(scorer, part)
    return found


def linear(name: str, layer) -> dict:
    return {f"{name}.weight": layer.weight, f"{name}.bias": layer.bias}


def body_of(tagger: Tagger) -> dict:
    """The tensors of what gives words their states."""
    found = {"lemma": tagger.lemma.weight, "category": tagger.category.weight}
    for name in ("input", "input_norm", "head"):
        found |= linear(name, getattr(tagger, name))
    for number, (layer, norm) in enumerate(zip(tagger.layers, tagger.norms)):
        found |= linear(f"layer{number}.norm", norm)
        for direction, suffix in (("forward", "_l0"), ("backward", "_l0_reverse")):
            name = f"layer{number}.{direction}"
            found[f"{name}.input"] = getattr(layer, "weight_ih" + suffix)
            found[f"{name}.recurrent"] = getattr(layer, "weight_hh" + suffix)
            found[f"{name}.bias"] = getattr(layer, "bias_ih" + suffix) + getattr(layer, "bias_hh" + suffix)
    return found


@torch.no_grad()
def round_weights(student: Student) -> None:
    """Round the weights to f16 where they stand, so that what is measured is what is shipped."""
    for parameter in student.parameters():
        parameter.copy_(parameter.half().float())

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
from .networks import VECTORS, Ensemble, Student
from .settings import Settings

VERSION = 2


def write_weights(path: Path, students: Ensemble, vocab: Vocabulary, calibration: Calibration, s: Settings) -> None:
    chain = students.chain
    named = {"chain.step": chain.step, "chain.first": chain.first, "chain.last": chain.last}
    for number, student in enumerate(students.members):
        named |= {f"{number}.{name}": w for name, w in tensors_of(student).items()}
    tensors = {name: np.ascontiguousarray(w.detach().numpy(), dtype=np.float16) for name, w in named.items()}
    head = {**header(vocab, calibration, s), "members": len(students.members)}
    save_file(tensors, path, metadata={"readout-attribution": json.dumps(head, ensure_ascii=False)})


def header(vocab: Vocabulary, calibration: Calibration, s: Settings) -> dict:
    """All that is not a tensor."""
    return {
        "version": VERSION,
        "tags": TAGS,
        "vectors": VECTORS,
        "window": s.student.window,
        "width": s.student_width,
        "layers": s.student_layers,
        "lemma_columns": LEMMA_COLUMNS,
        "categories": [{"name": n, "size": size} for n, size in zip(CATEGORY_COLUMNS, vocab.sizes().values())],
        "calibration": vars(calibration),
        "tag_names": list(vocab.tag),
        "label_names": list(vocab.dep),
        "entity_names": list(vocab.entity),
        "lemmas": list(vocab.lemma),
    }


def tensors_of(student: Student) -> dict:
    """Tensors by the names of FORMAT.md."""
    t, found = student.tagger, {}
    linear = lambda name, m: found.update({f"{name}.weight": m.weight, f"{name}.bias": m.bias})
    found["lemma"], found["category"] = t.lemma.weight, t.category.weight
    linear("input", t.input)
    linear("input_norm", t.input_norm)
    linear("head", t.head)
    for number, (layer, norm) in enumerate(zip(t.layers, t.norms)):
        linear(f"layer{number}.norm", norm)
        for direction, suffix in (("forward", "_l0"), ("backward", "_l0_reverse")):
            name = f"layer{number}.{direction}"
            found[f"{name}.input"] = getattr(layer, "weight_ih" + suffix)
            found[f"{name}.recurrent"] = getattr(layer, "weight_hh" + suffix)
            found[f"{name}.bias"] = getattr(layer, "bias_ih" + suffix) + getattr(layer, "bias_hh" + suffix)
    linear("tag", student.tag)
    for role, scorer in student.links.items():
        for part in ("child", "parent", "none"):
            linear(f"link.{role}.{part}", getattr(scorer, part))
        for part in ("match", "distance", "between", "crossing"):
            found[f"link.{role}.{part}"] = getattr(scorer, part)
    return found


@torch.no_grad()
def round_weights(student: Student) -> None:
    """Round the weights to f16 where they stand, so that what is measured is what is shipped."""
    for parameter in student.parameters():
        parameter.copy_(parameter.half().float())

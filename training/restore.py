"""The attribution model read back from its file: what another fit begins with.

In: attribution.safetensors (FORMAT.md describes it). Out: its vocabulary and its students, whose weights are those of the file.
"""
import json
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors import safe_open

from .features import Vocabulary
from .layers import Tagger
from .networks import Student
from .settings import Settings


@dataclass
class Restored:
    vocabulary: Vocabulary
    tensors: dict[str, torch.Tensor]

    def student(self, number: int, s: Settings) -> Student:
        """Member `number` of the file."""
        prefix = f"{number}."
        mine = {name.removeprefix(prefix): w for name, w in self.tensors.items() if name.startswith(prefix)}
        student = Student(self.vocabulary, s)
        constants = dict(student.named_buffers())
        student.load_state_dict(constants | own_names(student, mine, self.tensors))
        return student


def restore(path: Path) -> Restored:
    with safe_open(path, "pt") as file:
        head = json.loads(file.metadata()["readout-attribution"])
        tensors = {name: file.get_tensor(name).float() for name in file.keys()}
    number = lambda names: {name: n for n, name in enumerate(names, 1)}
    names = ("lemmas", "tag_names", "label_names", "entity_names")
    return Restored(Vocabulary(*(number(head[n]) for n in names)), tensors)


def own_names(student: Student, mine: dict, shared: dict) -> dict:
    """The file's tensors under the names of the network, which differ for the body alone; one bias of each LSTM is all of it."""
    found = {f"chain.{n}": shared[f"chain.{n}"] for n in ("step", "first", "last")}
    found |= {f"tagger.{n}": w for n, w in body_names(student.tagger, mine).items()}
    found |= {n.replace("link.", "links.", 1): w for n, w in mine.items() if n.startswith(("link.", "tag."))}
    return found


def body_names(tagger: Tagger, mine: dict) -> dict:
    found = {"lemma.weight": mine["lemma"], "category.weight": mine["category"]}
    found |= {n: w for n, w in mine.items() if n.startswith(("input.", "input_norm.", "head."))}
    for number in range(len(tagger.layers)):
        found |= {f"norms.{number}.{part}": mine[f"layer{number}.norm.{part}"] for part in ("weight", "bias")}
        for direction, suffix in (("forward", "_l0"), ("backward", "_l0_reverse")):
            name, at = f"layer{number}.{direction}", f"layers.{number}."
            bias = mine[f"{name}.bias"]
            found[f"{at}weight_ih{suffix}"] = mine[f"{name}.input"]
            found[f"{at}weight_hh{suffix}"] = mine[f"{name}.recurrent"]
            found[f"{at}bias_ih{suffix}"], found[f"{at}bias_hh{suffix}"] = bias, torch.zeros_like(bias)
    return found

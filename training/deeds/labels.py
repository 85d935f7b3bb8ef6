"""What the teachers say of every text: how likely each word is of each type, strength and reality, and the roles at each likely event.

In: fitted teachers and examples. Out: examples whose targets are probabilities, alone or mixed with the annotation.
"""
from dataclasses import replace

import numpy as np
import torch

from ..batches import Example, collate, windows_of
from .gold import ROLES, UNKNOWN, Gold
from .networks import DeedTeacher

LIKELY = 0.15  # of a word to name an event or to head what someone is bound to do: from here on its reality and its roles are targets


@torch.no_grad()
def label(teachers: list[DeedTeacher], examples: list[Example], limit: int, size: int = 32) -> list[Gold]:
    """For each example the mean of the teachers' probabilities."""
    rows = [(n, w) for n, one in enumerate(examples) for w in windows_of(one, limit, True)]
    rows.sort(key=lambda r: len(r[1]))
    found = [blank(len(one.doc.start), teachers[0]) for one in examples]
    for at in range(0, len(rows), size):
        group = rows[at : at + size]
        batch = collate([w for _, w in group], True)
        readings = [net.read(batch) for net in teachers]
        mean = {k: torch.stack([p[k] for _, p in readings]).mean(0).numpy() for k in ("kind", "strength", "reality")}
        for row, (n, w) in enumerate(group):
            one, length = found[n], len(w)
            here = slice(w.start, w.end)
            sure = np.maximum(1 - mean["kind"][row, :length, 0], 1 - mean["strength"][row, :length, 0])
            one.kind[here], one.strength[here] = mean["kind"][row, :length], mean["strength"][row, :length]
            one.reality[here] = mean["reality"][row, :length] * (sure >= LIKELY)[:, None]
            anchors = [int(a) for a in np.flatnonzero(sure >= LIKELY)]
            if anchors:
                each = [net.role_scores(x[row : row + 1, :length], [0] * len(anchors), anchors).softmax(-1) for net, (x, _) in zip(teachers, readings)]
                for a, roles in zip(anchors, torch.stack(each).mean(0).numpy()):
                    whole = np.zeros((len(one.kind), len(ROLES)), dtype=np.float16)
                    whole[here] = roles
                    one.anchors.append((w.start + a, whole))
    return found


def blank(words: int, net: DeedTeacher) -> Gold:
    zeros = lambda layer: np.zeros((words, layer.out_features), dtype=np.float16)
    return Gold(zeros(net.heads.kind), zeros(net.heads.strength), zeros(net.heads.reality))


def taught(one: Example, labels: Gold) -> Example:
    """The target of a text that nobody annotated."""
    made = replace(one, pieces=[])
    made.deeds = labels
    return made


def mixed(one: Example, labels: Gold, gold_share: float) -> Example:
    """The target of an annotated example: the annotation and the teachers' probabilities; what nobody annotated is the teachers' alone."""
    made, gold = replace(one, pieces=[]), one.deeds
    mix = lambda name: mixed_column(getattr(gold, name), getattr(labels, name), gold_share)
    made.deeds = Gold(mix("kind"), mix("strength"), mix("reality"), gold.anchors)
    return made


def mixed_column(gold: np.ndarray, labels: np.ndarray, share: float) -> np.ndarray:
    found = labels.astype(np.float32)
    known = np.flatnonzero(gold != UNKNOWN)
    found[known] *= 1 - share
    unsaid = found[known].sum(1, keepdims=True) == 0  # the teachers gave no reality here: the annotation is all of the target
    found[known, gold[known]] += np.where(unsaid[:, 0], 1.0, share)
    return found

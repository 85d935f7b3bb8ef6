"""Student and teacher of deeds: the bodies of the attribution networks under other heads."""
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from ..batches import Batch
from ..features import Vocabulary, bucket
from ..networks import Student, Teacher
from ..settings import Settings
from .gold import UNKNOWN
from .heads import Heads

SHARES = {"kind": 1.0, "strength": 1.0, "reality": 0.5, "roles": 0.5}


class Deeds(nn.Module):
    def __init__(self, body):
        super().__init__()
        self.body = body
        self.by_pieces = body.by_pieces
        self.heads = Heads(body.tagger.width)

    def states(self, batch: Batch):
        return self.body.dropout(self.body.states(batch))

    def loss(self, batch: Batch) -> torch.Tensor:
        states = self.states(batch)
        total = states.sum() * 0
        for name in ("kind", "strength", "reality"):
            total = total + SHARES[name] * word_loss(getattr(self.heads, name)(states), batch, name)
        return total + SHARES["roles"] * self.role_loss(states, batch)

    def role_loss(self, states, batch: Batch) -> torch.Tensor:
        wanted = [(row, at - w.start, role[w.start : w.end]) for row, w in enumerate(batch.windows)
                  for at, role in w.example.deeds.anchors if w.start <= at < w.end]  # fmt: skip
        if not wanted:
            return states.sum() * 0
        scores = self.role_scores(states, [r for r, _, _ in wanted], [a for _, a, _ in wanted])
        total = states.sum() * 0
        for found, (_, _, role) in zip(scores, wanted):
            total = total + against(found[: len(role)], role)
        return total

    def role_scores(self, states, rows, anchors):
        width = states.shape[1]
        distance = torch.from_numpy(np.stack([bucket(np.arange(width) - a) for a in anchors]))
        return self.heads.roles(states, torch.tensor(rows), torch.tensor(anchors), distance)

    @torch.no_grad()
    def read(self, batch: Batch):
        states = self.states(batch)
        return states, {n: getattr(self.heads, n)(states).softmax(-1) for n in ("kind", "strength", "reality")}


def word_loss(scores, batch: Batch, name: str) -> torch.Tensor:
    total = scores.sum() * 0
    for row, w in enumerate(batch.windows):
        total = total + against(scores[row, : len(w)], getattr(w.example.deeds, name)[w.start : w.end])
    return total


def against(scores, target) -> torch.Tensor:
    """Cross entropy with numbers (unknown where -1), or with probabilities (unknown where they are all 0)."""
    if target.ndim == 2:
        return -(torch.from_numpy(target.astype(np.float32)) * scores.log_softmax(-1)).sum()
    return F.cross_entropy(scores, torch.from_numpy(target.astype(np.int64)), ignore_index=UNKNOWN, reduction="sum")


class DeedStudent(Deeds):
    def __init__(self, vocab: Vocabulary, s: Settings):
        super().__init__(Student(vocab, s))


class DeedTeacher(Deeds):
    def __init__(self, vocab: Vocabulary, s: Settings, encoder):
        super().__init__(Teacher(vocab, s, encoder))

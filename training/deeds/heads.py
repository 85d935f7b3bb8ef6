"""What is read off the states of words: type, strength and reality of each, and for an anchor the role of every word."""
import torch
import torch.nn.functional as F
from torch import nn

from ..links import DISTANCES
from .gold import REALITIES, ROLES, STRENGTHS, TYPES

INNER = 64


class Heads(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.kind = nn.Linear(width, len(TYPES))
        self.strength = nn.Linear(width, len(STRENGTHS))
        self.reality = nn.Linear(width, len(REALITIES))
        self.anchor = nn.Linear(width, INNER)
        self.part = nn.Linear(width, INNER)
        self.match = nn.Parameter(torch.randn(len(ROLES), INNER, INNER) * 0.02)
        self.word = nn.Linear(INNER, len(ROLES))
        self.distance = nn.Parameter(torch.zeros(len(ROLES), DISTANCES))

    def roles(self, states, rows, anchors, distance):
        """Scores (anchors x words x roles); `distance` holds the bucket of each word from its anchor."""
        a = F.relu(self.anchor(states[rows, anchors]))
        p = F.relu(self.part(states))[rows]
        score = torch.einsum("ai,rij,awj->awr", a, self.match, p)
        return score + self.word(p) + self.distance.T[distance]

"""Scores of links: which cue a content belongs to, which source a cue belongs to, or none.

A segment is seen through the network's states of its first and last word; a pair also through its distance, how many
candidates stand between, and whether a paragraph ends between.
"""
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

from .features import bucket

DISTANCES, BETWEEN = 24, 4


@dataclass(frozen=True)
class Place:
    """A segment in a batch: window, first word, end word."""

    row: int
    start: int
    end: int


class LinkScorer(nn.Module):
    def __init__(self, width: int, inner: int = 96):
        super().__init__()
        self.child = nn.Linear(2 * width, inner)
        self.parent = nn.Linear(2 * width, inner)
        self.none = nn.Linear(inner, 1)
        self.match = nn.Parameter(torch.eye(inner) * 0.1)
        self.distance = nn.Parameter(torch.zeros(DISTANCES))
        self.between = nn.Parameter(torch.zeros(BETWEEN))
        self.crossing = nn.Parameter(torch.zeros(2))

    def forward(self, states, children: list[Place], parents: list[Place], paragraph):
        """Scores (children x (none + parents)); parents in other windows are out of reach."""
        child = F.relu(self.child(ends(states, children)))
        none = self.none(child)
        if not parents:
            return none
        parent = F.relu(self.parent(ends(states, parents)))
        distance, between, crossing, apart = pair_features(children, parents, paragraph)
        score = (child @ self.match) @ parent.T + self.distance[distance] + self.between[between] + self.crossing[crossing]
        return torch.cat([none, score.masked_fill(apart, -1e4)], 1)


def ends(states, places: list[Place]):
    rows, starts, stops = (torch.tensor(x) for x in zip(*((p.row, p.start, p.end - 1) for p in places)))
    return torch.cat([states[rows, starts], states[rows, stops]], 1)


def pair_features(children: list[Place], parents: list[Place], paragraph):
    """Distance bucket, candidates between (0-3), paragraphs differ, windows differ: each (children x parents)."""
    array = lambda places, name: np.array([getattr(p, name) for p in places])
    row, start, end = (array(children, x)[:, None] for x in ("row", "start", "end"))
    other_row, other_start, other_end = (array(parents, x)[None] for x in ("row", "start", "end"))
    gap = np.where(other_start >= end, other_start - end, -(start - other_end) - 1)
    low, high = np.minimum(start, other_start), np.maximum(start, other_start)
    within = (other_start[0][None, None] > low[..., None]) & (other_start[0][None, None] < high[..., None])
    between = (within & (other_row[0][None, None] == row[..., None])).sum(-1)
    child_paragraph = np.array([paragraph[p.row][p.start] for p in children])[:, None]
    parent_paragraph = np.array([paragraph[p.row][p.start] for p in parents])[None]
    crossing = (child_paragraph != parent_paragraph).astype(np.int64)
    found = (bucket(gap), np.minimum(between, BETWEEN - 1), crossing, row != other_row)
    return tuple(torch.from_numpy(np.ascontiguousarray(x)) for x in found)

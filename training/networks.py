"""The student and the teachers: each gives states of words, scores of tags, and links."""
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import nn

from .batches import Batch, link_targets, targets
from .crf import TAG_COUNT, Chain, best_of_marginals
from .features import LEMMA_COLUMNS, Vocabulary
from .gold import CONTENT, CUE
from .layers import SharedDropout, Tagger
from .links import LinkScorer, Place
from . import minilm
from .minilm import MASK
from .settings import Settings

VECTORS = 192


@dataclass
class Reading:
    """What a model makes of a batch."""

    states: object
    unary: torch.Tensor
    pair: torch.Tensor
    tags: list[list[int]]


class Attributor(nn.Module):
    """Tags by a chain over scores of words, and links by two scorers. Subclasses give the states of words."""

    by_pieces = False

    def __init__(self, tagger: Tagger, dropout: float, link_weight: float):
        super().__init__()
        self.tagger = tagger
        self.tag = nn.Linear(tagger.width, TAG_COUNT)
        self.chain = Chain()
        self.links = nn.ModuleDict({"cue": LinkScorer(tagger.width), "content": LinkScorer(tagger.width)})
        self.dropout = SharedDropout(dropout)
        self.link_weight = link_weight

    def states(self, batch: Batch) -> torch.Tensor:
        raise NotImplementedError

    def tagged(self, batch: Batch, dense) -> torch.Tensor:
        """The tagger's states; half precision is for fitting only."""
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            return self.tagger(batch, dense).float()

    def scorer(self, role: int) -> LinkScorer:
        return self.links["cue" if role == CUE else "content"]

    def loss(self, batch: Batch) -> torch.Tensor:
        """Summed over the batch: of the tags, and weighted of the links."""
        states = self.dropout(self.states(batch))
        tags = self.chain.loss(self.tag(states), batch.mask, *targets(batch))
        return tags + self.link_weight * self.link_loss(states, batch)

    def link_loss(self, states, batch: Batch) -> torch.Tensor:
        total = states.sum() * 0
        for role, wanted in link_targets(batch).items():
            if wanted.children:
                scores = self.scorer(role)(states, wanted.children, wanted.parents, batch.paragraph)
                total = total + F.cross_entropy(scores, torch.tensor(wanted.answer), reduction="sum")
        return total

    @torch.no_grad()
    def read(self, batch: Batch) -> Reading:
        states = self.states(batch)
        scores = self.tag(states)
        return Reading(states, *self.chain.marginals(scores, batch.mask), self.chain.best(scores, batch.mask))

    @torch.no_grad()
    def link_probabilities(self, states, role: int, children: list[Place], parents: list[Place], paragraph):
        """(children x (none + parents))"""
        return self.scorer(role)(states, children, parents, paragraph).softmax(1)


class Student(Attributor):
    """Reads only what readout-english has computed anyway."""

    def __init__(self, vocab: Vocabulary, s: Settings):
        super().__init__(
            Tagger(
                len(vocab.lemma) + 1, s.lemma_width, len(LEMMA_COLUMNS), list(vocab.sizes().values()),
                VECTORS, s.student_width, s.student_layers, s.student_dropout,
            ),
            s.student_dropout, s.link_weight,
        )  # fmt: skip

    def states(self, batch: Batch) -> torch.Tensor:
        return self.tagged(batch, batch.vectors)


class Teacher(Attributor):
    """Reads the same, and the pretrained encoder's states of each word's first piece."""

    by_pieces = True
    hidden_pieces = 0.15  # share of word pieces masked while it is fitted

    def __init__(self, vocab: Vocabulary, s: Settings, encoder=minilm):
        super().__init__(
            Tagger(
                len(vocab.lemma) + 1, s.lemma_width, len(LEMMA_COLUMNS), list(vocab.sizes().values()),
                2 * VECTORS, 128, 2, s.teacher_dropout,
            ),
            s.teacher_dropout, s.link_weight,
        )  # fmt: skip
        self.encoder = encoder.pretrained()
        self.project = nn.Linear(self.encoder.width, VECTORS)

    def encoded(self, batch: Batch) -> torch.Tensor:
        """The encoder's state of each word."""
        pieces = batch.pieces
        if self.training:
            hide = (torch.rand(pieces.shape) < self.hidden_pieces) & (pieces > MASK)
            pieces = pieces.masked_fill(hide, MASK)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = self.encoder(pieces, batch.piece_mask)
        return x.gather(1, batch.first_piece[:, :, None].expand(-1, -1, self.encoder.width)).float()

    def states(self, batch: Batch) -> torch.Tensor:
        return self.tagged(batch, torch.cat([batch.vectors, self.project(self.encoded(batch))], -1))


class Ensemble:
    """Several models that read together: their scores of tags, of neighbours and of links are averaged."""

    def __init__(self, members: list[Attributor]):
        self.members = members
        self.by_pieces = members[0].by_pieces
        self.chain = average_chain([m.chain for m in members])

    def eval(self):
        for member in self.members:
            member.eval()

    @torch.no_grad()
    def read(self, batch: Batch) -> Reading:
        states = [m.states(batch) for m in self.members]
        scores = torch.stack([m.tag(x) for m, x in zip(self.members, states)]).mean(0)
        return Reading(states, *self.chain.marginals(scores, batch.mask), self.chain.best(scores, batch.mask))

    @torch.no_grad()
    def link_probabilities(self, states, role: int, children: list[Place], parents: list[Place], paragraph):
        found = [m.scorer(role)(x, children, parents, paragraph) for m, x in zip(self.members, states)]
        return torch.stack(found).mean(0).softmax(1)


class Panel(Ensemble):
    """The same for teachers, by the mean of their probabilities."""

    @torch.no_grad()
    def read(self, batch: Batch) -> Reading:
        readings = [m.read(batch) for m in self.members]
        unary = torch.stack([r.unary for r in readings]).mean(0)
        pair = torch.stack([r.pair for r in readings]).mean(0)
        return Reading([r.states for r in readings], unary, pair, best_of_marginals(unary, pair, batch.mask))

    @torch.no_grad()
    def link_probabilities(self, states, role: int, children: list[Place], parents: list[Place], paragraph):
        found = [m.link_probabilities(x, role, children, parents, paragraph) for m, x in zip(self.members, states)]
        return torch.stack(found).mean(0)


@torch.no_grad()
def average_chain(chains: list[Chain]) -> Chain:
    made = Chain()
    for name in ("step", "first", "last"):
        getattr(made, name).copy_(torch.stack([getattr(c, name) for c in chains]).mean(0))
    return made

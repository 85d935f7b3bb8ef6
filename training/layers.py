"""Small layers that the student and the teachers share."""
import torch
import torch.nn.functional as F
from torch import nn


class SharedDropout(nn.Module):
    """Dropout with one mask for all words of a window."""

    def __init__(self, share: float):
        super().__init__()
        self.share = share

    def forward(self, x):
        if not self.training or self.share == 0:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) > self.share
        return x * (kept.to(x.dtype) / (1 - self.share))


def of_heads(x, head):
    """The rows of each word's head."""
    return x.gather(1, head[:, :, None].expand(-1, -1, x.shape[2]))


class Tagger(nn.Module):
    """States of words from their vectors, lemmas and categories: an input layer, then bidirectional LSTM layers.

    After the first layer each word also reads the state of its head.
    """

    def __init__(self, lemmas: int, lemma_width: int, lemma_columns: int, sizes: list[int], dense: int, width: int, layers: int, dropout: float):
        super().__init__()
        hidden = 2 * width
        self.width = hidden
        self.lemma = nn.Embedding(lemmas, lemma_width)
        nn.init.normal_(self.lemma.weight, std=0.5)
        self.register_buffer("offsets", torch.tensor([0] + sizes[:-1]).cumsum(0))
        self.category = nn.Embedding(sum(sizes), hidden)
        nn.init.normal_(self.category.weight, std=0.1)
        self.input = nn.Linear(2 * dense + lemma_columns * lemma_width, hidden)
        self.input_norm = nn.LayerNorm(hidden)
        self.layers = nn.ModuleList(nn.LSTM(hidden, width, bidirectional=True, batch_first=True) for _ in range(layers))
        self.norms = nn.ModuleList(nn.LayerNorm(hidden) for _ in range(layers))
        self.head = nn.Linear(hidden, hidden)
        self.dropout = SharedDropout(dropout)

    def forward(self, batch, dense):
        keep = batch.mask[:, :, None].float()
        lemma = self.lemma(batch.lemmas).flatten(2)
        x = torch.cat([dense, of_heads(dense, batch.heads), lemma], -1)
        rows = (batch.categories + self.offsets).flatten(0, 1)
        x = self.input(self.dropout(x)) + F.embedding_bag(rows, self.category.weight, mode="sum").view(*x.shape[:2], -1)
        x = self.input_norm(F.relu(x)) * keep
        for number, (layer, norm) in enumerate(zip(self.layers, self.norms)):
            x = norm(x + layer(self.dropout(x))[0]) * keep
            if number == 0:
                x = (x + F.relu(self.head(of_heads(x, batch.heads)))) * keep
        return x

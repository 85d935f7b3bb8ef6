"""First values of the student's lemma vectors: what the pretrained encoder makes of each lemma alone, in fewer numbers.

So lemmas that the annotated articles show rarely or never begin near those they resemble.
"""
import torch

from .features import Vocabulary
from .minilm import CLS, SEP, WIDTH, pretrained, word_pieces

BASIS = 8000  # the most frequent lemmas, whose principal axes are kept


def lemma_vectors(vocab: Vocabulary, width: int) -> torch.Tensor:
    """(lemmas + 1) x width, with a spread of a half; the row of unknown lemmas is 0."""
    means = encoder_means(word_pieces(list(vocab.lemma)))
    means = means - means.mean(0)
    _, _, axes = torch.linalg.svd(means[:BASIS], full_matrices=False)
    found = means @ axes[:width].T
    return torch.cat([torch.zeros(1, width), found / found.std() * 0.5])


@torch.no_grad()
def encoder_means(pieces: list[list[int]], size: int = 256) -> torch.Tensor:
    """The mean of the encoder's states over each lemma's word pieces and marks."""
    encoder = pretrained().eval()
    order = sorted(range(len(pieces)), key=lambda n: len(pieces[n]))
    found = torch.zeros(len(pieces), WIDTH)
    for at in range(0, len(order), size):
        group = order[at : at + size]
        rows = [[CLS, *pieces[n], SEP] for n in group]
        length = max(len(row) for row in rows)
        ids = torch.tensor([row + [0] * (length - len(row)) for row in rows])
        mask = torch.tensor([[True] * len(row) + [False] * (length - len(row)) for row in rows])
        states = encoder(ids, mask) * mask[:, :, None]
        found[group] = states.sum(1) / mask.sum(1)[:, None]
    return found

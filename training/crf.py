"""A chain over the tags: scores of neighbours, legal transitions, likelihoods, marginals and the best legal row of tags."""
import torch
from torch import nn

from .gold import TAGS

TAG_COUNT = len(TAGS)
FORBIDDEN = -1e4


def legal() -> tuple[torch.Tensor, torch.Tensor]:
    """Penalties of transitions and of first tags: an inside tag needs a begin or inside tag of its role before it."""
    step, first = torch.zeros(TAG_COUNT, TAG_COUNT), torch.zeros(TAG_COUNT)
    for inside in (2, 4, 6):
        first[inside] = FORBIDDEN
        for before in range(TAG_COUNT):
            if before not in (inside, inside - 1):
                step[before, inside] = FORBIDDEN
    return step, first


class Chain(nn.Module):
    def __init__(self):
        super().__init__()
        self.step = nn.Parameter(torch.zeros(TAG_COUNT, TAG_COUNT))
        self.first = nn.Parameter(torch.zeros(TAG_COUNT))
        self.last = nn.Parameter(torch.zeros(TAG_COUNT))
        for name, penalty in zip(("step_penalty", "first_penalty"), legal()):
            self.register_buffer(name, penalty)

    def scores(self):
        return self.step + self.step_penalty, self.first + self.first_penalty, self.last

    def forwards(self, emission, mask):
        """Log sums of all rows of tags up to each word (batch x words x tags); after a row's end its last stays."""
        step, first, _ = self.scores()
        now = first + emission[:, 0]
        all_ = [now]
        for at in range(1, emission.shape[1]):
            next_ = torch.logsumexp(now[:, :, None] + step, 1) + emission[:, at]
            now = torch.where(mask[:, at, None], next_, now)
            all_.append(now)
        return torch.stack(all_, 1)

    def loss(self, emission, mask, unary, pair):
        """Cross-entropy between the chain and a target given as marginals of tags and of neighbouring tags, summed."""
        total = torch.logsumexp(self.forwards(emission, mask)[:, -1] + self.last, 1)
        ends = mask & ~torch.cat([mask[:, 1:], torch.zeros_like(mask[:, :1])], 1)
        expected = (emission * unary).sum() + (unary[:, 0] @ self.first).sum() + (unary[ends] @ self.last).sum()
        return total.sum() - expected - (pair[:, 1:].sum((0, 1)) * self.step).sum()

    @torch.no_grad()
    def marginals(self, emission, mask):
        """Probabilities of each tag and of each pair (tag before, tag)."""
        step, _, last = self.scores()
        before = self.forwards(emission, mask)
        after = torch.empty_like(emission)
        now = last.expand(emission.shape[0], -1)
        after[:, -1] = now
        for at in range(emission.shape[1] - 1, 0, -1):
            next_ = torch.logsumexp(step + (emission[:, at] + now)[:, None, :], 2)
            now = torch.where(mask[:, at, None], next_, now)
            after[:, at - 1] = now
        total = torch.logsumexp(before[:, -1] + last, 1)[:, None, None]
        unary = (before + after - total).exp() * mask[:, :, None]
        joint = before[:, :-1, :, None] + step + (emission + after)[:, 1:, None, :] - total[..., None]
        pair = torch.zeros(*emission.shape, TAG_COUNT)
        pair[:, 1:] = joint.exp() * mask[:, 1:, None, None]
        return unary, pair

    @torch.no_grad()
    def best(self, emission, mask) -> list[list[int]]:
        """The most likely legal row of tags of each window."""
        step, first, last = self.scores()
        return viterbi(first + emission[:, 0], step + emission[:, 1:, None, :], last, mask)


def viterbi(first, steps, last, mask) -> list[list[int]]:
    """The best row of tags of each window: `steps` are the scores of (tag before, tag) from the second word on."""
    now, back = first, []
    for at in range(steps.shape[1]):
        value, from_ = (now[:, :, None] + steps[:, at]).max(1)
        inside = mask[:, at + 1, None]
        now = torch.where(inside, value, now)
        back.append(torch.where(inside, from_, torch.arange(TAG_COUNT)))
    tags = [(now + last).argmax(1)]
    for from_ in reversed(back):
        tags.append(from_.gather(1, tags[-1][:, None])[:, 0])
    rows = torch.stack(tags[::-1], 1).tolist()
    return [row[: int(n)] for row, n in zip(rows, mask.sum(1))]


def best_of_marginals(unary, pair, mask) -> list[list[int]]:
    """The best row of the chain whose marginals are given, as averages over several models are."""
    log = lambda p: torch.log(p.clamp(min=1e-12))
    return viterbi(log(unary[:, 0]), log(pair[:, 1:]) - log(unary[:, :-1])[..., None], torch.zeros(TAG_COUNT), mask)

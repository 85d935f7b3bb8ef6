"""Fit a network: the loop over epochs, with a rising and falling learning rate and averaged weights."""
import random
import time

import torch

from .batches import Example, collate, epoch
from .networks import Attributor
from .settings import Schedule


def fit(net: Attributor, examples: list[Example], schedule: Schedule, seed: int, name: str, after_epoch=None) -> None:
    """Leaves the averaged weights in the network. `after_epoch(number)` sees the averaged weights after each epoch."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    optimiser = torch.optim.AdamW(groups(net, schedule), weight_decay=schedule.decay, betas=(0.9, 0.98), fused=True)
    average, pace, begun = Average(net, schedule.average), None, time.time()
    for number in range(1, schedule.epochs + 1):
        batches = epoch(examples, schedule.window, net.by_pieces, schedule.batch, rng)
        pace = pace or pacing(optimiser, len(batches) * schedule.epochs, schedule.warm_up)
        net.train()
        loss = words = 0.0
        for at, rows in enumerate(batches):
            loss += step(net, collate(rows, net.by_pieces), optimiser, pace)
            words += sum(len(r) for r in rows)
            average.take(net)
            if at % 100 == 0:
                print(f"{name} epoch {number} batch {at}/{len(batches)} loss {loss / words:.4f} {time.time() - begun:.0f} s", flush=True)
        print(f"{name} epoch {number} loss {loss / words:.4f} {time.time() - begun:.0f} s", flush=True)
        if after_epoch:
            with average.applied(net):
                after_epoch(number)
    average.put(net)
    net.eval()


def step(net: Attributor, batch, optimiser, pace) -> float:
    loss = net.loss(batch)
    (loss / (8 * len(batch.windows))).backward()
    torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
    optimiser.step()
    pace.step()
    optimiser.zero_grad(set_to_none=True)
    return loss.item()


def groups(net: Attributor, schedule: Schedule) -> list[dict]:
    """The pretrained encoder learns at its own rate, wherever in the network it stands."""
    encoder = {id(p) for n, p in net.named_parameters() if "encoder" in n.split(".")}
    fresh = [p for p in net.parameters() if id(p) not in encoder]
    old = [p for p in net.parameters() if id(p) in encoder and p.requires_grad]
    return [dict(params=fresh, lr=schedule.rate)] + ([dict(params=old, lr=schedule.encoder_rate)] if old else [])


def pacing(optimiser, total: int, warm_up: float):
    """Linear up, then linear down to nothing."""
    rise = warm_up * total
    return torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: min((n + 1) / rise, max(0.0, (total - n) / (total - rise))))


def fitted(net) -> list:
    return [p for p in net.parameters() if p.requires_grad]


class Average:
    """A running average of a network's weights, quicker in the first steps."""

    def __init__(self, net, keep: float):
        self.keep, self.steps = keep, 0
        self.weights = [p.detach().clone() for p in fitted(net)]

    @torch.no_grad()
    def take(self, net) -> None:
        self.steps += 1
        keep = min(self.keep, (self.steps + 1) / (self.steps + 10))
        torch._foreach_lerp_(self.weights, [p.detach() for p in fitted(net)], 1 - keep)

    @torch.no_grad()
    def put(self, net) -> list:
        """Put the average into the network; what stood there is given back."""
        before = [p.detach().clone() for p in fitted(net)]
        for parameter, weight in zip(fitted(net), self.weights):
            parameter.copy_(weight)
        return before

    def applied(self, net):
        return Applied(self, net)


class Applied:
    """The averaged weights for the time of a `with` block."""

    def __init__(self, average: Average, net):
        self.average, self.net = average, net

    def __enter__(self):
        self.before = self.average.put(self.net)

    @torch.no_grad()
    def __exit__(self, *_):
        for parameter, weight in zip(fitted(self.net), self.before):
            parameter.copy_(weight)

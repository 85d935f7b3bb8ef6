"""Fits the upper layers of the sentence encoder, so that words that tell one event have like states whatever the words.

    cargo xtask export-pairs --data DATA PAIRS
    python -m training.same_event.encoder PAIRS OUT
    cargo xtask import-meaning --events OUT/events.safetensors

PAIRS holds each telling of the annotated stories and each mention of ECB+ with its sentence. Leaves in OUT: `events.safetensors`, the fitted layers by the names of
the model; the same for folds of the stories, and `folds.json`, which names for each story the file of the layers that were not fitted on it. Seeds are fixed. Forty
minutes on one core.
"""

import json
import random
import sys
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

from .. import minilm
from ..fitting import Average

FOLDS = 3
EPOCHS = 10
RATE = 3e-4
TOLD = 120  # tellings of a story in a step; of a longer one some sentences, others each time
PIECES = 128  # of a sentence in a step
YES = 3.0  # weight of a pair of one event
AT_A_TIME = 32


class Story:
    """One story or topic: its sentences in pieces, and for each telling its sentence and the pieces of its words."""

    def __init__(self, head):
        self.kind, self.name, self.kept_back = head["kind"], head["name"], head["kept_back"]
        self.events = [-1 if e is None else e for e in head["events"]]
        self.sentences, self.told, known = [], [], {}
        for text, places in head["told"]:
            if text not in known:
                known[text] = len(self.sentences)
                self.sentences.append(pieces(text))
            numbers, bounds = self.sentences[known[text]]
            inside = [n for n, (start, end) in enumerate(bounds) if any(start < e and s < end for s, e in places)]
            self.told.append((known[text], [n for n in inside if n < len(numbers)]))


def pieces(text):
    """Numbers of the pieces of a text with both marks, and the bytes that each covers."""
    read = minilm.tokenizer().encode(text, add_special_tokens=False)
    at = np.cumsum([0] + [len(c.encode()) for c in text])
    numbers = [minilm.CLS, *read.ids[:254], minilm.SEP]
    return numbers, [(0, 0), *((int(at[s]), int(at[e])) for s, e in read.offsets[:254]), (0, 0)]


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = minilm.pretrained()
        self.slope, self.shift = nn.Parameter(torch.tensor(12.0)), nn.Parameter(torch.tensor(-7.0))

    def states(self, sentences):
        """The states of each sentence; like lengths are read together."""
        states = [None] * len(sentences)
        order = sorted(range(len(sentences)), key=lambda n: len(sentences[n]))
        for first in range(0, len(order), AT_A_TIME):
            some = order[first : first + AT_A_TIME]
            longest = -(-max(len(sentences[n]) for n in some) // 8) * 8
            numbers = torch.zeros(len(some), longest, dtype=torch.long)
            for row, n in enumerate(some):
                numbers[row, : len(sentences[n])] = torch.tensor(sentences[n])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
                read = self.encoder(numbers, numbers != 0).float()
            for row, n in enumerate(some):
                states[n] = read[row, : len(sentences[n])]
        return states

    def loss(self, story, chosen):
        """Of the pairs of some tellings: how far the likeness of their words is from telling whether they are of one event."""
        of = sorted({story.told[t][0] for t in chosen})
        states = dict(zip(of, self.states([story.sentences[s][0][:PIECES] for s in of])))
        words = F.normalize(torch.stack([words_of(states[story.told[t][0]], story.told[t][1]) for t in chosen]), dim=-1)
        events = torch.tensor([story.events[t] for t in chosen])
        one, other = torch.triu_indices(len(chosen), len(chosen), 1)
        same = (events[one] == events[other]).float()
        score = self.slope * (words[one] * words[other]).sum(-1) + self.shift
        weight = 1 + (YES - 1) * same
        each = F.binary_cross_entropy_with_logits(score, same * 0.96 + 0.01, reduction="none")
        return (each * weight).sum() / weight.sum()


def words_of(states, places):
    inside = [p for p in places if p < len(states)]
    return states[inside or [0]].mean(0)


def some_of(story, chance):
    """The annotated tellings of a story, or of a long one those of some of its sentences."""
    known = [t for t, event in enumerate(story.events) if event >= 0]
    if len(known) <= TOLD:
        return known
    by_sentence = {}
    for t in known:
        by_sentence.setdefault(story.told[t][0], []).append(t)
    sentences = sorted(by_sentence)
    chance.shuffle(sentences)
    chosen = []
    while len(chosen) < TOLD:
        chosen += by_sentence[sentences.pop()]
    return sorted(chosen)


def fit(stories, seed=0):
    torch.manual_seed(seed)
    chance = random.Random(seed)
    net = Encoder()
    layers = [p for p in net.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": layers, "lr": RATE, "weight_decay": 0.01}, {"params": [net.slope, net.shift], "lr": 0.02, "weight_decay": 0}]
    )
    steps = EPOCHS * len(stories)
    rate = lambda n: min((n + 1) / (0.06 * steps), max(0, (steps - n) / (steps * 0.94)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    average = Average(net, 0.98)
    net.train()
    for epoch in range(EPOCHS):
        total = 0
        for story in chance.sample(stories, len(stories)):
            chosen = some_of(story, chance)
            if len(chosen) < 3:
                continue
            loss = net.loss(story, chosen)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.take(net)
            total += loss.item()
        print(f"epoch {epoch}: {total / len(stories):.4f}", flush=True)
    average.put(net)
    return net.eval()


def named(net):
    """The fitted layers by the names of the model."""
    tensors = {}
    parts = {"output": "attention.output.dense", "first_norm": "attention.output.LayerNorm", "wide": "intermediate.dense"}
    parts |= {"narrow": "output.dense", "second_norm": "output.LayerNorm"}
    for number, layer in enumerate(net.encoder.layers):
        if number < minilm.FROZEN:
            continue
        base = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            for part, name in parts.items():
                tensors[f"{base}{name}.{kind}"] = getattr(getattr(layer, part), kind)
            asked = getattr(layer.query_key_value, kind).chunk(3)
            tensors |= {f"{base}attention.self.{name}.{kind}": a for name, a in zip(("query", "key", "value"), asked)}
    return {name: tensor.detach().float().contiguous().clone() for name, tensor in tensors.items()}


def main(source, folder):
    torch.set_num_threads(1)
    with open(source, "rb") as file:
        stories = [Story(part) for part in json.loads(file.readline())["parts"]]
    fitted = [s for s in stories if not s.kept_back]
    kinds = [[s for s in fitted if s.kind == kind] for kind in ("own", "news", "ecb")]
    folds = {f"{s.kind}/{s.name}": "events.safetensors" for s in stories if s.kept_back}
    save_file(named(fit(fitted)), Path(folder, "events.safetensors"))
    for fold in range(FOLDS):
        held = [s for kind in kinds for s in kind[fold::FOLDS]]
        name = f"fold-{fold}.safetensors"
        save_file(named(fit([s for s in fitted if s not in held])), Path(folder, name))
        folds |= {f"{s.kind}/{s.name}": name for s in held}
    Path(folder, "folds.json").write_text(json.dumps(folds, indent=1) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Fits upper layers of the sentence encoder, so that they tell what a sentence of a later report says became of a promise.

    cargo xtask export-outcomes ROWS
    python -m training.outcomes.encoder ROWS OUT
    cargo xtask import-meaning --outcomes OUT/outcomes.safetensors

ROWS holds the promises of the annotated stories with sentences of later reports (`stories.jsonl` beside this file has the annotation). Fitted on besides: `pairs.jsonl`, a promise a
line with later sentences, and `sets.jsonl`, a line for promises of one negotiation with sentences that tell the outcome of one or two of them; both were written for
this. Every third story is kept back; the figures printed at the end are of those. Leaves in OUT: `outcomes.safetensors`, the fitted layers by the names of the model and the rows
that read an outcome off the first state; `kept_back.json`, what these say of each sentence of the stories kept back. Seeds are fixed. Half an hour on one core.
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
from ..same_event.encoder import named

OUTCOMES = ("nothing", "kept", "partly", "not_done", "broken", "withdrawn", "extended")
NUMBER = {name: number for number, name in enumerate(OUTCOMES)} | {"begun": 2, None: 0, "none": 0}
LAYERS = 4
PIECES = (40, 48, 64)  # of the promise, of the words that tell it, of the later sentence; readout-meaning reads fewer, for speed
EPOCHS = 3
BATCH = 32
RATE = 3e-4
OF_OTHERS, NEAR, FAR = 12, 8, 2  # sentences without an outcome of a promise: that tell one of another promise, with most words in common, any
WITHOUT_NAME = 0.25  # share of the promises that are asked about without who is bound
TOLD = 1.5  # weight of a sentence that tells an outcome


def pieces(asked, told, later):
    """Numbers of the pieces, and where the later sentence begins."""
    numbers = [minilm.CLS]
    for text, most in zip((asked, told, later), PIECES):
        numbers += [*minilm.tokenizer().encode(text, add_special_tokens=False).ids[:most], minilm.SEP]
    return numbers


class Encoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder = minilm.pretrained()
        self.encoder.layers = self.encoder.layers[:LAYERS]
        self.head, self.dropout = nn.Linear(minilm.WIDTH, len(OUTCOMES)), nn.Dropout(0.1)

    def forward(self, numbers):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states = self.encoder(numbers, numbers != 0)
        return self.head(self.dropout(states[:, 0].float()))


def batch(rows):
    longest = -(-max(map(len, rows)) // 8) * 8
    numbers = torch.zeros(len(rows), longest, dtype=torch.long)
    for place, row in enumerate(rows):
        numbers[place, : len(row)] = torch.tensor(row)
    return numbers


def lines(path):
    with open(path) as file:
        return [json.loads(line) for line in file]


def nameless(asked, chance):
    return ": " + asked.split(": ", 1)[1] if chance.random() < WITHOUT_NAME else asked


def of_stories(rows, chance):
    for row in rows:
        if not row["promise"] or row["kept_back"]:
            continue
        told = [s for s in row["later"] if s["effect"]]
        others = [s for s in row["later"] if not s["effect"] and s["of others"]]
        rest = [s for s in row["later"] if not s["effect"] and not s["of others"]]
        far = chance.sample(rest[NEAR:], min(FAR, len(rest[NEAR:])))
        for s in [*told, *others[:OF_OTHERS], *rest[:NEAR], *far]:
            yield (nameless(row["asked"], chance), row["told"], s["words"]), NUMBER[s["effect"]]


def of_pairs(rows, chance):
    for row in rows:
        asked = f"{row['who']}: {row['action']}"
        for s in row["later"]:
            if s["e"] in NUMBER:
                yield (nameless(asked, chance), row["promise"], s["s"]), NUMBER[s["e"]]
        for other in chance.sample(rows, 2):
            told = [s["s"] for s in other["later"] if NUMBER.get(s["e"])]
            if other is not row and told:
                yield (asked, row["promise"], chance.choice(told)), 0


def of_sets(rows, chance):
    for row in rows:
        for number, promise in enumerate(row["promises"], 1):
            asked = f"{promise['who']}: {promise['action']}"
            plain = [s for s in row["later"] if not s["told"]]
            plain = chance.sample(plain, min(4, len(plain)))
            for s in [s for s in row["later"] if s["told"]] + plain:
                effect = s["told"].get(str(number))
                if effect in NUMBER:
                    yield (nameless(asked, chance), promise["promise"], s["s"]), NUMBER[effect]


def order(rows, chance):
    """Batches of rows of like length, in any order."""
    places = list(range(len(rows)))
    chance.shuffle(places)
    wide = BATCH * 40
    places = [p for first in range(0, len(places), wide) for p in sorted(places[first : first + wide], key=lambda p: len(rows[p][0]))]
    batches = [places[first : first + BATCH] for first in range(0, len(places), BATCH)]
    chance.shuffle(batches)
    return batches


def fit(rows, chance):
    net = Encoder()
    layers = [p for p in net.encoder.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": layers, "lr": RATE, "weight_decay": 0.01}, {"params": net.head.parameters(), "lr": 2e-3, "weight_decay": 0.01}]
    )
    steps = EPOCHS * -(-len(rows) // BATCH)
    rate = lambda n: min((n + 1) / (0.06 * steps), max(0, (steps - n) / (steps * 0.94)))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate)
    average, weight, step = Average(net, 0.99), torch.tensor([1.0] + [TOLD] * (len(OUTCOMES) - 1)), 0
    for _ in range(EPOCHS):
        net.train()
        total = 0.0
        for places in order(rows, chance):
            scores = net(batch([rows[p][0] for p in places]))
            loss = F.cross_entropy(scores, torch.tensor([rows[p][1] for p in places]), weight=weight, label_smoothing=0.02)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            average.take(net)
            total, step = total + loss.item(), step + 1
            if step % 100 == 0:
                print(f"{step} of {steps}: {total / 100:.4f}", flush=True)
                total = 0.0
    average.put(net)
    return net.eval()


def kept_back(net, rows):
    """For each promise that is kept back its sentences with their outcome and what the network says, those of the first ranks."""
    found = []
    with torch.no_grad():
        for row in rows:
            if not row["promise"] or not row["kept_back"] or not row["later"]:
                continue
            scores = net(batch([pieces(row["asked"], row["told"], s["words"]) for s in row["later"]])).softmax(-1)
            later = [s | {"says": [round(float(v), 4) for v in p]} for s, p in zip(row["later"], scores)]
            found.append({key: row[key] for key in ("story", "asked", "told")} | {"later": later})
    return found


def report(found):
    """Of the sentence that is surest for each promise, for some least likelihoods: how many are shown, how many of those tell its outcome, of the right side."""
    side = lambda effect: {"nothing": 0, "kept": 1, "partly": 1, "not_done": 2, "broken": 2, "withdrawn": 3, "extended": 3}[effect]
    told = sum(any(s["effect"] for s in row["later"]) for row in found)
    for ranks in (4, 6, 8, 12):
        surest = [min((s for s in row["later"] if s["rank"] < ranks), key=lambda s: s["says"][0], default=None) for row in found]
        for least in (0.5, 0.7, 0.8, 0.9):
            shown = [s for s in surest if s and 1 - s["says"][0] >= least]
            right = [s for s in shown if s["effect"]]
            says = lambda s: OUTCOMES[1 + int(np.argmax(s["says"][1:]))]
            sides = sum(side(OUTCOMES[NUMBER[s["effect"]]]) == side(says(s)) for s in right)
            print(f"ranks {ranks} from {least}: shown {len(shown)}, right {len(right)}, side right {sides}; of {told} of {len(found)} promises")


def main(source, folder):
    torch.set_num_threads(1)
    torch.manual_seed(0)
    chance = random.Random(0)
    here = Path(__file__).parent
    rows = lines(source)
    texts = [*of_stories(rows, chance), *of_pairs(lines(here / "pairs.jsonl"), chance), *of_sets(lines(here / "sets.jsonl"), chance)]
    known = [(pieces(*text), number) for text, number in texts]
    print(f"{len(known)} rows, of these {sum(number > 0 for _, number in known)} tell an outcome", flush=True)
    net = fit(known, chance)
    tensors = named(net) | {f"head.{kind}": getattr(net.head, kind).detach().clone() for kind in ("weight", "bias")}
    save_file(tensors, Path(folder, "outcomes.safetensors"))
    found = kept_back(net, rows)
    Path(folder, "kept_back.json").write_text(json.dumps(found))
    report(found)


if __name__ == "__main__":
    main(*sys.argv[1:])

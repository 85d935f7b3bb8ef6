"""Fits the weights by which two tellings are judged to be of one event.

    cargo xtask export-pairs --data DATA --encoders OUT PAIRS
    python -m training.same_event.fit PAIRS crates/readout-analysis/model

OUT is what `training.same_event.encoder` left. PAIRS holds what each two tellings have in common, computed by the program's own code: pairs of the annotated stories beside this file (with the signs of grammar)
and of ECB+ (gold mentions of events, without signs). One judge is fitted on both. Leaves: `same_event.toml` (an average of small networks, the scale of their input,
thresholds) and `SAME_EVENT.md`, its card. Every third story and the topics from 24 on are kept back: nothing is fitted or chosen on them. Thresholds are
chosen on the others, each judged by networks that have not seen it. Seeds are fixed.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch

from .scores import conll, grouped, pair_scores

MEMBERS = 4
WIDTHS = (32, 16)
STEPS = 900
RATE = 3e-3
YES, NO = 100, 500  # pairs of each source in a step
FOLDS = 5
OBJECTIONS = 10  # of the signs, the first; the next tells whether it is one report
THRESHOLDS = np.arange(0.2, 0.85, 0.05)
PRECISION = 0.65  # share of the merged pairs of the written stories that have to be one event, where a threshold is chosen


class Part:
    """One story or topic: its pairs with their inputs, and the event of each telling (-1 where it is not annotated)."""

    def __init__(self, head, values, names, signs):
        self.kind, self.name, self.kept_back = head["kind"], head["name"], head["kept_back"]
        self.events = np.array([-1 if e is None else e for e in head["events"]])
        if self.kind == "ecb":
            later, earlier = np.tril_indices(len(self.events), -1)
            self.pairs = np.stack([earlier, later], 1)
            self.inputs = np.concatenate([np.zeros((len(values), 1 + signs), dtype="f4"), values], 1)
        else:
            self.pairs = np.array(head["pairs"], dtype=int).reshape(-1, 2)
            self.inputs = np.concatenate([np.ones((len(values), 1), dtype="f4"), values], 1)
        objected = (self.inputs[:, 1 : 1 + OBJECTIONS] > 0).any(1)
        told = {name: 1 + number for number, name in enumerate(names)}
        enough = self.inputs[:, told["points"]] >= 4 / 8
        ahead = (self.inputs[:, 1 + OBJECTIONS] == 0) & (self.inputs[:, told["both done"]] == 0)
        self.plain = (self.inputs[:, 0] > 0) & ~objected & ahead & enough
        # Within a report of ECB+ the same word is often another event, so that nothing points back by itself there.
        self.one_document = (self.inputs[:, 0] > 0) & (self.inputs[:, 1 + OBJECTIONS] > 0)
        self.same = self.events[self.pairs[:, 0]] == self.events[self.pairs[:, 1]]
        # A long story has many pairs; it should not count for more than its tellings do.
        self.weight = 1.0 if self.kind == "ecb" else 1 / np.sqrt(max((self.events >= 0).sum(), 5))


def read(path):
    parts = []
    with open(path, "rb") as file:
        head = json.loads(file.readline())
        signs, common = len(head["signs"]), len(head["features"])
        names = ["signs", *head["signs"], *head["features"]]
        for part in head["parts"]:
            bare = part["kind"] == "ecb"
            count = len(part["events"]) * (len(part["events"]) - 1) // 2 if bare else len(part["pairs"])
            width = common if bare else signs + common
            values = np.frombuffer(file.read(count * width * 4), dtype="<f4").reshape(count, width)
            parts.append(Part(part, values, head["signs"], signs))
    return names, signs, parts


class Source:
    """The pairs of some parts, to draw from: as many of one event in each step, whatever their share."""

    def __init__(self, parts, scaled):
        self.inputs = scaled(np.concatenate([p.inputs for p in parts]))
        same = np.concatenate([p.same for p in parts])
        weight = np.concatenate([np.full(len(p.same), p.weight) for p in parts])
        self.same = torch.tensor(same, dtype=torch.float32)
        self.sides = [(np.flatnonzero(side), weight[side] / weight[side].sum(), count) for side, count in ((same, YES), (~same, NO))]
        share = weight[same].sum() / weight.sum()
        self.shift = float(np.log(share / (1 - share)) - np.log(YES / NO))

    def draw(self, random):
        chosen = np.concatenate([random.choice(places, count, p=weight) for places, weight, count in self.sides])
        return self.inputs[chosen], self.same[chosen] * 0.96 + 0.01


class Judge:
    """Networks whose scores before the last step are averaged."""

    def __init__(self, parts, signs, members=MEMBERS):
        kinds = [[p for p in parts if (p.kind == "ecb") == bare] for bare in (False, True)]
        stories, topics = (np.concatenate([p.inputs for p in kind]) for kind in kinds)
        self.signs = signs
        self.mean, self.deviation = stories.mean(0), stories.std(0)
        common = slice(1 + signs, None)
        self.mean[common] = (stories[:, common].mean(0) + topics[:, common].mean(0)) / 2
        self.deviation[common] = np.maximum(stories[:, common].std(0), topics[:, common].std(0))
        self.deviation += 1e-3
        self.mean[0], self.deviation[0] = 0, 1
        sources = [Source(kind, self.scaled) for kind in kinds]
        self.shift = sources[0].shift
        self.members = [self.fit(sources, seed) for seed in range(members)]

    def scaled(self, inputs):
        values = (inputs - self.mean) / self.deviation
        values[inputs[:, 0] == 0, : 1 + self.signs] = 0
        return torch.tensor(values, dtype=torch.float32)

    def fit(self, sources, seed):
        torch.manual_seed(seed)
        random = np.random.default_rng(seed)
        linear, relu = torch.nn.Linear, torch.nn.ReLU()
        member = torch.nn.Sequential(
            linear(len(self.mean), WIDTHS[0]), relu, torch.nn.Dropout(0.2), linear(WIDTHS[0], WIDTHS[1]), relu, linear(WIDTHS[1], 1)
        )
        optimizer = torch.optim.AdamW(member.parameters(), RATE, weight_decay=0.05)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=STEPS)
        for _ in range(STEPS):
            loss = 0
            for source in sources:
                inputs, same = source.draw(random)
                loss = loss + torch.nn.functional.binary_cross_entropy_with_logits(member(inputs)[:, 0], same) / 2
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        return member.eval()

    def likely(self, part):
        """As the program has it: what grammar is sure of by itself (`by_signs`) is not weighed."""
        with torch.no_grad():
            inputs = self.scaled(part.inputs)
            score = torch.stack([member(inputs)[:, 0] for member in self.members]).mean(0)
            likely = torch.sigmoid(score + (0 if part.kind == "ecb" else self.shift)).numpy().astype(float)
        return np.where(part.plain, np.maximum(likely, 0.9), likely)


def out_of_fold(parts, signs):
    """The likelihoods of each part, by a judge that has not seen it."""
    likely = {}
    kinds = [[p for p in parts if p.kind == kind] for kind in ("own", "news", "ecb")]
    for fold in range(FOLDS):
        held = [p for kind in kinds for p in kind[fold::FOLDS]]
        judge = Judge([p for p in parts if p not in held], signs)
        likely.update({id(p): judge.likely(p) for p in held})
    return [likely[id(p)] for p in parts]


def figures(parts, likely, threshold):
    """MUC, B-cubed, CEAF over entities, their mean; precision and recall of the pairs that are merged."""
    labels = [grouped(p, l, threshold) for p, l in zip(parts, likely)]
    return [*conll(parts, labels), *(100 * v for v in pair_scores(parts, labels))]


def of(kind, parts, likely):
    chosen = [(p, l) for p, l in zip(parts, likely) if p.kind == kind]
    return [p for p, _ in chosen], [l for _, l in chosen]


def text(judge, names, story, bare):
    def row(values):
        return "[" + ", ".join(f"{v:.5g}" for v in np.asarray(values, dtype=float)) + "]"

    lines = ["# Weights of `link/same_event`; made by `python -m training.same_event.fit`, told of in SAME_EVENT.md."]
    lines += [f"story = {story:.2f}", f"bare = {bare:.2f}", f"shift = {judge.shift:.4f}"]
    lines += ["names = [", *(f'    "{name}",' for name in names), "]", f"mean = {row(judge.mean)}", f"deviation = {row(judge.deviation)}"]
    for member in judge.members:
        lines += ["", "[[member]]"]
        for layer in (part for part in member if isinstance(part, torch.nn.Linear)):
            lines += ["", "[[member.layer]]", "weights = [", *(f"    {row(r)}," for r in layer.weight.detach().numpy()), "]"]
            lines.append(f"bias = {row(layer.bias.detach().numpy())}")
    return "\n".join(lines) + "\n"


def main(source, folder):
    torch.set_num_threads(1)
    names, signs, parts = read(source)
    fitted, kept = ([p for p in parts if p.kept_back == back] for back in (False, True))
    likely = out_of_fold(fitted, signs)
    chosen = {th: figures(*of("own", fitted, likely), th) for th in THRESHOLDS}
    for th, values in chosen.items():
        print(f"own {th:.2f}", " ".join(f"{v:.1f}" for v in values), "news", " ".join(f"{v:.1f}" for v in figures(*of("news", fitted, likely), th)))
    sound = [th for th, values in chosen.items() if values[4] >= 100 * PRECISION]
    story = float(max(sound, key=lambda th: chosen[th][3]))
    bare = float(max(THRESHOLDS, key=lambda th: figures(*of("ecb", fitted, likely), th)[3]))
    judge = Judge(fitted, signs)
    held = [judge.likely(p) for p in kept]
    rows = []
    for tag, some, values in (("folds of the others", fitted, likely), ("kept back", kept, held)):
        for kind, told in (("own", "written stories"), ("news", "news"), ("ecb", "ECB+")):
            numbers = figures(*of(kind, some, values), bare if kind == "ecb" else story)
            rows.append(f"| {told}, {tag} | " + " | ".join(f"{v:.1f}" for v in numbers) + " |")
    Path(folder, "same_event.toml").write_text(text(judge, names, story, bare))
    table = "\n".join(rows)
    Path(folder, "SAME_EVENT.md").write_text(CARD.format(members=MEMBERS, table=table, story=story, bare=bare, precision=100 * PRECISION))
    print(table, story, bare)


CARD = """# same_event.toml

How likely two tellings are of one event: {members} small networks, whose scores are averaged, over what the tellings have in common
(`link/same_event/features.rs`) and, in a story, what grammar says for and against it (`link/same_event/signs.rs`).
Written by `python -m training.same_event.fit`, which tells how; the numbers come from `cargo xtask export-pairs`.

## Data
- 48 stories of negotiations, written for this project (`training/same_event/stories`), with the words that tell one event annotated by reading;
- 55 stories of political and business news (`data/stories`; the annotation, places without text, is `training/same_event/news.jsonl`);
- ECB+ (Cybulska and Vossen 2014), topics 1 to 35, gold mentions of events in the sentences that its list names, both halves of a topic together. The
  annotations are CC BY 3.0; no text of the corpus is in the file.

Every third story and the topics from 24 on are kept back: nothing is fitted or chosen on them. Stories were annotated on the words that the program took for events at
the time, by one annotator each.

## Figures
Groups by average likelihood above {story:.2f} (stories; the best CoNLL F among the thresholds at which {precision:.0f}% of the merged pairs of written stories are right) and
{bare:.2f} (ECB+), chosen on the other parts. What grammar forbids is left out of the pairs, so that such pairs count as missed.

| stories | MUC F | B-cubed F | CEAF-e F | CoNLL F | pairs precision | pairs recall |
|---|---|---|---|---|---|---|
{table}
"""

if __name__ == "__main__":
    main(*sys.argv[1:])

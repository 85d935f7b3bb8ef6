"""Fits the weights by which two tellings are judged to be of one event.

    cargo xtask export-pairs --data DATA PAIRS
    python -m training.same_event PAIRS crates/readout-analysis/model

PAIRS holds what each two mentions of a topic of ECB+ have in common, computed by the program's own code. Leaves: `same_event.toml` (an average of small networks,
the scale of their input, two thresholds) and `SAME_EVENT.md`, its card. Topics from 24 on are kept back: nothing is fitted or chosen on them. Thresholds
are chosen on the other topics, each judged by networks that have not seen it (four folds). Seeds are fixed.
"""

import json
import sys
from pathlib import Path

import numpy as np
import torch
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.optimize import linear_sum_assignment
from scipy.spatial.distance import squareform

MEMBERS = 4
WIDTHS = (32, 16)
PASSES = 5
RATE = 2e-3
POSITIVE, NEGATIVE = 170, 1020
THRESHOLDS = np.arange(0.3, 0.9, 0.05)


class Pairs:
    """The pairs of all topics."""

    def __init__(self, path):
        with open(path, "rb") as file:
            head = json.loads(file.readline())
            self.names, self.kept_back = head["names"], head["kept_back"]
            self.events, self.features, self.same = {}, {}, {}
            for topic in head["topics"]:
                number, events = topic["topic"], np.array(topic["events"])
                later, earlier = np.tril_indices(len(events), -1)
                values = np.frombuffer(file.read(len(later) * len(self.names) * 4), dtype="<f4")
                self.events[number] = events
                self.features[number] = values.reshape(len(later), -1)
                self.same[number] = events[earlier] == events[later]


def network(inputs):
    linear, relu = torch.nn.Linear, torch.nn.ReLU()
    return torch.nn.Sequential(linear(inputs, WIDTHS[0]), relu, torch.nn.Dropout(0.2), linear(WIDTHS[0], WIDTHS[1]), relu, linear(WIDTHS[1], 1))


class Judge:
    """Networks fitted on some topics, whose scores before the last step are averaged."""

    def __init__(self, pairs, topics):
        values = np.concatenate([pairs.features[t] for t in topics])
        self.mean, self.deviation = values.mean(0), values.std(0) + 1e-6
        values = self.scaled(values)
        same = torch.tensor(np.concatenate([pairs.same[t] for t in topics]), dtype=torch.float32)
        self.members = [self.fit(values, same, seed) for seed in range(MEMBERS)]

    def scaled(self, values):
        return torch.tensor((values - self.mean) / self.deviation, dtype=torch.float32)

    def fit(self, values, same, seed):
        torch.manual_seed(seed)
        yes, no = torch.nonzero(same > 0)[:, 0], torch.nonzero(same == 0)[:, 0]
        member = network(values.shape[1])
        steps = PASSES * max(len(yes) // POSITIVE, 1)
        optimizer = torch.optim.AdamW(member.parameters(), lr=RATE, weight_decay=0.05)
        schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=steps)
        for _ in range(steps):
            chosen = torch.cat([yes[torch.randint(len(yes), (POSITIVE,))], no[torch.randint(len(no), (NEGATIVE,))]])
            loss = torch.nn.functional.binary_cross_entropy_with_logits(member(values[chosen])[:, 0], same[chosen] * 0.96 + 0.01)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
        return member.eval()

    def likely(self, features):
        with torch.no_grad():
            scores = torch.stack([member(self.scaled(features))[:, 0] for member in self.members])
        return torch.sigmoid(scores.mean(0)).numpy().astype(float)


def groups(events, likely, threshold):
    apart = np.zeros((len(events), len(events)))
    later, earlier = np.tril_indices(len(events), -1)
    apart[later, earlier] = apart[earlier, later] = 1 - likely
    return fcluster(linkage(squareform(apart, checks=False), "average"), 1 - threshold, "distance")


def clusters(labels):
    found = {}
    for mention, label in enumerate(labels):
        found.setdefault(label, set()).add(mention)
    return found


def scores(gold, found):
    """MUC, B-cubed, CEAF over entities, and their mean, in percent."""
    keys, answers = clusters(gold), clusters(found)

    def f(precision, recall):
        return 200 * precision * recall / (precision + recall) if precision + recall else 0.0

    def links(sides, other):
        kept = sum(len(c) - len({other[m] for m in c}) for c in sides.values())
        return kept / max(sum(len(c) - 1 for c in sides.values()), 1)

    def shares(sides, mine, other, others):
        return float(np.mean([len(sides[mine[m]] & others[other[m]]) / len(sides[mine[m]]) for m in range(len(mine))]))

    muc = f(links(answers, gold), links(keys, found))
    b_cubed = f(shares(answers, found, gold, keys), shares(keys, gold, found, answers))
    columns = {label: i for i, label in enumerate(answers)}
    alike = np.zeros((len(keys), len(answers)))
    for row, key in enumerate(keys.values()):
        for label in {found[m] for m in key}:
            alike[row, columns[label]] = 2 * len(key & answers[label]) / (len(key) + len(answers[label]))
    best = alike[linear_sum_assignment(-alike)].sum()
    ceaf = f(best / len(answers), best / len(keys))
    return np.array([muc, b_cubed, ceaf, (muc + b_cubed + ceaf) / 3])


def evaluated(pairs, likely, topics, threshold):
    gold, found = [], []
    for t in topics:
        gold += [(t, int(e)) for e in pairs.events[t]]
        found += [(t, int(g)) for g in groups(pairs.events[t], likely[t], threshold)]
    return scores(gold, found)


def surest(pairs, likely, topics, wanted=0.95):
    """The least likelihood from which on that share of the pairs of different documents are one event, and the share of such pairs that it reaches."""
    apart = [pairs.features[t][:, pairs.names.index("one document")] == 0 for t in topics]
    chance = np.concatenate([likely[t][a] for t, a in zip(topics, apart)])
    same = np.concatenate([pairs.same[t][a] for t, a in zip(topics, apart)])
    order = np.argsort(-chance)
    precision = np.cumsum(same[order]) / np.arange(1, len(order) + 1)
    enough = np.nonzero(precision >= wanted)[0]
    last = enough[-1] if len(enough) else 0
    return float(chance[order][last]), reach(chance, same, float(chance[order][last]))


def reach(chance, same, threshold):
    sure = chance >= threshold
    return 100 * float(same[sure].mean()) if sure.any() else 0.0, 100 * float(same[sure].sum() / same.sum())


def text(judge, pairs, group, sure):
    def row(values):
        return "[" + ", ".join(f"{v:.5g}" for v in np.asarray(values, dtype=float)) + "]"

    lines = ["# Weights of `link/same_event`; made by `python -m training.same_event`, told of in SAME_EVENT.md.", f"group = {group:.2f}", f"sure = {sure:.3f}"]
    lines += ["names = [", *(f'    "{name}",' for name in pairs.names), "]", f"mean = {row(judge.mean)}", f"deviation = {row(judge.deviation)}"]
    for member in judge.members:
        lines += ["", "[[member]]"]
        for layer in (part for part in member if isinstance(part, torch.nn.Linear)):
            lines += ["", "[[member.layer]]", "weights = [", *(f"    {row(r)}," for r in layer.weight.detach().numpy()), "]"]
            lines.append(f"bias = {row(layer.bias.detach().numpy())}")
    return "\n".join(lines) + "\n"


def main(source, folder):
    torch.set_num_threads(1)
    pairs = Pairs(source)
    tuned = [t for t in pairs.events if t < pairs.kept_back]
    kept = [t for t in pairs.events if t >= pairs.kept_back]
    likely = {}
    for fold in (tuned[i::4] for i in range(4)):
        judge = Judge(pairs, [t for t in tuned if t not in fold])
        likely.update({t: judge.likely(pairs.features[t]) for t in fold})
    group = float(max(THRESHOLDS, key=lambda th: evaluated(pairs, likely, tuned, th)[3]))
    sure, (precision, recall) = surest(pairs, likely, tuned)
    judge = Judge(pairs, tuned)
    likely.update({t: judge.likely(pairs.features[t]) for t in kept})
    one = pairs.names.index("one document")
    apart = {t: pairs.features[t][:, one] == 0 for t in kept}
    held = reach(np.concatenate([likely[t][apart[t]] for t in kept]), np.concatenate([pairs.same[t][apart[t]] for t in kept]), sure)
    rows = [("other topics, four folds", evaluated(pairs, likely, tuned, group)), ("kept back", evaluated(pairs, likely, kept, group))]
    Path(folder, "same_event.toml").write_text(text(judge, pairs, group, sure))
    table = "\n".join(f"| {name} | " + " | ".join(f"{v:.1f}" for v in values) + " |" for name, values in rows)
    Path(folder, "SAME_EVENT.md").write_text(CARD.format(**locals(), members=MEMBERS, kept_precision=held[0], kept_recall=held[1]))
    print(table, group, sure, precision, recall, held)


CARD = """# same_event.toml

How likely two tellings are of one event: {members} small networks over what the tellings have in common (`link/same_event/features.rs`), whose scores are averaged.
Written by `python -m training.same_event`, which tells how; the features come from `cargo xtask export-pairs`.

## Data
ECB+ (Cybulska and Vossen 2014), topics 1 to 35, gold mentions of events in the sentences that its list names, both halves of a topic together. The annotations
are CC BY 3.0; no text of the corpus is in the file. Topics from {pairs.kept_back} on are kept back: nothing is fitted or chosen on them.

## Figures
Gold mentions, gold topics; groups by average likelihood above {group:.2f}, chosen on the other topics.

| topics | MUC F | B-cubed F | CEAF-e F | CoNLL F |
|---|---|---|---|---|
{table}

A likelihood of {sure:.3f} is the surest tier: of the pairs of mentions from two documents that reach it, {precision:.1f}% are one event on the other topics (four
folds), where it finds {recall:.1f}% of the pairs of one event; kept back {kept_precision:.1f}% and {kept_recall:.1f}%.

The topics are of crime, sport, accidents, films and business of 1998 to 2012: the weights have seen little diplomacy.
"""

if __name__ == "__main__":
    main(*sys.argv[1:])

"""Groups by average likelihood, and how well they agree with the annotation: MUC, B-cubed, CEAF over entities, pairs."""

import numpy as np
from scipy.optimize import linear_sum_assignment


BACK = 0.7  # as `link/events.rs` has it


def grouped(part, likely, threshold):
    """A label for each telling, as the program groups them: first what points back within a report, then by average likelihood. A pair that is not among
    the pairs counts as 0. Two things that the program does are left out: it joins a plan with what came of it where it is sure of one pair, and it merges no
    groups of which one pair is forbidden."""
    count = len(part.events)
    chances = np.zeros((count, count))
    a, b = part.pairs[:, 0], part.pairs[:, 1]
    chances[a, b] = chances[b, a] = likely
    groups = pointing_back(part, likely, count)
    if len(groups) < 2:
        return np.zeros(count, dtype=int)
    size = len(groups)
    weights = np.array([len(g) for g in groups])
    member = np.zeros((size, count))
    for n, group in enumerate(groups):
        member[n, group] = 1
    means = member @ chances @ member.T / np.outer(weights, weights)
    np.fill_diagonal(means, -1)
    alive = list(range(size))
    while True:
        best = np.unravel_index(np.argmax(means), means.shape)
        if len(alive) < 2 or means[best] < threshold:
            break
        one, other = min(best), max(best)
        means[one] = (means[one] * weights[one] + means[other] * weights[other]) / (weights[one] + weights[other])
        means[:, one] = means[one]
        means[one, one] = -1
        means[other] = means[:, other] = -1
        weights[one] += weights[other]
        groups[one] = groups[one] + groups[other]
        groups[other] = []
        alive.remove(other)
    labels = np.zeros(count, dtype=int)
    for n, group in enumerate(groups):
        labels[group] = n
    return labels


def pointing_back(part, likely, count):
    group = list(range(count))
    for n in np.argsort(-likely, kind="stable"):
        if likely[n] < BACK:
            break
        if part.one_document[n]:
            one, other = (group[t] for t in part.pairs[n])
            group = [min(one, other) if g in (one, other) else g for g in group]
    found = {}
    for telling, label in enumerate(group):
        found.setdefault(label, []).append(telling)
    return list(found.values())


def labelled(parts, labels):
    """The annotated tellings of all parts: gold and found labels."""
    gold, found = [], []
    for n, (part, own) in enumerate(zip(parts, labels)):
        for event, label in zip(part.events, own):
            if event >= 0:
                gold.append((n, int(event)))
                found.append((n, int(label)))
    return gold, found


def clusters(labels):
    found = {}
    for mention, label in enumerate(labels):
        found.setdefault(label, set()).add(mention)
    return found


def conll(parts, labels):
    """MUC, B-cubed, CEAF over entities, and their mean, in percent."""
    gold, found = labelled(parts, labels)
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
    return [muc, b_cubed, ceaf, (muc + b_cubed + ceaf) / 3]


def pair_scores(parts, labels):
    """Of the pairs that are merged the share that is one event; of those of one event the share that is merged."""
    both = merged = one = 0
    for part, own in zip(parts, labels):
        known = part.events >= 0
        events, groups = part.events[known], np.asarray(own)[known]
        upper = np.triu(np.ones((len(events), len(events)), dtype=bool), 1)
        same, put = events[:, None] == events[None], groups[:, None] == groups[None]
        both += (same & put & upper).sum()
        merged += (put & upper).sum()
        one += (same & upper).sum()
    return both / max(merged, 1), both / max(one, 1)

"""Figures of a model on annotated sentences, by heads of spans: a quick look while fitting (the program's own evaluation decides)."""
import torch

from ..batches import collate, windows_of
from .corpus import Row
from .gold import NONE, REALITIES, ROLES, STRENGTHS, TYPES


@torch.no_grad()
def readings(net, examples, limit: int):
    """For each example: probabilities of kind, strength, reality, and a function that gives the roles at an anchor."""
    all_ = [(n, w) for n, one in enumerate(examples) for w in windows_of(one, limit, net.by_pieces)]
    all_.sort(key=lambda x: len(x[1]))
    found = {}
    for at in range(0, len(all_), 32):
        group = all_[at : at + 32]
        batch = collate([w for _, w in group], net.by_pieces)
        states, probabilities = net.read(batch)
        for row, (n, w) in enumerate(group):
            found.setdefault(n, []).append((w, {k: v[row, : len(w)].float().numpy() for k, v in probabilities.items()}, states[row, : len(w)]))
    return found


def f1(right, found, gold):
    return 200 * right / max(1, found + gold)


def deeds(net, window, probabilities, states, area, sure):
    name, names = ("kind", TYPES) if area == "events" else ("strength", STRENGTHS)
    p = probabilities[name]
    anchors = [w for w in range(len(p)) if 1 - p[w, 0] > sure]
    out = []
    for a in anchors:
        roles = net.role_scores(states[None], [0], [a])[0].softmax(-1)
        parts = [(w, ROLES[int(roles[w].argmax())]) for w in range(len(p)) if int(roles[w].argmax())]
        out.append((window.start + a, names[1 + int(p[a, 1:].argmax())], REALITIES[int(probabilities["reality"][a].argmax())], [(window.start + w, r) for w, r in parts]))
    return out


@torch.no_grad()
def measure(net, rows: list[Row], examples, limit: int, sure: float = 0.5) -> dict[str, float]:
    net.eval()
    found = readings(net, examples, limit)
    count = {area: dict.fromkeys(("right", "found", "gold", "same", "part", "parts", "gold parts", "sentence", "told", "true"), 0) for area in ("events", "commitments")}
    for n, (row, one) in enumerate(zip(rows, examples)):
        c, doc = count[row.area], one.doc
        mine = [d for w, p, s in found.get(n, []) for d in deeds(net, w, p, s, row.area, sure) if doc.start[d[0]] >= row.begin]
        within = lambda w, span: doc.start[w] < span[1] and doc.end[w] > span[0]
        c["found"] += len(mine); c["gold"] += len(row.deeds)
        c["told"] += bool(mine); c["true"] += bool(row.deeds); c["sentence"] += bool(mine and row.deeds)
        free = list(mine)
        for deed in row.deeds:
            hit = next((m for m in free if within(m[0], (deed.start, deed.end)) and (row.area != "events" or m[1] == deed.kind)), None)
            if not hit:
                continue
            free.remove(hit)
            c["right"] += 1
            c["same"] += (hit[2] == deed.reality) if row.area == "events" else (hit[1] == deed.kind)
            gold = [p for p in deed.parts if p[2] != "beneficiary"]
            parts = [p for p in hit[3] if p[1] != "beneficiary"]
            c["gold parts"] += len(gold); c["parts"] += len(parts)
            for g in gold:
                got = next((p for p in parts if p[1] == g[2] and within(p[0], g)), None)
                if got:
                    parts.remove(got); c["part"] += 1
    e, k = count["events"], count["commitments"]
    return {
        "P": 100 * e["right"] / max(1, e["found"]), "R": 100 * e["right"] / e["gold"], "F": f1(e["right"], e["found"], e["gold"]),
        "reality": 100 * e["same"] / max(1, e["right"]), "parts F": f1(e["part"], e["parts"], e["gold parts"]),
        "sentence P": 100 * k["sentence"] / max(1, k["told"]), "sentence R": 100 * k["sentence"] / k["true"], "sentence F": f1(k["sentence"], k["told"], k["true"]),
        "action F": f1(k["right"], k["found"], k["gold"]), "strength": 100 * k["same"] / max(1, k["right"]), "actor F": f1(k["part"], k["parts"], k["gold parts"]),
    }  # fmt: skip

"""Fits the weights by which values of two accounts are taken for one thing.

Enters: the gold pairs of accounts and the gold cases, and the rows that `cargo xtask claim-rows` prints for them. Leaves:
`crates/readout-analysis/rules/claims/weights.toml` and figures on standard output. A quarter of the pairs, by the CRC-32 of their id, is kept back
and only measured. It leaves alone: what the grounds mean; those are counted in Rust.

    python -m training.claims stories DATA > stories.jsonl
    cargo xtask claim-rows stories.jsonl > rows.jsonl
    python -m training.claims fit DATA rows.jsonl
"""

import json
import math
import pathlib
import sys
import tomllib
import zlib

WEIGHTS = pathlib.Path(__file__).parent.parent / "crates/readout-analysis/rules/claims/weights.toml"
KINDS = ("quantity", "time")
STRENGTH = 0.02  # of the pull towards zero, on scaled grounds
STEPS = 4000
# Grounds that would only learn how this gold was written.
LEFT_OUT = {"gap", "length"}


def pairs(data):
    for file in sorted((data / "data/account-pairs").glob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            yield json.loads(line)


def kept_back(story):
    return zlib.crc32(story.encode()) % 4 == 0


def stories(data):
    for pair in pairs(data):
        documents = [{"id": side, "text": pair[side]["text"], "published": pair[side]["published"]} for side in "ab"]
        print(json.dumps({"story": pair["id"], "documents": documents}))


def touches(text, quote, side):
    at = text.find(quote)
    return at >= 0 and at < side["end"] and side["start"] < at + len(quote)


def is_gold(pair, row):
    """Whether the row holds the two values that conflict."""
    a, b = sorted(row["sides"], key=lambda s: s["document"])
    met = (touches(pair["a"]["text"], p, a) and touches(pair["b"]["text"], q, b) for p, q in pair["spans"])
    return pair["relation"] == "conflict" and any(met)


def fit(rows, names):
    """Logistic regression by plain gradient descent on scaled grounds, the same on every machine up to the last digits."""
    mean = {n: sum(r["grounds"][n] for r in rows) / len(rows) for n in names}
    spread = {n: max(0.05, math.sqrt(sum((r["grounds"][n] - mean[n]) ** 2 for r in rows) / len(rows))) for n in names}
    scaled = [[(r["grounds"][n] - mean[n]) / spread[n] for n in names] for r in rows]
    weights, bias = [0.0] * len(names), 0.0
    for _ in range(STEPS // 10):
        slope, tilt = [STRENGTH * w for w in weights], 0.0
        for row, values in zip(rows, scaled):
            at = bias + sum(w * v for w, v in zip(weights, values))
            error = (1 / (1 + math.exp(-at)) - row["gold"]) / len(rows)
            tilt += error
            for i, v in enumerate(values):
                slope[i] += error * v
        weights = [w - 1.0 * s for w, s in zip(weights, slope)]
        bias -= 1.0 * tilt
    raw = {n: w / spread[n] for n, w in zip(names, weights)}
    return raw, bias - sum(raw[n] * mean[n] for n in names)


def consent(model, row):
    raw, bias = model
    return 1 / (1 + math.exp(-(bias + sum(w * row["grounds"][n] for n, w in raw.items()))))

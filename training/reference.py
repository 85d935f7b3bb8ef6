"""The student's inference in numpy, from the weights file alone: what readout-english computes in Rust.

    python -m training.reference WEIGHTS < documents.jsonl

Each line in: {"text", "start", "end", "lemma", "tag", "label", "entity", "head", "sentence", "vectors"} over words, as FORMAT.md
says. Each line out: features, scores, probabilities of tags, tags and attributions.
"""
import json
import sys
from types import SimpleNamespace

import numpy as np
from safetensors import safe_open

from .features import Vocabulary, bucket, features
from .gold import CONTENT, CUE, SOURCE, Segment, segments_of
from .parse import paragraphs
from .windows import windows


class Model:
    def __init__(self, path: str, key: str = "readout-attribution"):
        with safe_open(path, "numpy") as file:
            self.header = json.loads(file.metadata()[key])
            self.t = {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}
        number = lambda names: {name: n for n, name in enumerate(names, 1)}
        h = self.header
        self.vocabulary = Vocabulary(*(number(h[k]) for k in ("lemmas", "tag_names", "label_names", "entity_names")))
        sizes = [c["size"] for c in h["categories"]]
        self.offsets = np.cumsum([0] + sizes[:-1])

    def members(self) -> list[str]:
        """What the names of each member's tensors begin with."""
        return [f"{n}." for n in range(self.header["members"])]

    def linear(self, name: str, x):
        return x @ self.t[f"{name}.weight"].T + self.t[f"{name}.bias"]

    def quantised(self, name: str, x, bias: str = ""):
        """The same in whole numbers of 8 bits; `name` is that of the weights."""
        (x, of_row), (w, of_output) = whole(x), whole(self.t[name])
        sums = (x @ w.T).astype(np.float32)  # the sums are exact
        return sums * (of_row[:, None] * of_output) + (self.t[bias] if bias else np.float32(0))

    def norm(self, name: str, x):
        centred = x - x.mean(-1, keepdims=True)
        scaled = centred / np.sqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
        return scaled * self.t[f"{name}.weight"] + self.t[f"{name}.bias"]

    def states(self, member: str, vectors, lemmas, categories, head):
        """One member's states of the words of one window; `head` is relative to it, its own where outside."""
        lemma = self.t[member + "lemma"][lemmas].reshape(len(lemmas), -1)
        rows = self.t[member + "category"][categories + self.offsets].sum(1)
        x = self.quantised(member + "input.weight", np.concatenate([vectors, vectors[head], lemma], 1), member + "input.bias") + rows
        x = self.norm(member + "input_norm", np.maximum(x, 0))
        for n in range(self.header["layers"]):
            both = [self.lstm(f"{member}layer{n}.forward", x), self.lstm(f"{member}layer{n}.backward", x[::-1])[::-1]]
            x = self.norm(f"{member}layer{n}.norm", x + np.concatenate(both, 1))
            if n == 0:
                x = x + np.maximum(self.quantised(member + "head.weight", x, member + "head.bias"), 0)[head]
        return x

    def lstm(self, name: str, x):
        gates = self.quantised(f"{name}.input", x, f"{name}.bias")
        width = self.header["width"]
        hidden, cell, out = np.zeros(width, np.float32), np.zeros(width, np.float32), []
        for row in gates:
            i, f, g, o = np.split(row + self.quantised(f"{name}.recurrent", hidden[None])[0], 4)
            cell = sigmoid(f) * cell + sigmoid(i) * np.tanh(g)
            hidden = sigmoid(o) * np.tanh(cell)
            out.append(hidden)
        return np.stack(out)

    def step(self):
        """Scores of neighbouring tags; what is not legal is out of reach."""
        step, first = self.t["chain.step"].copy(), self.t["chain.first"].copy()
        for inside in (2, 4, 6):
            first[inside] += -1e4
            for before in range(7):
                if before not in (inside, inside - 1):
                    step[before, inside] += -1e4
        return step, first, self.t["chain.last"]

    def best_tags(self, scores) -> list[int]:
        step, first, last = self.step()
        now, back = first + scores[0], []
        for row in scores[1:]:
            value = now[:, None] + step
            back.append(value.argmax(0))
            now = value.max(0) + row
        tags = [int((now + last).argmax())]
        for from_ in reversed(back):
            tags.append(int(from_[tags[-1]]))
        return tags[::-1]

    def marginals(self, scores):
        """Probabilities of the tags of each word."""
        step, first, last = self.step()
        before, after = [first + scores[0]], [last]
        for row in scores[1:]:
            before.append(log_sum(before[-1][:, None] + step, 0) + row)
        for row in scores[:0:-1]:
            after.append(log_sum(step + (row + after[-1])[None], 1))
        before, after = np.stack(before), np.stack(after[::-1])
        return np.exp(before + after - log_sum(before[-1] + last, 0))

    def link(self, role: str, states, children, parents, paragraph):
        """For each child the number of its parent (-1: none) and the probability of that; `states` are those of each member."""
        found = []
        for c in children:
            each = [self.link_scores(f"{m}link.{role}", x, c, parents, paragraph) for m, x in zip(self.members(), states)]
            scores = np.mean(each, axis=0)
            probability = np.exp(scores - log_sum(scores, 0))
            best = int(probability.argmax())
            found.append((best - 1, float(probability[best])))
        return found

    def link_scores(self, name: str, states, c: Segment, parents, paragraph) -> list[float]:
        """One member's scores of no parent, then of each."""
        ends = lambda s: np.concatenate([states[s.start], states[s.end - 1]])
        child = np.maximum(self.linear(f"{name}.child", ends(c)), 0)
        scores = [float(self.linear(f"{name}.none", child)[0])]
        for p in parents:
            parent = np.maximum(self.linear(f"{name}.parent", ends(p)), 0)
            scores.append(float(child @ self.t[f"{name}.match"] @ parent) + self.pair_score(name, c, p, parents, paragraph))
        return scores

    def pair_score(self, name: str, c: Segment, p: Segment, parents, paragraph) -> float:
        gap = p.start - c.end if p.start >= c.end else -(c.start - p.end) - 1
        low, high = min(c.start, p.start), max(c.start, p.start)
        between = min(3, sum(low < q.start < high for q in parents))
        crossing = int(paragraph[c.start] != paragraph[p.start])
        t = self.t
        return float(
            t[f"{name}.distance"][int(bucket(gap))] + t[f"{name}.between"][between] + t[f"{name}.crossing"][crossing]
        )

    def read(self, doc) -> dict:
        """Everything of one document, window by window."""
        lemmas, categories = features(doc, self.vocabulary)
        out = {"lemmas": lemmas.tolist(), "categories": categories.tolist(), "scores": [], "probabilities": [], "tags": [], "attributions": []}
        for start, end in windows(doc.paragraph, doc.sentence, np.ones(len(doc.start), dtype=int), self.header["window"]):
            head = doc.head[start:end] - start
            head = np.where((head >= 0) & (head < end - start), head, np.arange(end - start))
            seen = (doc.vectors[start:end].astype(np.float32), lemmas[start:end], categories[start:end], head)
            states = [self.states(m, *seen) for m in self.members()]
            scores = np.mean([self.linear(f"{m}tag", x) for m, x in zip(self.members(), states)], axis=0)
            unary, tags = self.marginals(scores), self.best_tags(scores)
            out["scores"] += scores.tolist()
            out["probabilities"] += unary.tolist()
            out["tags"] += tags
            out["attributions"] += self.attributions(doc, states, unary, tags, start, doc.paragraph[start:end])
        return out

    def attributions(self, doc, states, unary, tags, start: int, paragraph) -> list[dict]:
        by_role = {role: [s for s in segments_of(tags) if s.role == role] for role in (SOURCE, CUE, CONTENT)}
        sources = self.link("cue", states, by_role[CUE], by_role[SOURCE], paragraph)
        cues = self.link("content", states, by_role[CONTENT], by_role[CUE], paragraph)
        made = []
        for n, (cue, (parent, sure)) in enumerate(zip(by_role[CUE], sources)):
            source = by_role[SOURCE][parent] if parent >= 0 else None
            contents = [(s, p) for s, (at, p) in zip(by_role[CONTENT], cues) if at == n]
            if not source and not contents:
                continue
            confidence = self.confidence(evidence(unary, tags, source, cue, sure, contents))
            if confidence >= self.header["calibration"]["keep"]:
                cut = lambda s: [int(doc.start[start + s.start]), int(doc.end[start + s.end - 1])]
                made.append({
                    "source": [cut(source)] if source else [], "cue": [cut(cue)],
                    "content": [cut(s) for s, _ in contents], "confidence": round(confidence, 4),
                })  # fmt: skip
        return made

    def confidence(self, row: list[float]) -> float:
        c = self.header["calibration"]
        return float(1 / (1 + np.exp(-(np.dot(c["weights"], row) + c["bias"]))))


def evidence(unary, tags, source, cue, sure: float, contents) -> list[float]:
    weakest = min((segment_probability(unary, tags, s) for s, _ in contents), default=0.5)
    link = min((p for _, p in contents), default=0.5)
    strength = segment_probability(unary, tags, source) if source else 0.5
    odds = [log_odds(p) for p in (segment_probability(unary, tags, cue), strength, sure, weakest, link)]
    return odds + [float(source is not None), float(bool(contents))]


def segment_probability(unary, tags, s: Segment) -> float:
    lowest = min(float(unary[at, tags[at]]) for at in range(s.start, s.end))
    return min(lowest, 1 - float(unary[s.end, tags[s.start] + 1])) if s.end < len(tags) else lowest


def log_odds(p: float) -> float:
    p = min(max(p, 1e-4), 1 - 1e-4)
    return float(np.log(p / (1 - p)))


def whole(rows):
    """Each row in whole numbers up to 127, and what one of them stands for."""
    most = np.abs(rows).max(-1).astype(np.float32)
    factor = np.divide(np.float32(127), most, out=np.zeros_like(most), where=most > 0)
    return np.rint(rows * factor[:, None]).astype(np.float64), most / np.float32(127)


def log_sum(x, axis: int):
    top = x.max(axis, keepdims=True)
    return (top + np.log(np.exp(x - top).sum(axis, keepdims=True))).squeeze(axis)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def document(row: dict):
    """A parsed document from one line of JSON."""
    array = lambda name, kind=np.int64: np.array(row[name], dtype=kind)
    start, end = array("start"), array("end")
    return SimpleNamespace(
        text=row["text"], start=start, end=end, lemma=row["lemma"], tag=row["tag"], dep=row["label"], entity=row["entity"],
        head=array("head"), sentence=array("sentence"), paragraph=paragraphs(row["text"], start, end), vectors=array("vectors", np.float32),
    )  # fmt: skip


def main() -> None:
    model = Model(sys.argv[1])
    for line in sys.stdin:
        print(json.dumps(model.read(document(json.loads(line))), ensure_ascii=False))


if __name__ == "__main__":
    main()

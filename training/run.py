"""From data to weights and model card, in one command:

    python -m training.run --data DATA --out OUT

DATA is the folder of gold data (attribution-polnear/, stories/ ...). OUT gets attribution.safetensors, MODEL.md, figures.json,
fixtures.jsonl and fixtures.safetensors; OUT/steps keeps each step's result, so that a run that was stopped goes on where it was.
"""
import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

from .batches import Example, example
from .cache import Cache
from .calibrate import calibrate, give_confidence, is_right
from .card import write_card
from .corpus import PARTS, read_part
from .decode import as_record, predict
from .evaluate import score
from .export import round_weights, write_weights
from .features import Vocabulary, vocabulary
from .fitting import fit
from .fixtures import write_fixtures
from .labels import label, with_labels, with_teachers
from .lemmas import lemma_vectors
from .networks import Student
from .parse import parse
from .settings import Settings
from .teachers import ensemble, fit_teacher, split

UNLABELLED = ("news", "official")


@dataclass
class Run:
    data: Path
    out: Path
    s: Settings
    steps: Cache

    def parsed(self, part: str):
        return self.steps.step(f"parse-{part}", lambda: parse(read_part(self.data, part, self.s.white_house_words)))

    def vocabulary(self) -> Vocabulary:
        """Of every text but dev."""
        parts = [p for p in PARTS if p != "dev"]
        return self.steps.step("vocabulary", lambda: vocabulary([d for p in parts for d in self.parsed(p)], self.s.lemma_min))

    def examples(self, part: str, pieces: bool = False) -> list[Example]:
        """`part` may be "fitted" or "held": the two sides of the train part."""
        name = "train" if part in ("fitted", "held") else part
        docs = self.parsed(name)
        if name == "train":
            fitted, held = split(len(docs), self.s)
            docs = [docs[n] for n in (fitted if part == "fitted" else held)]
        vocab = self.vocabulary()
        return [example(d, vocab, pieces) for d in docs]

    def teachers(self):
        """All teachers, fitted."""
        vocab = self.vocabulary()
        make = lambda n: lambda: fit_teacher(vocab, self.examples("fitted", True), n, self.s)
        return ensemble(vocab, [self.steps.step(f"teacher-{n}", make(n)) for n in range(self.s.teachers)], self.s)

    def teacher_figures(self) -> dict:
        return self.steps.step("teacher-figures", lambda: {p: figures(self.teachers(), self.examples(p, True), self.s) for p in ("held", "dev")})

    def labels(self, part: str):
        """The teachers' labels of a part."""
        make = lambda: label(self.teachers(), self.examples(part, True), self.s.teacher.window)
        return self.steps.step(f"labels-{part}", make)

    def student(self, step: str) -> Student:
        """The student as a step left it."""
        student = Student(self.vocabulary(), self.s)
        student.load_state_dict(self.steps.step(step, {"student-gold": self.fit_student, "student": self.distil}[step]))
        return student

    def fit_student(self) -> dict:
        """First on the annotated articles alone."""
        torch.manual_seed(self.s.seed)
        student = Student(self.vocabulary(), self.s)
        student.tagger.lemma.weight.data.copy_(lemma_vectors(self.vocabulary(), self.s.lemma_width))
        fit(student, self.examples("fitted"), self.s.student, self.s.seed, "student")
        return student.state_dict()

    def distil(self) -> dict:
        """Then on what the teachers say of all texts."""
        student, taught = self.student("student-gold"), []
        for part in ("fitted", *UNLABELLED):
            for one, (marks, gold) in zip(self.examples(part), self.labels(part)):
                taught.append(with_labels(one, marks, self.s.gold_share) if part == "fitted" else with_teachers(one, marks, gold))
        fit(student, taught, self.s.distilled, self.s.seed, "distilled student")
        round_weights(student)
        return student.state_dict()


def figures(model, examples: list[Example], s: Settings, found=None) -> dict[str, float]:
    """Exact F; `found` where it is known already."""
    found = found or predict(model, examples, (s.teacher if model.by_pieces else s.student).window)
    texts, gold = [e.doc.text for e in examples], [e.doc.attributions for e in examples]
    return score(texts, gold, [as_record(e, f) for e, f in zip(examples, found)])


def tiers(examples: list[Example], found, sure: float) -> list[tuple[str, int, int, float]]:
    """(name, attributions, of all, share with cue and source right) of the high tier, the rest, and both."""
    right = np.array([x for one, mine in zip(examples, found) for x in is_right(one, mine)], dtype=float)
    confidence = np.array([a.confidence for mine in found for a in mine])
    high = confidence >= sure
    rows = (("high", high), ("others", ~high), ("all", high | ~high))
    return [(name, int(at.sum()), len(right), float(right[at].mean()) if at.any() else 0.0) for name, at in rows]


def finish(run: Run) -> None:
    """Calibrate, measure, and write everything."""
    s, student, vocab = run.s, run.student("student"), run.vocabulary()
    held, dev = run.examples("held"), run.examples("dev")
    held_found, dev_found = predict(student, held, s.student.window), predict(student, dev, s.student.window)
    calibration = calibrate(held, held_found)
    plain = figures(student, dev, s, dev_found)
    held_kept, dev_kept = give_confidence(held_found, calibration), give_confidence(dev_found, calibration)
    teacher, alone = run.teacher_figures(), run.student("student-gold")
    table = {
        "**student, dev**": figures(student, dev, s, dev_kept),
        "student, dev, nothing dropped": plain,
        "student, held out": figures(student, held, s, held_kept),
        "student before the teachers' labels, dev": figures(alone, dev, s),
        "teachers, dev": teacher["dev"],
        "teachers, held out": teacher["held"],
    }
    weights = run.out / "attribution.safetensors"
    write_weights(weights, student, vocab, calibration, s)
    write_fixtures(weights, run.out)
    facts = {
        "parameters": sum(p.numel() for p in student.parameters()), "megabytes": weights.stat().st_size / 1e6,
        "held": len(held), "articles": len(run.parsed("train")) - len(held), "keep": calibration.keep, "sure": calibration.sure,
        "unlabelled_words": sum(len(d.start) for p in UNLABELLED for d in run.parsed(p)),
    }  # fmt: skip
    rows = tiers(dev, dev_kept, calibration.sure)
    write_card(run.out / "MODEL.md", table, facts, rows, run.steps.seconds(), s)
    record = {"figures": table, "tiers": rows, "calibration": vars(calibration), "facts": facts}
    (run.out / "figures.json").write_text(json.dumps(record, indent=1), encoding="utf-8")
    write_predictions(run.out / "dev-predictions.jsonl", dev, dev_kept)
    print(json.dumps(record, indent=1))


def write_predictions(path: Path, examples: list[Example], found) -> None:
    rows = [json.dumps({"id": e.doc.id, "attributions": as_record(e, f)}, ensure_ascii=False) for e, f in zip(examples, found)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--threads", type=int, default=2)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    finish(Run(options.data, options.out, Settings(), Cache(options.out / "steps")))


if __name__ == "__main__":
    main()

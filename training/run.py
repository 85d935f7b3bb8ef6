"""From data to weights and model card, in one command:

    python -m training.run --data DATA --out OUT

DATA is the folder of gold data (attribution-polnear/, stories/ ...). OUT gets attribution.safetensors, MODEL.md, figures.json,
fixtures.jsonl and fixtures.safetensors; OUT/steps keeps each step's result, so that a run that was stopped goes on where it was.
With --step NAME only that step is made (teacher-0, labels-news, student-gold-0 ...): steps that do not need each other may run side by side.
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
from .networks import Ensemble, Panel, Student
from .parse import parse
from .settings import Settings
from .teachers import fit_teacher, fitted_teacher, split

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

    def teacher(self, number: int) -> dict:
        make = lambda: fit_teacher(self.vocabulary(), self.examples("fitted", True), number, self.s)
        return self.steps.step(f"teacher-{number}", make)

    def teachers(self) -> Panel:
        """All teachers, fitted."""
        return Panel([fitted_teacher(self.vocabulary(), self.teacher(n), n, self.s) for n in range(self.s.teachers)])

    def teacher_figures(self) -> dict:
        return self.steps.step("teacher-figures", lambda: {p: figures(self.teachers(), self.examples(p, True), self.s) for p in ("held", "dev")})

    def labels(self, part: str):
        """What the teachers say of a part."""
        make = lambda: label(self.teachers(), self.examples(part, True), self.s.teacher.window)
        return self.steps.step(f"labels-{part}", make)

    def student(self, step: str, make) -> Student:
        """A student as a step left it."""
        student = Student(self.vocabulary(), self.s)
        student.load_state_dict(self.steps.step(step, make))
        return student

    def students(self) -> Ensemble:
        """What is shipped."""
        return Ensemble([self.distilled(n) for n in range(self.s.students)])

    def first_students(self) -> Ensemble:
        """What it was before the teachers' labels."""
        return Ensemble([self.fitted_student(n) for n in range(self.s.students)])

    def fitted_student(self, number: int) -> Student:
        return self.student(f"student-gold-{number}", lambda: self.fit_student(number))

    def distilled(self, number: int) -> Student:
        return self.student(f"student-{number}", lambda: self.distil(number))

    def fit_student(self, number: int) -> dict:
        """First on the annotated articles alone."""
        torch.manual_seed(self.s.seed + number)
        student = Student(self.vocabulary(), self.s)
        student.tagger.lemma.weight.data.copy_(lemma_vectors(self.vocabulary(), self.s.lemma_width))
        fit(student, self.examples("fitted"), self.s.student, self.s.seed + number, f"student {number}")
        return student.state_dict()

    def distil(self, number: int) -> dict:
        """Then on what the teachers say of all texts."""
        student, taught = self.fitted_student(number), []
        for part in ("fitted", *UNLABELLED):
            for one, (marks, gold) in zip(self.examples(part), self.labels(part)):
                taught.append(with_labels(one, marks, self.s.gold_share) if part == "fitted" else with_teachers(one, marks, gold))
        fit(student, taught, self.s.distilled, self.s.seed + number, f"distilled student {number}")
        round_weights(student)
        return student.state_dict()


def one_step(run: Run, name: str) -> None:
    """Make one step, and those it needs that have not been made."""
    kind, _, rest = name.partition("-")
    if kind == "teacher" and rest.isdigit():
        run.teacher(int(rest))
    elif kind == "labels":
        run.labels(rest)
    elif kind == "student" and rest.isdigit():
        run.distilled(int(rest))
    elif kind == "student" and rest.startswith("gold-"):
        run.fitted_student(int(rest.removeprefix("gold-")))
    else:
        raise SystemExit(f"no step {name!r}: teacher-N, labels-PART, student-gold-N or student-N")


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
    s, student, vocab = run.s, run.students(), run.vocabulary()
    held, dev = run.examples("held"), run.examples("dev")
    held_found, dev_found = predict(student, held, s.student.window), predict(student, dev, s.student.window)
    calibration = calibrate(held, held_found)
    plain = figures(student, dev, s, dev_found)
    held_kept, dev_kept = give_confidence(held_found, calibration), give_confidence(dev_found, calibration)
    teacher, alone = run.teacher_figures(), run.first_students()
    table = {
        "**students, dev**": figures(student, dev, s, dev_kept),
        "students, dev, nothing dropped": plain,
        "students, held out": figures(student, held, s, held_kept),
        "students before the teachers' labels, dev": figures(alone, dev, s),
        **{f"student {n} alone, dev": figures(one, dev, s) for n, one in enumerate(student.members)},
        "teachers, dev": teacher["dev"],
        "teachers, held out": teacher["held"],
    }
    weights = run.out / "attribution.safetensors"
    write_weights(weights, student, vocab, calibration, s)
    write_fixtures(weights, run.out)
    facts = {
        "parameters": sum(p.numel() for member in student.members for p in member.parameters()), "megabytes": weights.stat().st_size / 1e6,
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
    arguments.add_argument("--step")
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    run = Run(options.data, options.out, Settings(), Cache(options.out / "steps"))
    one_step(run, options.step) if options.step else finish(run)


if __name__ == "__main__":
    main()

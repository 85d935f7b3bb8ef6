"""From annotated sentences to the weights of deeds, in one command:

    python -m training.deeds.run --data DATA --out OUT [--attribution FILE]

The vocabulary and the attribution students, whose bodies these start from, are those of the attribution model that is shipped. OUT gets
deeds.safetensors, DEEDS.md, deeds-figures.json and deeds.jsonl (fixtures); OUT/steps keeps each step's result. With --step N only student N is fitted.
"""
import argparse
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import torch

from .. import minilm, mpnet
from ..batches import Example, example
from ..cache import Cache
from ..corpus import Text, stories, web_articles, white_house
from ..export import round_weights
from ..features import Vocabulary
from ..fitting import fit
from ..parse import parse
from ..restore import Restored, restore
from ..settings import Settings
from .card import write_card
from .corpus import Row, annotated, paragraphs, rows
from .export import as_written, write_weights
from .fixtures import write_fixtures
from .gold import Gold, gold_of
from .labels import label, mixed, taught
from .measure import measure
from .networks import DeedStudent, DeedTeacher

ENCODERS = {"minilm": minilm, "mpnet": mpnet}
SHIPPED = Path(__file__).parents[2] / "crates/readout-english/model/attribution.safetensors"


@dataclass
class Run:
    data: Path
    s: Settings
    steps: Cache
    attribution: Restored

    @cached_property
    def rows(self) -> list[Row]:
        return rows(self.data) + annotated(self.texts)

    @cached_property
    def texts(self) -> list[Text]:
        """News and official documents, none that holds one of the sentences kept back."""
        avoid = [r.text[r.begin :] for r in rows(self.data) if r.kept_back()]
        found = stories(self.data) + web_articles(self.data) + white_house(self.data, self.s.white_house_words)
        return [text for text in found if not any(sentence in text.text for sentence in avoid)]

    def vocabulary(self) -> Vocabulary:
        return self.attribution.vocabulary

    def examples(self) -> list[Example]:
        docs = self.steps.step("parse-deeds", lambda: parse([Text(f"{r.area}-{n}", r.text) for n, r in enumerate(self.rows)]))
        found = [example(doc, self.vocabulary(), True) for doc in docs]
        for row, one in zip(self.rows, found):
            one.deeds = gold_of(row, one.doc)
        return found

    def part(self, kept: bool) -> tuple[list[Row], list[Example]]:
        pairs = [(r, e) for r, e in zip(self.rows, self.examples()) if r.kept_back() == kept]
        return [r for r, _ in pairs], [e for _, e in pairs]

    def unlabelled(self) -> list[Example]:
        docs = self.steps.step("parse-paragraphs", lambda: parse(paragraphs(self.texts)))
        return [example(doc, self.vocabulary(), True) for doc in docs]

    def teachers(self) -> list[DeedTeacher]:
        return [self.teacher(n, encoder) for n, encoder in enumerate(self.s.deed_teachers)]

    def teacher(self, number: int, encoder: str) -> DeedTeacher:
        net = DeedTeacher(self.vocabulary(), self.s, ENCODERS[encoder])
        net.load_state_dict(self.steps.step(f"deed-teacher-{encoder}", lambda: self.fit_teacher(number, encoder)))
        return net.eval()

    def fit_teacher(self, number: int, encoder: str) -> dict:
        """Its vectors of lemmas begin as those of an attribution student."""
        torch.manual_seed(100 + number)
        net = DeedTeacher(self.vocabulary(), self.s, ENCODERS[encoder])
        lemma = self.attribution.student(number % 2, self.s).tagger.lemma
        net.body.tagger.lemma.load_state_dict(lemma.state_dict())
        fit(net, self.part(False)[1], self.s.deed_teachers[encoder], 100 + number, f"deed teacher {encoder}")
        return net.state_dict()

    def labels(self, name: str, examples) -> list[Gold]:
        """What the teachers say of texts."""
        return self.steps.step(f"deed-labels-{name}", lambda: label(self.teachers(), examples(), self.s.deeds.window))

    def taught(self) -> list[Example]:
        """What students are fitted on."""
        annotated = lambda: self.part(False)[1]
        found = [mixed(one, said, self.s.gold_share) for one, said in zip(annotated(), self.labels("annotated", annotated))]
        return found + [taught(one, said) for one, said in zip(self.unlabelled(), self.labels("paragraphs", self.unlabelled))]

    def student(self, number: int) -> DeedStudent:
        net = DeedStudent(self.vocabulary(), self.s)
        net.load_state_dict(self.steps.step(f"deed-student-{number}", lambda: self.fit(number)))
        return as_written(net).eval()

    def fit(self, number: int) -> dict:
        """Its body begins as that of an attribution student; its heads begin from nothing."""
        torch.manual_seed(self.s.seed + number)
        net = DeedStudent(self.vocabulary(), self.s)
        net.body.load_state_dict(self.attribution.student(number, self.s).state_dict())
        fit(net, self.taught(), self.s.deeds, self.s.seed + number, f"deed student {number}")
        round_weights(net)
        return net.state_dict()


def finish(run: Run, out: Path) -> None:
    students = [run.student(n) for n in range(run.s.deed_students)]
    limit = run.s.deeds.window
    parts = {"fitted on": run.part(False), "kept back": run.part(True)}
    figures = {f"student {n} alone, {part}": measure(net, *of, limit) for part, of in parts.items() for n, net in enumerate(students)}
    weights = out / "deeds.safetensors"
    write_weights(weights, students, run.vocabulary(), run.s)
    write_fixtures(weights, out)
    count = lambda source: sum(r.source == source for r in run.rows)
    facts = {
        "students": len(students), "parameters": sum(p.numel() for net in students for p in net.parameters()),
        "megabytes": weights.stat().st_size / 1e6, "fitted": len(parts["fitted on"][0]), "kept": len(parts["kept back"][0]), "seed": run.s.seed,
        "own": count("own"), "annotated": count("annotated"), "teachers": len(run.s.deed_teachers), "paragraphs": len(run.labels("paragraphs", run.unlabelled)),
    }  # fmt: skip
    write_card(out / "DEEDS.md", figures, facts)
    (out / "deeds-figures.json").write_text(json.dumps(figures, indent=1), encoding="utf-8")
    print(json.dumps(figures, indent=1))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--data", type=Path, required=True)
    arguments.add_argument("--out", type=Path, required=True)
    arguments.add_argument("--attribution", type=Path, default=SHIPPED)
    arguments.add_argument("--threads", type=int, default=2)
    arguments.add_argument("--step", type=int)
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    run = Run(options.data, Settings(), Cache(options.out / "steps"), restore(options.attribution))
    run.student(options.step) if options.step is not None else finish(run, options.out)


if __name__ == "__main__":
    main()

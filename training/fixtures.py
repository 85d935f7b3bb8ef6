"""Short texts written for this project, and what the student makes of them: the parity test of the Rust inference.

    python -m training.fixtures WEIGHTS FOLDER

computes the answers in FOLDER anew, from the parses and vectors that stand there, where the computation has changed but no weight.
"""
import json
import sys
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from .corpus import Text
from .parse import Parsed, parse
from .reference import Model, document

TEXTS = (
    "The foreign minister said on Monday that both delegations would return to the capital next week.",
    "“We will not sign a paper that we have not read,” Marta Olsen, the chief negotiator, told reporters after the session.",
    "According to two officials familiar with the talks, the draft contains eleven articles and one secret annex.\n\n"
    "The ministry declined to comment.",
    "“This is a beginning,” the president said. “It is not the end.”\n\nHis counterpart was less hopeful. “I have seen many "
    "beginnings,” she said, adding that her government wants guarantees before it withdraws a single soldier.",
    "The envoy believes the ceasefire could hold, but he warned that “one mistake at the checkpoint” would undo it.",
    "“Our people have waited for years,” the governor wrote in a letter to the council.\n\n“They have waited in cellars and in "
    "tents.\n\n“They will not wait for another commission,” he added.",
    "Sources close to the delegation claimed the call lasted forty minutes; the palace put it at half an hour.",
    "Nothing was agreed. The two sides met for three hours on 4 May and left by different doors.",
    "Asked whether the border would reopen, Deputy Prime Minister Anton Reiss replied: \"Ask me on Friday.\"",
    "The report, first published by a local daily and confirmed by the interior ministry, says that at least 1,200 prisoners are "
    "to be freed by the end of the month, though the Red Cross, which would oversee the release, has not been told when or where "
    "it would begin, and relatives of the detained men complained that no list of names had been shown to them, that nobody at the "
    "ministry answered the telephone, that buses ordered for the transfer had been sent back to their depots on Thursday evening, and "
    "that the only official who had spoken to them, a deputy warden, had since been moved to another prison, a decision that the "
    "union of prison officers described as “a scandal” and that the minister’s spokeswoman, Ilse Brandt, called routine.",
    "",
    "WASHINGTON",
)


def documents() -> list[Parsed]:
    return parse([Text(f"fixture-{n}", text) for n, text in enumerate(TEXTS)])


def write_fixtures(weights: Path, folder: Path) -> None:
    """fixtures.jsonl (texts, parses, answers) and fixtures.safetensors (the vectors of each text's words)."""
    model, vectors, lines = Model(str(weights)), {}, []
    for doc in documents():
        vectors[doc.id] = doc.vectors
        answer = model.read(doc) if len(doc.start) else empty()
        lines.append(json.dumps({"id": doc.id, **given(doc), **rounded(answer)}, ensure_ascii=False))
    (folder / "fixtures.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    save_file(vectors, folder / "fixtures.safetensors")


def empty() -> dict:
    return {name: [] for name in ("lemmas", "categories", "scores", "probabilities", "tags", "attributions")}


def given(doc: Parsed) -> dict:
    numbers = {name: getattr(doc, name).tolist() for name in ("start", "end", "head", "sentence", "paragraph")}
    return {"text": doc.text, **numbers, "lemma": doc.lemma, "tag": doc.tag, "label": doc.dep, "entity": doc.entity}


def rounded(answer: dict) -> dict:
    for name in ("scores", "probabilities"):
        answer[name] = np.round(np.array(answer[name]), 4).tolist()
    return answer


def given_in(folder: Path) -> list[tuple[dict, object]]:
    """Each line of the fixtures in a folder, and its document."""
    vectors = load_file(folder / "fixtures.safetensors")
    rows = [json.loads(line) for line in (folder / "fixtures.jsonl").read_text(encoding="utf-8").splitlines()]
    return [(row, document(row | {"vectors": vectors[row["id"]]})) for row in rows]


def renew(weights: Path, folder: Path) -> None:
    model, lines = Model(str(weights)), []
    for row, doc in given_in(folder):
        answer = model.read(doc) if len(doc.start) else empty()
        lines.append(json.dumps(row | rounded(answer), ensure_ascii=False))
    (folder / "fixtures.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    renew(Path(sys.argv[1]), Path(sys.argv[2]))

"""Read the texts: annotated articles, and unlabelled news and official documents.

In: the data folder. Out: lists of `Text`. Nothing is altered but Markdown, whose marks and wrapped lines are undone.
"""
import hashlib
import json
import re
import tarfile
from dataclasses import dataclass, field
from pathlib import Path

PARTS = ("train", "dev", "news", "official")
FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.S)
LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


@dataclass
class Text:
    """One document; `attributions` is empty where nobody annotated it."""

    id: str
    text: str
    attributions: list[dict] = field(default_factory=list)


def read_part(data: Path, part: str, white_house_words: int) -> list[Text]:
    """The texts of one of PARTS, in a fixed order."""
    if part in ("train", "dev"):
        return annotated(data / "attribution-polnear" / f"{part}.jsonl")
    if part == "news":
        return stories(data) + web_articles(data) + sentences(data)
    return white_house(data, white_house_words)


def json_lines(path: Path) -> list[dict]:
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def annotated(path: Path) -> list[Text]:
    return [Text(row["id"], row["text"], row["attributions"]) for row in json_lines(path)]


def stories(data: Path) -> list[Text]:
    rows = json_lines(data / "stories" / "articles.jsonl")
    return [Text(f"story-{n}", row["title"] + "\n\n" + row["text"]) for n, row in enumerate(rows)]


def web_articles(data: Path) -> list[Text]:
    pages = json.loads((data / "article-extraction" / "ground-truth.json").read_text(encoding="utf-8"))
    return [Text(f"page-{key}", page["articleBody"]) for key, page in sorted(pages.items())]


def sentences(data: Path) -> list[Text]:
    """Single sentences with the one before; twenty of one set make a document, each its own paragraph."""
    rows = []
    for path in sorted(data.glob("events/sentences*.jsonl")) + sorted(data.glob("commitments/sentences*.jsonl")):
        rows += [f"{row['before']} {row['sentence']}".strip() for row in json_lines(path)]
    return [Text(f"sentences-{n}", "\n\n".join(rows[n : n + 20])) for n in range(0, len(rows), 20)]


def white_house(data: Path, words: int) -> list[Text]:
    """Official documents in the order of a hash of their names, until there are enough words."""
    archive = tarfile.open(next((data / "official-readouts").glob("*.tar.xz")))
    members = {m.name: m for m in archive if m.isfile() and m.name.endswith(".md")}
    texts, count = [], 0
    for name in sorted(members, key=lambda n: hashlib.sha256(n.encode()).digest()):
        text = plain_markdown(archive.extractfile(members[name]).read().decode("utf-8", "replace"))
        if len(text.split()) > 3000:  # lists of nominees and of grants, not prose
            continue
        texts.append(Text(name, text))
        count += len(text.split())
        if count >= words:
            break
    return texts


def plain_markdown(source: str) -> str:
    """Paragraphs of plain text: front matter, emphasis, links and line wraps removed."""
    body = LINK.sub(r"\1", FRONT_MATTER.sub("", source)).replace("\\", "")
    body = re.sub(r"\*+|^\s*(#+|>|-|\d+\.)\s+", "", body, flags=re.M)
    paragraphs = (" ".join(block.split()) for block in re.split(r"\n\s*\n", body))
    return "\n\n".join(p for p in paragraphs if p)

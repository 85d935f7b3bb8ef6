"""The teachers: networks over a pretrained encoder, fitted on the annotated articles; they label every text for the student."""
import random

import torch

from .batches import Example
from .features import Vocabulary
from .fitting import fit
from .networks import Teacher
from .settings import Settings


def split(count: int, s: Settings) -> tuple[list[int], list[int]]:
    """Numbers of the articles to fit on, and of those held out for calibration."""
    order = list(range(count))
    random.Random(s.seed).shuffle(order)
    held = round(s.held_out * count)
    return sorted(order[held:]), sorted(order[:held])


def fit_teacher(vocab: Vocabulary, examples: list[Example], number: int, s: Settings) -> dict:
    """The weights of one teacher."""
    teacher = new_teacher(vocab, s, number)
    fit(teacher, examples, s.teacher, s.seed + number, f"teacher {number}")
    return teacher.state_dict()


def new_teacher(vocab: Vocabulary, s: Settings, number: int) -> Teacher:
    torch.manual_seed(s.seed + number)
    return Teacher(vocab, s)


def fitted_teacher(vocab: Vocabulary, weights: dict, number: int, s: Settings) -> Teacher:
    teacher = new_teacher(vocab, s, number)
    teacher.load_state_dict(weights)
    return teacher

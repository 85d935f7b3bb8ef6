"""Every number that decides what the run makes. Change one, and the run's figures change."""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Schedule:
    """How one network is fitted."""

    epochs: int
    rate: float  # peak learning rate of the layers that start from nothing
    encoder_rate: float = 0.0  # peak learning rate of the pretrained encoder
    batch: int = 32  # windows a step
    window: int = 128  # units a window: word pieces for a teacher, tokens for the student
    warm_up: float = 0.08  # share of the steps
    decay: float = 0.01
    average: float = 0.997  # of the weights, over the steps


@dataclass(frozen=True)
class Settings:
    seed: int = 1
    teachers: int = 2  # each from a seed of its own; their probabilities are averaged
    students: int = 2  # each from a seed of its own; the program averages their scores
    held_out: float = 0.06  # share of the train articles kept for calibration and for choosing thresholds
    white_house_words: int = 300_000  # of unlabelled official documents
    lemma_min: int = 3  # occurrences in all texts for a lemma to have its own vector
    lemma_width: int = 64
    student_width: int = 128  # of one direction of a student layer
    student_layers: int = 2
    student_dropout: float = 0.3
    teacher_dropout: float = 0.3
    gold_share: float = 0.5  # of the target on annotated articles; the teachers give the rest
    link_weight: float = 0.5
    teacher: Schedule = field(default_factory=lambda: Schedule(epochs=3, rate=2e-3, encoder_rate=2e-4))
    student: Schedule = field(default_factory=lambda: Schedule(epochs=6, rate=2e-3))  # on the annotation alone
    distilled: Schedule = field(default_factory=lambda: Schedule(epochs=8, rate=1.5e-3))  # then on the teachers' labels
    deed_students: int = 2  # each begins as an attribution student
    deed_teachers: dict[str, Schedule] = field(  # by pretrained encoder; their probabilities are averaged
        default_factory=lambda: {
            "mpnet": Schedule(epochs=3, rate=2e-3, encoder_rate=6e-5, average=0.99),
        }
    )
    deeds: Schedule = field(default_factory=lambda: Schedule(epochs=6, rate=2e-3))  # on the annotated sentences and the teachers' labels

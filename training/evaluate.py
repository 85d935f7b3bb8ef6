"""Score attributions against annotated ones, over words: the same definitions as the project's attribution scorer."""
import re
from collections import Counter

from .gold import ROLES

WORD = re.compile(r"\w+")


def words(text: str, spans) -> frozenset[int]:
    return frozenset(m.start() + start for start, end in spans or [] for m in WORD.finditer(text[start:end]))


def f_score(right: int, predicted: int, gold: int) -> float:
    return 200 * right / max(1, predicted + gold)


def score(texts: list[str], gold: list[list[dict]], predicted: list[list[dict]]) -> dict[str, float]:
    """Exact F of source, cue and content (all the spans of a role together), and of whole attributions."""
    counts = Counter()
    for text, wanted, found in zip(texts, gold, predicted):
        wanted = [{role: words(text, a.get(role)) for role in ROLES} for a in wanted]
        found = [{role: words(text, a.get(role)) for role in ROLES} for a in found]
        for role in ROLES:
            all_wanted = Counter(a[role] for a in wanted if a[role])
            all_found = Counter(a[role] for a in found if a[role])
            counts[role, "gold"] += all_wanted.total()
            counts[role, "predicted"] += all_found.total()
            counts[role, "right"] += (all_wanted & all_found).total()
        counts["whole", "gold"] += len(wanted)
        counts["whole", "predicted"] += len(found)
        counts["whole", "right"] += sum(a in wanted for a in found)
    names = (*ROLES, "whole")
    return {name: round(f_score(*(counts[name, k] for k in ("right", "predicted", "gold"))), 2) for name in names}

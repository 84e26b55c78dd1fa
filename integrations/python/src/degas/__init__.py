"""
Detects DNS names that malware made up (DGA), and names the family.

>>> import degas
>>> degas.classify(["www.google.com"])[0].label
'benign'
"""

from collections.abc import Collection, Iterable
from functools import cache
from typing import Any

from .classifier import Classifier
from .domain_list import DomainList
from .engine import Floats
from .errors import DegasError
from .groups import GroupVerdict, WeighedName
from .registrable import Registrable, registrable
from .verdict import Candidate, Decision, Verdict

__all__ = [
    "Candidate",
    "Classifier",
    "Decision",
    "DegasError",
    "DomainList",
    "GroupVerdict",
    "Registrable",
    "Verdict",
    "WeighedName",
    "classify",
    "default_classifier",
    "judge_group",
    "registrable",
    "score",
]


@cache
def default_classifier() -> Classifier:
    """Returns the classifier of the model that ships, loaded on the first call."""
    return Classifier()


def classify(names: Iterable[object]) -> list[Verdict]:
    """Returns a verdict for each name, in order."""
    return default_classifier().classify(names)


def score(names: Iterable[object]) -> Floats:
    """Returns the network's score of each name, NaN where it is skipped."""
    return default_classifier().score(names)


def judge_group(names: Iterable[object], failed: Collection[Any] | None = None) -> GroupVerdict:
    """Returns the verdict on names of one client together; see ``Classifier.judge_group``."""
    return default_classifier().judge_group(names, failed)

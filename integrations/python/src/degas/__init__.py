"""
Detects DNS names that malware made up (DGA), and names the family.

>>> import degas
>>> degas.classify(["www.google.com"])[0].label
'benign'
"""

from collections.abc import Iterable
from functools import cache

from .classifier import Classifier
from .domain_list import DomainList
from .engine import Floats
from .errors import DegasError
from .registrable import Registrable, registrable
from .verdict import Candidate, Decision, Verdict

__all__ = [
    "Candidate",
    "Classifier",
    "Decision",
    "DegasError",
    "DomainList",
    "Registrable",
    "Verdict",
    "classify",
    "default_classifier",
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

"""
Series of names in pandas: ``import degas.pandas``, then ``series.degas.score()`` and ``series.degas.verdicts()``.

Missing values are missing in the answers, not errors.
"""

from typing import Final

import numpy as np
import pandas as pd

from . import default_classifier
from .classifier import Classifier
from .verdict import Verdict

COLUMNS: Final = ("registrable", "score", "label", "level", "family", "kind", "candidates", "skipped")


@pd.api.extensions.register_series_accessor("degas")
class DegasAccessor:
    """Verdicts on a series of names."""

    def __init__(self, series: "pd.Series[str]") -> None:
        self._series: Final = series

    def score(self, classifier: Classifier | None = None) -> "pd.Series[float]":
        """Returns scores, NaN where a name is skipped."""
        judge = classifier or default_classifier()
        scores = judge.score(self._series.to_list())
        return pd.Series(scores, self._series.index, name="score")

    def verdicts(self, classifier: Classifier | None = None) -> pd.DataFrame:
        """Returns registrable, score, label, level, family, kind, candidates (their families), skipped of each name."""
        judge = classifier or default_classifier()
        verdicts = judge.classify(self._series.to_list())
        columns: dict[str, list[object]] = {
            column: [_cell(verdict, column) for verdict in verdicts] for column in COLUMNS
        }
        frame = pd.DataFrame(columns, index=self._series.index, columns=list(COLUMNS))
        return frame.astype({"score": np.float64})


def _cell(verdict: Verdict, column: str) -> object:
    return [family for family, _ in verdict.candidates] if column == "candidates" else getattr(verdict, column)

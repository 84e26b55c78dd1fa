"""
Expressions of names in Polars: ``import degas.polars``, then ``pl.col("name").degas.verdict()`` or ``.score()``.

Skipped names have a null score.
"""

from typing import Final

import polars as pl

from . import default_classifier
from .classifier import Classifier
from .verdict import Verdict

VERDICT: Final = pl.Struct(
    {
        "registrable": pl.String,
        "score": pl.Float64,
        "label": pl.String,
        "level": pl.String,
        "family": pl.String,
        "kind": pl.String,
        "candidates": pl.List(pl.Struct({"family": pl.String, "probability": pl.Float64})),
        "skipped": pl.String,
    }
)


@pl.api.register_expr_namespace("degas")
class DegasExpressions:
    """Verdicts on an expression of names."""

    def __init__(self, expression: pl.Expr) -> None:
        self._expression: Final = expression

    def score(self, classifier: Classifier | None = None) -> pl.Expr:
        """Returns scores, null where a name is skipped."""

        def scored(names: pl.Series) -> pl.Series:
            scores = (classifier or default_classifier()).score(names.to_list())
            return pl.Series(names.name, scores, pl.Float32).fill_nan(None)

        return self._expression.map_batches(scored, return_dtype=pl.Float32, is_elementwise=True)

    def verdict(self, classifier: Classifier | None = None) -> pl.Expr:
        """Returns structs of registrable, score, label, level, family, kind, candidates and skipped."""

        def judged(names: pl.Series) -> pl.Series:
            verdicts = (classifier or default_classifier()).classify(names.to_list())
            rows = [_row(verdict) for verdict in verdicts]
            return pl.Series(names.name, rows, VERDICT)

        return self._expression.map_batches(judged, return_dtype=VERDICT, is_elementwise=True)


def _row(verdict: Verdict) -> dict[str, object]:
    row = {field.name: getattr(verdict, field.name) for field in VERDICT.fields}
    return row | {"candidates": [candidate._asdict() for candidate in verdict.candidates]}

import numpy as np
import pandas as pd
import polars as pl

import degas
import degas.pandas
import degas.polars

NAMES = ["google.com", None, "xjqvkzhfpwmtqq.com", "co.uk"]


def test_pandas_series_have_scores_and_verdicts() -> None:
    series = pd.Series(NAMES, index=[3, 1, 2, 0], name="query")
    scores = series.degas.score()
    assert scores.index.tolist() == [3, 1, 2, 0]
    assert np.isnan(scores.to_numpy()).tolist() == [False, True, False, True]
    frame = series.degas.verdicts()
    assert frame["label"].tolist() == ["benign", "skipped", "dga", "skipped"]
    assert np.allclose(frame["score"], scores, equal_nan=True)
    assert frame["candidates"].tolist() == [[family for family, _ in each.candidates] for each in degas.classify(NAMES)]


def test_polars_expressions_have_scores_and_verdicts() -> None:
    frame = pl.DataFrame({"query": NAMES}).with_columns(
        score=pl.col("query").degas.score(),  # type: ignore[attr-defined]
        verdict=pl.col("query").degas.verdict(),  # type: ignore[attr-defined]
    )
    assert frame["score"].is_null().to_list() == [False, True, False, True]
    labels = frame["verdict"].struct.field("label").to_list()
    assert labels == ["benign", "skipped", "dga", "skipped"]
    candidates = frame["verdict"].struct.field("candidates").to_list()
    assert candidates == [[one._asdict() for one in each.candidates] for each in degas.classify(NAMES)]


def test_hostile_names_are_skipped_in_their_rows() -> None:
    hostile = ["google.com", "", "a\0b.com", "a" * 1_000_000, None]
    reasons = ["", "empty", "invalid", "invalid", "invalid"]
    verdicts = pd.Series(hostile).degas.verdicts()
    assert verdicts["skipped"].fillna("").tolist() == reasons
    frame = pl.DataFrame({"query": hostile}).with_columns(
        score=pl.col("query").degas.score(),  # type: ignore[attr-defined]
        verdict=pl.col("query").degas.verdict(),  # type: ignore[attr-defined]
    )
    assert frame["verdict"].struct.field("skipped").fill_null("").to_list() == reasons
    assert frame["score"].is_null().to_list() == [reason != "" for reason in reasons]


def test_empty_frames_have_the_same_columns() -> None:
    nothing = pd.Series(NAMES)[:0].degas.verdicts()
    assert list(nothing.columns) == list(degas.pandas.COLUMNS)
    empty = pl.DataFrame({"query": []}, {"query": pl.String}).lazy()
    assert empty.select(pl.col("query").degas.verdict()).collect().shape == (0, 1)  # type: ignore[attr-defined]

"""Verdicts on a column of names."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import tee
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import DataFrame
from pyspark.sql.types import StructType

from .child import answers, line_of, shipped

COMMAND: Final = ("degas", "score", "--stream")
FIELDS: Final = {
    "registrable": "string",
    "score": "float",
    "label": "string",
    "level": "string",
    "family": "string",
    "kind": "string",
    "candidates": "string",
    "skipped": "string",
}


def with_verdicts(df: DataFrame, column: str, *, command: Sequence[str] = COMMAND, prefix: str = "") -> DataFrame:
    """
    Adds registrable, score, label, level, family, kind, candidates and skipped of a column of names; other columns stay the same.

    ``command`` runs the streaming contract in each task, with options such as ``--operating-point`` if wanted;
    ``prefix`` is put before the new columns' names. A name that is null has no values and is skipped as empty.
    """
    added = {f"{prefix}{field}": kind for field, kind in FIELDS.items()}
    if column not in df.columns or not added.keys().isdisjoint(df.columns):
        raise ValueError(
            f"Column '{column}' and new columns {', '.join(added)} do not fit the columns {', '.join(df.columns)}. "
            "Expected the first among them and none of the others. Choose another column or a prefix."
        )
    full = [*command, "--fields", ",".join(FIELDS)]

    def judged(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        given, asked = tee(batches)
        lines = ([line_of(name) for name in batch.column(column).to_pylist()] for batch in asked)
        return map(_joined, given, answers(shipped(full), lines))

    def _joined(batch: pa.RecordBatch, lines: list[str]) -> pa.RecordBatch:
        values = zip(*(line.split("\t") for line in lines), strict=True) if lines else ([] for _ in FIELDS)
        columns = [_array(texts, kind) for texts, kind in zip(values, FIELDS.values(), strict=True)]
        return pa.RecordBatch.from_arrays([*batch.columns, *columns], names=[*batch.schema.names, *added])

    schema = StructType(list(df.schema.fields))
    for name, kind in added.items():
        schema.add(name, kind)
    return df.mapInArrow(judged, schema)


def _array(texts: Iterable[str], kind: str) -> pa.Array:
    """Returns a column of values, null where the text is empty."""
    array = pa.array(texts, pa.string())
    array = pc.if_else(pc.equal(array, ""), pa.scalar(None, pa.string()), array)
    return array.cast(pa.float32()) if kind == "float" else array

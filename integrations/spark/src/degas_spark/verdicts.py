"""Verdicts on a column of names."""

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import tee
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv
from pyspark.sql import DataFrame
from pyspark.sql.types import StructType

from .child import answers, shipped

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
#: Names that are sent as JSON strings, as they have line ends or look like JSON.
IS_NOT_A_LINE: Final = r'^[\s\v\pZ\x{feff}]*[{"]|[\r\n]'
AS_THEY_ARE: Final = csv.ParseOptions(delimiter="\t", quote_char=False, ignore_empty_lines=False)
EMPTY_IS_NULL: Final = csv.ConvertOptions(
    column_types={field: pa.float32() if kind == "float" else pa.string() for field, kind in FIELDS.items()},
    null_values=[""],
    strings_can_be_null=True,
)


def with_verdicts(df: DataFrame, column: str, *, command: Sequence[str] = COMMAND, prefix: str = "") -> DataFrame:
    """
    Adds registrable, score, label, level, family, kind, candidates and skipped of a column of names to the others.

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
        blocks = ((lines_of(batch.column(column)), batch.num_rows) for batch in asked)
        return map(_joined, given, answers(shipped(full), blocks))

    def _joined(batch: pa.RecordBatch, text: bytes) -> pa.RecordBatch:
        return pa.RecordBatch.from_arrays([*batch.columns, *verdicts_in(text)], names=[*batch.schema.names, *added])

    schema = StructType(list(df.schema.fields))
    for name, kind in added.items():
        schema.add(name, kind)
    return df.mapInArrow(judged, schema)


def lines_of(names: Any) -> bytes:
    """Returns an array of names as lines of the contract, each with its end; a null is an empty line."""
    names = pc.fill_null(names, "")
    texts = names.to_pylist()
    is_odd = pc.match_substring_regex(names, IS_NOT_A_LINE)
    if pc.any(is_odd).as_py():
        texts = [json.dumps(text) if odd else text for text, odd in zip(texts, is_odd.to_pylist(), strict=True)]
    return "".join(f"{text}\n" for text in texts).encode()


def verdicts_in(text: bytes) -> list[pa.Array]:
    """Returns a column for each field of answers, one a line; null where an answer has nothing."""
    if not text:
        return [pa.array([], kind) for kind in EMPTY_IS_NULL.column_types.values()]
    reading = csv.ReadOptions(use_threads=False, column_names=list(FIELDS), block_size=len(text) + 1)
    table = csv.read_csv(pa.BufferReader(text), reading, AS_THEY_ARE, EMPTY_IS_NULL)
    return [column.combine_chunks() for column in table.columns]

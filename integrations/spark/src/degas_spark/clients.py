"""Infected clients in a table of DNS events."""

import json
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, Final

import pyarrow as pa
from pyarrow import csv
from pyspark.sql import DataFrame
from pyspark.sql import functions as f

from .child import reports, shipped

COMMAND: Final = ("degas", "hunt")
#: Each client is written when the next one begins: the child holds one at a time.
STREAM: Final = ("--stream", "--sorted-by", "client")
#: What the child is told about its input and output, whatever command runs it.
OPTIONS: Final = (
    *("--quiet", "--format", "jsonl", "--input-format", "csv", "--column", "name"),
    *("--client-column", "client", "--time-column", "time", "--rcode-column", "rcode"),
)
SCHEMA: Final = (
    "client string, score double, level string, family string, names array<string>, distinctNames long, failed long, "
    "first string, last string, reasons array<string>"
)
ARROW: Final = pa.schema(
    [
        ("client", pa.string()),
        ("score", pa.float64()),
        ("level", pa.string()),
        ("family", pa.string()),
        ("names", pa.list_(pa.string())),
        ("distinctNames", pa.int64()),
        ("failed", pa.int64()),
        ("first", pa.string()),
        ("last", pa.string()),
        ("reasons", pa.list_(pa.string())),
    ]
)


def with_infected_clients(  # noqa: PLR0913, PLR0917 - the columns of an event
    df: DataFrame,
    time: str,
    client: str,
    name: str,
    rcode: str | None = None,
    window: str = "24h",
    *,
    command: Sequence[str] = COMMAND,
) -> DataFrame:
    """
    Returns a row for each client that is suspected in a window: client, score, level, family, names, distinctNames,
    failed, first, last, reasons.

    The events of a client meet in one task, one client after the other: the evidence scales with the shuffle, and no
    task holds more than one client.
    ``time`` is a timestamp; ``rcode``, if there is one, a response code such as NXDOMAIN.
    """
    columns = {"time": f.col(time), "client": f.col(client).cast("string"), "name": f.col(name).cast("string")}
    if rcode is not None:
        columns["rcode"] = f.col(rcode).cast("string")
    events = df.select(*(value.alias(key) for key, value in columns.items())).where("client IS NOT NULL")
    full = [*command, *STREAM, *OPTIONS, "--window", window]

    def hunted(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        texts = (text_of(batch, has_header=at == 0) for at, batch in enumerate(batches))
        for found in reports(shipped(full), texts):
            if found:
                yield pa.RecordBatch.from_pylist([_row(json.loads(line)) for line in found], ARROW)

    return events.repartition("client").sortWithinPartitions("client").mapInArrow(hunted, SCHEMA)


def text_of(events: pa.RecordBatch, *, has_header: bool) -> bytes:
    """Returns events as lines of CSV, their times in UTC."""
    time = events.schema.get_field_index("time")
    in_utc = events.set_column(time, "time", events.column(time).cast(pa.timestamp("us", "UTC")))
    text = BytesIO()
    csv.write_csv(in_utc, text, csv.WriteOptions(include_header=has_header))
    return text.getvalue()


def _row(client: dict[str, Any]) -> dict[str, Any]:
    names = [name["name"] for name in client["names"]]
    return {**{field: client.get(field) for field in ARROW.names}, "names": names}

import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pyspark.sql import SparkSession

from degas_spark import with_infected_clients, with_verdicts
from degas_spark.verdicts import FIELDS

LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def made_up(count: int) -> list[tuple[int, str | None]]:
    source = random.Random(20)
    names = ["".join(source.choices(LETTERS, k=source.randint(2, 20))) + ".com" for _ in range(count)]
    return [(row, None if row % 50 == 0 else name) for row, name in enumerate(names)]


def test_rows_have_the_verdicts_of_the_library_beside_their_own_columns(
    spark: SparkSession, command: list[str]
) -> None:
    rows = made_up(10_000)
    df = spark.createDataFrame(rows, "id long, query string").repartition(4)
    shipped = ["degas/degas", *command[1:]]
    found = with_verdicts(df, "query", command=shipped).orderBy("id").collect()
    text = "".join(f"{name or ''}\n" for _, name in rows)
    done = subprocess.run(
        [*command, "--fields", ",".join(FIELDS)], input=text, capture_output=True, text=True, check=True
    )
    assert [(row.id, row.query) for row in found] == rows
    assert [["" if row[field] is None else row[field] for field in FIELDS] for row in found] == [
        [
            float(np.float32(value)) if field == "score" and value else value
            for field, value in zip(FIELDS, line.split("\t"), strict=True)
        ]
        for line in done.stdout.splitlines()
    ]


def test_an_empty_table_has_the_new_columns(spark: SparkSession) -> None:
    empty = with_verdicts(spark.createDataFrame([], "query string"), "query", command=["/no/such/program"])
    assert empty.columns == ["query", *FIELDS]
    assert empty.collect() == []


def test_a_killed_child_loses_and_doubles_no_row(spark: SparkSession, command: list[str], tmp_path: Path) -> None:
    # The first task that comes to row 3,000 kills its child and fails; Spark runs it again.
    killer = tmp_path / "killer.py"
    killer.write_text(
        f"""
import os, subprocess, sys
child = subprocess.Popen({command!r} + sys.argv[1:], stdin=subprocess.PIPE, bufsize=0)
for row, line in enumerate(sys.stdin.buffer):
    child.stdin.write(line)
    if row == 3000:
        try:
            os.close(os.open({str(tmp_path / "killed")!r}, os.O_CREAT | os.O_EXCL))
            child.kill()
            os.kill(os.getpid(), 9)
        except FileExistsError:
            pass
child.stdin.close()
sys.exit(child.wait())
"""
    )
    df = spark.createDataFrame(made_up(10_000), "id long, query string").repartition(2, "id")
    expected = with_verdicts(df, "query", command=command).orderBy("id").collect()
    found = with_verdicts(df, "query", command=[sys.executable, str(killer)]).orderBy("id").collect()
    assert (tmp_path / "killed").exists()
    assert found == expected


def test_columns_that_are_there_already_or_missing_are_an_error(spark: SparkSession) -> None:
    df = spark.createDataFrame([("a.com", 1.0)], "query string, score double")
    with pytest.raises(ValueError, match="Choose another column or a prefix"):
        with_verdicts(df, "query")
    with pytest.raises(ValueError, match="Choose another column or a prefix"):
        with_verdicts(df, "name", prefix="degas_")


def test_each_clients_events_meet_in_one_child_sorted_by_time(spark: SparkSession, tmp_path: Path) -> None:
    # `degas hunt --stream` is not in this checkout: a program of its contract counts what a client asked for.
    hunt = tmp_path / "hunt.py"
    hunt.write_text(
        """
import json, sys
from itertools import groupby
events = map(json.loads, sys.stdin)
for client, own in groupby(events, key=lambda event: event["client"]):
    own = list(own)
    assert [event["time"] for event in own] == sorted(event["time"] for event in own)
    print(json.dumps({"client": client, "score": 0.5, "names": [event["name"] for event in own],
        "failed": sum(event["rcode"] == "NXDOMAIN" for event in own), "first": own[0]["time"]}))
"""
    )
    source = random.Random(20)
    events = [
        (source.randint(0, 10**9), f"10.0.0.{source.randint(0, 200)}", f"n{row}.com", ["NXDOMAIN", "NOERROR"][row % 2])
        for row in range(5_000)
    ]
    df = spark.createDataFrame(events, "at long, ip string, query string, code string").selectExpr(
        "timestamp_seconds(at) AS at", "ip", "query", "code"
    )
    rows = with_infected_clients(df, "at", "ip", "query", "code", command=[sys.executable, str(hunt)]).collect()
    assert sorted(row.client for row in rows) == sorted({ip for _, ip, _, _ in events})
    assert sum(len(row.names) for row in rows) == 5_000
    assert sum(row.failed for row in rows) == 2_500
    assert json.dumps(rows[0].level) == "null"

import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from pyspark.sql import SparkSession

from degas_spark import with_infected_clients, with_verdicts
from degas_spark.clients import OPTIONS
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


@pytest.mark.parametrize("victim", ["os.getpid()", "os.getppid()"], ids=["child", "worker"])
def test_a_killed_process_loses_and_doubles_no_row(
    spark: SparkSession, command: list[str], tmp_path: Path, victim: str
) -> None:
    # In the first task that comes to row 3,000 the child, or Spark's Python worker, dies; Spark runs the task again.
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
            os.kill({victim}, 9)
            os._exit(1)
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


def test_clients_are_those_that_hunt_finds_in_the_whole_log(spark: SparkSession, packed: Path) -> None:
    source = random.Random(20)
    start = 1_795_000_000

    def name(client: int) -> str:
        if client % 20 == 0:
            return "".join(source.choices(LETTERS, k=16)) + ".com"
        return source.choice(["google.com", "github.com", "wikipedia.org", "example.org"])

    clients = [source.randrange(200) for _ in range(5_000)]
    events = [
        (start + 10 * row, f"10.0.0.{client}", name(client), "NXDOMAIN" if client % 20 == 0 else "NOERROR")
        for row, client in enumerate(clients)
    ]
    df = spark.createDataFrame(events, "at long, ip string, query string, code string").selectExpr(
        "timestamp_seconds(at) AS at", "ip", "query", "code"
    )
    command = ["degas/degas", "hunt", "-", "--all"]
    rows = with_infected_clients(df, "at", "ip", "query", "code", command=command).collect()
    text = "".join(f"{at},{ip},{query},{code}\n" for at, ip, query, code in events)
    # The whole log, in which no client's events come together.
    whole = [str(packed / "degas"), *command[1:], *OPTIONS, "--window", "24h"]
    done = subprocess.run(whole, input=f"time,client,name,rcode\n{text}", capture_output=True, text=True, check=True)
    expected = {client["client"]: client for client in map(json.loads, done.stdout.splitlines())}
    assert {row.client for row in rows} == expected.keys()
    assert len(rows) == len(expected) == 200
    for row in rows:
        client = expected[row.client]
        assert row.score == client["score"]
        assert (row.level, row.family, row.reasons) == (client["level"], client["family"], client["reasons"])
        assert row.names == [each["name"] for each in client["names"]]
    assert sum(row.level is not None for row in rows) == 10


def test_no_events_have_no_clients(spark: SparkSession) -> None:
    events = spark.createDataFrame([], "at timestamp, ip string, query string")
    assert with_infected_clients(events, "at", "ip", "query", command=["/no/such/program"]).collect() == []

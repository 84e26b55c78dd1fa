"""
Verdicts on millions of names, and infected clients among millions of events, by Spark and by the command line: rates,
and the same rows or not. Everything is made up by Spark itself from row numbers.

    python integrations/spark/bench/full_size.py names 50000000 FOLDER DEGAS [MASTER]
    python integrations/spark/bench/full_size.py events 100000000 FOLDER DEGAS [MASTER]

DEGAS is the program that integrations/pack-command.ts packed, MASTER ``local[2]``; on ``local-cluster[2,1,2048]`` one
of the two executors is killed in the middle. Give processors with ``taskset``, as a child and Python use some beside
Spark's.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from pyspark.sql import DataFrame, Row, SparkSession
from pyspark.sql import functions as f

from degas_spark import with_infected_clients, with_verdicts

SOURCES: Final = Path(__file__).parent.parent / "src"
CLIENTS: Final = 100_000
#: Files of the table; Spark reads small ones together, one task a core, and each task starts a child.
PARTITIONS: Final = 8
INFECTED: Final = 500
DAY: Final = 86_400
START: Final = 1_795_000_000
#: One query in so many of an infected client is a generated name that does not exist.
ONE_GENERATED_IN: Final = 25
VERDICT: Final = ["value", "score", "label", "level", "family"]
CLIENT: Final = ["client", "score", "level", "family", "distinctNames", "failed"]
LETTERS: Final = "translate(sha2(cast({seed} AS string), 256), '0123456789', 'ghijklmnop')"
SYLLABLES: Final = (
    "array('ba','co','den','fi','gar','hu','in','ka','lo','mer','na','or','pa','qui','ro','sta','tu','vi','wa','zen')"
)
ENDINGS: Final = "array('com','net','org','co.uk','de')"


def main(what: str, count: str, folder: str, degas: str, master: str = "local[2]") -> None:
    """Runs what is asked for and prints a row; status 1 where rows differ."""
    place = Path(folder) / f"{what}-{count}"
    place.mkdir(parents=True, exist_ok=True)
    spark = session(master, shutil.make_archive(str(place / "degas"), "gztar", Path(degas).parent))
    spark.sparkContext.addPyFile(shutil.make_archive(str(place / "degas_spark"), "zip", SOURCES))
    cores = len(os.sched_getaffinity(0))
    start = timed(lambda: few_verdicts(spark, cores))
    run = {"names": names, "events": events}[what]
    beside, by_spark, by_command, differences = run(spark, int(count), place, degas, cores)
    if differences:
        sys.exit(f"{differences} rows differ")
    print(
        f"| {what} | {int(count):,} | {master}, {cores} cores | {int(count) / by_spark:,.0f} a second in Spark "
        f"| {int(count) / by_command:,.0f} by the command line | {beside}, 0 differ, start {start:.1f} s |"
    )


def session(master: str, archive: str) -> SparkSession:
    """Starts Spark with the packed command line among what travels with the job."""
    return (
        SparkSession.builder.master(master)
        .config("spark.ui.enabled", "false")
        .config("spark.log.level", "ERROR")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.memory", "3g")
        .config("spark.executor.memory", "2g")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.archives", f"{archive}#degas")
        .getOrCreate()
    )


def few_verdicts(spark: SparkSession, cores: int) -> None:
    """
    Starts what the first job starts and later ones have, on all cores: Spark's code, Python's workers, a child each.

    It is no part of a rate: five to ten seconds of processor time, whatever the number of names.
    """
    few = spark.range(1000 * cores, numPartitions=cores).select(made_up_name("id").alias("value"))
    judged = with_verdicts(few, "value", command=["degas/degas", "score", "--stream"])
    judged.write.format("noop").mode("overwrite").save()


def names(spark: SparkSession, count: int, place: Path, degas: str, cores: int) -> tuple[str, float, float, int]:
    """Returns what was compared, the seconds of Spark and of ``degas predict``, and how many rows differ."""
    made = spark.range(count, numPartitions=PARTITIONS).select(made_up_name("id").alias("value"))
    asked = once(place / "names.parquet", made.write.parquet)
    text = place / "names.txt"
    lines = once(place / "names", spark.read.parquet(asked).coalesce(1).write.text)
    text.unlink(missing_ok=True)
    text.symlink_to(next(Path(lines).glob("part-*")))

    found = str(place / f"verdicts-{cores}.parquet")
    judged = with_verdicts(spark.read.parquet(asked), "value", command=["degas/degas", "score", "--stream"])
    by_spark = timed(lambda: judged.select(*VERDICT).write.mode("overwrite").parquet(found), kill_an_executor(spark))

    table = str(place / "verdicts.csv")
    predict = [degas, "predict", str(text), "--quiet", "--workers", str(cores), "--format", "csv", "--output", table]
    by_command = timed(lambda: subprocess.run(predict, check=True))
    expected = spark.read.csv(table, header=True).select(
        f.col("domain").alias("value"), f.col("score").cast("float"), "label", "level", "family"
    )
    differs = 0 if total(expected) == total(spark.read.parquet(found)) else count
    return f"{count:,} rows", by_spark, by_command, differs


def events(spark: SparkSession, count: int, place: Path, degas: str, cores: int) -> tuple[str, float, float, int]:
    """Returns what was compared, the seconds of Spark and of ``degas hunt``, and how many clients differ."""
    made = made_up_events(spark, count)
    asked = once(place / "events.parquet", made.write.parquet)
    log = once(place / "events.csv", lambda path: spark.read.parquet(asked).write.csv(path, header=True))

    found: list[Row] = []
    table = with_infected_clients(
        spark.read.parquet(asked), "time", "client", "name", "rcode",
        command=["degas/degas", "hunt", "--level", "low"],
    ).select(*CLIENT)  # fmt: skip
    by_spark = timed(lambda: found.extend(table.collect()), kill_an_executor(spark))

    out = str(place / "clients.jsonl")
    parts = sorted(str(path) for path in Path(log).glob("part-*"))
    hunt = [degas, "hunt", *parts, "--quiet", "--format", "jsonl", "--level", "low", "--output", out]
    by_command = timed(lambda: subprocess.run(hunt, check=True))
    expected = spark.read.json(out).select(*CLIENT)
    rows, hunted = {tuple(row) for row in found}, {tuple(row) for row in expected.collect()}
    infected = sum(int(str(row[0]).removeprefix("c")) < INFECTED for row in rows)
    return f"{len(rows):,} clients, {infected} of {INFECTED} infected", by_spark, by_command, len(rows ^ hunted)


def made_up_name(seed: str) -> f.Column:
    """Nine of ten names are syllables and a number, one is random letters; some have a host in front."""
    syllable = [f"{SYLLABLES}[pmod(xxhash64({seed}, {turn}), 20)]" for turn in range(3)]
    return f.expr(
        f"concat(if({seed} % 3 = 0, 'www.', ''), if(pmod(xxhash64({seed}), 10) = 0, "
        f"substr({LETTERS.format(seed=seed)}, 1, cast(8 + {seed} % 12 AS int)), "
        f"concat({', '.join(syllable)}, cast(pmod({seed}, 100003) AS string))), '.', {ENDINGS}[pmod({seed}, 5)])"
    )


def made_up_events(spark: SparkSession, count: int) -> DataFrame:
    """A day of events in order; each infected client asks for generated names in between."""
    rows = spark.range(count, numPartitions=PARTITIONS).select(
        f.expr(f"timestamp_micros({START}000000 + cast(id * {DAY}e6 / {count} AS bigint))").alias("time"),
        f.expr(f"pmod(xxhash64(id), {CLIENTS})").alias("number"),
        f.expr(f"pmod(xxhash64(id, 7), {ONE_GENERATED_IN}) = 0").alias("turn"),
        f.expr("pmod(xxhash64(id, 9), 5000) * 10 + 1").alias("site"),
        "id",
    )
    generated = f.col("turn") & (f.col("number") < INFECTED)
    name = f.when(generated, f.expr(f"concat(substr({LETTERS.format(seed='id')}, 1, 14), '.com')"))
    return rows.select(
        "time",
        f.concat(f.lit("c"), f.col("number").cast("string")).alias("client"),
        name.otherwise(made_up_name("site")).alias("name"),
        f.when(generated, "NXDOMAIN").otherwise("NOERROR").alias("rcode"),
    )


def total(table: DataFrame) -> list[object]:
    """Two sums of hashes over all rows, and their number: the same for the same rows in any order."""
    text = f.concat_ws("\t", *(f.coalesce(f.col(column).cast("string"), f.lit("")) for column in VERDICT))
    sums = [f.sum(f.xxhash64(text, f.lit(turn)).cast("decimal(38)")) for turn in (1, 2)]
    return list(table.select(f.count("*"), *sums).first() or [])


def once(path: Path, write: Callable[[str], None]) -> str:
    """Writes what is not there yet; returns where it is."""
    if not (path / "_SUCCESS").exists():
        shutil.rmtree(path, ignore_errors=True)
        write(str(path))
    return str(path)


def timed(work: Callable[[], object], beside: threading.Timer | None = None) -> float:
    """Returns the seconds of some work."""
    if beside is not None:
        beside.start()
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def kill_an_executor(spark: SparkSession) -> threading.Timer | None:
    """Returns what kills an executor in a while; None where Spark has none of its own."""
    if not spark.sparkContext.master.startswith("local-cluster"):
        return None

    def kill() -> None:
        pattern = "CoarseGrainedExecutorBackend"
        found = subprocess.run(["pgrep", "-f", pattern], capture_output=True, text=True, check=True).stdout.split()
        os.kill(int(found[0]), signal.SIGKILL)
        print(f"executor {found[0]} of {len(found)} killed", file=sys.stderr)

    return threading.Timer(20, kill)


if __name__ == "__main__":
    main(*sys.argv[1:])

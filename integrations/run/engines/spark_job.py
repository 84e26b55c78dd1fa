"""Spark in this process, `with_verdicts` on two cores (the third argument: another number): NAMES OUT DEGAS [CORES]."""

import shutil
import sys
import time
from pathlib import Path

from degas_spark import with_verdicts
from pyspark.sql import SparkSession

names, out, program, *rest = sys.argv[1:]
cores = int(rest[0]) if rest else 2
folder = Path(out).parent
archive = shutil.make_archive(str(folder / "degas"), "gztar", Path(program).parent)
spark = (
    SparkSession.builder.master(f"local[{cores}]")
    .config("spark.ui.enabled", "false")
    .config("spark.log.level", "ERROR")
    .config("spark.driver.bindAddress", "127.0.0.1")
    .config("spark.driver.host", "127.0.0.1")
    .config("spark.archives", f"{archive}#degas")
    .getOrCreate()
)
table = str(folder / "names.parquet")
spark.read.text(names).repartition(2 * cores).write.parquet(table)
start = time.perf_counter()
judged = with_verdicts(spark.read.parquet(table), "value", command=["degas/degas", "score", "--stream"])
judged.select("value", "score").write.csv(str(folder / "csv"), sep="\t", emptyValue="", nullValue="")
seconds = time.perf_counter() - start
with Path(out).open("wb") as file:
    for part in sorted((folder / "csv").glob("part-*")):
        file.write(part.read_bytes())
print(seconds)

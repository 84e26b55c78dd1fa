"""The Polars expression: NAMES OUT."""

import sys
import time
from pathlib import Path

import degas.polars  # noqa: F401 - gives expressions their name
import polars as pl

frame = pl.DataFrame({"name": Path(sys.argv[1]).read_text().splitlines()})
frame[:1].select(pl.col("name").degas.score())
start = time.perf_counter()
scored = frame.with_columns(score=pl.col("name").degas.score())
print(time.perf_counter() - start)
scored.write_csv(sys.argv[2], separator="\t", include_header=False, quote_style="never")

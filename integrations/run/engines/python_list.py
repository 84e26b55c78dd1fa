"""The Python package: NAMES OUT."""

import sys
import time
from pathlib import Path

import degas

names = Path(sys.argv[1]).read_text().splitlines()
degas.classify(names[:1])
start = time.perf_counter()
verdicts = degas.classify(names)
seconds = time.perf_counter() - start
lines = (f"{v.domain}\t{'' if v.score is None else repr(v.score)}\n" for v in verdicts)
Path(sys.argv[2]).write_text("".join(lines))
print(seconds)

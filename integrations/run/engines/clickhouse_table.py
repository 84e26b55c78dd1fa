"""ClickHouse in this process, `degas_score` over a table: NAMES OUT DEGAS."""

import shutil
import sys
import time
from pathlib import Path

from chdb.session import Session

names, out, program = sys.argv[1:4]
scripts = Path(out).parent / "user_scripts"
scripts.mkdir()
(scripts / "degas").symlink_to(Path(program).parent)
shutil.copy(Path(__file__).parents[2] / "clickhouse/degas_function.xml", scripts)
settings = f"user_scripts_path={scripts}&user_defined_executable_functions_config={scripts}/*_function.xml"
with Session(f"{scripts.parent / 'database'}?{settings}") as clickhouse:
    clickhouse.query("CREATE DATABASE lake ENGINE = Atomic; USE lake")
    clickhouse.query("CREATE TABLE names (name String) ENGINE = MergeTree ORDER BY tuple()")
    clickhouse.query(f"INSERT INTO names SELECT * FROM file('{names}', 'LineAsString')")
    start = time.perf_counter()
    clickhouse.query(f"SELECT name, degas_score(name) FROM names INTO OUTFILE '{out}' FORMAT TabSeparated")
    print(time.perf_counter() - start)

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyspark.sql import SparkSession

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]


@pytest.fixture(scope="session")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the command line of Degas, as it travels with a job."""
    folder = tmp_path_factory.mktemp("packed") / "degas"
    pack = ["node", "--import", "tsx", "integrations/pack-command.ts", str(folder), "--without-node"]
    subprocess.run(pack, cwd=REPOSITORY, check=True)
    return folder


@pytest.fixture(scope="session")
def command(packed: Path) -> list[str]:
    return [str(packed / "degas"), "score", "--stream"]


@pytest.fixture(scope="session")
def spark(packed: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SparkSession]:
    # Workers look for pyarrow in the system's Python otherwise.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    archives = tmp_path_factory.mktemp("archives")
    program = shutil.make_archive(str(archives / "degas"), "gztar", packed)
    package = shutil.make_archive(str(archives / "degas_spark"), "zip", HERE.parent / "src")
    session = (
        SparkSession.builder.master("local[2,3]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "1000")
        .config("spark.archives", f"{program}#degas")
        .config("spark.submit.pyFiles", package)
        .getOrCreate()
    )
    yield session
    session.stop()

import subprocess
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def degas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packed") / "degas"
    pack = ["node", "--import", "tsx", "integrations/pack-command.ts", str(folder), "--without-node"]
    subprocess.run(pack, cwd=REPOSITORY, check=True)
    return folder / "degas"

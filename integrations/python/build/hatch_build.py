"""Has Node write the engine, the model's memory and the suffix rules into the package."""

import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlanEngine(BuildHookInterface):
    """Runs ``plan-engine.ts`` for the default model; a source distribution has its files already."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the files before each build."""
        here = Path(self.root)
        repository = here.parent.parent
        target = here / "src/degas/data"
        if not (repository / "libs/inference").is_dir():
            if (target / "engine.bin").is_file():
                return
            raise FileNotFoundError(
                f"'{target}' has no engine.bin and '{repository}' is not the Degas repository. "
                "Expected one of them. Build from a checkout or from a source distribution."
            )
        script = here / "build/plan-engine.ts"
        command = ["node", "--conditions=@degas/source", "--import", "tsx", str(script)]
        subprocess.run([*command, str(default_model(repository)), str(target)], cwd=repository, check=True)


def default_model(repository: Path) -> Path:
    """Returns the newest version, unless the file ``default`` names another; so does ``tools/default-model.ts``."""
    models = repository / "models/degas"
    chosen = models / "default"
    if chosen.is_file():
        return models / chosen.read_text().strip() / "degas.bin"
    versions = [int(folder.name) for folder in models.iterdir() if folder.name.isdigit()]
    return models / str(max(versions)) / "degas.bin"

"""The Node library, asked for what the Python one is held against."""

import json
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]

needs_node = pytest.mark.skipif(
    shutil.which("node") is None or not (REPOSITORY / "node_modules/tsx").is_dir(),
    reason="compares with the Node library, which needs Node and the repository's node_modules",
)


def rows(program: str, *arguments: str, lines: Iterable[object] = ()) -> list[Any]:
    command = ["node", "--conditions=@degas/source", "--import", "tsx", str(HERE / program), *arguments]
    text = "".join(f"{json.dumps(line)}\n" for line in lines)
    done = subprocess.run(command, cwd=REPOSITORY, input=text, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.split("\n")[:-1]]

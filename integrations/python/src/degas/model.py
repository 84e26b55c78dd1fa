"""A model as the build lays it out for the engine."""

import json
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from .errors import DegasError

Level = Literal["low", "medium", "high"]


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """Scores from ``threshold`` on are called DGA at this false-positive rate."""

    level: Level
    false_positive_rate: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the engine reads and writes in its memory, and the leading arguments of its calls."""

    pages: int
    batch_size: int
    text: int
    scores: int
    family_scores: int | None
    encode: tuple[int, ...]
    run: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """A network, ready to be copied into an engine's memory."""

    name: str
    version: int
    threshold: float
    operating_points: tuple[OperatingPoint, ...]
    #: The probability from which a family is a candidate.
    candidate_threshold: float
    #: What verdicts call a class of the family head: a malware family, or the kind of a name without one, or neither.
    names: tuple[tuple[str | None, str | None], ...]
    #: For each value of the family head, the index of its name: several can share one.
    classes: tuple[int, ...]
    layout: Layout
    program: bytes
    image: bytes
    #: What V8 runs to judge groups, and the degas.bin that it reads; None where the model has no group network.
    group_program: str
    compiled: bytes | None


def load_model(folder: str | Path | None) -> Model:
    """Reads a folder that ``plan-engine.ts`` wrote, or the one that ships with the package."""
    source: Traversable = files("degas").joinpath("data") if folder is None else Path(folder)
    try:
        described = json.loads(source.joinpath("engine.json").read_bytes())
        program = source.joinpath("engine.wasm").read_bytes()
        image = source.joinpath("engine.bin").read_bytes()
        group_program = source.joinpath("group-judge.js").read_text("utf-8")
        compiled = source.joinpath("degas.bin").read_bytes()
    except OSError as error:
        raise DegasError(
            "MODEL_NOT_FOUND",
            f"Model '{source}' could not be read ({error.strerror}). Expected a folder with engine.json, engine.wasm, "
            "engine.bin, group-judge.js and degas.bin. Write it from a degas.bin with "
            "integrations/python/build/plan-engine.ts.",
        ) from error
    try:
        return Model(
            name=described["model"],
            version=described["version"],
            threshold=described["threshold"],
            operating_points=tuple(
                OperatingPoint(point["level"], point["falsePositiveRate"], point["threshold"])
                for point in described["operatingPoints"]
            ),
            candidate_threshold=described["candidateThreshold"],
            names=tuple((family, kind) for family, kind in described["names"]),
            classes=tuple(described["classes"]),
            layout=Layout(
                pages=described["pages"],
                batch_size=described["batchSize"],
                text=described["text"],
                scores=described["scores"],
                family_scores=described["familyScores"],
                encode=tuple(described["encode"]),
                run=tuple(described["run"]),
            ),
            program=program,
            image=image,
            group_program=group_program,
            compiled=compiled if described["groups"] else None,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise DegasError(
            "INVALID_MODEL",
            f"engine.json of model '{source}' has no valid {error}. Expected what this version of the package writes. "
            "Write the folder again with integrations/python/build/plan-engine.ts.",
        ) from error

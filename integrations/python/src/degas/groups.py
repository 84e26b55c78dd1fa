"""Groups of names of one client, judged by the Node library's own program in V8."""

import json
from collections.abc import Collection, Iterable
from functools import cached_property
from threading import Lock
from typing import Any, Final, NamedTuple

from py_mini_racer import JSPromise, MiniRacer

from .errors import DegasError
from .model import Level, Model


class WeighedName(NamedTuple):
    """A registrable name with its part in a verdict; those of all names sum to 1."""

    name: str
    weight: float


class GroupVerdict(NamedTuple):
    """What a classifier says about a set of names that one client asked for."""

    #: How likely a DGA made some of them where one client in 1,000 is infected, from 0 to 1; of one name its own score.
    score: float
    #: One clean client in 100, 1,000, 10,000 a day reaches low, medium, high by mistake; None below.
    level: Level | None
    #: The likeliest malware family; ``unknown`` where none is likely enough, None without a level.
    family: str | None
    #: How likely the family is, if a DGA made the names; only where one is named.
    family_probability: float | None
    #: Names that the verdict rests on, those that weigh most first, up to 24.
    names: tuple[WeighedName, ...]
    #: Different registrable names, and how many of them failed; None where answers are not known.
    distinct_names: int
    failed: int | None
    #: What is remarkable about the names, in words.
    reasons: tuple[str, ...]


class GroupJudge:
    """Judges groups; V8 starts with the first one. Used by several threads, it judges one group at a time."""

    def __init__(self, model: Model) -> None:
        self._model: Final = model
        self._lock: Final = Lock()

    def judge(self, names: Iterable[object], failed: Collection[Any] | None) -> GroupVerdict:
        """Returns the verdict on names in any order; ``failed``: a value for each, or a set of those that failed."""
        given = [name if isinstance(name, str) else "" for name in names]
        group = json.dumps({"names": given, "failed": _flags(given, failed)})
        with self._lock:
            verdict = json.loads(str(self._v8.eval("judgeGroup")(group)))
        return GroupVerdict(
            score=verdict["score"],
            level=verdict["level"],
            family=verdict["family"],
            family_probability=verdict.get("familyProbability"),
            names=tuple(WeighedName(**name) for name in verdict["names"]),
            distinct_names=verdict["distinctNames"],
            failed=verdict["failed"],
            reasons=tuple(verdict["reasons"]),
        )

    @cached_property
    def _v8(self) -> Any:
        if self._model.compiled is None:
            raise DegasError(
                "INVALID_MODEL",
                f"Model '{self._model.name}' has no group network. Expected one, as a training by 'degas train "
                "--recipe flagship' makes. Load another model.",
            )
        v8: Any = MiniRacer()
        v8.eval(self._model.group_program)
        opened = v8.eval("openModel")(self._model.compiled.decode("latin-1"))
        assert isinstance(opened, JSPromise)
        opened.get()
        return v8


def _flags(names: list[str], failed: Collection[Any] | None) -> list[bool] | None:
    if failed is None:
        return None
    if isinstance(failed, (set, frozenset)):
        return [name in failed for name in names]
    if len(failed) != len(names):
        raise DegasError(
            "INVALID_OPTION",
            f"failed has {len(failed)} values for {len(names)} names. Expected one for each, or a set of the names "
            "that failed. Leave it out where answers are not known.",
        )
    return [bool(value) for value in failed]

"""A network ready to classify names."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, islice
from operator import itemgetter
from pathlib import Path
from threading import Lock
from typing import Any, Final, Literal

import numpy as np

from .engine import Engine, Floats
from .groups import GroupJudge, GroupVerdict
from .likely import NOTHING_LIKELY, LikelyClasses
from .model import Level, Model, load_model
from .readings import idn_readings
from .registrable import Registrable, registrable
from .rules import Rules
from .thresholds import candidate_threshold_of, threshold_of
from .verdict import Candidate, Verdict

NOT_A_NAME: Final = Registrable(None, "invalid")

_Label = Literal["benign", "dga", "skipped"]
_Scored = tuple[float, _Label, Level | None, str | None, str | None, tuple[Candidate, ...], float | None]


class Classifier:
    """
    Judges DNS names; what can't be scored is ``skipped``, whatever was given.

    ``model``: a folder that ``plan-engine.ts`` wrote; None for the model that ships. ``operating_point``: a level of
    the model or a threshold on the score; None for the model's own. ``allow``, ``deny``: names that are never, or
    always, called DGA, with all below them; where both have a rule, the more specific one decides, then ``allow``.
    ``known_dga``: a filter of names that known families make, as ``degas filter`` writes it.
    """

    def __init__(  # noqa: PLR0913 - options have names
        self,
        model: str | Path | None = None,
        *,
        operating_point: Level | float | None = None,
        family_threshold: float | None = None,
        allow: Iterable[str] = (),
        deny: Iterable[str] = (),
        known_dga: str | Path | None = None,
    ) -> None:
        self.model: Final[Model] = load_model(model)
        self.threshold: Final = threshold_of(self.model, operating_point)
        self._likely: Final = LikelyClasses(self.model, candidate_threshold_of(self.model, family_threshold))
        self._rules: Final = Rules(allow, deny, known_dga)
        self._engine: Final = Engine(self.model)
        self._groups: Final = GroupJudge(self.model)
        self._lock: Final = Lock()
        strictest_first = sorted(self.model.operating_points, key=lambda point: point.false_positive_rate)
        self._levels: Final = [*(point.level for point in strictest_first), None]
        self._level_thresholds: Final = np.array([*(p.threshold for p in strictest_first), -np.inf])

    def classify(self, names: Iterable[object]) -> list[Verdict]:
        """Returns a verdict for each name, in order."""
        given = list(names)
        parsed = [parse(name) for name in given]
        scored = self._scored([part.name for part in parsed if part.name is not None])
        verdicts = [
            Verdict(name, None, None, "skipped", skipped=skipped)
            if part is None
            else Verdict(name, part, *next(scored))
            for name, (part, skipped) in zip(given, parsed, strict=True)
        ]
        return self._rules.decided(verdicts) if self._rules.are_given else verdicts

    def score(self, names: Iterable[object]) -> Floats:
        """Returns the network's score of each name, NaN where it is skipped: no verdicts, no look at the lists."""
        parsed = [parse(name).name for name in names]
        texts, starts = _texts([name for name in parsed if name is not None])
        values = np.empty(len(texts), np.float32)
        size = self._engine.batch_size
        with self._lock:
            for start in range(0, len(texts), size):
                part = texts[start : start + size]
                self._engine.run(part, np.inf)
                values[start : start + len(part)] = self._engine.scores[: len(part)]
        if len(starts) < len(texts):
            values = np.maximum.reduceat(values, starts)
        if len(starts) == len(parsed):
            return values
        scores = np.full(len(parsed), np.nan, np.float32)
        scores[[name is not None for name in parsed]] = values
        return scores

    def judge_group(self, names: Iterable[object], failed: Collection[Any] | None = None) -> GroupVerdict:
        """
        Returns the verdict on names of one client together, in any order.

        ``failed``: a value for each name, true where it does not exist, or a set of the names that don't; left out
        where answers are not known.
        """
        return self._groups.judge(names, failed)

    def _scored(self, names: list[str]) -> Iterator[_Scored]:
        """Returns the row of each name, of what it may be read as that of the highest score."""
        texts, starts = _texts(names)
        size = self._engine.batch_size
        rows = chain.from_iterable(self._batch(texts[at : at + size]) for at in range(0, len(texts), size))
        if len(starts) == len(texts):
            return rows
        counts = np.diff(starts, append=len(texts)).tolist()
        return (max(islice(rows, count), key=itemgetter(0)) for count in counts)

    def _batch(self, names: list[str]) -> Iterator[_Scored]:
        """Returns score, label, level, family, kind, candidates and the probability of each name."""
        count = len(names)
        with self._lock:
            self._engine.run(names, self.threshold)
            scores = self._engine.scores[:count].astype(np.float64)
            is_dga = scores >= self.threshold
            values = self._engine.family_scores[:count][is_dga].astype(np.float64)
        reached = (scores[:, None] >= self._level_thresholds).argmax(axis=1)
        levels = [self._levels[index] for index in reached.tolist()]
        labels = np.where(is_dga, "dga", "benign").tolist()
        named = iter(self._likely.of(values))
        likely = [next(named) if label == "dga" else NOTHING_LIKELY for label in labels]
        return zip(scores.tolist(), labels, levels, *zip(*likely, strict=True), strict=True)


def parse(name: object) -> Registrable:
    """Returns the registrable part of what a log holds: what is not text is not a name."""
    return registrable(name) if isinstance(name, str) else NOT_A_NAME


def _texts(names: list[str]) -> tuple[list[str], list[int]]:
    """Returns what the network reads, other readings of Punycode included, and where each name's texts begin."""
    texts: list[str] = []
    starts: list[int] = []
    for name in names:
        starts.append(len(texts))
        texts.append(name)
        if name.startswith("xn--"):
            texts.extend(idn_readings(name))
    return texts, starts

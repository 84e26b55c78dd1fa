"""Who is likely enough to have made names: ``likelyClasses`` of ``@degas/inference``, for a batch at once."""

from itertools import islice
from typing import Final

import numpy as np
import numpy.typing as npt

from .model import Model
from .verdict import Candidate

#: Family, kind, candidates, and the probability of the family or else the kind.
Likely = tuple[str | None, str | None, tuple[Candidate, ...], float | None]

NOTHING_LIKELY: Final[Likely] = (None, None, (), None)


class LikelyClasses:
    """What the values of a model's family head say, from a probability on."""

    def __init__(self, model: Model, threshold: float) -> None:
        self._names: Final = model.names
        self._threshold: Final = threshold
        #: The classes in the order of their names, and where each name's classes begin.
        self._classes: Final = np.argsort(model.classes, kind="stable")
        self._starts: Final = np.searchsorted(sorted(model.classes), range(len(model.names)))

    def of(self, values: npt.NDArray[np.float64]) -> list[Likely]:
        """Returns what is likely enough for rows of the head's values, (names, classes)."""
        if values.size == 0:
            return [NOTHING_LIKELY] * len(values)
        powers = np.exp(values - values.max(axis=1, keepdims=True))
        # Sums in place of a product of matrices, for which NumPy starts threads.
        of_names = np.add.reduceat(powers[:, self._classes], self._starts, axis=1)
        probabilities = of_names / powers.sum(axis=1, keepdims=True)
        rows, names = np.nonzero(probabilities >= self._threshold)
        enough = probabilities[rows, names]
        likeliest_first = np.lexsort((names, -enough, rows))
        named = zip(names[likeliest_first].tolist(), enough[likeliest_first].tolist(), strict=True)
        counts = np.bincount(rows, minlength=len(values)).tolist()
        return [self._likely(list(islice(named, count))) for count in counts]

    def _likely(self, enough: list[tuple[int, float]]) -> Likely:
        """A family only where nothing else is likely enough; the likeliest kind, where there is one."""
        named = [(*self._names[name], probability) for name, probability in enough]
        candidates = tuple(Candidate(family, probability) for family, _, probability in named if family is not None)
        kind, of_kind = next(((kind, probability) for _, kind, probability in named if kind is not None), (None, None))
        if len(named) == 1 and candidates:
            return (candidates[0].family, None, candidates, candidates[0].probability)
        return (None, kind, candidates, of_kind)

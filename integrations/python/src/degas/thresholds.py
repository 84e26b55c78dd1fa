"""From which score on a name is DGA, and from which probability on a family is a candidate, as options say it."""

from .errors import DegasError
from .model import Level, Model


def threshold_of(model: Model, operating_point: Level | float | None) -> float:
    """Returns the score of a level of the model, or the one that is given; the model's own for None."""
    if operating_point is None:
        return model.threshold
    if not isinstance(operating_point, str):
        return _fraction(operating_point, "operating_point")
    for point in model.operating_points:
        if point.level == operating_point:
            return point.threshold
    known = ", ".join(f"'{point.level}'" for point in model.operating_points) or "no level"
    raise DegasError(
        "INVALID_OPTION",
        f"Invalid operating_point '{operating_point}'. Expected what the model was measured at: {known}. "
        "Or give a score from 0 to 1.",
    )


def candidate_threshold_of(model: Model, family_threshold: float | None) -> float:
    """Returns the probability that is given, or the model's own for None."""
    return model.candidate_threshold if family_threshold is None else _fraction(family_threshold, "family_threshold")


def _fraction(value: float, option: str) -> float:
    if 0 <= value <= 1:
        return float(value)
    raise DegasError(
        "INVALID_OPTION",
        f"Invalid {option} {value}. Expected a number from 0 to 1. Leave it out when in doubt.",
    )

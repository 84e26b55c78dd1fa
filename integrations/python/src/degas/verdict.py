"""What a classifier says about one name."""

from typing import Literal, NamedTuple

from .model import Level

#: The family of a DGA name that is like none of the known ones.
UNKNOWN_FAMILY = "unknown"


class Decision(NamedTuple):
    """What called a name DGA or benign in place of the score."""

    by: Literal["allow", "deny"]
    rule: str


class Verdict(NamedTuple):
    """The fields of a verdict of ``@degas/inference``."""

    #: The name as it was given.
    domain: object
    #: The registrable name, which is what was scored; None for a skipped name.
    registrable: str | None
    #: From 0, benign, to 1, made by a DGA, whatever decided the label; None for a skipped name.
    score: float | None
    label: Literal["benign", "dga", "skipped"]
    #: The strictest operating point that the score reaches.
    level: Level | None = None
    #: The likeliest DGA family where the label is ``dga``, ``unknown`` where none is likely enough.
    family: str | None = None
    #: The family's probability; only where the network named it.
    family_probability: float | None = None
    #: Only where a list decided the label, not the score.
    decision: Decision | None = None
    #: Why the name was not scored.
    skipped: str | None = None

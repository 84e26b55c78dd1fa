"""What a classifier says about one name."""

from typing import Literal, NamedTuple

from .model import Level


class Decision(NamedTuple):
    """What called a name DGA or benign in place of the score."""

    by: Literal["allow", "deny", "known_dga"]
    #: The rule of the list, or the known name.
    rule: str


class Candidate(NamedTuple):
    """A malware family that may have made a name."""

    family: str
    #: How likely the family is, if a DGA made the name.
    probability: float


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
    #: The malware family where the label is ``dga`` and it alone is likely enough.
    family: str | None = None
    #: What the name looks like if no family that the network knows made it, where that is likely enough.
    kind: str | None = None
    #: The families that are likely enough to have made the name, the likeliest first.
    candidates: tuple[Candidate, ...] = ()
    #: The probability of the family, or else the kind; only where the network named one.
    family_probability: float | None = None
    #: Only where a list decided the label, not the score.
    decision: Decision | None = None
    #: Why the name was not scored.
    skipped: str | None = None

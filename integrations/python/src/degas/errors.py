"""The one error of this package."""

from typing import Literal

Code = Literal["INVALID_OPTION", "MODEL_NOT_FOUND", "INVALID_MODEL"]


class DegasError(ValueError):
    """What was given, what was expected, what to do; ``code`` is for programs."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code = code

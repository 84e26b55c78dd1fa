"""Names that known families make, looked up by the Node library's own filter in V8."""

import json
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import Any, Final, cast

from py_mini_racer import JSEvalException, MiniRacer

from .errors import DegasError


class KnownDga:
    """A filter that ``degas filter`` wrote. Used by several threads, it answers one at a time."""

    def __init__(self, path: str | Path) -> None:
        try:
            content = Path(path).read_bytes()
        except OSError as error:
            raise DegasError(
                "INVALID_OPTION",
                f"known_dga '{path}' could not be read ({error.strerror}). Expected a filter of known DGA names. "
                "Write one with degas filter.",
            ) from error
        self._lock: Final = Lock()
        self._v8: Final[Any] = cast("Any", MiniRacer())
        self._v8.eval(files("degas").joinpath("data/known-dga.js").read_text("utf-8"))
        try:
            self._v8.eval("openFilter")(content.decode("latin-1"))
        except JSEvalException as error:
            raise DegasError(
                "INVALID_OPTION",
                f"known_dga '{path}' is no filter of known DGA names. Expected a file that degas filter wrote. "
                "Write it again.",
            ) from error

    def families_of(self, names: Iterable[str]) -> dict[str, str]:
        """Returns the families of those names that a family makes."""
        asked = list(dict.fromkeys(names))
        with self._lock:
            families = json.loads(str(self._v8.eval("familiesOf")(json.dumps(asked))))
        return {name: family for name, family in zip(asked, families, strict=True) if family is not None}

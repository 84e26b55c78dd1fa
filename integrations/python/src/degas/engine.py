"""The WebAssembly engine of ``@degas/inference``, run by wasmtime."""

import ctypes
from math import prod
from typing import Final, cast

import numpy as np
import numpy.typing as npt
import wasmtime

from .model import Model

Floats = npt.NDArray[np.float32]


class Engine:
    """Runs a network on batches of registrable names; not for two threads at once."""

    def __init__(self, model: Model) -> None:
        layout = model.layout
        engine = wasmtime.Engine()
        self._store: Final = wasmtime.Store(engine)
        limits = wasmtime.Limits(layout.pages, None)
        self._memory: Final = wasmtime.Memory(self._store, wasmtime.MemoryType(limits))
        module = wasmtime.Module(engine, model.program)
        exports = wasmtime.Instance(self._store, module, [self._memory]).exports(self._store)
        self._encode: Final = cast("wasmtime.Func", exports["encode"])
        self._run: Final = cast("wasmtime.Func", exports["run"])
        self._memory.write(self._store, model.image)
        self._layout: Final = layout
        self.batch_size: Final = layout.batch_size
        classes = len(model.classes)
        #: (batch size): the scores of the last batch.
        self.scores: Final[Floats] = self._floats(layout.scores, (layout.batch_size,))
        #: (batch size, classes): the family head's values for what scored at least ``families_from``.
        self.family_scores: Final[Floats] = (
            np.empty((layout.batch_size, 0), np.float32)
            if layout.family_scores is None
            else self._floats(layout.family_scores, (layout.batch_size, classes))
        )

    def run(self, names: list[str], families_from: float) -> None:
        """Scores up to ``batch_size`` registrable names."""
        layout = self._layout
        count = len(names)
        self._memory.write(self._store, ("\n".join(names) + "\n").encode("ascii"), layout.text)
        self._encode(self._store, *layout.encode, count)
        self._run(self._store, *layout.run, families_from, count)

    def _floats(self, at: int, shape: tuple[int, ...]) -> Floats:
        """Returns a view of the memory, which never grows and so never moves."""
        base = ctypes.addressof(self._memory.data_ptr(self._store).contents)
        values = (ctypes.c_float * prod(shape)).from_address(base + at)
        return np.ctypeslib.as_array(values).reshape(shape)

"""A child process that answers lines, as ``integrations/streams/contract.md`` has it."""

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue
from typing import Any

from pyspark import SparkFiles


class DegasStreamError(RuntimeError):
    """The child did not answer every line; Spark runs the task that raises this again."""


def shipped(command: Sequence[str]) -> list[str]:
    """Returns a command with its program's path where Spark unpacked it, if it came as an archive of the job."""
    place = SparkFiles.get(command[0])
    return [place if Path(place).exists() else command[0], *command[1:]]


def answers(command: Sequence[str], blocks: Iterable[tuple[bytes, int]]) -> Iterator[bytes]:
    """
    Returns the answers to each block of lines, a line each, in order; without a block no process is started.

    A block is its text, each line with its end, and the number of its lines. One is on its way while the one before it
    is answered, so that the child never waits for Python.
    """
    rest = iter(blocks)
    first = next(rest, None)
    if first is None:
        return
    with _child(command) as (process, reader):
        reading = reader.submit(_answer, process, first[1])
        _write(process, first[0])
        for text, count in rest:
            ahead = reader.submit(_answer, process, count)
            _write(process, text)
            yield reading.result()
            reading = ahead
        process.stdin.close()
        yield reading.result()
        _end(process)


def reports(command: Sequence[str], texts: Iterable[bytes]) -> Iterator[list[str]]:
    """Returns the lines that the child writes while it reads texts, some at a time: none to all for each of them."""
    rest = iter(texts)
    first = next(rest, None)
    if first is None:
        return
    with _child(command) as (process, reader):
        found: SimpleQueue[str] = SimpleQueue()
        reading = reader.submit(_collect, process, found)
        for text in chain([first], rest):
            _write(process, text)
            yield [found.get() for _ in range(found.qsize())]
        process.stdin.close()
        reading.result()
        yield [found.get() for _ in range(found.qsize())]
        _end(process)


def _collect(process: Any, found: SimpleQueue[str]) -> None:
    for line in process.stdout:
        found.put(_whole(process, line).decode()[:-1])


@contextmanager
def _child(command: Sequence[str]) -> Iterator[tuple[Any, ThreadPoolExecutor]]:
    try:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    except OSError as error:
        raise DegasStreamError(
            f"Command '{' '.join(command)}' could not be started ({error}). Expected the Degas command line on every "
            "executor. Ship it with the job, see docs/guides/spark.md."
        ) from error
    reader = ThreadPoolExecutor(1)
    try:
        yield process, reader
    finally:
        process.kill()
        process.wait()
        reader.shutdown()
        with suppress(BrokenPipeError):
            process.stdin.close()  # type: ignore[union-attr]
        process.stdout.close()  # type: ignore[union-attr]


def _write(process: Any, text: bytes) -> None:
    try:
        process.stdin.write(text)
        process.stdin.flush()
    except BrokenPipeError:
        raise _failure(process, "stopped reading", "to read all lines") from None


def _answer(process: Any, count: int) -> bytes:
    lines = list(islice(process.stdout, count))
    text = _whole(process, b"".join(lines))
    if len(lines) == count:
        return text
    raise _failure(process, f"gave {len(lines)} answers", f"{count}, one a line")


def _whole(process: Any, text: bytes) -> bytes:
    if not text or text.endswith(b"\n"):
        return text
    raise _failure(process, "cut an answer short", "a line feed after each answer")


def _end(process: Any) -> None:
    if process.stdout.read(1) != b"":
        raise _failure(process, "gave more answers than it had lines", "one a line")
    if process.wait() != 0:
        raise _failure(process, "failed", "status 0")


def _failure(process: Any, given: str, expected: str) -> DegasStreamError:
    with suppress(subprocess.TimeoutExpired):
        process.wait(1)
    return DegasStreamError(
        f"Child '{' '.join(process.args)}' {given} (status {process.returncode}). Expected {expected}. "
        "See the executor's standard error for its own message."
    )

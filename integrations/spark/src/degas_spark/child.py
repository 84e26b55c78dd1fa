"""A child process that answers lines, as ``integrations/streams/contract.md`` has it."""

import json
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import chain, islice
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final

from pyspark import SparkFiles

is_not_a_line: Final = re.compile(r"[\s\ufeff]*[{\"]|.*[\r\n]", re.DOTALL).match


class DegasStreamError(RuntimeError):
    """The child did not answer every line; Spark runs the task that raises this again."""


def line_of(name: str | None) -> str:
    """Returns a name as a line of the contract: itself, or a JSON string where it has line ends or looks like JSON."""
    text = name or ""
    return json.dumps(text) if is_not_a_line(text) else text


def shipped(command: Sequence[str]) -> list[str]:
    """Returns a command with its program's path where Spark unpacked it, if it came as an archive of the job."""
    place = SparkFiles.get(command[0])
    return [place if Path(place).exists() else command[0], *command[1:]]


def answers(command: Sequence[str], batches: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    """
    Returns a list of answers, one a line, for each batch of lines, in order; without a batch no process is started.

    A batch is on its way while the one before it is read, so that the child never waits for Python.
    """
    rest = iter(batches)
    first = next(rest, None)
    if first is None:
        return
    with _child(command) as (process, reader):
        reading, size = reader.submit(_lines, process, len(first)), len(first)
        _write(process, first)
        for lines in rest:
            ahead = reader.submit(_lines, process, len(lines))
            _write(process, lines)
            yield _complete(process, reading.result(), size)
            reading, size = ahead, len(lines)
        process.stdin.close()
        yield _complete(process, reading.result(), size)
        _end(process)


def reports(command: Sequence[str], batches: Iterable[Sequence[str]]) -> Iterator[list[str]]:
    """Returns the lines that the child writes while it reads, some at a time: none to all for each batch."""
    rest = iter(batches)
    first = next(rest, None)
    if first is None:
        return
    with _child(command) as (process, reader):
        found: SimpleQueue[str] = SimpleQueue()
        reading = reader.submit(_collect, process, found)
        for lines in chain([first], rest):
            _write(process, lines)
            yield [found.get() for _ in range(found.qsize())]
        process.stdin.close()
        reading.result()
        yield [found.get() for _ in range(found.qsize())]
        _end(process)


def _collect(process: Any, found: SimpleQueue[str]) -> None:
    for line in process.stdout:
        for text in _text(process, [line]):
            found.put(text)


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


def _write(process: Any, lines: Sequence[str]) -> None:
    try:
        process.stdin.write("".join(f"{line}\n" for line in lines).encode(errors="replace"))
        process.stdin.flush()
    except BrokenPipeError:
        raise _failure(process, "stopped reading", "to read all lines") from None


def _lines(process: Any, count: int) -> list[str]:
    return _text(process, islice(process.stdout, count))


def _text(process: Any, lines: Iterable[bytes]) -> list[str]:
    text = [line.decode() for line in lines]
    if text and not text[-1].endswith("\n"):
        raise _failure(process, "cut an answer short", "a line feed after each answer")
    return [line[:-1] for line in text]


def _complete(process: Any, lines: list[str], count: int) -> list[str]:
    if len(lines) == count:
        return lines
    raise _failure(process, f"gave {len(lines)} answers", f"{count}, one a line")


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

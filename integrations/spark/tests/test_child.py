import sys
from collections.abc import Iterator

import pyarrow as pa
import pytest

from degas_spark.child import DegasStreamError, answers, reports
from degas_spark.verdicts import lines_of, verdicts_in


def program(text: str) -> list[str]:
    return [sys.executable, "-c", f"import os, sys\n{text}"]


def texts() -> Iterator[bytes]:
    for block in range(3):
        yield "".join(f"{block}-{row}.com\n" for row in range(500)).encode()


def blocks() -> Iterator[tuple[bytes, int]]:
    return ((text, 500) for text in texts())


ECHO = program("for line in sys.stdin: print(line.strip().upper(), flush=True)")


def test_answers_come_in_blocks_in_order() -> None:
    assert list(answers(ECHO, blocks())) == [text.upper() for text in texts()]


def test_no_blocks_start_no_process() -> None:
    assert list(answers(["/no/such/program"], iter([]))) == []
    assert list(answers(ECHO, [(b"", 0)])) == [b""]
    assert [len(column) for column in verdicts_in(b"")] == [0] * 8


def test_a_name_is_one_line_whatever_is_in_it(command: list[str]) -> None:
    names = [
        "evil.com\n",
        "a\r\nb.evil.com",
        "{not.json.com",
        ' "q".b.com',
        "\u2003{em.space.com",
        "\ufeff\v{tab.space.com",
        None,
        "a\0b.com",
        "a" * 1_000_000,
        "google.com",
    ]
    lines = lines_of(pa.array(names))
    [found] = answers([*command, "--fields", "registrable,skipped"], [(lines, len(names))])
    assert found.decode().splitlines() == [
        "evil.com\t",
        "evil.com\t",
        "json.com\t",
        "b.com\t",
        "space.com\t",
        "space.com\t",
        "\tempty",
        "\tinvalid",
        "\tinvalid",
        "google.com\t",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sys.exit(3)", "status 3"),
        ("print(sys.stdin.readline()); sys.stdout.flush(); os.kill(os.getpid(), 9)", "status -9"),
        ("print('x\\n' * 1499, end='trunc', flush=True); sys.stdin.read()", "cut an answer short"),
        ("print('x\\n' * 1501, end='', flush=True); sys.stdin.read()", "more answers"),
        ("print('x\\n' * 1499, end='', flush=True); sys.stdin.read()", "gave 499 answers"),
        ("print('x\\n' * 1500, end='', flush=True); sys.stdin.read(); sys.exit(1)", "failed"),
    ],
)
def test_a_child_that_does_not_answer_every_line_is_an_error(text: str, message: str) -> None:
    with pytest.raises(DegasStreamError, match=message):
        list(answers(program(text), blocks()))


def test_a_missing_program_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(DegasStreamError, match="Ship it with the job"):
        list(answers(["/no/such/program"], blocks()))


def test_reports_come_while_and_after_events_go_in() -> None:
    odd = program("for i, line in enumerate(sys.stdin):\n if i % 500 == 499: print(line.strip(), flush=True)")
    found = [line for lines in reports(odd, texts()) for line in lines]
    assert found == ["0-499.com", "1-499.com", "2-499.com"]
    with pytest.raises(DegasStreamError, match="status 4"):
        list(reports(program("sys.stdin.read(); sys.exit(4)"), texts()))

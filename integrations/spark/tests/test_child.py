import sys
from collections.abc import Iterator

import pytest

from degas_spark.child import DegasStreamError, answers, line_of, reports


def program(text: str) -> list[str]:
    return [sys.executable, "-c", f"import os, sys\n{text}"]


def batches() -> Iterator[list[str]]:
    for batch in range(3):
        yield [f"{batch}-{row}.com" for row in range(500)]


ECHO = program("for line in sys.stdin: print(line.strip().upper(), flush=True)")


def test_answers_come_in_batches_in_order() -> None:
    assert list(answers(ECHO, batches())) == [[line.upper() for line in batch] for batch in batches()]


def test_no_batches_start_no_process() -> None:
    assert list(answers(["/no/such/program"], iter([]))) == []
    assert list(answers(ECHO, [[]])) == [[]]


def test_a_name_is_one_line_whatever_is_in_it(command: list[str]) -> None:
    names = [
        "evil.com\n",
        "a\r\nb.evil.com",
        "{not.json.com",
        ' "q".b.com',
        None,
        "a\0b.com",
        "a" * 1_000_000,
        "google.com",
    ]
    lines = [line_of(name) for name in names]
    [found] = answers([*command, "--fields", "registrable,skipped"], [lines])
    assert found == [
        "evil.com\t",
        "evil.com\t",
        "json.com\t",
        "b.com\t",
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
        list(answers(program(text), batches()))


def test_a_missing_program_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(DegasStreamError, match="Ship it with the job"):
        list(answers(["/no/such/program"], batches()))


def test_reports_come_while_and_after_events_go_in() -> None:
    odd = program("for i, line in enumerate(sys.stdin):\n if i % 500 == 499: print(line.strip(), flush=True)")
    found = [line for lines in reports(odd, batches()) for line in lines]
    assert found == ["0-499.com", "1-499.com", "2-499.com"]
    with pytest.raises(DegasStreamError, match="status 4"):
        list(reports(program("sys.stdin.read(); sys.exit(4)"), batches()))

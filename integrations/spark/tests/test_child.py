import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from degas_spark.child import DegasStreamError, answers, reports
from degas_spark.clients import OPTIONS, STREAM, text_of
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
    assert list(reports(["/no/such/program"], [])) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("sys.stdin.read(); sys.exit(4)", "status 4"),
        ("print('{}'); sys.stdout.flush(); os.kill(os.getpid(), 9)", "status -9"),
        ("sys.stdin.read(); print('{}\\n{', end='', flush=True)", "cut an answer short"),
    ],
)
def test_a_child_that_does_not_report_to_the_end_is_an_error(text: str, message: str) -> None:
    with pytest.raises(DegasStreamError, match=message):
        list(reports(program(text), texts()))


def test_events_with_hostile_names_are_read_and_the_others_count(packed: Path) -> None:
    letters = "bcdfghjklmnpqrstvwxz"
    names = [letters[row:] + letters[:row] + ".com" for row in range(20)]
    hostile = ["a\0b.com", "a" * 1_000_000, 'evil"\r\n,x.com', "", None]
    hunt = [str(packed / "degas"), "hunt", *STREAM, *OPTIONS, "--window", "24h"]

    def found(asked: list[str | None]) -> tuple[str, set[str]]:
        seconds = [1_795_000_000 + row for row in range(len(asked))]
        columns = {"time": pa.array(seconds, pa.timestamp("s")), "client": ["10.0.0.1"] * len(asked)}
        events = pa.record_batch({**columns, "name": asked, "rcode": ["NXDOMAIN"] * len(asked)})
        texts = [text_of(events, has_header=True)]
        [client] = [json.loads(line) for lines in reports(hunt, texts) for line in lines]
        return client["client"], {each["name"] for each in client["names"]}

    assert found([*hostile, *names]) == found([*names]) == ("10.0.0.1", set(names))

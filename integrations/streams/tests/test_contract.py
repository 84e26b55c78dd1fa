"""When a child ends, whatever becomes of the two sides of it: it never stays behind."""

import subprocess
import sys
from pathlib import Path

NAME = b"google.com\n"


def started(degas: Path) -> subprocess.Popen[bytes]:
    child = subprocess.Popen([degas, "score", "--stream"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
    assert child.stdin is not None and child.stdout is not None
    child.stdin.write(NAME)
    assert child.stdout.readline().startswith(b"google.com\t")
    return child


def test_a_child_ends_when_its_input_closes_and_answers_a_truncated_line(degas: Path) -> None:
    child = started(degas)
    rest, _ = child.communicate(b"github.com", timeout=10)
    assert rest.startswith(b"github.com\t") and rest.endswith(b"\n")
    assert child.returncode == 0


def test_a_child_ends_with_the_first_answer_that_nobody_reads(degas: Path) -> None:
    child = started(degas)
    assert child.stdin is not None and child.stdout is not None
    child.stdout.close()
    child.stdin.write(NAME)
    # Its input stays open, as where something else follows a log for it.
    assert child.wait(10) == 0
    child.stdin.close()


def test_a_child_ends_when_its_parent_is_killed(degas: Path) -> None:
    parent = """
import subprocess, sys, time
child = subprocess.Popen(sys.argv[1:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=sys.stdout)
child.stdin.write(b"google.com\\n")
child.stdin.flush()
child.stdout.readline()
print("answered", flush=True)
time.sleep(100)
"""
    command = [sys.executable, "-c", parent, degas, "score", "--stream"]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"answered\n"
        process.kill()
        # The child has the other end of this pipe, too: it ends when nobody is left.
        assert process.stdout.read() == b""

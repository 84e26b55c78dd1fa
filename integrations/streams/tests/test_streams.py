"""
The configurations of this folder in the real programs: pip install pytest.

BENTHOS, RSYSLOGD, SYSLOG_NG and TELEGRAF name programs that are not in PATH; one that is nowhere is a skipped test.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

import pytest

HERE = Path(__file__).parent
STREAMS = HERE.parent
Daemon = Callable[[Path, Path], AbstractContextManager[Callable[[str], None]]]
UNBOUND = "<30>Nov 27 16:00:00 host unbound: [123:0] info: 10.0.0.1 "
#: The first child is killed with its 20th line, which nothing answers.
KILLER = """#!{python}
import os, subprocess, sys
here = os.path.dirname(os.path.abspath(__file__))
command = [here + "/real", *sys.argv[1:]]
try:
    os.mkdir(here + "/killed")
except FileExistsError:
    os.execv(command[0], command)
child = subprocess.Popen(command, stdin=subprocess.PIPE, bufsize=0)
for line in range(19):
    child.stdin.write(sys.stdin.buffer.readline())
sys.stdin.buffer.readline()
child.kill()
os.kill(os.getpid(), 9)
"""


def program(name: str, variable: str) -> str:
    found = os.environ.get(variable) or shutil.which(name, path=f"{os.environ['PATH']}:/usr/sbin")
    if found is None:
        pytest.skip(f"needs {name}; install it or name it in {variable}")
    return found


@pytest.fixture
def killed(degas: Path, tmp_path: Path) -> Path:
    """A command whose first child dies."""
    folder = tmp_path / "killer"
    folder.mkdir()
    (folder / "real").write_text(f'#!/bin/sh\nexec {degas} "$@"\n')
    (folder / "real").chmod(0o755)
    (folder / "degas").write_text(KILLER.replace("{python}", sys.executable))
    (folder / "degas").chmod(0o755)
    return folder / "degas"


def redpanda(command: Path, messages: list[object], truncated: str = "") -> list[dict[str, object]]:
    text = "".join(f"{json.dumps(message)}\n" for message in messages) + truncated
    done = subprocess.run(
        [program("benthos", "BENTHOS"), "-c", str(STREAMS / "redpanda-connect.yaml")],
        input=text,
        capture_output=True,
        text=True,
        timeout=100,
        env={**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}"},
        check=True,
    )
    return [json.loads(line) for line in done.stdout.split("\n")[:-1]]


def test_redpanda_connect_answers_hostile_messages_in_their_place(degas: Path) -> None:
    queries = ["google.com", "", "a\0b.com", "evil.com\n", "a" * 1_000_000, "{x.b.com", "co.uk", "github.com"]
    found = redpanda(degas, [*({"query": query} for query in queries), {"id": 1}, {"query": "bing.com"}])
    registrable = [message["degas"]["registrable"] for message in found]  # type: ignore[index]
    expected = ["google.com", None, None, "evil.com", None, "b.com", None, "github.com", None, "bing.com"]
    assert registrable == expected
    assert [message.get("query") for message in found[:8]] == queries
    assert found[8]["id"] == 1


def test_redpanda_connect_answers_a_last_message_without_line_feed(degas: Path) -> None:
    [first, last] = redpanda(degas, [{"query": "google.com"}], '{"query":"github.com"}')
    assert first["degas"]["registrable"] == "google.com"  # type: ignore[index]
    assert last["degas"]["registrable"] == "github.com"  # type: ignore[index]


def test_redpanda_connect_ends_with_an_empty_stream(degas: Path) -> None:
    assert redpanda(degas, []) == []


def test_redpanda_connect_passes_all_messages_on_when_a_child_dies(killed: Path) -> None:
    names = [f"n{row}.com" for row in range(4_000)]
    found = redpanda(killed, [{"query": name} for name in names])
    assert (killed.parent / "killed").exists()
    assert [message["query"] for message in found] == names
    # What the dead child had is asked again.
    assert [message["degas"]["registrable"] for message in found] == names  # type: ignore[index]


@contextmanager
def rsyslog(command: Path, folder: Path) -> Iterator[Callable[[str], None]]:
    text = (STREAMS / "rsyslog.conf").read_text()
    text = text.replace("/usr/bin/degas", str(command)).replace("/var/log/degas.tsv", str(folder / "out.tsv"))
    configuration = folder / "rsyslog.conf"
    configuration.write_text(
        f'{text}module(load="imuxsock" SysSock.Use="off")\ninput(type="imuxsock" Socket="{folder}/log" UseSpecialParser="off" ParseHostname="on")\n'
    )
    arguments = ["-n", "-f", str(configuration), "-i", str(folder / "pid")]
    with daemon([program("rsyslogd", "RSYSLOGD"), *arguments], folder / "log") as send:
        yield send


@contextmanager
def syslog_ng(command: Path, folder: Path) -> Iterator[Callable[[str], None]]:
    text = (STREAMS / "syslog-ng.conf").read_text()
    text = text.replace("/usr/bin/degas", str(command)).replace("/var/log/degas.tsv", str(folder / "out.tsv"))
    configuration = folder / "syslog-ng.conf"
    configuration.write_text(text.replace("/run/degas/log", str(folder / "log")))
    state = ["-R", str(folder / "persist"), "-c", str(folder / "control"), "-p", str(folder / "pid")]
    command_line = [program("syslog-ng", "SYSLOG_NG"), "-F", "--no-caps", "-f", str(configuration), *state]
    with daemon(command_line, folder / "log") as send:
        yield send


@contextmanager
def daemon(command: list[str], log: Path) -> Iterator[Callable[[str], None]]:
    process = subprocess.Popen(command)
    try:
        wait_for(log.exists)
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.connect(str(log))
            yield lambda name: sender.sendall(f"{UNBOUND}{name}. A IN".encode())
    finally:
        process.terminate()
        process.wait(30)


def wait_for(condition: Callable[[], bool]) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.1)
    raise TimeoutError("nothing came in a minute")


def answers(folder: Path) -> list[list[str]]:
    out = folder / "out.tsv"
    return [line.split("\t") for line in out.read_text().split("\n")[:-1]] if out.exists() else []


@pytest.mark.parametrize("running", [rsyslog, syslog_ng], ids=["rsyslog", "syslog-ng"])
def test_a_syslog_daemon_writes_an_answer_for_each_message(running: Daemon, degas: Path, tmp_path: Path) -> None:
    names = ["google.com", "a..b", "-", "10.0.0.1", "x" * 1000, "xjqvkzhfpwmtqq.com"]
    with running(degas, tmp_path) as send:
        for name in names:
            send(name)
        wait_for(lambda: len(answers(tmp_path)) >= len(names))
    assert [row[0] for row in answers(tmp_path)] == [f"{name}." for name in names]
    assert [row[2] for row in answers(tmp_path)] == ["benign", "skipped", "skipped", "skipped", "skipped", "dga"]


@pytest.mark.parametrize("running", [rsyslog, syslog_ng], ids=["rsyslog", "syslog-ng"])
def test_a_syslog_daemon_goes_on_after_what_is_no_name(running: Daemon, degas: Path, tmp_path: Path) -> None:
    with running(degas, tmp_path) as send:
        time.sleep(0.5)
        # Nothing was asked.
        assert answers(tmp_path) == []
        # A socket takes no message of 1 MB; one of 100 kB the daemons cut short.
        for name in ["a\0b.com", "x" * 100_000, "github.com"]:
            send(name)
        wait_for(lambda: any(row[0] == "github.com." for row in answers(tmp_path)))
    *others, last = answers(tmp_path)
    assert last[0] == "github.com."
    assert {row[2] for row in others} == {"skipped"}


@pytest.mark.parametrize("running", [rsyslog, syslog_ng], ids=["rsyslog", "syslog-ng"])
def test_a_syslog_daemon_starts_a_dead_child_again(running: Daemon, killed: Path, tmp_path: Path) -> None:
    with running(killed, tmp_path) as send:
        sent = 0

        def answered() -> bool:
            nonlocal sent
            send(f"later{sent}.com")
            sent += 1
            return any(row[0] == f"later{sent - 2}.com." for row in answers(tmp_path)) and sent > 60

        wait_for(answered)
    assert (killed.parent / "killed").exists()


@contextmanager
def telegraf(command: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    text = (STREAMS / "telegraf.conf").read_text().replace("/var/log/dns/names.log", str(log))
    configuration = log.parent / "telegraf.conf"
    configuration.write_text(text.replace('restart_delay = "10s"', 'restart_delay = "1s"'))
    with (log.parent / "metrics").open("wb") as metrics:
        process = subprocess.Popen(
            [program("telegraf", "TELEGRAF"), "--config", configuration, "--quiet"],
            stdout=metrics,
            env={**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}"},
        )
    try:
        yield process
    finally:
        process.kill()
        process.wait()
        # Nobody tells them; they find out. A name of a folder of its own is in the command line of the one and its parent.
        wait_for(lambda: not [one for one in command_lines() if str(log).encode() in one])


def command_lines() -> Iterator[bytes]:
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        with suppress(OSError):
            yield file.read_bytes()


def metrics_in(folder: Path) -> list[str]:
    return (folder / "metrics").read_text().split("\n")[:-1]


def test_telegraf_has_a_metric_for_each_line_and_leaves_nothing_behind(degas: Path, tmp_path: Path) -> None:
    log = tmp_path / "names.log"
    log.write_bytes(b"")
    names = ["google.com", "", "a\0b.com", "a" * 1_000_000, "xjqvkzhfpwmtqq.com", "github.com"]
    with telegraf(degas, log):
        # An empty log has no metrics, a line without its end has none yet.
        with log.open("a") as growing:
            growing.write("\n".join(names))
            growing.flush()
            wait_for(lambda: len(metrics_in(tmp_path)) == len(names) - 1)
            time.sleep(1.5)
            assert len(metrics_in(tmp_path)) == len(names) - 1
            growing.write("\n")
        wait_for(lambda: len(metrics_in(tmp_path)) == len(names))
    labels = [line.split(" ")[0].removeprefix("degas,label=").split(",")[0] for line in metrics_in(tmp_path)]
    assert sorted(labels) == ["benign", "benign", "dga", "skipped", "skipped", "skipped"]


def test_telegraf_starts_a_dead_child_again(killed: Path, tmp_path: Path) -> None:
    log = tmp_path / "names.log"
    log.write_text("".join(f"n{row}.com\n" for row in range(50)))
    with telegraf(killed, log):
        wait_for((killed.parent / "killed").exists)
        # The log is read from its beginning by the next one.
        wait_for(lambda: {f"n{row}.com" for row in range(50)} <= {line.split('"')[1] for line in metrics_in(tmp_path)})

"""The functions of degas_function.xml in chDB, which is ClickHouse in this process: pip install chdb pytest."""

import random
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from chdb.session import Session

HERE = Path(__file__).parent
REPOSITORY = HERE.parents[2]
FUNCTIONS = HERE.parent / "degas_function.xml"


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("user_scripts")
    pack = ["node", "--import", "tsx", "integrations/pack-command.ts", str(folder / "degas"), "--without-node"]
    subprocess.run(pack, cwd=REPOSITORY, check=True)
    shutil.copy(FUNCTIONS, folder)
    return folder


@pytest.fixture(scope="module")
def clickhouse(scripts: Path) -> Iterator[Session]:
    settings = f"user_scripts_path={scripts}&user_defined_executable_functions_config={scripts}/*_function.xml"
    with Session(f"{scripts / 'database'}?{settings}") as session:
        yield session


def rows(session: Session, sql: str) -> list[list[str]]:
    return [line.split("\t") for line in str(session.query(sql, "TabSeparated")).splitlines()]


def made_up(count: int) -> list[str]:
    source = random.Random(20)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    return ["".join(source.choices(letters, k=source.randint(1, 20))) + (".com" if n % 9 else "") for n in range(count)]


def test_blocks_have_the_librarys_verdicts(clickhouse: Session, scripts: Path) -> None:
    names = made_up(20_000)
    values = ",".join(f"({row},'{name}')" for row, name in enumerate(names))
    clickhouse.query("CREATE DATABASE lake ENGINE = Atomic; USE lake")
    clickhouse.query("CREATE TABLE queries (id UInt32, name String) ENGINE = MergeTree ORDER BY id")
    clickhouse.query(f"INSERT INTO queries VALUES {values}")
    found = rows(
        clickhouse,
        "SELECT degas_score(name), degas_level(name), degas_family(name), degas_registrable(name) FROM queries "
        "ORDER BY id SETTINGS max_block_size = 3000",
    )
    command = [str(scripts / "degas/degas"), "score", "--stream", "--null", "\\N"]
    command += ["--fields", "score,level,family,registrable"]
    text = "".join(f"{name}\n" for name in names)
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    expected = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(found) == len(names)
    assert [row[1:] for row in found] == [row[1:] for row in expected]
    for (score, *_), (wanted, *_) in zip(found, expected, strict=True):
        assert score == wanted == "\\N" or float(score) == pytest.approx(float(wanted), rel=1e-6)


def test_a_table_function_has_all_fields_in_one_pass(clickhouse: Session, scripts: Path) -> None:
    program = scripts / "verdicts.sh"
    program.write_text(
        '#!/bin/sh\nexec "${0%/*}/degas/degas" score --stream --null "\\\\N" --fields domain,score,label\n'
    )
    program.chmod(0o755)
    found = rows(
        clickhouse,
        "SELECT domain, score IS NULL, label FROM executable('verdicts.sh', 'TabSeparated', "
        "'domain String, score Nullable(Float32), label String', "
        "(SELECT arrayJoin(['google.com', 'co.uk', 'xjqvkzhfpwmtqq.com'])))",
    )
    assert found == [["google.com", "0", "benign"], ["co.uk", "1", "skipped"], ["xjqvkzhfpwmtqq.com", "0", "dga"]]


def test_nul_bytes_line_feeds_and_a_name_of_1_mb_have_their_own_rows(clickhouse: Session) -> None:
    found = rows(
        clickhouse,
        "SELECT degas_registrable(name) FROM (SELECT arrayJoin(['a\\0b.com', 'evil.com\\n', '{\"a.b.com', '', "
        "repeat('a', 1000000), '\\xff.com', 'google.com']) AS name)",
    )
    assert found == [["\\N"], ["evil.com"], ["b.com"], ["\\N"], ["\\N"], ["\\N"], ["google.com"]]


def test_an_empty_table_has_no_rows(clickhouse: Session) -> None:
    assert rows(clickhouse, "SELECT degas_score(name) FROM (SELECT '' AS name WHERE 0)") == []


@pytest.mark.parametrize(
    "end",
    ["kill -9 $$", """echo '{"score":0.5}'; printf '{"score":'; kill -9 $$""", """echo '{"score":0.5}'"""],
    ids=["killed", "truncated answer", "too few answers"],
)
def test_a_child_that_ends_early_is_an_error_and_the_next_query_has_another(
    clickhouse: Session, scripts: Path, end: str
) -> None:
    program = scripts / "degas/degas"
    working = program.read_text()
    program.write_text(f"#!/bin/sh\nread header\n{end}\n")
    try:
        clickhouse.query("SYSTEM RELOAD FUNCTIONS")
        with pytest.raises(RuntimeError):
            clickhouse.query("SELECT degas_score(toString(number)) FROM numbers(10000)")
    finally:
        program.write_text(working)
    clickhouse.query("SYSTEM RELOAD FUNCTIONS")
    assert len(rows(clickhouse, "SELECT degas_score(toString(number)) FROM numbers(10000)")) == 10_000

"""The scripts for Splunk and Zeek, called as these call them."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

INTEGRATIONS = Path(__file__).parents[2]
DGA = "xjqvkzhfpwmtqq.com"


def lookup(degas: Path, rows: list[dict[str, str]]) -> list[dict[str, str]]:
    text = io.StringIO()
    writer = csv.DictWriter(text, ["query", "score", "level", "family"])
    writer.writeheader()
    writer.writerows(rows)
    done = subprocess.run(
        [sys.executable, str(INTEGRATIONS / "splunk/degas_lookup.py"), "query", "score", "level", "family"],
        input=text.getvalue(),
        capture_output=True,
        text=True,
        env={**os.environ, "DEGAS": str(degas)},
        check=True,
    )
    return list(csv.DictReader(io.StringIO(done.stdout)))


def test_splunks_lookup_fills_the_fields_of_each_row(degas: Path) -> None:
    names = ["google.com", DGA, "", "10.0.0.1", "a,\n\"b.com", "x" * 100_000, DGA]
    found = lookup(degas, [{"query": name, "score": "", "level": "", "family": ""} for name in names])
    assert [row["query"] for row in found] == names
    assert [row["level"] for row in found] == ["", "high", "", "", found[4]["level"], "", "high"]
    assert float(found[0]["score"]) < 0.1 < 0.9 < float(found[1]["score"])
    assert lookup(degas, []) == []


def test_zeeks_script_logs_names_of_level_high(tmp_path: Path) -> None:
    shutil.copy(INTEGRATIONS / "zeek/degas.js", tmp_path)
    (tmp_path / "node_modules").symlink_to(INTEGRATIONS.parent / "node_modules")
    # What Zeek gives a script: events, and functions of its own.
    (tmp_path / "zeek.mjs").write_text(
        f"""
const handlers = {{}};
globalThis.zeek = {{ on: (event, handler) => (handlers[event] = handler), invoke: () => 1795823726.5 }};
await import('./degas.js');
const ask = (query) => handlers.dns_request({{ uid: 'C1', id: {{ orig_h: '10.0.0.1' }} }}, {{}}, query, 1, 1);
ask('google.com');
ask('');
ask('{DGA}');
setTimeout(() => ask('{DGA}'), 1500);
setTimeout(() => handlers.zeek_done(), 2500);
"""
    )
    command = ["node", "--conditions=@degas/source", "--import", str(INTEGRATIONS.parent / "node_modules/tsx/dist/esm/index.mjs")]
    subprocess.run([*command, "zeek.mjs"], cwd=tmp_path, check=True)
    found = [json.loads(line) for line in (tmp_path / "degas.log").read_text().splitlines()]
    assert [(each["query"], each["client"], each["uid"], each["level"]) for each in found] == [(DGA, "10.0.0.1", "C1", "high")] * 2

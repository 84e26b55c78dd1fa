"""
An external lookup of Splunk: `| lookup degas query OUTPUT score level family`.

Splunk writes rows of CSV with the names in the first field that it is told, and reads them back with the others filled in. The
names go to the streaming contract (docs/reference/stream.md), a child process that starts once for each search's chunk.

    degas_lookup.py QUERY SCORE LEVEL FAMILY      # the titles of the fields, as transforms.conf has them
"""

import csv
import json
import os
import subprocess
import sys

#: Packed by integrations/pack-command.ts into the app's folder.
COMMAND = os.environ.get("DEGAS", os.path.join(os.path.dirname(os.path.abspath(__file__)), "degas", "degas"))
FIELDS = ("score", "level", "family")


def line_of(name):
    """Returns a name as a line of the contract."""
    return json.dumps(name)


def main(query, *titles):
    rows = list(csv.DictReader(sys.stdin))
    asked = "".join(f"{line_of(row.get(query) or '')}\n" for row in rows)
    arguments = [COMMAND, "score", "--stream", "--fields", ",".join(FIELDS)]
    done = subprocess.run(arguments, input=asked.encode(errors="replace"), stdout=subprocess.PIPE, check=True)
    answers = done.stdout.decode().split("\n")[:-1]
    if len(answers) != len(rows):
        raise SystemExit(f"{COMMAND} gave {len(answers)} answers. Expected {len(rows)}, one a name.")
    writer = csv.DictWriter(sys.stdout, [query, *titles], extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for row, answer in zip(rows, answers):
        writer.writerow({**row, **dict(zip(titles, answer.split("\t")))})


if __name__ == "__main__":
    main(*sys.argv[1:])

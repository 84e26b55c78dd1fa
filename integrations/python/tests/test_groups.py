import json
import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from node import REPOSITORY, needs_node, rows

import degas
from degas.model import load_model


def made_up_groups(count: int) -> list[dict[str, object]]:
    source = random.Random(15)
    letters = "abcdefghijklmnopqrstuvwxyz"
    words = ["mail", "shop", "cloud", "news", "green", "data", "river", "home", "blue", "photo"]

    def name(is_made: bool) -> str:
        label = "".join(source.choices(letters, k=12)) if is_made else "".join(source.choices(words, k=2))
        return f"www.{label}.{source.choice(['com', 'net', 'ru', 'co.uk'])}"

    groups: list[dict[str, object]] = []
    for row in range(count):
        names = [name(bool(row % 2) and source.random() < 0.5) for _ in range(source.randint(0, 60))]
        failed = [source.random() < 0.5 for _ in names] if row % 3 else None
        groups.append({"names": names, "failed": failed})
    return groups


@needs_node
def test_agrees_with_the_node_library() -> None:
    groups = made_up_groups(300)
    model = str(REPOSITORY / "models/degas" / str(load_model(None).version) / "degas.bin")
    expected = rows("groups-table.ts", model, lines=groups)
    levels = set()
    for group, verdict in zip(groups, expected, strict=True):
        found = degas.judge_group(**group)  # type: ignore[arg-type]
        assert found.score == pytest.approx(verdict["score"], abs=1e-9)  # versions of V8 round exp() otherwise
        assert (found.level, found.family) == (verdict["level"], verdict["family"])
        assert [name for name, _ in found.names] == [name["name"] for name in verdict["names"]]
        assert [weight for _, weight in found.names] == pytest.approx([name["weight"] for name in verdict["names"]])
        assert (found.distinct_names, found.failed) == (verdict["distinctNames"], verdict["failed"])
        assert list(found.reasons) == verdict["reasons"]
        levels.add(found.level)
    assert {None, "high"} <= levels


def test_failed_names_can_be_given_as_a_set() -> None:
    names = ["qhvwkmznfjydtr.com", "xjpakmdcfuqe.in", "wikipedia.org"]
    assert degas.judge_group(names, set(names[:2])) == degas.judge_group(names, [True, True, False])


def test_other_lengths_are_refused() -> None:
    with pytest.raises(degas.DegasError, match="failed has 1 values for 2 names") as raised:
        degas.judge_group(["a.com", "b.com"], [True])
    assert raised.value.code == "INVALID_OPTION"


def test_what_is_not_a_name_is_no_evidence() -> None:
    hostile = [None, 5, b"x.com", "", "a\0b.com", "\ud800.com", "co.uk", "a" * 1_000_000]
    verdict = degas.judge_group(hostile)
    assert (verdict.level, verdict.distinct_names, verdict.names) == (None, 0, ())
    assert degas.judge_group([]).score == 0


def test_threads_share_a_classifier() -> None:
    groups = [json.dumps(group["names"]) for group in made_up_groups(40)]
    with ThreadPoolExecutor(4) as threads:
        together = list(threads.map(lambda names: degas.judge_group(json.loads(names)), groups))
    assert together == [degas.judge_group(json.loads(names)) for names in groups]

import json
import random
from pathlib import Path

import numpy as np
import pytest
from node import REPOSITORY, needs_node, rows

import degas
from degas.model import load_model

HOSTILE: list[object] = [
    "",
    "a\0b.com",
    "a" * 1_000_000,
    "\ud800.com",
    "co.uk",
    None,
    5,
    b"x.com",
    float("nan"),
]


def made_up_names(count: int) -> list[str]:
    source = random.Random(20)
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    words = ["mail", "shop", "cloud", "news", "green", "data", "river", "home", "blue", "photo"]
    zones = ["com", "net", "org", "ru", "co.uk", "ddns.net", "info", "cn"]

    def label(row: int) -> str:
        if row % 2:
            return ("xn--" if row % 10 == 1 else "") + "".join(source.choices(letters, k=source.randint(1, 40)))
        return "".join(source.choices(words, k=source.randint(1, 4)))

    return [f"{label(row)}.{source.choice(zones)}" for row in range(count)]


@needs_node
@pytest.mark.parametrize(
    "options",
    [
        {},
        {"operatingPoint": "high"},
        {"operatingPoint": "low", "familyThreshold": 0.03},
        {"operatingPoint": 0.9, "allow": ["*.ddns.net"], "deny": ["ru", "cn", "*.ru"]},
    ],
)
def test_agrees_with_the_node_library(options: dict[str, object]) -> None:
    verdicts = agreed(made_up_names(6_000), options)
    assert max(len(verdict.candidates) for verdict in verdicts) > 1
    assert {"benign", "dga"} <= {verdict.label for verdict in verdicts}


@needs_node
def test_knows_the_names_of_a_filter_as_the_node_library_does(tmp_path: Path) -> None:
    filtered = str(tmp_path / "known.bin")
    known = rows("known-names.ts", filtered)
    names = [*known, *(f"WWW.{name.upper()}." for name in known[:20]), *made_up_names(300)]
    lists: dict[str, object] = {"allow": known[:3], "deny": [*known[3:6], "made-up.example"]}
    verdicts = agreed(names, {**lists, "knownDga": filtered})
    assert sum(verdict.decision is not None and verdict.decision.by == "known_dga" for verdict in verdicts) > 100
    with pytest.raises(degas.DegasError, match="is no filter of known DGA names"):
        degas.Classifier(known_dga=__file__)
    with pytest.raises(degas.DegasError, match="could not be read"):
        degas.Classifier(known_dga=tmp_path / "none")


def agreed(names: list[str], options: dict[str, object]) -> list[degas.Verdict]:
    """Returns the verdicts on names, which are those of the Node library with the same options."""
    version = str(load_model(None).version)
    expected = rows("verdicts-table.ts", str(REPOSITORY / "models/degas" / version), json.dumps(options), lines=names)
    named = {
        "operatingPoint": "operating_point",
        "familyThreshold": "family_threshold",
        "knownDga": "known_dga",
        "allow": "allow",
        "deny": "deny",
    }
    classifier = degas.Classifier(**{named[key]: value for key, value in options.items()})  # type: ignore[arg-type]
    verdicts = classifier.classify(names)
    assert len(verdicts) == len(expected)
    for verdict, row in zip(verdicts, expected, strict=True):
        decision = row.get("decision")
        assert verdict._replace(score=None, candidates=(), family_probability=None) == degas.Verdict(
            row["domain"],
            row["registrable"],
            None,
            row["label"],
            row["level"],
            row["family"],
            row["kind"],
            (),
            None,
            decision and degas.Decision(decision["by"], decision["rule"]),
            row["skipped"],
        )
        assert verdict.score == pytest.approx(row["score"], abs=1e-5)
        assert verdict.family_probability == pytest.approx(row.get("familyProbability"), abs=1e-5)
        assert [family for family, _ in verdict.candidates] == [each["family"] for each in row["candidates"]]
        probabilities = [each["probability"] for each in row["candidates"]]
        assert [probability for _, probability in verdict.candidates] == pytest.approx(probabilities, abs=1e-5)
    return verdicts


def test_hostile_values_are_skipped_in_their_place() -> None:
    verdicts = degas.classify(["google.com", *HOSTILE, "google.com"])
    assert [verdict.label for verdict in verdicts] == ["benign", *["skipped"] * len(HOSTILE), "benign"]
    assert [verdict.skipped for verdict in verdicts[1:4]] == ["empty", "invalid", "invalid"]
    assert np.isnan(degas.score(HOSTILE)).all()


def test_no_names_have_no_verdicts() -> None:
    assert degas.classify([]) == []
    assert degas.score([]).shape == (0,)


def test_a_name_scores_the_same_in_any_batch() -> None:
    names = made_up_names(3_000)
    together = degas.score(names)
    alone = np.concatenate([degas.score([name]) for name in names[::100]])
    assert (together[::100] == alone).all()
    judged = np.array([verdict.score for verdict in degas.classify(names)], np.float32)
    assert np.array_equal(judged, together, equal_nan=True)


def test_invalid_options_say_what_was_expected(tmp_path: Path) -> None:
    with pytest.raises(degas.DegasError, match=r"operating_point 'strict'\. Expected .*'low', 'medium', 'high'"):
        degas.Classifier(operating_point="strict")  # type: ignore[arg-type]
    with pytest.raises(degas.DegasError, match="Expected a number from 0 to 1"):
        degas.Classifier(operating_point=float("nan"))
    with pytest.raises(degas.DegasError, match=r"Invalid rule 'a b'"):
        degas.Classifier(allow=["a b"])
    with pytest.raises(degas.DegasError, match=r"Expected a folder with engine\.json") as missing:
        degas.Classifier(tmp_path)
    assert missing.value.code == "MODEL_NOT_FOUND"
    for file in ("engine.wasm", "engine.bin", "group-judge.js", "degas.bin"):
        (tmp_path / file).touch()
    (tmp_path / "engine.json").write_text("{}")
    with pytest.raises(degas.DegasError) as invalid:
        degas.Classifier(tmp_path)
    assert invalid.value.code == "INVALID_MODEL"

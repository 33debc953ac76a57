"""A spaCy pipeline beside our own finders: a small one is made, saved, and loaded as a user's would be."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example
from typer.testing import CliRunner

from extract import corpus, pipeline, spacy_calibration, spacy_model
from extract.documents import Extractor
from extract.spacy_names import KEPT, SpacyNames, organisation
from extract.state import Context, Found, State, of
from kg.cli import app
from ontology.errors import InputError, MissingExtraError
from ontology.record import MentionType

# A name without anything that our own grammar could see.
ODD = "柒咪"
TEXT = f"昨天，{ODD}\n走进了山里。"


def ruler(**labels: str) -> Language:
    """Return a pipeline that finds just these names."""
    nlp = spacy.blank("zh")
    made = nlp.add_pipe("entity_ruler")
    made.add_patterns([{"label": label, "pattern": name} for name, label in labels.items()])  # type: ignore[attr-defined]
    nlp.meta["name"] = "tiny"
    return nlp


def saved(nlp: Language, folder: Path, **precision: float) -> str:
    """Save a pipeline with what its makers measured, and return its path."""
    nlp.meta["performance"] = {"ents_per_type": {label: {"p": share} for label, share in precision.items()}}
    nlp.to_disk(folder)
    return str(folder)


def find(name: str, text: str, *ours: Found) -> list[tuple[str, str, float]]:
    """Return what a saved pipeline adds to our candidates."""
    names = SpacyNames(spacy_model.load(name), spacy_model.describe(name))
    return [(text[f.start : f.end], f.type, f.confidence) for f in names.find(text, State(candidates=list(ours)))]


def test_a_trained_pipeline_is_read_through_the_repaired_text(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.meta["name"] = "trained"
    nlp.add_pipe("ner").add_label("PERSON")  # type: ignore[attr-defined]
    example = Example.from_dict(nlp.make_doc(TEXT), {"entities": [(3, 5, "PERSON")]})
    random.seed(0)
    spacy.util.fix_random_seed(0)
    nlp.initialize(lambda: [example])
    for _ in range(30):
        nlp.update([example])
    path = saved(nlp, tmp_path / "trained", PERSON=0.95)
    both = pipeline.load(spacy_name=path)
    assert [name for name in both.pipe_names if name not in pipeline.COMPONENTS] == ["xianzhi_spacy"]
    (found,) = [m for m in of(pipeline.analyse(both, TEXT, Context())).mentions if m.rule.startswith("spacy:")]
    assert (TEXT[found.start : found.end], found.type, found.rule) == (ODD, MentionType.PERSON, "spacy:zh_trained")


def test_confidence_is_the_measured_precision_less_a_deduction(tmp_path: Path) -> None:
    measured = saved(ruler(**{ODD: "PERSON"}), tmp_path / "measured", PERSON=0.9)
    silent = saved(ruler(**{ODD: "PERSON"}), tmp_path / "silent")
    assert find(measured, TEXT) == [(ODD, "PERSON", round(KEPT * 0.9, 3))]
    assert find(silent, TEXT) == [(ODD, "PERSON", round(KEPT * 0.792, 3))]


def test_a_pipeline_can_be_measured_on_the_corpus(tmp_path: Path) -> None:
    path = saved(ruler(**{ODD: "PERSON"}), tmp_path / "tiny", PERSON=0.5)
    names = SpacyNames(spacy_model.load(path), spacy_model.describe(path))
    counts = spacy_calibration.count(names, [corpus.parse(f"{{P:{ODD}}}来了。"), corpus.parse(f"{ODD}是一种茶。")])
    assert counts == {"PERSON": (2, 1)}
    before = "# notes\nzh_other-1.0\tORG\t0.5\t2\t1\nzh_tiny-0.0.0\tORG\t0.5\t2\t1\n"
    after = spacy_calibration.table(before, "zh_tiny-0.0.0", counts, {"PERSON": 0.42})
    assert after.splitlines() == ["# notes", "zh_other-1.0\tORG\t0.5\t2\t1", "zh_tiny-0.0.0\tPERSON\t0.447\t2\t1"]


def test_a_surer_candidate_of_ours_keeps_its_place(tmp_path: Path) -> None:
    name = saved(ruler(**{ODD: "PERSON"}), tmp_path / "tiny")
    longer = Found(2, 5, MentionType.PLACE, "place.road", 0.9)
    assert find(name, TEXT, longer) == []
    doubtful = Found(2, 5, MentionType.PLACE, "place.road", 0.3)
    assert [kind for _, kind, _ in find(name, TEXT, doubtful)] == ["PERSON"]


def test_a_span_that_is_ours_too_takes_our_type(tmp_path: Path) -> None:
    name = saved(ruler(**{ODD: "PERSON"}), tmp_path / "tiny")
    ours = Found(3, 5, MentionType.OFFICIAL, "person.titled", 0.9)
    assert [kind for _, kind, _ in find(name, TEXT, ours)] == ["OFFICIAL"]


def test_labels_that_are_not_ours_are_passed_over(tmp_path: Path) -> None:
    assert find(saved(ruler(昨天="DATE", 法国="GPE"), tmp_path / "tiny"), "昨天在法国。") == [
        ("法国", "PLACE", pytest.approx(0.646))
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("云岭县市场监管局", "GOVERNMENT"),
        ("云岭县人民医院", "INSTITUTION"),
        ("云岭县茶叶协会", "ASSOCIATION"),
        ("云岭新材料股份有限公司", "ENTERPRISE"),
        ("云岭", None),
    ],
)
def test_organisations_are_typed_by_the_word_that_ends_them(name: str, kind: str | None) -> None:
    assert organisation(name) == kind


def test_records_made_with_another_pipeline_are_not_mixed_with_others(tmp_path: Path) -> None:
    first = Extractor(spacy_model=saved(ruler(**{ODD: "PERSON"}), tmp_path / "tiny")).version
    assert first == Extractor(spacy_model=str(tmp_path / "tiny")).version
    assert first != Extractor().version
    assert first != Extractor(spacy_model=saved(ruler(山里="LOC"), tmp_path / "other")).version


def test_a_pipeline_that_is_not_there_is_one_line_with_its_command() -> None:
    with pytest.raises(MissingExtraError, match="python -m spacy download zh_core_web_none"):
        Extractor(spacy_model="zh_core_web_none")


def test_a_folder_without_a_pipeline_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is no spaCy pipeline"):
        Extractor(spacy_model=str(tmp_path))


def test_a_pipeline_that_looks_for_no_names_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "none")
    with pytest.raises(MissingExtraError, match="looks for no names"):
        spacy_model.load(str(tmp_path / "none"))


def test_the_commands_take_a_pipeline(tmp_path: Path) -> None:
    name = saved(ruler(**{ODD: "PERSON"}), tmp_path / "tiny", PERSON=0.95)
    (tmp_path / "a.txt").write_text(TEXT, "utf-8")
    run = CliRunner().invoke
    done = run(app, ["extract", str(tmp_path / "a.txt"), "--spacy-model", name])
    assert [one["rule"] for one in json.loads(done.stdout)["mentions"]] == ["spacy:zh_tiny"]
    built = run(app, ["build", str(tmp_path / "a.txt"), "--out", str(tmp_path / "g"), "--spacy-model", name])
    assert built.exit_code == 0
    missing = run(app, ["build", str(tmp_path / "a.txt"), "--out", str(tmp_path / "g"), "--spacy-model", "nowhere"])
    assert missing.exit_code == 2
    (line,) = missing.stderr.splitlines()
    assert "python -m spacy download nowhere" in line

"""The annotated relations: each between names of its article."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from extract import relation_corpus
from kg.evaluation import gold
from ontology.errors import InputError

ARTICLE = "{D:青峰县}的{E:恒越电气股份有限公司}（{E:恒越电气}）落户{L:云溪工业园}。\n"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    for name in ("corpus", "relations"):
        (tmp_path / name).mkdir()
    (tmp_path / "corpus" / "a-01.txt").write_text(f"走进{{D:柳河镇}}。\n=====\n{ARTICLE}", encoding="utf-8")
    return tmp_path


def read(home: Path, block: str) -> list[relation_corpus.Annotated]:
    (home / "relations" / "a.txt").write_text(f"# a note\n\n{block}", encoding="utf-8")
    return list(relation_corpus.read(home / "relations", home / "corpus"))


def test_relations_are_between_full_names(home: Path) -> None:
    (one,) = read(
        home, "## a-01#2\nsame: 恒越电气股份有限公司 | 恒越电气\nrel: 恒越电气股份有限公司 | locatedIn | 云溪工业园\n"
    )
    assert one.block.key == "a-01#2"
    assert one.block.full["恒越电气"] == "恒越电气股份有限公司"
    assert one.relations == (relation_corpus.Stated("恒越电气股份有限公司", "locatedIn", "云溪工业园"),)


@pytest.mark.parametrize(
    ("block", "message"),
    [
        ("## a-01#3\n", "no such article"),
        ("## a-01#2\nrel: 恒越电气 | locatedIn | 柳河镇\n", "柳河镇"),
        ("## a-01#2\nrel: 恒越电气 | near | 青峰县\n", "what is"),
        ("## a-01#2\nbad: 恒越电气\n", "what is"),
    ],
)
def test_what_does_not_fit_its_article_is_an_error(home: Path, block: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(home, block)


def test_the_shipped_relations_fit_their_articles() -> None:
    annotated = list(relation_corpus.read())
    assert len({one.block.key for one in annotated}) == len(annotated) > 400
    assert sum(len(one.relations) for one in annotated) > 5000


def test_relations_become_gold(home: Path, tmp_path: Path) -> None:
    block = "## a-01#2\nsame: 恒越电气股份有限公司 | 恒越电气\nrel: 恒越电气股份有限公司 | locatedIn | 云溪工业园\n"
    relation_corpus.export(read(home, block), tmp_path / "out")
    (document,) = gold.read(tmp_path / "out" / "gold.json")
    text = (tmp_path / "out" / "texts" / document.source).read_text("utf-8")
    assert document.regions == ((0, len(text)),)
    assert [one.entity for one in document.mentions] == ["青峰县", *["恒越电气股份有限公司"] * 2, "云溪工业园"]
    assert document.relations is not None
    assert [one.object for one in document.relations] == ["云溪工业园"]
    assert "relations" in json.loads((tmp_path / "out" / "gold.json").read_text("utf-8"))["documents"][0]

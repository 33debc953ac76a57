"""What is doubtful, and writing down what is decided about it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from kg import curation
from kg.build import build
from kg.cli import app
from kg.curation_write import Signature, append
from kg.graph import KnowledgeGraph
from kg.review import Doubt, doubts
from ontology.errors import InputError
from ontology.record import Record
from tests.kg import factory
from tests.kg.factory import Extractor, Item

BY = Signature("李青", "2025-03-01", "公司章程")
SIGNED = "  author: 李青\n  date: 2025-03-01\n  reason: 公司章程\n"


def kg(*arguments: str | Path, text: str | None = None) -> Result:
    return CliRunner(env={"COLUMNS": "100"}).invoke(app, [str(one) for one in arguments], input=text)


def made(folder: Path, *records: Record) -> Path:
    build([Item(one) for one in records], Extractor(), folder)
    return folder


def places(*names: str) -> Record:
    return factory.record("、".join(names), [factory.entity("PLACE", name) for name in names])


def near(folder: Path, *decisions: str) -> list[str]:
    known = curation.parse("".join(f"- {one}\n{SIGNED}" for one in decisions))
    with KnowledgeGraph.open(folder) as graph:
        return [one.text for one in doubts(graph, known, kinds=["near"])]


# ---- what is doubtful


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("白水综合保税区", "白水综保区"),
        ("澄湾市苇溪文创小镇", "苇溪文创小镇"),
        ("甲山数字经济产业创新服务综合体", "甲山数字经济产业创新服务综合休"),
    ],
)
def test_names_that_are_alike_are_doubtful(a: str, b: str, tmp_path: Path) -> None:
    assert len(near(made(tmp_path / "g", places(a, b)))) == 1


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("云溪第一文创小镇", "云溪第二文创小镇"),
        ("云溪东路隧道", "云溪西路隧道"),
        ("富阳区文创小镇展示馆", "临安区文创小镇展示馆"),
        ("云溪小镇", "云溪小镇客厅"),
        ("工行甲山分行", "农行甲山分行"),
    ],
)
def test_numerals_directions_divisions_parts_and_other_words_set_names_apart(a: str, b: str, tmp_path: Path) -> None:
    assert near(made(tmp_path / "g", places(a, b))) == []


@pytest.mark.parametrize(
    "decision", ["apart: [白水综合保税区, 白水综保区]", 'apart: ["xzi:place/白水综保区", 白水综合保税区]']
)
def test_what_is_decided_is_not_asked_again(decision: str, tmp_path: Path) -> None:
    assert near(made(tmp_path / "g", places("白水综合保税区", "白水综保区")), decision) == []


def test_weak_statements_and_what_failed_are_doubtful(tmp_path: Path) -> None:
    weak = factory.record(
        "澄光新材参与云溪论坛，澄光新材发起富阳区",
        [
            factory.entity("ENTERPRISE", "澄光新材"),
            factory.entity("EVENT", "云溪论坛"),
            factory.entity("DISTRICT", "富阳区", id=factory.FUYANG),
        ],
        [
            factory.relation("澄光新材", "participatesIn", "云溪论坛", "澄光新材参与云溪论坛", confidence=0.4),
            factory.relation("澄光新材", "launched", "富阳区", "澄光新材发起富阳区"),
        ],
    )
    with KnowledgeGraph.open(made(tmp_path / "g", weak)) as graph:
        found = {one.kind: one for one in doubts(graph)}
    assert found["confidence"].decisions == {
        "reject": {"subject": "xzi:enterprise/澄光新材", "predicate": "participatesIn", "object": "xzi:event/云溪论坛"}
    }
    assert found["quarantine"].text.startswith("澄光新材 发起 富阳区")


def test_figures_that_contradict_each_other_are_doubtful(tmp_path: Path) -> None:
    year = ("2024-01-01", "2024-12-31")
    records = [
        factory.record(
            f"2024年富阳区地区生产总值{text}。",
            [factory.entity("DISTRICT", "富阳区", id=factory.FUYANG)],
            figures=[factory.figure("富阳区", "地区生产总值", text, value, "CNY", period=year)],
            source=f"{value}.txt",
        )
        for text, value in (("1060.5亿元", "106050000000"), ("960亿元", "96000000000"))
    ]
    with KnowledgeGraph.open(made(tmp_path / "g", *records)) as graph:
        (one,) = doubts(graph, kinds=["contradiction"])
    assert len(one.sentences) == 2
    reject = one.decisions["reject"]
    assert not isinstance(reject, tuple)
    assert reject["indicator"] == "地区生产总值"


# ---- writing decisions


def test_what_stands_in_the_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "curation.yaml"
    before = f"# 注释\n\n- merge: [甲, 乙]   # 同一家\n{SIGNED}# 末尾"
    path.write_text(before, "utf-8")
    append(path, "apart", ("丙", "丁"), BY)
    after = path.read_text("utf-8")
    assert after.startswith(before)
    assert [one.kind for one in curation.load(path).decisions] == ["merge", "apart"]


def test_a_file_with_a_margin_keeps_it(tmp_path: Path) -> None:
    path = tmp_path / "curation.yaml"
    path.write_text("  - merge: [甲, 乙]\n" + SIGNED.replace("  ", "    "), "utf-8")
    append(path, "apart", ("丙", "丁"), BY)
    assert len(curation.load(path).decisions) == 2


@pytest.mark.parametrize("text", ["[]\n", "- 不是决定\n"])
def test_a_file_that_nothing_can_be_added_to_is_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "curation.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError):
        append(path, "apart", ("丙", "丁"), BY)
    assert path.read_text("utf-8") == text


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1).map(str.strip)


@settings(max_examples=30)
@given(names=st.lists(WORDS.filter(bool), min_size=2, max_size=4, unique=True), reason=WORDS.filter(bool))
def test_whatever_is_written_is_read_back(
    names: Sequence[str], reason: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("c") / "curation.yaml"
    append(path, "merge", tuple(names), Signature("李青", "2025-03-01", reason))
    (one,) = curation.load(path).decisions
    assert (one.names, one.reason) == (tuple(names), reason)


# ---- the command


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return made(tmp_path / "g", places("白水综合保税区", "白水综保区", "苇溪文创小镇", "澄湾市苇溪文创小镇"))


def test_the_list_asks_nothing(folder: Path) -> None:
    done = kg("review", folder, "--list")
    assert done.exit_code == 0
    assert "白水综合保税区" in done.stdout
    assert done.stderr.startswith("near 2; ")


def test_the_list_is_json_for_programs(folder: Path) -> None:
    (one, _) = json.loads(kg("review", folder, "--list", "--format", "json").stdout)
    assert set(one["decisions"]) == {"merge", "apart"}
    assert Doubt.__slots__ == tuple(one)


def test_keys_decide(folder: Path, tmp_path: Path) -> None:
    path = tmp_path / "c.yaml"
    done = kg("review", folder, "--curation", path, "--author", "李青", text="xm园区公告\ns")
    assert done.exit_code == 0, done.output
    (one,) = curation.load(path).decisions
    assert (one.kind, one.author, one.reason) == ("merge", "李青", "园区公告")
    assert "1 written to" in done.stderr
    assert "1/1" in kg("review", folder, "--curation", path, text="q").stdout


@pytest.mark.parametrize("text", ["q", ""])
def test_to_quit_or_the_end_of_the_input_writes_nothing(folder: Path, tmp_path: Path, text: str) -> None:
    done = kg("review", folder, "--curation", tmp_path / "c.yaml", text=text)
    assert (done.exit_code, (tmp_path / "c.yaml").exists()) == (0, False)


def test_a_file_must_be_known(folder: Path) -> None:
    done = kg("review", folder, text="q")
    assert (done.exit_code, done.stderr.count("\n")) == (2, 1)
    assert "--curation FILE" in done.stderr

"""Relations between named things, rule by rule."""

from __future__ import annotations

import pytest

from extract import entities, lexicon, relations
from extract.surroundings import Surroundings
from tests.extract.marked import label, state_of

RULES = list(lexicon.rows("relations.tsv"))


@pytest.mark.parametrize("row", RULES, ids=[row[0] for row in RULES])
def test_rule_finds_the_relation_of_its_example(row: tuple[str, ...]) -> None:
    name, predicate, _, example, expected = row[:5]
    text, state = state_of(example)
    (rule,) = [r for r in relations.rules() if r.name == name]
    found = relations.by_rule(rule, text, state)
    assert rule.predicate == predicate
    assert expected in {f"{label(state, r.subject)}>{label(state, r.object)}" for r in found}


def relations_in(marked: str, place: str = "") -> set[str]:
    text, state = state_of(marked, place)
    found = relations.find(Surroundings(text, state))
    return {f"{label(state, r.subject)} {r.predicate} {label(state, r.object)}" for r in found}


def test_a_plan_states_nothing() -> None:
    assert relations_in("{E:恒越电气}拟落户{L:青峰科创园}。") == set()


def test_a_list_of_firms_is_distributed() -> None:
    found = relations_in("{E:恒越电气}、{E:蓝晶科技}和{E:云岭药业}落户{L:青峰科创园}。")
    assert found == {f"{firm} locatedIn 青峰科创园" for firm in ("恒越电气", "蓝晶科技", "云岭药业")}


def test_here_is_the_division_of_a_document_that_names_no_other() -> None:
    assert relations_in("这里是{E:恒越电气}所在地。", "浙江省湖州市德清县") == {"恒越电气 locatedIn 德清县"}


def test_what_nobody_took_for_a_name_does_not_end_a_list() -> None:
    found = relations_in("{R:“数商兴农”计划}相继走进{D:德清县}茶叶、小城毛笔、{D:安吉县}竹椅等产业带。")
    assert "安吉县 participatesIn “数商兴农”计划" in found


def test_a_clause_without_subject_takes_the_topic() -> None:
    assert "县茶叶协会 launched “白茶码”平台" in relations_in("{A:县茶叶协会}主动作为，近日又推出{R:“白茶码”平台}。")


def test_a_branch_belongs_to_its_bank() -> None:
    found = relations_in("{E:青峰银行}业绩增长。{E:青峰银行柳河支行}表示祝贺。")
    assert "青峰银行柳河支行 affiliatedWith 青峰银行" in found


def test_whole_district_stands_for_the_division_of_the_document() -> None:
    assert "德清县 launched “一件事”改革" in relations_in("全县推出{R:“一件事”改革}。", place="浙江省湖州市德清县")


def test_every_span_contains_both_ends() -> None:
    text, state = state_of("{E:恒越电气}去年落户{L:青峰科创园}。")
    (found,) = relations.find(Surroundings(text, state))
    assert text[found.start : found.end] == "恒越电气去年落户青峰科创园"


@pytest.mark.parametrize(
    ("village", "town"),
    [("前进街道鹭湾村", "前进街道"), ("杭州市钱塘区前进街道鹭湾村", "前进街道"), ("钱塘区鹭湾村", "钱塘区")],
)
def test_a_village_lies_in_the_town_written_before_it(village: str, town: str) -> None:
    found = relations_in(f"{{D:{village}}}通了车。", place="浙江省杭州市钱塘区")
    assert f"{village} partOf {town}" in found


def test_a_chain_of_divisions_states_each_step() -> None:
    text, state = state_of("记者来到{D:浙江省湖州市德清县}。")
    state.entities.clear()
    entities.group(text, state)
    stated = relations.find(Surroundings(text, state))
    found = {f"{label(state, r.subject)} {r.predicate} {label(state, r.object)}" for r in stated}
    assert found == {"德清县 partOf 湖州市", "湖州市 partOf 浙江省"}


@pytest.mark.parametrize("village", ["前进村", "鹭湾街道鹭湾村"])
def test_a_village_lies_in_nothing_that_only_sounds_like_it(village: str) -> None:
    assert relations_in(f"{{D:{village}}}通了车。", place="浙江省杭州市钱塘区") == set()

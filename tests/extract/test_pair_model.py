"""The pair model: the same on every training and after saving, and what becomes of what it holds."""

from __future__ import annotations

from io import BytesIO
from itertools import islice
from math import log

import numpy as np
import pytest

from extract import corpus, pair_features, pair_held_out, pair_model, pair_training, relation_corpus, relations
from extract.annotated import Block
from extract.pair_training import Reading
from extract.state import FoundRelation, State
from extract.surroundings import Surroundings
from extract.weights import Labelled
from tests.extract.marked import label, state_of


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    return [pair_training.read(one) for one in islice(relation_corpus.read(), 12)]


def saved(model: Labelled) -> bytes:
    file = BytesIO()
    model.save(file)
    return file.getvalue()


def test_training_again_gives_the_same_bytes(readings: list[Reading]) -> None:
    assert saved(pair_training.fit(readings)) == saved(pair_training.fit(readings))


def test_a_saved_model_judges_as_before(readings: list[Reading]) -> None:
    model = pair_training.fit(readings)
    again = Labelled.load(BytesIO(saved(model)))
    pairs = next(one.pairs for one in readings if one.pairs is not None)
    assert again.labels == model.labels
    assert pair_model.chances(pairs, again) == pytest.approx(pair_model.chances(pairs, model), abs=1e-2)


def test_a_model_learns_what_its_articles_state(readings: list[Reading]) -> None:
    model = pair_training.fit(readings)
    held = [
        pair_held_out.is_right(judged, one)
        for one in readings
        if one.pairs is not None
        for judged in pair_model.judge(one.found, one.pairs, model)
        if judged.chance > 0.5
    ]
    assert len(held) > 20
    assert sum(held) / len(held) > 0.9


def test_chances_of_a_pair_add_up(readings: list[Reading]) -> None:
    pairs = next(one.pairs for one in readings if one.pairs is not None)
    assert pair_model.chances(pairs, pair_model.model()).sum(axis=1) == pytest.approx(1.0, abs=1e-5)


def test_only_the_nearest_pair_states_what_is_stated_once() -> None:
    article = corpus.parse(
        "{E:恒越电气}落户{L:云溪工业园}。{L:云溪工业园}很大，里面有路有桥有树。{E:恒越电气}的老板说：好。"
    )
    stated = relation_corpus.Stated("恒越电气", "locatedIn", "云溪工业园")
    reading = pair_training.read(relation_corpus.Annotated(Block("a-01#1", article, {}, ()), (stated,)))
    assert pair_training.labels(reading).count("locatedIn>") == 1
    assert None in pair_training.labels(reading)


def stated(text: str, state: State, held: str = "launched>", weight: float = 9) -> list[FoundRelation]:
    """Return what rules state, and a model that holds the same of any two names: that the first launched the second."""
    around = Surroundings(text, state)
    pairs = pair_features.read(around)
    assert pairs is not None
    of_types = np.unique(pairs.table[0])  # what all pairs of the same types have
    weights = np.tile(np.array([0, weight], np.float32), (len(of_types), 1))
    sure = Labelled((pair_model.NONE, held), of_types, weights)
    by_rules = relations.find(around)
    return by_rules + pair_model.beside(around, by_rules, sure)


def test_what_the_model_holds_is_stated_with_its_own_rule_and_the_span_of_both_names() -> None:
    text, state = state_of("{A:县茶叶协会}笑迎{R:“白茶码”平台}。")
    (found,) = stated(text, state)
    assert (found.predicate, found.rule) == ("launched", "pair-model-launched")
    assert text[found.start : found.end] == "县茶叶协会笑迎“白茶码”平台"
    assert (label(state, found.subject), label(state, found.object)) == ("县茶叶协会", "“白茶码”平台")
    assert pair_model.least("launched") <= found.confidence <= pair_model.confidence("launched", 0.99)


def test_who_launched_something_must_be_surer_than_who_takes_part() -> None:
    text, state = state_of("{A:县茶叶协会}笑迎{R:“白茶码”平台}。")
    weight = log(0.55 / 0.45)  # of two labels, so this one has a chance of 0.55
    assert stated(text, state, "launched>", weight) == []
    assert [found.predicate for found in stated(text, state, "participatesIn>", weight)] == ["participatesIn"]


def test_what_a_rule_states_keeps_its_rule() -> None:
    (found,) = stated(*state_of("{A:县茶叶协会}推出{R:“白茶码”平台}。"))
    assert found.rule.startswith("launched-")


def test_what_a_rule_says_was_made_by_another_has_no_second_maker() -> None:
    text, state = state_of("{D:青峰县}很热闹，{A:县茶叶协会}推出{R:“白茶码”平台}。")
    makers = [label(state, one.subject) for one in stated(text, state) if label(state, one.object) == "“白茶码”平台"]
    assert makers == ["县茶叶协会"]


def test_who_signs_with_one_by_a_rule_signs_with_no_other_by_the_model() -> None:
    text, state = state_of("{E:恒越电气}与{E:蓝晶科技}签约，{E:云岭药业}来看。")
    partners = [label(state, one.object) for one in stated(text, state, "partnersWith>")]
    assert partners == ["蓝晶科技"]


@pytest.mark.parametrize(
    "marked",
    [
        "{A:县茶叶协会}尚未笑迎{R:“白茶码”平台}。",
        "{A:县茶叶协会}表示，部门要笑迎{R:“白茶码”平台}。",
        "{A:县茶叶协会}的喜事标志着{R:“白茶码”平台}长大了。",
        "{A:县茶叶协会}的人笑着根据“{R:茶园十条}”办事。",
    ],
)
def test_what_is_planned_denied_demanded_or_cited_is_not_stated(marked: str) -> None:
    assert [one for one in stated(*state_of(marked)) if one.rule.startswith(pair_model.RULE)] == []


def test_the_shipped_model_finds_what_no_rule_does() -> None:
    text, state = state_of("{E:恒越电气}、{E:蓝晶科技}的新厂都在{L:青峰科创园}里。")
    assert relations.find(Surroundings(text, state)) == []
    found = relations.beside(text, state)
    assert ("恒越电气", "pair-model-locatedIn") in {(label(state, one.subject), one.rule) for one in found}


def test_what_was_never_measured_is_worth_nothing() -> None:
    assert pair_model.confidence("position", 0.99) == 0.0


def test_confidence_never_falls_with_the_chance() -> None:
    for predicate in ("launched", "locatedIn", "participatesIn"):
        shares = [pair_model.confidence(predicate, step) for step in pair_model.STEPS]
        assert shares == sorted(shares)


def test_findings_are_counted_by_predicate_and_step() -> None:
    one = pair_model.Judged("e:1", "partnersWith", "e:2", 0.95, *[None] * 2)  # type: ignore[arg-type]
    known = Reading("a-01#1", [], None, {"e:1": "甲", "e:2": "乙"}, [], {("乙", "甲"): ["partnersWith"]})
    assert pair_held_out.is_right(one, known)
    counts = pair_held_out.count([(one, True), (one, False)])
    assert counts["partnersWith"][pair_model.STEPS.index(0.9)] == [2, 1]
    assert sum(line.startswith("partnersWith\t") for line in pair_held_out.lines(counts)) == len(pair_model.STEPS)

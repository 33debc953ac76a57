"""The model of subjects: the same on every training and after saving, and when it overrules the rules."""

from __future__ import annotations

from io import BytesIO
from itertools import islice

import numpy as np
import pytest

from extract import figure_corpus, figures, subject_features, subject_model, subject_training
from extract.state import State
from extract.subject_features import NONE
from extract.subject_training import Reading
from extract.surroundings import Surroundings
from extract.weights import Linear
from ontology.record import Figure
from tests.extract.marked import label, state_of

CARRIED = "{L:云溪工业园}有{E:恒越电气}。{E:恒越电气}很大。厂里风景好。去年产值5亿元。"


@pytest.fixture(scope="module")
def readings() -> list[Reading]:
    known = map(subject_training.read, islice(figure_corpus.read(), 25))
    return [one for one in known if one is not None]


def saved(model: Linear) -> bytes:
    file = BytesIO()
    model.save(file)
    return file.getvalue()


def test_training_again_gives_the_same_bytes(readings: list[Reading]) -> None:
    assert saved(subject_training.fit(readings)) == saved(subject_training.fit(readings))


def test_a_saved_model_weighs_as_before(readings: list[Reading]) -> None:
    model = subject_training.fit(readings)
    again = Linear.load(BytesIO(saved(model)))
    assert np.array_equal(again.sums(readings[0].rows.table), model.sums(readings[0].rows.table))


def test_it_learns_what_it_is_shown(readings: list[Reading]) -> None:
    found, by_rules, by_model = subject_training.judge(readings, subject_training.fit(readings))
    assert found > by_model > by_rules


def test_each_weighed_figure_has_one_row_of_the_rules_and_one_of_nothing(readings: list[Reading]) -> None:
    for one in readings:
        rows = one.rows
        assert np.array_equal(rows.figures[rows.ruled], np.unique(rows.figures))
        assert np.array_equal(rows.figures[rows.subjects == NONE], np.unique(rows.figures))


def found(marked: str) -> tuple[State, list[Figure], Surroundings]:
    text, state = state_of(marked)
    by_rules, _ = figures.by_rules(text, state)
    return state, by_rules, Surroundings(text, state)


def for_the_second(by_rules: list[Figure], around: Surroundings) -> Linear:
    """Return a model for which what only the second candidate of all shows weighs more than anything else."""
    rows = subject_features.read(around, by_rules)
    assert rows is not None
    own = np.setdiff1d(rows.table[:, 1], np.delete(rows.table, 1, axis=1))
    return Linear(own, np.full(len(own), 2.0, np.float32))


def test_what_is_clearly_likelier_becomes_the_subject_and_the_rule_says_so() -> None:
    state, by_rules, around = found(CARRIED)
    ((_, figure),) = subject_model.corrected(by_rules, around, lambda *_: True, for_the_second(by_rules, around))
    assert by_rules[0].about != figure.about
    assert label(state, figure.about or "") in ("云溪工业园", "恒越电气")
    assert figure.rule == "figure:level:model"


def test_what_a_clause_itself_names_stays() -> None:
    _, by_rules, around = found("{L:云溪工业园}里有厂。{E:恒越电气}去年产值5亿元。")
    assert not list(subject_model.corrected(by_rules, around, lambda *_: True))


def test_what_cannot_have_the_measure_is_not_chosen() -> None:
    _, by_rules, around = found(CARRIED)
    assert not list(subject_model.corrected(by_rules, around, lambda *_: False, for_the_second(by_rules, around)))


def test_a_text_without_figures_or_names_has_nothing_to_weigh() -> None:
    assert subject_features.read(found("这里没有数。")[2], []) is None

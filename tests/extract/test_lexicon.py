"""Data files and automata."""

from __future__ import annotations

import re
from itertools import takewhile

import pytest

from extract import lexicon
from extract.lexicon import Automaton, propagate
from extract.state import Found
from ontology.errors import InputError
from ontology.record import MentionType

NAME_FILES = (
    "boundaries.txt",
    "bylines.txt",
    "common_tails.txt",
    "countries.txt",
    "event_words.txt",
    "firm_words.txt",
    "foreign.txt",
    "given.txt",
    "inner_words.txt",
    "kin.txt",
    "narrative.txt",
    "organs.txt",
    "person_words.txt",
    "place_words.txt",
    "program_heads.txt",
    "program_words.txt",
    "project_words.txt",
    "suffixes.txt",
    "surnames.txt",
    "titles.txt",
    "well_known.txt",
)


@pytest.mark.parametrize("name", NAME_FILES)
def test_each_data_file_says_where_it_comes_from(name: str) -> None:
    lines = (lexicon._DATA / name).read_text(encoding="utf-8").splitlines()
    assert any("Origin:" in line for line in takewhile(lambda line: line.startswith("#"), lines))


def test_words_outside_a_section_are_refused(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicon, "_DATA", tmp_path)
    (lexicon._DATA / "loose.txt").write_text("甲 乙\n[A]\n丙\n", encoding="utf-8")
    with pytest.raises(InputError, match="no heading"):
        lexicon.sections("loose.txt")


def test_the_longest_of_the_words_that_begin_at_a_place_is_found() -> None:
    automaton = Automaton({"会": "short", "会议": "long"})
    assert list(automaton.find("开会议会")) == [(1, 3, "long"), (3, 4, "short")]


def test_a_surely_found_name_is_found_again() -> None:
    text = "镇长方达明说，方达明来自外地。"
    given = [Found(2, 5, MentionType.OFFICIAL, "person.titled-sure-official", 0.9)]
    again = propagate(text, given)[1]
    assert (again.start, again.end, again.type, again.rule) == (7, 10, MentionType.OFFICIAL, "repeat")
    assert again.confidence < 0.9


def test_a_doubtful_name_is_not_spread() -> None:
    given = [Found(0, 2, MentionType.PERSON, "person.bare2", 0.2)]
    assert propagate("方达和方达", given) == given


def test_every_confidence_is_a_probability() -> None:
    assert all(0 <= value < 1 for value in lexicon.confidences().values())


def test_several_lists_are_looked_up_as_each_alone() -> None:
    lists = {"a": {"余杭": "1", "余杭区": "2"}, "b": {"杭区政府": "3", "余杭": "4"}}
    text = "余杭区政府在余杭。"
    together = lexicon.Automata(lists).find(text)
    assert together == {name: list(lexicon.Automaton(labels).find(text)) for name, labels in lists.items()}


def test_names_are_looked_up_one_after_the_other_as_by_an_automaton() -> None:
    names, text = {"余杭", "余杭区", "区政府", "杭"}, "余杭区政府在余杭，杭杭杭。"
    alone = list(lexicon.Automaton({name: name for name in names}).find(text))
    assert list(lexicon.occurrences(text, names)) == alone
    assert list(lexicon.occurrences(text * 20_000, names))[: len(alone)] == alone


def test_a_word_behind_another_is_found_as_with_an_assertion_in_front() -> None:
    text = "，公司来了。公司走进公司，公司法"
    quick = re.compile(lexicon.behind("[，。]", "公司(?!法)"))
    assert [m.span() for m in quick.finditer(text)] == [m.span() for m in re.finditer("(?<=[，。])公司(?!法)", text)]


def test_a_word_perhaps_behind_another_is_found_with_it() -> None:
    pattern = re.compile(lexicon.perhaps(["全媒体", "首席"], ["记者", "记者站"]))
    assert pattern.findall("全媒体记者、记者站、首席记者站、首席") == ["全媒体记者", "记者站", "首席记者站"]

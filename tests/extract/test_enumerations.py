"""Members of a list that only their neighbours tell."""

from __future__ import annotations

import pytest

from extract import enumerations
from extract.reading import read
from extract.state import Found
from ontology.record import MentionType

FIRM = MentionType.ENTERPRISE


def completed(text: str, *known: str) -> set[str]:
    mentions = [Found(text.find(n), text.find(n) + len(n), FIRM, "given", 0.9) for n in known]
    found = enumerations.complete(read(text), mentions)
    return {text[f.start : f.end] for f in found if f.rule == enumerations.RULE}


def test_what_stands_between_two_firms_is_one() -> None:
    assert completed("珂岭医药、后来优生物、卓禾科技签约", "珂岭医药", "卓禾科技") == {"后来优生物"}


def test_the_last_member_ends_before_the_word_for_more() -> None:
    assert completed("珂岭医药、卓禾科技、布知鱼等三家", "珂岭医药", "卓禾科技") == {"布知鱼"}


@pytest.mark.parametrize("member", ["食品加工", "高处的棚"])
def test_ordinary_words_are_no_member(member: str) -> None:
    assert not completed(f"珂岭医药、{member}、卓禾科技签约", "珂岭医药", "卓禾科技")


def test_one_known_member_says_nothing_about_the_others() -> None:
    assert not completed("珂岭医药、后来优生物、布知鱼签约", "珂岭医药")


def test_communities_of_a_list_are_told_by_the_word_behind_the_last() -> None:
    text = "青禾社区牵头。由青禾、云岭和北塘三个社区共建。"
    assert completed(text) == {"青禾", "云岭", "北塘"}


def test_a_community_of_a_list_may_have_an_and_in_its_name() -> None:
    assert completed("和云社区牵头。“和云、仓北和宋家坝三个社区") == {"和云", "仓北", "宋家坝"}


def test_a_list_of_which_no_community_is_known_stays() -> None:
    assert completed("由青禾、云岭和北塘三个社区共建。") == set()


def test_what_represents_trades_beside_firms_is_a_firm() -> None:
    text = "以珂岭微、卓禾微为代表的电子产业，以壹亩壹创为代表的网络商贸业和以茶叶为代表的种植业"
    assert completed(text, "珂岭微", "卓禾微") == {"壹亩壹创"}
    assert completed(text, "珂岭微") == set()

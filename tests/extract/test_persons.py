"""Persons: titles, speech, lists, bylines, words of address."""

from __future__ import annotations

import pytest

from extract import persons, surnames
from extract.reading import read
from extract.state import Found
from ontology.record import MentionType
from tests.extract.finding import names, state_with

PERSON, OFFICIAL = MentionType.PERSON, MentionType.OFFICIAL


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("县委书记方达明主持会议。", "方达明"),
        ("镇长罗欣说，路修好了。", "罗欣"),
        ("陈志远、高凌云、沈佳音等县领导参加。", "高凌云"),
        ("村党支部书记欧阳建国介绍了做法。", "欧阳建国"),
        ("盛小洪、孟国栋、崔明远等三县主要负责同志参加。", "孟国栋"),
        ("我旗领导陈小明、宝音满都呼、林立风及旗政府办陪同。", "宝音满都呼"),
        ("青山县县长 方 明\n各位代表：", "方 明"),
    ],
)
def test_officials(text: str, name: str) -> None:
    assert name in names(persons.find, text, OFFICIAL, least=0.5)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("董事长王能远表示，公司将增资。", "王能远"),
        ("本报讯（记者 沈小禾 通讯员 许一舟）昨日，桥通车了。", "许一舟"),
        ("张大伯乐开了花。", "张大伯"),
        ("物理学家理查德·海曼提出了设想。", "理查德·海曼"),
        ("主席维托·徐会·罗哈斯和夫人到场。", "维托·徐会·罗哈斯"),
        ("国防部长科索恩19日表示欢迎。", "科索恩"),
        ("95后的小伙苏永年回到家乡。", "苏永年"),
        ("居民李德凤在家里说。", "李德凤"),
        ("负责人张丽带着几名工人修路。", "张丽"),
        ("销售额增长三成。（康煜）", "康煜"),
        ("陶小满、高阳报道：今年雨水好。", "高阳"),
        ("青禾网清河1月18日电（奚金燕 郭弘屹）临近年关。", "郭弘屹"),
        ("观鸟的帕提古尔老师不说话。", "帕提古尔"),
        ("县长助理王卓民主持了仪式。", "王卓民"),
        ("现场还有芮小耀、徐新禾、宋妍等来自大学的同学。", "宋妍"),
        ("各地负责人参加。（陶战国秦放）", "陶战国"),
        ("首相贝托·桑多斯－奥尔蒂斯改组内阁。", "贝托·桑多斯－奥尔蒂斯"),
    ],
)
def test_persons(text: str, name: str) -> None:
    assert name in names(persons.find, text, PERSON)


def test_a_line_of_names_is_a_byline() -> None:
    assert {"傅小雨", "韩东"} <= names(persons.find, "桥通车了\n傅小雨 韩东\n昨日，大桥通车。", PERSON)


def test_the_organisation_in_front_decides_about_an_open_title() -> None:
    text = "蓝屿研究所主任陈志远说"
    state = state_with(text)
    state.candidates.append(Found(0, 5, MentionType.INSTITUTION, "given", 0.9))
    assert {f.type for f in persons.find(text, state) if text[f.start : f.end] == "陈志远"} == {PERSON}


def test_an_official_is_one_wherever_the_name_stands() -> None:
    text = "县长方达明到会。方达明指出，要抓项目。"
    found = [f for f in persons.find(text, state_with(text)) if text[f.start : f.end] == "方达明"]
    assert {f.type for f in found if f.confidence >= 0.5} == {OFFICIAL}


@pytest.mark.parametrize(("text", "name"), [("罗欣说", "罗欣"), ("陈步远则代表企业发言", "陈步远")])
def test_a_name_ends_before_the_sentence_goes_on(text: str, name: str) -> None:
    found = surnames.name_at(read(text), 0)
    assert found is not None
    assert text[found.start : found.end] == name


def test_no_name_begins_without_a_surname() -> None:
    assert surnames.name_at(read("项目负责"), 2) is None


def test_a_full_name_that_comes_again_in_changing_company_is_a_person() -> None:
    text = "厂里的事，訾文海都记得。工友问訾文海难不难，他摇头。后来，訾文海去了外地。"
    assert [text[f.start : f.end] for f in persons.find(text, state_with(text)) if "recurring3" in f.rule] == [
        "訾文海"
    ] * 3


def test_part_of_a_longer_word_is_no_recurring_person() -> None:
    text = "普惠性政策多，普惠性服务少。发展普惠性托育，靠普惠性投入。"
    assert not [f for f in persons.find(text, state_with(text)) if "recurring" in f.rule]


def test_a_division_and_the_beginning_of_a_word_are_no_recurring_person() -> None:
    text = "云岭元宇宙好，看云岭元宇宙。“云岭元素”多，云岭强了。"
    given = state_with(text, "云岭")
    assert not [f for f in persons.find(text, given) if "recurring" in f.rule]


def test_a_word_that_begins_like_a_surname_stands_before_an_address() -> None:
    assert "王奶奶" in names(persons.find, "居民王奶奶拿着雨伞。", PERSON, least=0.5)
    assert "明老师" not in names(persons.find, "李小明老师来了。", PERSON)


def test_a_name_is_told_by_the_word_that_says_it_is_one() -> None:
    text = "村里有一个叫訾小满的人，会修收音机。"
    assert "訾小满" in names(persons.find, text, PERSON)


def test_who_answers_at_the_start_of_a_line_is_a_person() -> None:
    text = "如何看？\n游知远：先把账算清。\n再问。\n游知远：急不得。"
    assert [text[f.start : f.end] for f in persons.find(text, state_with(text)) if "answers" in f.rule] == [
        "游知远"
    ] * 2


def test_the_weather_and_the_byline_are_no_persons() -> None:
    assert not names(persons.find, "三月九日 多云\n本报讯", PERSON)


def test_a_line_of_slogans_is_no_byline() -> None:
    assert not names(persons.find, "稳住工业\n畅物流 保供应\n昨日，专列发车。", PERSON)


@pytest.mark.parametrize("text", ["调动农民和企业的积极性。", "照顾孩子和老人。"])
def test_the_word_that_joins_two_others_is_no_surname(text: str) -> None:
    assert not names(persons.find, text, PERSON)


def test_the_word_for_taking_a_picture_is_no_part_of_a_name() -> None:
    assert names(persons.find, "（本报记者 黄嵘摄）", PERSON) == {"黄嵘"}


def test_an_adverb_may_stand_between_a_name_and_what_is_said() -> None:
    assert "熊先忠" in names(persons.find, "清河集团熊先忠则表示，会照办。", PERSON, least=0.5)


@pytest.mark.parametrize("word", ["蒲公英", "罗汉果"])
def test_a_word_of_the_dictionary_is_hardly_a_person(word: str) -> None:
    assert word not in names(persons.find, f"合作社种了{word}，今年丰收。", PERSON, least=0.3)

"""Candidates that are no names, from sentences written for these tests."""

from __future__ import annotations

from extract import mentions
from extract.crf import RULE as MODEL
from ontology.record import MentionType as T
from tests.extract.candidates import found, spans


def test_a_part_of_a_title_in_book_marks_is_no_name() -> None:
    text = "歌曲《绿色清河我骄傲》"
    assert spans(mentions.decide(text, [found(5, 7, T.DISTRICT)])) == []
    assert spans(mentions.decide(text, [found(3, 10, T.PROGRAM)])) == [(3, 10)]


def test_what_a_place_wants_to_be_is_no_place() -> None:
    text = "建设全国数字经济先行区"
    assert mentions.decide(text, [found(2, 11, T.PLACE)]) == []


def test_a_motto_is_no_program() -> None:
    assert mentions.decide("以“云川同行”为主题", [found(2, 6, T.PROGRAM)]) == []
    assert spans(mentions.decide("以“云川同行”为抓手", [found(2, 6, T.PROGRAM)])) == [(2, 6)]


def test_what_something_is_likened_to_is_no_program() -> None:
    assert mentions.decide("成了老街的另一块“金招牌”", [found(9, 12, T.PROGRAM)]) == []
    assert spans(mentions.decide("老街推出这块“金招牌”", [found(7, 10, T.PROGRAM)])) == [(7, 10)]


def test_of_what_kind_others_are_is_no_program() -> None:
    assert mentions.decide("还有其他古城复兴项目", [found(4, 10, T.PROGRAM)]) == []
    assert spans(mentions.decide("还有百处古城复兴项目", [found(4, 10, T.PROGRAM)])) == [(4, 10)]


def test_two_names_joined_by_and_are_no_third_name() -> None:
    text = "迎接青禾节和白鹭节"
    rules = [found(2, 5, T.EVENT, 0.8), found(6, 9, T.EVENT, 0.8)]
    assert spans(mentions.decide(text, [*rules, found(2, 9, T.EVENT, 0.95, "crf")])) == [(2, 5), (6, 9)]


def test_an_ordinary_word_is_no_person_on_the_models_word_alone() -> None:
    text = "关系广大群众"
    assert mentions.decide(text, [found(0, 2, T.PERSON, 0.95, "crf")]) == []
    assert spans(mentions.decide(text, [found(0, 2, T.PERSON, 0.95, "crf"), found(0, 2, T.PERSON)])) == [(0, 2)]


def test_no_place_or_show_runs_over_the_verb_of_its_sentence() -> None:
    text = "青禾区紧扣共同富裕示范区的任务"
    assert mentions.decide(text, [found(0, 12, T.PLACE, 0.92)]) == []
    assert mentions.decide("沈川正积极谋划公司的事", [found(0, 9, confidence=0.98)]) == []
    assert spans(mentions.decide("“青禾举办”市集", [found(0, 8, T.EVENT, 0.92)])) == [(0, 8)]


def test_a_culture_is_no_firm_where_it_is_spoken_of_as_one() -> None:
    assert mentions.decide("感受青禾文化的魅力", [found(2, 6, T.ENTERPRISE, 0.95)]) == []
    assert spans(mentions.decide("青禾文化签下订单", [found(0, 4, T.ENTERPRISE, 0.95)])) == [(0, 4)]


def test_quoted_aims_and_parts_are_no_programs() -> None:
    assert mentions.decide("迈向“航运强国”", [found(3, 7, T.PROGRAM, 0.95)]) == []
    rooms = "分为“水乡”“圣地”“青禾”三个部分"
    assert mentions.decide(rooms, [found(3, 5, T.PROGRAM, 0.95), found(7, 9, T.PROGRAM, 0.95)]) == []
    assert spans(mentions.decide("推出“水乡”“圣地”服务", [found(3, 5, T.PROGRAM, 0.95)])) == [(3, 5)]


def test_the_title_of_a_document_keeps_its_verb() -> None:
    text = "《青禾县关于印发“春耕”行动方案的通知》"
    assert spans(mentions.decide(text, [found(1, 19, T.PROGRAM, 0.95)])) == [(1, 19)]


def test_how_many_there_are_begins_no_name() -> None:
    assert mentions.decide("建成3500个村卫生室", [found(2, 11, T.INSTITUTION, 0.95)]) == []


def test_a_verb_and_a_level_are_no_community() -> None:
    text = "继续完善社区的路灯。"
    assert mentions.decide(text, [found(2, 6, T.DISTRICT, 0.95, MODEL)]) == []


def test_kinds_of_goods_in_a_row_are_no_firms() -> None:
    text = "货架有银首饰、竹编茶具等20大品类。"
    assert (
        mentions.decide(text, [found(3, 6, confidence=0.95, rule=MODEL), found(7, 11, confidence=0.95, rule=MODEL)])
        == []
    )


def test_quoted_ideas_and_topics_are_no_programs() -> None:
    for text in ("守住“先茶后酒”“茶酒同馆”的经营思路。", "议题包括“谁来种茶”“茶价几何”等。"):
        assert mentions.decide(text, [found(text.index("“") + 1, text.index("”"), T.PROGRAM, 0.95)]) == []


def test_a_division_is_not_cut_out_of_a_road_that_the_text_names() -> None:
    text = "青山东路隧道通车，青山东延；山东客商来访。"
    road, cut, province = found(0, 6, T.PLACE), found(10, 12, T.DISTRICT), found(14, 16, T.DISTRICT)
    assert spans(mentions.decide(text, [road, cut, province])) == [(0, 6), (14, 16)]


def test_a_description_is_no_name_on_the_models_word_alone() -> None:
    assert mentions.decide("现代化一流茶城", [found(0, 7, T.PLACE, rule=MODEL)]) == []
    assert mentions.decide("云岭第一条穿山隧道", [found(0, 9, T.PLACE, rule=MODEL)]) == []
    assert mentions.decide("弘扬优良传统新区", [found(0, 8, T.PLACE, rule=MODEL)]) == []
    assert mentions.decide("行业协会", [found(0, 4, T.ASSOCIATION, rule=MODEL)]) == []
    assert mentions.decide("联合行业协会发布", [found(0, 6, T.ASSOCIATION, rule=MODEL)]) == []
    assert spans(mentions.decide("云岭行业协会", [found(0, 6, T.ASSOCIATION, rule=MODEL)])) == [(0, 6)]


def test_a_verb_that_no_name_has_stands_in_no_short_one_either() -> None:
    assert mentions.decide("李啸正积极筹备", [found(0, 5, T.ENTERPRISE, rule=MODEL)]) == []
    assert spans(mentions.decide("正泰举办年会", [found(0, 2, T.ENTERPRISE, rule=MODEL)])) == [(0, 2)]


def test_a_name_that_ends_in_the_word_for_a_party_is_that_of_one() -> None:
    assert mentions.decide("云岭注重党的建设", [found(0, 5, T.ASSOCIATION, rule=MODEL)]) == []
    assert spans(mentions.decide("加入致公党以来", [found(2, 5, T.ASSOCIATION, rule=MODEL)])) == [(2, 5)]


def test_what_somebody_does_is_no_place_however_short() -> None:
    assert mentions.decide("落实新城", [found(0, 4, T.PLACE, rule=MODEL)]) == []
    assert mentions.decide("积极走出山路", [found(0, 6, T.PLACE, rule=MODEL)]) == []


def test_a_stored_word_is_no_person_on_the_models_word_alone() -> None:
    guess = found(2, 5, T.PERSON, 0.9, MODEL)
    assert mentions.decide("种植金银花", [guess]) == []
    assert mentions.decide("种植金银花", [guess, found(2, 5, T.PERSON, 0.1)]) == []
    assert len(mentions.decide("拳手卡洛斯", [found(2, 5, T.PERSON, 0.9, MODEL)])) == 1


def test_the_model_makes_no_program_of_an_image() -> None:
    text = "老街的“红堡垒”，"
    guess = found(4, 7, T.PROGRAM, 0.95, MODEL)
    assert mentions.decide(text, [guess]) != []
    assert mentions.decide(text, [guess, found(4, 7, T.PROGRAM, 0.05, "program.quoted-short-image")]) == []


def test_the_model_cuts_no_word_in_two_for_an_event() -> None:
    text = "邻里关爱行动暨捐赠仪式举行"
    assert mentions.decide(text, [found(5, 11, T.EVENT, 0.9, MODEL)]) == []
    assert spans(mentions.decide(text, [found(0, 11, T.EVENT, 0.9, MODEL)])) == [(0, 11)]


def test_the_model_begins_no_place_within_a_word() -> None:
    text = "建设共同富裕示范区"
    assert mentions.decide(text, [found(5, 9, T.PLACE, 0.9, MODEL)]) == []
    assert spans(mentions.decide("走到太湖边", [found(2, 4, T.PLACE, 0.9, MODEL)])) == [(2, 4)]


def test_a_field_of_trade_in_a_row_is_no_firm_on_the_models_word_alone() -> None:
    guess = found(2, 6, T.ENTERPRISE, 0.95, MODEL)
    assert mentions.decide("发展类脑智能、生物医药等新兴产业。", [guess]) == []
    assert mentions.decide("走访类脑智能、青禾医药等新兴产业企业。", [guess]) != []


def test_what_a_school_is_like_is_no_school_on_the_models_word_alone() -> None:
    assert mentions.decide("普惠性幼儿园开学", [found(0, 6, T.INSTITUTION, 0.95, "crf")]) == []
    assert spans(mentions.decide("云岭幼儿园开学", [found(0, 5, T.INSTITUTION, 0.95, "crf")])) == [(0, 5)]


def test_a_year_and_what_is_planned_in_it_are_no_plan() -> None:
    model = [found(0, 7, T.PROGRAM, 0.95, "crf")]
    assert mentions.decide("2025年计划新增茶园", model) == []
    assert spans(mentions.decide("2025年计划，已经印发", model)) == [(0, 7)]


def test_a_happy_home_is_no_place_on_the_models_word_alone() -> None:
    assert mentions.decide("乡亲们的幸福美好家园", [found(4, 10, T.PLACE, 0.95, "crf")]) == []


def test_the_trade_of_a_place_is_no_firm() -> None:
    text = "宁波纺织机械制造业产值增长"
    assert mentions.decide(text, [found(0, 6, T.ENTERPRISE, 0.95, "crf")]) == []
    text = "阳光电源研发企业产值增长"
    assert spans(mentions.decide(text, [found(0, 4, T.ENTERPRISE, 0.95, "crf")])) == [(0, 4)]
    text = "宁波海天机械制造业产值增长"
    assert spans(mentions.decide(text, [found(0, 6, T.ENTERPRISE, 0.95, "crf")])) == [(0, 6)]
    text = "宁波纺织机械制造集团产值增长"
    assert spans(mentions.decide(text, [found(0, 10, T.ENTERPRISE, 0.95, "crf")])) == [(0, 10)]


def test_where_goods_were_carried_from_is_no_firm() -> None:
    assert mentions.decide("由宁波运来的茶叶", [found(1, 4, T.ENTERPRISE, 0.95, "crf")]) == []

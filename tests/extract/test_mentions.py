"""Deciding between candidates, and finding names again."""

from __future__ import annotations

from extract import border_joins, mentions
from extract.crf import RULE as MODEL
from ontology.record import MentionType as T
from tests.extract.candidates import found, spans


def test_the_longer_of_two_equally_sure_names_wins() -> None:
    assert spans(mentions.decide("青峰县恒越电气", [found(0, 3, T.DISTRICT), found(0, 7)])) == [(0, 7)]


def test_a_much_surer_short_name_beats_a_doubtful_long_one() -> None:
    assert spans(mentions.decide("青峰县发展中心", [found(0, 3, T.DISTRICT, 0.98), found(0, 7, confidence=0.3)])) == [
        (0, 3)
    ]


def test_agreement_of_two_rules_makes_a_doubtful_name_sure() -> None:
    (one,) = mentions.decide("恒越电气", [found(0, 4, confidence=0.7, rule="a"), found(0, 4, confidence=0.7, rule="b")])
    assert one.confidence == 0.91


def test_doubtful_candidates_are_left_out() -> None:
    assert mentions.decide("恒越电气", [found(0, 4, confidence=0.3)]) == []


def test_a_note_that_a_name_does_not_hold_whole_is_left_out() -> None:
    assert spans(mentions.decide("绿色学校（幼儿园）", [found(0, 7, T.INSTITUTION)])) == [(0, 4)]


def test_the_models_firm_ends_before_the_adverb_of_its_clause() -> None:
    text = "腾川曾向一家公司投资"
    assert spans(mentions.decide(text, [found(0, 8, rule=MODEL)])) == [(0, 2)]
    assert spans(mentions.decide(text, [found(0, 8)])) == [(0, 8)]


def test_a_firm_ends_before_its_party_committee_and_before_what_it_is_of() -> None:
    (one,) = mentions.decide("腾川集团党委", [found(0, 6, T.GOVERNMENT)])
    assert (one.end, one.type) == (4, T.ENTERPRISE)
    assert spans(mentions.decide("腾川集团全资子公司", [found(0, 9)])) == [(0, 4)]


def test_a_body_begins_behind_the_word_that_cites_it() -> None:
    assert spans(mentions.decide("据盟文体局介绍", [found(0, 5, T.GOVERNMENT, 0.9)])) == [(1, 5)]
    assert spans(mentions.decide("收据盟文体局印", [found(1, 6, T.GOVERNMENT, 0.9)])) == [(1, 6)]


def test_a_place_with_a_name_of_its_own_is_no_part_of_the_division_before_it() -> None:
    text = "青禾镇李家灶广场和青禾镇文化中心"
    town = [found(start, start + 3, T.DISTRICT) for start in (0, 9)]
    places = [found(0, 8, T.PLACE), found(9, 16, T.PLACE)]
    assert spans(list(border_joins.parted(text, places, town))) == [(0, 3), (3, 8), (9, 16)]


def test_a_school_begins_behind_how_many_there_are() -> None:
    assert spans(mentions.decide("全区几十所云岭学校", [found(0, 9, T.INSTITUTION)])) == [(5, 9)]


def test_white_space_at_the_borders_is_no_part_of_a_name() -> None:
    assert spans(mentions.decide(" 恒越 ", [found(0, 4)])) == [(1, 3)]
    assert spans(mentions.decide(",2022论坛", [found(0, 7, T.EVENT)])) == [(1, 7)]


def test_a_sure_name_is_found_again_but_not_inside_another() -> None:
    text = "恒越电气说。恒越电气工会说。恒越电气又说。"
    first, union = found(0, 4, confidence=0.9), found(6, 12, T.ASSOCIATION, 0.9)
    assert spans(mentions.spread(text, [first, union])) == [(0, 4), (6, 12), (14, 18)]


def test_one_post_makes_every_mention_of_a_person_an_official() -> None:
    text = "林景川，林景川"
    chosen = mentions.vote(text, [found(0, 3, T.OFFICIAL, 0.9), found(4, 7, T.PERSON, 0.6)])
    assert {f.type for f in chosen} == {T.OFFICIAL}


def test_a_quotation_mark_takes_its_partner_along() -> None:
    text = "实施“送奖励”行动。"
    assert spans(mentions.decide(text, [found(3, 9, T.PROGRAM)])) == [(2, 9)]


def test_marks_around_a_whole_name_are_left_out() -> None:
    text = "实施“送奖励”行动。"
    assert spans(mentions.decide(text, [found(2, 7, T.PROGRAM)])) == [(3, 6)]


def test_a_division_inside_a_likely_longer_name_is_doubted() -> None:
    text = "青峰保供站启用。"
    (one,) = mentions.decide(text, [found(0, 2, T.DISTRICT, 0.95, "division_short"), found(0, 5, T.PLACE, 0.85)])
    assert one.type is T.PLACE


def test_a_short_sure_name_is_found_again_only_as_a_word() -> None:
    text = "恒越说，恒越又说。"
    assert spans(mentions.spread(text, [found(0, 2, confidence=0.95)])) == [(0, 2), (4, 6)]
    assert spans(mentions.spread("大明说，光明说。", [found(0, 1, confidence=0.95)])) == [(0, 1)]


def test_what_is_no_firm_itself_casts_no_doubt_on_the_division_inside() -> None:
    division = found(0, 2, T.DISTRICT, 0.92)
    assert spans(mentions.decide("青峰工业生产提速", [division, found(0, 6, confidence=0.7)])) == [(0, 2)]
    assert mentions.decide("青峰工业生产提速", [division, found(0, 6, T.PLACE, confidence=0.55)]) == []


def test_a_private_title_outweighs_the_models_guess() -> None:
    text = "总经理助理顾远。顾远说"
    told = found(5, 7, T.PERSON, 0.9, "person.titled-sure")
    guessed = found(8, 10, T.OFFICIAL, 0.85, "crf")
    assert {f.type for f in mentions.vote(text, [told, guessed])} == {T.PERSON}


def test_a_program_begins_behind_the_firm_whose_it_is() -> None:
    firm, program = found(0, 3, confidence=0.95), found(0, 9, T.PROGRAM, 0.97, MODEL)
    assert spans(mentions.decide("云集网“千店”计划", [firm, program])) == [(0, 3), (3, 9)]
    assert spans(mentions.decide("青禾县“千店”计划", [found(0, 3, T.DISTRICT, 0.9), program])) == [(0, 9)]


def test_a_program_begins_after_the_verb_that_runs_into_it() -> None:
    assert spans(mentions.decide("青禾发布促进茶业发展行动方案", [found(0, 14, T.PROGRAM, 0.9)])) == [(4, 14)]
    assert spans(mentions.decide("首期“青禾”行动", [found(0, 8, T.PROGRAM, 0.9)])) == [(2, 8)]


def test_a_foreign_country_and_its_school_are_two_names() -> None:
    chosen = mentions.decide("澳大利亚青尼罗大学说", [found(0, 9, T.INSTITUTION, 0.9)])
    assert [(f.start, f.end, f.type) for f in chosen] == [(0, 4, T.PLACE), (4, 9, T.INSTITUTION)]


def test_a_short_division_is_part_of_the_place_behind_it_and_a_full_one_is_not() -> None:
    text = "云岭药谷和云岭村青禾乐园"
    given = [found(0, 2, T.DISTRICT), found(2, 4, T.PLACE), found(5, 8, T.DISTRICT), found(8, 12, T.PLACE)]
    assert spans(border_joins.joined(text, given)) == [(0, 4), (5, 8), (8, 12)]


def test_a_city_goes_with_the_district_behind_it() -> None:
    given = [found(0, 2, T.DISTRICT), found(2, 5, T.DISTRICT), found(6, 8, T.DISTRICT), found(8, 10, T.DISTRICT)]
    assert spans(border_joins.joined("广州青禾区和广州深圳", given)) == [(0, 5), (6, 8), (8, 10)]


def test_a_meeting_is_called_by_who_meets() -> None:
    given = [found(0, 3, T.DISTRICT), found(10, 13, T.EVENT)]
    assert spans(border_joins.joined("青峰县与企业深化合作座谈会在京召开", given)) == [(0, 13)]
    assert spans(border_joins.joined("青峰县与企业深化合作座谈会上有人说", given)) == [(0, 3), (10, 13)]


def test_the_meeting_of_a_committee_is_an_event() -> None:
    (one,) = border_joins.joined("云岭县委财经委员会第七次会议指出", [found(0, 9, T.GOVERNMENT)])
    assert (one.start, one.end, one.type) == (0, 14, T.EVENT)
    (one,) = border_joins.joined("云岭县委会议室里", [found(0, 4, T.GOVERNMENT)])
    assert (one.end, one.type) == (4, T.GOVERNMENT)


def test_a_road_is_called_by_where_it_begins_and_ends() -> None:
    given = [found(0, 2, T.DISTRICT), found(3, 9, T.PLACE)]
    assert spans(border_joins.joined("青川至平武高速公路通车", given)) == [(0, 9)]
    assert spans(border_joins.joined("青川至平武古镇的班车", [found(0, 2, T.DISTRICT), found(3, 7, T.PLACE)])) == [
        (0, 2),
        (3, 7),
    ]


def test_a_name_ends_behind_its_part_and_a_community_is_a_division() -> None:
    text = "福安公寓小区、青禾商城一区、银杏路社区、银杏路小学"
    given = [found(0, 4, T.PLACE), found(7, 11, T.PLACE), found(14, 17, T.PLACE), found(20, 23, T.PLACE)]
    chosen = border_joins.joined(text, given)
    assert spans(chosen) == [(0, 6), (7, 13), (14, 19), (20, 23)]
    assert [f.type for f in chosen] == [T.PLACE, T.PLACE, T.DISTRICT, T.PLACE]
    (site,) = border_joins.joined("恒越茶业农文旅融合示范基地", [found(0, 13, T.PROGRAM)])
    assert site.type is T.PLACE
    assert spans(border_joins.joined("县茶叶协会第一届理事会成立", [found(0, 5, T.ASSOCIATION)])) == [(0, 11)]
    assert spans(border_joins.joined("县茶叶协会第一届会长", [found(0, 5, T.ASSOCIATION)])) == [(0, 5)]
    assert spans(border_joins.joined("惠企专项奖励资金到账", [found(0, 6, T.PROGRAM)])) == [(0, 8)]
    assert spans(border_joins.joined("江东一区一策", [found(0, 2, T.DISTRICT)])) == [(0, 2)]
    given = [found(0, 3, T.PLACE), found(3, 8, T.ASSOCIATION)]
    assert spans(border_joins.joined("青川苑小区党支部", given)) == [(0, 3), (3, 8)]


def test_a_place_called_by_its_county_begins_behind_it() -> None:
    county, place = border_joins.joined("周陵区周陵古商城", [found(0, 8, T.PLACE)])
    assert (county.type, county.end, place.type, place.start) == (T.DISTRICT, 3, T.PLACE, 3)
    assert spans(border_joins.joined("周陵区青禾古商城", [found(0, 8, T.PLACE)])) == [(0, 8)]
    assert spans(border_joins.joined("周陵区周陵镇", [found(0, 6, T.DISTRICT)])) == [(0, 6)]


def test_what_many_are_of_is_not_the_program_called_so() -> None:
    text = "推出“邻里大院子”。说到停车难等邻里大院子的事儿，都夸邻里大院子。"
    assert spans(mentions.spread(text, [found(3, 8, T.PROGRAM, 0.95)])) == [(3, 8), (27, 32)]


def test_a_program_that_stands_again_without_marks_takes_its_kind_along() -> None:
    text = "推出“青禾保”。村民买了青禾保保险。"
    told = found(3, 6, T.PROGRAM, 0.95)
    assert spans(mentions.spread(text, [told])) == [(3, 6), (12, 17)]


def test_an_event_begins_behind_the_verb_and_a_place_behind_what_it_is() -> None:
    assert spans(mentions.decide("云上购启动2025年货节", [found(0, 12, T.EVENT, 0.95)])) == [(5, 12)]
    assert spans(mentions.decide("在旅游景点云岭古村旁", [found(1, 9, T.PLACE, 0.95)])) == [(5, 9)]


def test_a_word_that_the_model_takes_for_a_name_now_and_then_is_none() -> None:
    text = "元宇宙" * 7
    assert mentions.spread(text, [found(0, 3, T.PROGRAM, 0.95, "crf")]) == []
    assert len(mentions.spread(text, [found(0, 3, T.PROGRAM, 0.95)])) == 7


def test_a_name_that_a_rule_backs_is_one_however_often_it_stands() -> None:
    text = "云上得物" * 7
    assert len(mentions.spread(text, [found(0, 4, confidence=0.95, rule=MODEL)], {"云上得物"})) == 7


def test_a_village_ends_before_its_people() -> None:
    text = "云岭村富了，云岭村民笑了。"
    village, people = (border_joins.without_people(text, found(at, at + 3, T.DISTRICT)) for at in (0, 6))
    assert spans([village, people]) == [(0, 3), (6, 8)]


def test_newcomers_are_called_by_no_division() -> None:
    text = "云岭热闹，新云岭人多了，云岭人笑了。"
    assert spans(mentions.spread(text, [found(0, 2, T.DISTRICT, 0.95)])) == [(0, 2), (12, 14)]


def test_an_event_begins_behind_what_is_done_for_it() -> None:
    assert spans(mentions.decide("助力云岭运动会", [found(0, 7, T.EVENT, 0.95)])) == [(2, 7)]


def test_an_event_begins_behind_the_verb_of_holding_and_its_adverb() -> None:
    text = "学校都会认真组织绿色茶会活动"
    assert spans(mentions.decide(text, [found(0, 14, T.EVENT, 0.95)])) == [(8, 14)]
    text = "青禾社会组织创新大赛"
    assert spans(mentions.decide(text, [found(0, 10, T.EVENT, 0.95)])) == [(0, 10)]


def test_a_firm_ends_before_the_degree_of_a_title() -> None:
    given = [found(0, 6, confidence=0.95)]
    assert spans(mentions.decide("腾川科技高级副总裁", given)) == [(0, 4)]
    assert spans(mentions.decide("腾川科技高级面料", given)) == [(0, 6)]


def test_a_firm_begins_behind_what_it_is_said_to_be() -> None:
    text = "青禾县爱心企业腾川医疗公司"
    chosen = mentions.decide(text, [found(0, 3, T.DISTRICT), found(0, 13, confidence=0.95)])
    assert spans(chosen) == [(0, 3), (7, 13)]
    assert spans(mentions.decide("企业管理服务公司", [found(0, 8, confidence=0.95)])) == [(0, 8)]


def test_organs_of_two_levels_are_two() -> None:
    assert spans(mentions.decide("青禾省委市委部署", [found(0, 6, T.GOVERNMENT, 0.95)])) == [(0, 4), (4, 6)]


def test_what_else_it_is_called_begins_behind_the_word_for_that() -> None:
    assert spans(mentions.decide("云溪隧道（即青岭隧道）", [found(5, 10, T.PLACE, 0.95)])) == [(6, 10)]


def test_an_event_ends_behind_the_word_for_it() -> None:
    (one,) = border_joins.joined("青禾区打擂比武活动昨天举行。", [found(0, 7, T.EVENT, 0.95)])
    assert (one.start, one.end) == (0, 9)


def test_a_quoted_program_ends_before_what_the_sentence_says_of_it() -> None:
    text = "“青禾管家”成为村里的热门服务活动。"
    assert spans(mentions.decide(text, [found(0, 16, T.PROGRAM, 0.95, MODEL)])) == [(1, 5)]


def test_a_body_ends_before_the_adverb() -> None:
    assert spans(mentions.decide("青禾区成功发行债券。", [found(0, 5, T.GOVERNMENT, 0.95, MODEL)])) == [(0, 3)]


def test_a_repeated_name_is_whole_where_the_model_guesses_a_part() -> None:
    text = "云岭隧道通车。云岭隧道好"
    guess = found(9, 11, T.PLACE, 0.4, MODEL)
    assert spans(mentions.spread(text, [found(0, 4, T.PLACE, 0.95), guess])) == [(0, 4), (7, 11)]
    surer = found(9, 11, T.PLACE, 0.95, MODEL)
    assert spans(mentions.spread(text, [found(0, 4, T.PLACE, 0.95), surer])) == [(0, 4), (9, 11)]


def test_a_short_name_of_a_person_stands_again_where_the_segmenter_does_not_see_it() -> None:
    text = "李啸说。眼下，李啸正盘算开店"
    assert spans(mentions.spread(text, [found(0, 2, T.PERSON, 0.95)])) == [(0, 2), (7, 9)]
    assert spans(mentions.spread("李向说。满园桃李向阳开", [found(0, 2, T.PERSON, 0.95)])) == [(0, 2)]


def test_a_name_is_not_found_again_in_a_title() -> None:
    text = "清河县办赛，《绿色清河县我骄傲》获奖，清河县"
    assert spans(mentions.spread(text, [found(0, 3, T.DISTRICT, 0.95)])) == [(0, 3), (19, 22)]


def test_a_program_ends_before_what_is_done_with_it() -> None:
    text = "“云岭管家”平台加快打造三个频道"
    assert spans(mentions.decide(text, [found(0, 15, T.PROGRAM, rule=MODEL)])) == [(0, 8)]
    title = "云岭县关于加快建设茶业强县的意见"
    assert spans(mentions.decide(title, [found(0, 16, T.PROGRAM, rule=MODEL)])) == [(0, 16)]


def test_a_name_begins_with_the_quotation_of_which_it_has_the_end() -> None:
    text = "举办“同心同行，共创未来”茶商分享会。"
    assert spans(mentions.decide(text, [found(8, 17, T.EVENT)])) == [(2, 17)]
    assert spans(mentions.decide("好”的云岭茶会", [found(0, 7, T.EVENT)])) == [(0, 7)]


def test_a_program_that_is_used_begins_behind_the_verb() -> None:
    text = "社工指导下用“云岭驿站”小程序"
    assert spans(mentions.decide(text, [found(0, 15, T.PROGRAM, rule=MODEL)])) == [(6, 15)]
    assert spans(mentions.decide("云岭应用“一键通”小程序", [found(0, 12, T.PROGRAM, rule=MODEL)])) == [(0, 12)]


def test_candidates_agree_on_a_name_whether_or_not_it_is_an_officials() -> None:
    given = [found(0, 3, T.PERSON, 0.6, "person.bare3"), found(0, 3, T.OFFICIAL, 0.45, MODEL)]
    (one,) = mentions.decide("王晓禾", given)
    assert one.type is T.PERSON
    assert one.confidence == 0.78
    (one,) = mentions.decide(
        "王晓禾", [found(0, 3, T.PERSON, 0.6), found(0, 3, T.OFFICIAL, 0.55, "person.row-official")]
    )
    assert one.type is T.OFFICIAL


def test_the_label_of_a_byline_is_no_part_of_the_name_behind_it() -> None:
    assert spans(mentions.decide("文/图 李小禾", [found(2, 7, T.PERSON)])) == [(4, 7)]


def test_what_the_text_calls_by_more_in_front_is_named_whole() -> None:
    text = "茶乡走进高校巡展开展。今年起，茶乡走进高校巡展去了三地。高校巡展办得好。"
    given = [found(4, 8, T.EVENT), found(15, 23, T.EVENT), found(28, 32, T.EVENT)]
    assert spans(border_joins.completed(text, given)) == [(0, 8), (15, 23), (28, 32)]


def test_what_is_called_by_its_district_too_is_named_whole_without_it() -> None:
    text = "德清县青竹纺织公司开工。来自骨干企业青竹纺织公司。"
    given = [found(0, 9), found(19, 24)]
    assert spans(border_joins.completed(text, given)) == [(0, 9), (18, 24)]


def test_a_name_begins_with_the_minutes_that_it_counts() -> None:
    text = "启用“12分钟健身圈”"
    assert spans(border_joins.completed(text, [found(6, 10, T.PROGRAM)])) == [(3, 10)]


def test_a_name_is_not_made_whole_over_the_name_before_it() -> None:
    text = "青禾区茶叶局开会，青禾区茶叶局"
    given = [found(0, 3, T.DISTRICT), found(3, 6, T.GOVERNMENT), found(9, 15, T.GOVERNMENT)]
    assert spans(border_joins.completed(text, given)) == [(0, 3), (3, 6), (9, 15)]


def test_a_name_begins_behind_the_end_of_the_word_before_it() -> None:
    assert spans(mentions.decide("首席品牌官林晓说", [found(4, 7, T.PERSON, rule=MODEL)])) == [(5, 7)]
    assert spans(mentions.decide("改造后青峰县热闹", [found(2, 6, T.DISTRICT, rule=MODEL)])) == [(2, 6)]
    assert spans(mentions.decide("和桥镇热闹", [found(0, 3, T.DISTRICT, rule=MODEL)])) == [(0, 3)]
    assert spans(mentions.decide("改造后德清县热闹", [found(2, 6, T.DISTRICT, rule=MODEL)])) == [(3, 6)]


def test_a_name_ends_before_the_verb_that_leads_to_a_number() -> None:
    assert spans(mentions.decide("国际友城达12对", [found(0, 5, T.ASSOCIATION, rule=MODEL)])) == [(0, 4)]
    assert spans(mentions.decide("青禾高尔达协办", [found(0, 5, T.ASSOCIATION, rule=MODEL)])) == [(0, 5)]


def test_a_work_ends_before_what_is_planned_for_it() -> None:
    text = "竹材加工项目计划总投资3亿元"
    assert spans(mentions.decide(text, [found(0, 8, T.PROGRAM, rule=MODEL)])) == [(0, 6)]
    text = "云溪智造港规划建筑面积9万平方米"
    assert spans(mentions.decide(text, [found(0, 7, T.PLACE, rule=MODEL)])) == [(0, 5)]
    text = "实施竹材加工项目计划，推进"
    assert spans(mentions.decide(text, [found(2, 10, T.PROGRAM, rule=MODEL)])) == [(2, 10)]


def test_a_work_begins_behind_what_it_costs() -> None:
    text = "投资58亿元建设云溪竹材加工项目"
    assert spans(mentions.decide(text, [found(2, 16, T.PROGRAM, rule=MODEL)])) == [(8, 16)]


def test_a_people_is_no_country() -> None:
    text = "建起朝鲜族民俗博物馆"
    assert spans(mentions.decide(text, [found(2, 10, T.INSTITUTION)])) == [(2, 10)]

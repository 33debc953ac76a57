"""Posts of persons: who holds which post where."""

from __future__ import annotations

import pytest

from extract import posts
from tests.extract.marked import label, state_of


def posts_in(marked: str, place: str = "浙江省湖州市德清县") -> set[str]:
    text, state = state_of(marked, place)
    found = [r for r in posts.find(text, state) if r.predicate == "position"]
    return {f"{label(state, r.subject)} {r.title} {label(state, r.object)}" for r in found}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{G:县发改局}局长{O:缪志成}介绍。", {"缪志成 局长 县发改局"}),
        ("{E:恒越电气}创始人兼CEO{P:顾北辰}说。", {"顾北辰 创始人兼CEO 恒越电气"}),
        (
            "{G:德清县委}常委、{G:德清县委组织部}部长{O:林景川}出席。",
            {"林景川 常委 德清县委", "林景川 部长 德清县委组织部"},
        ),
        ("{G:县委}书记{O:林景川}讲话。", {"林景川 书记 县委"}),
        ("县长{O:翁建豪}主持会议。", {"翁建豪 县长 德清县"}),
        ("{O:林景川}任{D:柳河镇}党委书记。", {"林景川 党委书记 柳河镇"}),
        ("{P:顾北辰}（{E:恒越电气}董事长）说。", {"顾北辰 董事长 恒越电气"}),
    ],
)
def test_post(marked: str, expected: set[str]) -> None:
    assert posts_in(marked) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{G:县委}副书记、县长{O:翁建豪}主持。", {"翁建豪 副书记 县委", "翁建豪 县长 德清县"}),
        (
            "{G:省自贸办}副主任、{G:省商务厅}副厅长{O:胡以南}介绍。",
            {"胡以南 副主任 省自贸办", "胡以南 副厅长 省商务厅"},
        ),
        (
            "{G:县政协}副主席{O:蒋云}、{O:唐成}，秘书长{O:邓洋}参加。",
            {"蒋云 副主席 县政协", "唐成 副主席 县政协", "邓洋 秘书长 县政协"},
        ),
        ("{E:恒越电气}增资。据该公司总务部负责人{P:范小满}介绍。", {"范小满 总务部负责人 恒越电气"}),
        ("走进{E:恒越电气}，机器轰鸣。车间主任{P:包剑锋}说。", {"包剑锋 车间主任 恒越电气"}),
        ("{E:恒越电气}由董事长{P:方一楠}掌舵。", {"方一楠 董事长 恒越电气"}),
        ("{I:青峰大学}{P:朱教授}说。", {"朱教授 教授 青峰大学"}),
        ("{P:闵建}今年58岁，原是{I:青峰大学}的一名教师。", {"闵建 教师 青峰大学"}),
        ("{D:柳河乡}路断了。乡长{O:赵文}说。", {"赵文 乡长 柳河乡"}),
        (
            "{A:县茶叶协会}会长{P:于锦}，{G:县农业农村局}局长{O:陆为}出席。",
            {"于锦 会长 县茶叶协会", "陆为 局长 县农业农村局"},
        ),
        (
            "{O:叶海燕}、{O:郑浩南}等县四套班子领导参加。",
            {"叶海燕 县四套班子领导 德清县", "郑浩南 县四套班子领导 德清县"},
        ),
        ("{G:县教育局}邀请专家{P:顾北辰}授课。", set()),
        ("本报记者 {P:顾北辰}", set()),
        (
            "{I:青峰网}云岭讯（记者 {P:顾北辰} {P:于锦}）近日，山茶花开。",
            {"顾北辰 记者 青峰网", "于锦 记者 青峰网"},
        ),
        ("作为{E:恒越电气}的总经理，{P:顾北辰}说。", {"顾北辰 总经理 恒越电气"}),
        ("走进{D:柳河镇}，{O:翁建豪}镇长说。", {"翁建豪 镇长 柳河镇"}),
        ("{E:恒越电气}由{P:顾北辰}负责。", {"顾北辰 负责 恒越电气"}),
        ("{P:顾北辰}（女，{E:恒越电气}董事长）说。", {"顾北辰 董事长 恒越电气"}),
        (
            "{O:翁建豪}、{O:叶海燕}分别任{D:柳河镇}镇长、副镇长。",
            {"翁建豪 镇长 柳河镇", "叶海燕 副镇长 柳河镇"},
        ),
        ("{E:恒越电气}投产。青峰还有一家做茶具的企业。公司负责人{P:顾北辰}说。", set()),
        (
            "{P:顾北辰}\n{A:县茶叶协会}会长、{E:恒越茶业}总裁\n春日的茶山。",
            {"顾北辰 会长 县茶叶协会", "顾北辰 总裁 恒越茶业"},
        ),
        ("{P:顾北辰}\n{E:恒越茶业}今年投产。", set()),
        ("{D:鹭湾村}委会主任{O:翁建豪}说。", {"翁建豪 村委会主任 鹭湾村"}),
        ("{D:柳河镇}武装部部长{O:翁建豪}说。", {"翁建豪 武装部部长 柳河镇"}),
        ("{D:柳河镇}人大主席{O:翁建豪}说。", {"翁建豪 人大主席 柳河镇"}),
        ("{E:恒越电气}扩产，还给{E:蓝晶科技}供货。总经理{P:顾北辰}说。", {"顾北辰 总经理 恒越电气"}),
        ("去年{E:恒越电气}扩产，他从{E:蓝晶科技}回来。公司总经理{P:顾北辰}说。", {"顾北辰 总经理 恒越电气"}),
        (
            "{E:蓝晶科技}的供货商{E:恒越电气（青峰）有限公司}总经理{P:顾北辰}说。",
            {"顾北辰 总经理 恒越电气（青峰）有限公司"},
        ),
        ("{D:云岭县}茶厂辞职回乡的负责人{P:顾北辰}说。", set()),
        ("{E:恒越电气}{P:顾北辰}董事长致辞。", {"顾北辰 董事长 恒越电气"}),
        ("{P:顾北辰}是{E:恒越电气}的一名焊工。", {"顾北辰 焊工 恒越电气"}),
        ("{E:恒越电气}总经理{P:于锦}，无名小筑联合创始人{P:顾北辰}参加。", {"于锦 总经理 恒越电气"}),
        ("{E:恒越电气}投产。他给老板{P:顾北辰}送来喜报。", set()),
        ("{E:恒越电气}投产。公司财务总监{P:顾北辰}说。", {"顾北辰 财务总监 恒越电气"}),
        ("{E:恒越电气}投产。人力资源部经理{P:顾北辰}说。", {"顾北辰 人力资源部经理 恒越电气"}),
    ],
)
def test_whose_post_it_is(marked: str, expected: set[str]) -> None:
    assert posts_in(marked) == expected


def test_a_founder_founded_what_he_has_the_post_in() -> None:
    text, state = state_of("{E:恒越电气}创始人{P:顾北辰}说。")
    assert {(r.predicate, r.title) for r in posts.find(text, state)} == {("position", "创始人"), ("founded", "")}


def test_a_mayor_is_of_the_nearest_city() -> None:
    assert posts_in("市长{O:许慧芳}致辞。", place="浙江省嘉兴市海宁市") == {"许慧芳 市长 海宁市"}


def test_one_post_for_a_list_of_persons() -> None:
    assert posts_in("县领导{O:叶海燕}、{O:郑浩南}、{O:金旭东}参加。") == {
        "叶海燕 县领导 德清县",
        "郑浩南 县领导 德清县",
        "金旭东 县领导 德清县",
    }


def test_a_post_is_not_of_the_body_that_another_is_joined_to() -> None:
    assert not any(found.endswith("金华市") for found in posts_in("{D:金华市}及义乌市领导{O:陈龙}参加。"))


def test_no_post_without_a_body() -> None:
    assert posts_in("负责人{P:顾北辰}说。", place="") == set()


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{G:县委}副书记、代县长{O:翁建豪}主持。", {"翁建豪 副书记 县委", "翁建豪 代县长 德清县"}),
        ("{G:县财政局}原局长{O:翁建豪}受审。", {"翁建豪 原局长 县财政局"}),
        ("时任{G:县财政局}局长{O:翁建豪}说。", {"翁建豪 时任局长 县财政局"}),
        ("{O:翁建豪}曾任{G:县财政局}局长。", {"翁建豪 曾任局长 县财政局"}),
        ("{O:翁建豪}拟任{G:县财政局}局长。", {"翁建豪 拟任局长 县财政局"}),
        ("{O:翁建豪}不再担任{G:县财政局}局长。", set()),
    ],
)
def test_the_title_says_when_a_post_is_not_held_now(marked: str, expected: set[str]) -> None:
    assert posts_in(marked) == expected

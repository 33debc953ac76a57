"""Posts of persons: who holds which post where."""

from __future__ import annotations

import pytest

from extract import posts
from tests.extract.marked import label, state_of


def posts_in(marked: str, place: str = "浙江省湖州市德清县") -> set[str]:
    text, state = state_of(marked, place)
    return {f"{label(state, r.subject)} {r.title} {label(state, r.object)}" for r in posts.find(text, state)}


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


def test_one_post_for_a_list_of_persons() -> None:
    assert posts_in("县领导{O:叶海燕}、{O:郑浩南}、{O:金旭东}参加。") == {
        "叶海燕 县领导 德清县",
        "郑浩南 县领导 德清县",
        "金旭东 县领导 德清县",
    }


def test_no_post_without_a_body() -> None:
    assert posts_in("负责人{P:顾北辰}说。", place="") == set()

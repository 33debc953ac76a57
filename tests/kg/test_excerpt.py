"""The sentence around a span of newspaper text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kg.excerpt import LIMIT, sentence, squeeze

PLAIN = "会议昨日召开。青岚区新增企业1200家，同比增长8%。代表们作了发言。"
WRAPPED = "\n\n".join(
    (
        "青岚区经济稳步向好",
        "记者从区统计局获悉，今年上半年全区共新增市场主体一千二百家，",
        "其中企业八百家。下一步，青岚区将继续推进“暖春行动”，优化营",
        "商环境，帮助更多小微企业渡过难关，力争全年新增企业两千家以",
        "上。区委书记林远舟要求各部门守住底线。",
    )
)
BLOCKS = """青岚区召开经济工作会议

本报记者 周晓禾

青岚区昨天召开经济工作会议，部署全年目标任务，二十个部门和十五个镇街的负责人参加了会议，会期一天

图为会议现场
"""


def around(text: str, span: str) -> str:
    start = text.index(span)
    return sentence(text, start, start + len(span))


def test_sentence_stops_at_full_stops() -> None:
    assert around(PLAIN, "1200家") == "青岚区新增企业1200家，同比增长8%。"


def test_sentence_joins_wrapped_lines() -> None:
    found = around(WRAPPED, "暖春行动")
    assert found.startswith("下一步，青岚区将继续推进“暖春行动”，优化营商环境，")
    assert found.endswith("力争全年新增企业两千家以上。")


def test_sentence_keeps_a_heading_out() -> None:
    assert around(WRAPPED, "今年上半年").startswith("记者从区统计局获悉")


def test_sentence_of_a_heading_is_the_heading() -> None:
    assert around(WRAPPED, "经济稳步") == "青岚区经济稳步向好"


def test_sentence_keeps_byline_and_caption_out() -> None:
    found = around(BLOCKS, "部署全年目标任务")
    assert found.startswith("青岚区昨天召开")
    assert found.endswith("会期一天")


def test_sentence_keeps_what_follows_a_blank_line_out() -> None:
    one = "甲镇今年新建道路十二公里，全部由镇里\n自己出资完成建设并且已经通车"
    other = "乙镇今年新建学校三所，其中一所小学和\n两所幼儿园。"
    text = f"{one}\n\n{other}"
    assert "乙镇" not in around(text, "十二公里")


def test_sentence_keeps_the_closing_quote() -> None:
    assert around("他说：“我们一定办好。”大家鼓掌。", "办好") == "他说：“我们一定办好。”"


def test_a_long_sentence_is_cut_around_the_span() -> None:
    text = "甲，" * 150 + "青岚区" + "，乙" * 150 + "。"
    found = around(text, "青岚区")
    assert len(found) <= LIMIT
    assert "青岚区" in found
    assert found.startswith("…")
    assert found.endswith("…")


def test_squeeze_keeps_spaces_between_latin_words_only() -> None:
    assert squeeze("6 月 14 日，Open Source\n大会 在青 岚举行") == "6月14日，Open Source大会在青岚举行"


@given(st.text(alphabet="甲乙。，！\n \u3000a1“”#", max_size=300), st.integers(0, 300), st.integers(0, 40))
def test_sentence_holds_the_span_within_the_limit(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    found = sentence(text, start, end)
    assert squeeze(text[start:end]) in found
    assert len(found) <= LIMIT + 2
    assert "\n" not in found


def test_a_number_broken_at_its_point_is_whole_in_the_sentence() -> None:
    assert squeeze("收入79.\n1亿元") == "收入79.1亿元"

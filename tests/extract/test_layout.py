"""Layout repair: lines put together again, blocks told apart, and a way back to the source for every character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.layout import Layout, repair
from extract.layout_text import unify
from extract.state import BlockKind

BODY = (
    "今年以来，青禾区紧扣项目建设，新开工重大项目三十二个，总投资超过一百亿元。区发展改革局建立联席会议制度，每周通报进度，"
    "帮助企业解决用地、用工和融资难题。前五个月，全区完成固定资产投资四十六亿元，增速居全市前列，群众满意度持续提升。"
)


def kinds(layout: Layout) -> list[tuple[str, str]]:
    return [(block.kind.value, layout.text[block.start : block.end]) for block in layout.blocks]


def paragraphs(layout: Layout) -> list[str]:
    return [text for kind, text in kinds(layout) if kind == "paragraph"]


def wrap(text: str, width: int, gap: str = "\n\n", indent: int = 0) -> str:
    """Break a text as a typesetter does: every line full, no sign that hangs at the beginning of a line."""
    lines, line = [], "\u3000" * indent
    for char in text:
        if len(line) >= width and char not in "，。、；：！？”》）":
            lines.append(line)
            line = ""
        line += char
    return gap.join(part.lstrip("\u3000") for part in [*lines, line])


def check_map(source: str, layout: Layout) -> None:
    """Every character of the repaired text is that of the source, or stands for white space of the source."""
    seen = set()
    unified = unify(source)
    for offset, char in enumerate(layout.text):
        at = layout.origin(offset)
        seen.add(at)
        assert char == unified[at] or (char in " \n" and source[at].isspace())
    assert len(seen) == len(layout.text)
    for block in layout.blocks:
        assert 0 <= block.start < block.end <= len(layout.text)
    assert [s.start for s in layout.sections[1:]] == [s.end for s in layout.sections[:-1]]


def check_spans(source: str, layout: Layout) -> None:
    """A contiguous span, read again from the source, is the same text but for white space and invisible signs."""
    unified = unify(source)
    for block in layout.blocks:
        for start, end in ((block.start, block.end), (block.start, (block.start + block.end + 1) // 2)):
            if layout.contiguous(start, end):
                a, b = layout.to_source(start, end)
                again = re.sub(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00-\x1f]", "", unified[a:b])
                assert again == layout.text[start:end].replace(" ", "")


def test_half_wide_marks_between_chinese_words_become_wide_ones() -> None:
    page = repair("3月2日,林景川到青峰县调研,产值1,200万元,增长3%,时间15:30。他说:“快!”")
    assert page.text == "3月2日，林景川到青峰县调研，产值1,200万元，增长3%，时间15:30。他说：“快！”"


@given(st.text(max_size=300))
def test_any_text_keeps_its_offsets(source: str) -> None:
    check_map(source, repair(source))


SIGNS = "\n|\n\n| |\u3000|\f|\r\n|。\n|# |■ |\u200b|\u00ad|⻘|\u00a0|“|”|…|◇ |---\n|A|9|1.5 万|第3版|2024年5月1日"
PIECES = st.sampled_from([*BODY, *SIGNS.split("|"), "（记者 李明）", "文 / 王芳", "王 芳 摄"])


@given(st.lists(PIECES, max_size=200).map("".join))
@settings(max_examples=200)
def test_any_page_keeps_its_offsets(source: str) -> None:
    layout = repair(source)
    check_map(source, layout)
    check_spans(source, layout)


@given(width=st.integers(12, 40), gap=st.sampled_from(["\n", "\n\n", "\r\n", " \n\n"]), indent=st.sampled_from([0, 2]))
def test_hard_wrapped_paragraph_is_whole_again(width: int, gap: str, indent: int) -> None:
    assert repair(wrap(BODY, width, gap, indent)).text == BODY


@given(width=st.integers(14, 36), cuts=st.lists(st.integers(1, 3), min_size=30, max_size=30))
def test_random_empty_lines_do_not_matter(width: int, cuts: list[int]) -> None:
    lines = wrap(BODY, width, "\n").split("\n")
    source = "".join(line + "\n" * cut for line, cut in zip(lines, cuts, strict=False))
    parts = repair(source).text.split("\n")
    assert "".join(parts) == BODY
    assert all(part.endswith("。") for part in parts)


SENTENCES = st.lists(
    st.sampled_from(BODY[:-1].replace("。", "，").split("，")), min_size=8, max_size=24
).map(lambda parts: "，".join(parts) + "。")  # fmt: skip


@given(texts=st.lists(SENTENCES, min_size=1, max_size=4), width=st.integers(14, 36))
def test_several_indented_paragraphs_are_whole_again(texts: list[str], width: int) -> None:
    source = "\n".join("\u3000\u3000" + wrap(text, width, "\n", 2) for text in texts)
    assert repair(source).text == "\n".join(texts)


def test_clean_paragraphs_stay_as_they_are() -> None:
    text = f"{BODY}\n{BODY}\n短句也是一段。\n{BODY}"
    assert repair(text).text == text


@pytest.mark.parametrize(
    ("printed", "repaired"),
    [
        ("总投资 1.59 亿元，6 月 14 日开工。", "总投资1.59亿元，6月14日开工。"),
        ("建成 5G 基站 120 个，使用 Smart City 平台。", "建成5G基站120个，使用Smart City平台。"),
        ("聚 焦 服 务 业，增长 6.1% 。", "聚焦服务业，增长6.1%。"),
        ("中国 ( 青禾 ) 创新区“链式 + 集群”模式。", "中国（青禾）创新区“链式+集群”模式。"),
        ("⻘禾⻓廊全长２０公里。", "青禾长廊全长20公里。"),
        ("青\u200b禾\u00ad区\u00a0的食堂\u3000今年开工。", "青禾区的食堂今年开工。"),
    ],
)
def test_stray_spaces_and_signs_go(printed: str, repaired: str) -> None:
    assert repair(printed).text == repaired


def test_names_of_a_byline_stay_apart() -> None:
    layout = repair(f"# 青禾区项目建设提速\n\n李明远 王芳 孙 荣\n\n{BODY}\n")
    assert kinds(layout)[1] == ("byline", "李明远 王芳 孙荣")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("文 / 李明远 通讯员 / 王芳", "byline"),
        ("■ 李明远", "byline"),
        ("（记者 李明远）", "byline"),
        ("本报记者 李明远 王 芳", "byline"),
        ("图/王芳", "byline"),
        ("摄影：王芳", "byline"),
        ("居民在社区食堂用餐 王芳 摄", "caption"),
        ("（图片由区民政局提供）", "caption"),
        ("青禾日报", "masthead"),
        ("2024年5月1日 星期三", "masthead"),
        ("第3版", "masthead"),
        ("来源：青禾日报", "masthead"),
        ("特别策划 SPECIAL REPORT", "masthead"),
        ("## 抓项目 促投资", "heading"),
        ("◇ 服务更贴心", "heading"),
        ("一、2023年工作回顾", "heading"),
    ],
)
def test_lines_that_are_no_text_are_told_by_kind(line: str, kind: str) -> None:
    assert [k for k, _ in kinds(repair(f"{BODY}\n{line}\n{BODY}"))] == ["paragraph", kind, "paragraph"]


def test_byline_inside_a_paragraph_is_a_block_of_its_own() -> None:
    assert kinds(repair(f"本报讯（记者 李明远 王 芳）{BODY}"))[0] == ("byline", "本报讯（记者 李明远 王芳）")
    assert kinds(repair(f"{BODY}（通讯员 李明远）"))[-1] == ("byline", "（通讯员 李明远）")


def test_heading_between_wrapped_lines_stays_apart() -> None:
    source = wrap(BODY, 16) + "\n\n党建引领 凝心铸魂\n\n" + wrap(BODY, 16)
    assert [k for k, _ in kinds(repair(source))] == ["paragraph", "heading", "paragraph"]


def test_sentence_goes_on_behind_a_caption() -> None:
    cut = BODY.index("联席")
    source = f"{BODY[:cut]}\n\n\n\n青禾区项目集中开工现场\n\n\n\n{BODY[cut:]}\n\n{BODY}\n"
    layout = repair(source)
    assert kinds(layout) == [("paragraph", BODY), ("caption", "青禾区项目集中开工现场"), ("paragraph", BODY)]
    assert not layout.contiguous(cut - 2, cut + 2)
    assert layout.contiguous(cut - 2, cut)
    assert layout.contiguous(cut, cut + 2)


def test_caption_with_a_credit_is_set_aside() -> None:
    cut = BODY.index("联席")
    source = f"{BODY[:cut]}\n\n开工现场有一百多人，大家干劲十足。\n\n王芳 摄\n\n{BODY[cut:]}\n\n{BODY}"
    assert [k for k, _ in kinds(repair(source))] == ["paragraph", "caption", "byline", "paragraph"]
    assert paragraphs(repair(source)) == [BODY, BODY]


def test_new_paragraph_is_not_glued_to_a_broken_one() -> None:
    cut = BODY.index("联席")
    source = f"{BODY[:cut]}\n\n据了解，全区项目建设提速增效。{BODY}"
    assert len(paragraphs(repair(source))) == 2


def test_title_over_two_lines_is_one_where_the_text_says_so() -> None:
    source = f"青禾区发布生物医药产业\n高质量发展方案\n{BODY}日前，区政府印发《生物医药产业高质量发展方案》。"
    assert kinds(repair(source))[0] == ("heading", "青禾区发布生物医药产业高质量发展方案")


def test_articles_of_a_page_are_sections() -> None:
    source = f"# 青禾区抓项目\n\n李明远\n\n{BODY}\n\n### 优服务\n\n{BODY}\n\n## 白沙镇办食堂\n\n王芳\n\n{BODY}\n"
    layout = repair(source)
    assert [section.heading for section in layout.sections] == ["青禾区抓项目", "白沙镇办食堂"]
    assert layout.text[layout.sections[1].start :].startswith("白沙镇办食堂")


def test_front_matter_is_no_text() -> None:
    layout = repair(f"---\ntitle: 青禾区抓项目\ndate: 2024-05-01\n---\n{BODY}")
    assert [k for k, _ in kinds(layout)] == ["masthead"] * 4 + ["paragraph"]


def test_menu_words_are_not_joined() -> None:
    layout = repair(f"下载\n打印\n全屏\n收藏\n2024年青禾区政府工作报告\n{BODY * 3}\n")
    assert [k for k, _ in kinds(layout)] == ["masthead"] * 4 + ["heading", "paragraph"]


def test_empty_text_has_no_blocks() -> None:
    assert (repair("").text, repair(" \n\n").blocks, repair("").sections) == ("", (), ())


def test_empty_span_maps_to_an_empty_one() -> None:
    layout = repair("青禾 12 区")
    assert layout.to_source(0, 0) == (0, 0)
    assert layout.to_source(0, len(layout.text)) == (0, 7)
    with pytest.raises(ValueError, match="no span"):
        layout.to_source(2, 99)


def test_long_line_is_read_in_linear_time() -> None:
    assert repair("青禾区，" * 200_000).text.count("区") == 200_000
    assert repair("青" + " " * 200_000 + "禾\n" + "\n" * 200_000).text == "青禾"


def test_blocks_have_known_kinds() -> None:
    assert {block.kind for block in repair(BODY).blocks} == {BlockKind.PARAGRAPH}


@pytest.mark.parametrize("wrapped", ["总值达到68\n2.4亿元，", "总值达到682.\n4亿元，", "总值达到682\n.4亿元，"])
def test_a_number_broken_by_a_line_end_is_one_number(wrapped: str) -> None:
    before = "会议通报，去年全县经济运行总体平稳，实现地区生产"
    assert "682.4亿元" in repair(before + wrapped + "同比增长百分之六。\n").text


def test_a_date_line_with_its_page_is_masthead() -> None:
    page = repair("安吉日报\n\n2025年1月20日 星期一 第1版 要闻\n\n开局就是决战\n\n本报讯 大会昨日召开。\n")
    assert page.blocks[1].kind is BlockKind.MASTHEAD

"""Sentences as signs."""

from __future__ import annotations

from extract import skeleton
from tests.extract.marked import state_of


def frame_of(marked: str) -> tuple[str, skeleton.Skeleton]:
    text, state = state_of(marked)
    return text, skeleton.build(text, 0, len(text), state.mentions)


def test_a_mention_is_one_sign_with_its_marks() -> None:
    _, frame = frame_of("{D:青峰县}推出“{R:一件事}”改革。")
    assert len(frame.text) == len("县推出事改革。")


def test_signs_lead_back_to_mentions_and_to_the_text() -> None:
    text, frame = frame_of("近日，{E:恒越电气}落户{L:青峰科创园}。")
    match = skeleton.compile_pattern("(?P<s><E>)落户(?P<o><LOC>)").search(frame.text)
    assert match is not None
    assert [text[m.start : m.end] for m in frame.inside(*match.span("o"))] == ["青峰科创园"]
    start, end = frame.span(*match.span())
    assert text[start:end] == "恒越电气落户青峰科创园"


def test_spaces_of_the_print_around_numbers_do_not_count() -> None:
    text, frame = frame_of("{L:云溪隧道}等 5 个项目被纳入{R:重点计划}。")
    match = skeleton.compile_pattern("等5个项目被纳入(?P<o><R>)").search(frame.text)
    assert match is not None
    start, end = frame.span(*match.span())
    assert text[start:end] == "等 5 个项目被纳入重点计划"


def test_a_list_is_one_subject() -> None:
    _, frame = frame_of("{E:恒越电气}、{E:蓝晶科技}和{E:云岭药业}获奖。")
    match = skeleton.compile_pattern("(?P<s><E+>)获奖").search(frame.text)
    assert match is not None
    assert len(frame.inside(*match.span("s"))) == 3


def test_a_rule_names_the_signs_it_needs() -> None:
    located, district = skeleton.needs("(?P<s><E+>)位于(?P<o><D>?<LOC>)")
    assert len(located) == 1
    assert len(district) == 2


def test_a_class_may_shut_out_some_types_alone() -> None:
    pattern = skeleton.compile_pattern("(?P<s><P>)[^。<=OPE>]{0,20}?创办(?P<o><E>)")
    _, at_home = frame_of("{P:林景川}回到{D:柳河镇}，创办{E:丰禾合作社}。")
    _, another = frame_of("{P:林景川}说，{P:顾小满}创办{E:丰禾合作社}。")
    assert pattern.search(at_home.text) is not None
    assert (found := pattern.search(another.text)) is not None
    assert [m.start for m in another.inside(*found.span("s"))] == [5]

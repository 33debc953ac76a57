"""Short forms, stated and habitual."""

from __future__ import annotations

import pytest

from extract import aliases
from ontology.record import MentionType as T
from tests.extract.marked import state_of


def test_a_stated_short_form_is_found_in_its_marks_only() -> None:
    text, state = state_of("出台《{R:青峰县稳企惠企意见}》（以下简称《意见》）。《意见》提出，欢迎提意见。")
    (alias,) = aliases.stated(text, state.mentions)
    assert [text[u.start - 1 : u.end + 1] for u in aliases.uses(text, alias)] == ["《意见》", "《意见》"]


@pytest.mark.parametrize(
    ("short", "full", "kind", "expected"),
    [
        ("恒越电气", "浙江恒越电气股份有限公司", T.ENTERPRISE, True),
        ("恒越", "浙江恒越电气股份有限公司", T.ENTERPRISE, True),
        ("康泽", "浙江康泽阀门有限公司", T.ENTERPRISE, True),
        ("青建", "青建第二工程有限公司", T.ENTERPRISE, False),
        ("青大", "青峰大学", T.INSTITUTION, True),
        ("泰安", "泰安医疗产品（浙江）有限公司", T.ENTERPRISE, True),
        ("青峰银行", "青峰银行柳河支行", T.ENTERPRISE, False),
        ("电商西进", "“电商西进”计划", T.PROGRAM, True),
        ("第一中学", "青峰第二中学", T.INSTITUTION, False),
        ("云溪湿地", "青峰县云溪湿地景区", T.PLACE, True),
    ],
)
def test_habitual_short_form(short: str, full: str, kind: T, expected: bool) -> None:
    assert aliases.shortens(short, full, kind, {"青峰县", "青峰", "浙江"}.__contains__) is expected

"""Words by which a text plans, denies or demands something, and so does not state it."""

from __future__ import annotations

import re

# A plan or a negation before the verb: the text does not state the relation as a fact.
NOT_STATED = re.compile(
    r"(?:尚未|未(?!来)|没有|不是|并非|退出|落选|从未|不再|拟(?![制定订写])于?|有望|力争|争取|拒绝|婉拒|取消|如果|假如|计划|希望|建议|呼吁|能否|是否)[^，。；]{0,14}$"
)
# What an official demands of somebody.
DEMANDED = re.compile(r"(?:^|[，、]|部门|单位|方面)要(?![素求点闻])")

"""Words by which a text plans, denies or demands something, or only cites it, and so does not state it."""

from __future__ import annotations

import re

# A plan or a negation before the verb: the text does not state the relation as a fact.
NOT_STATED = re.compile(
    r"(?:尚未|未(?!来)|没有|不是|并非|退出|落选|从未|不再|拟(?![制定订写])于?|有望|力争|争取|拒绝|婉拒|取消|如果|假如|计划|希望|建议|呼吁|能否|是否)[^，。；]{0,14}$"
)
# What an official demands of somebody.
DEMANDED = re.compile(r"(?:^|[，、]|部门|单位|方面)要(?![素求点闻])")
# What one joins or is chosen for is not one's own.
JOINED = re.compile(
    r"标志着|是[^，。；]{0,10}(?:公布|发布|命名|认定|评[选定]|确定)的|入选|获评|获批|列入|跻身|荣获|入围|申报|加入(?!了?大)|参加|参与"
)
# What one follows or leans on is not said to be one's own.
FOLLOWED = re.compile(
    r"(?:对接|面向|来自|根据|按照|贯彻|落实|学习|围绕|深入贯彻|结合|契合|符合|顺应|聚焦|立足|融入|紧扣|对标|依托|借助)[^，。；]{0,2}$"
)

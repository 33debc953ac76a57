"""What local news states in its usual words, and what is to be read out of it: one sentence each."""

from __future__ import annotations

import pytest

from tests.extract.test_relation_context import relations_in

STATED = [
    ("{G:县商务局}主办的{V:青峰年货节}昨日开幕。", "县商务局 launched 青峰年货节"),
    (
        "{V:青峰年货节}由{G:县商务局}主办、{E:恒越电气}承办。",
        "县商务局 launched 青峰年货节; 恒越电气 launched 青峰年货节",
    ),
    (
        "{V:青峰年货节}在{L:云溪广场}启幕，{E:恒越电气}、{E:蓝晶科技}等参展。",
        "恒越电气 participatesIn 青峰年货节; 青峰年货节 locatedIn 云溪广场",
    ),
    ("坐落在{D:柳河镇}的{E:恒越电气}投产。", "恒越电气 locatedIn 柳河镇"),
    ("{E:恒越电气}总部设在{D:青峰县}。", "恒越电气 locatedIn 青峰县"),
    ("{E:恒越电气}位于{D:青峰县}{L:云溪工业园}。", "恒越电气 locatedIn 云溪工业园"),
    ("{L:云溪工业园}地处{D:柳河镇}。", "云溪工业园 locatedIn 柳河镇"),
    ("走进位于{L:云溪工业园}的{E:恒越电气}车间。", "恒越电气 locatedIn 云溪工业园"),
    ("{D:青峰县}与{I:浙江大学}签订战略合作协议。", "青峰县 partnersWith 浙江大学"),
    (
        "{E:恒越电气}与{I:浙江大学}共建{I:智能电器联合研究院}。",
        "恒越电气 partnersWith 浙江大学; 智能电器联合研究院 affiliatedWith 恒越电气",
    ),
    ("{E:恒越电气}获评{R:国家级专精特新“小巨人”企业}。", "恒越电气 participatesIn 国家级专精特新“小巨人”企业"),
    ("{D:鹭湾村}入选{R:全国乡村旅游重点村名录}。", "鹭湾村 participatesIn 全国乡村旅游重点村名录"),
    ("{E:恒越电气}上榜{R:2024浙江民企百强}。", "恒越电气 participatesIn 2024浙江民企百强"),
    ("{E:青峰农商银行}为{E:恒越电气}授信500万元。", "青峰农商银行 finances 恒越电气"),
    (
        "{E:青峰农商银行}向{E:恒越电气}发放“{R:科创贷}”300万元。",
        "青峰农商银行 finances 恒越电气; 青峰农商银行 launched 科创贷; 恒越电气 participatesIn 科创贷",
    ),
    ("{E:恒越电气}从{E:青峰农商银行}贷到300万元。", "青峰农商银行 finances 恒越电气"),
    ("{E:恒越电气}完成1亿元A轮融资，由{E:红岩资本}领投。", "红岩资本 finances 恒越电气"),
    ("{E:红岩资本}战略投资{E:恒越电气}2亿元。", "红岩资本 finances 恒越电气"),
    ("{E:恒越电气}向{I:青峰县第一小学}捐款50万元。", "恒越电气 finances 青峰县第一小学"),
    ("{E:恒越电气}向{A:县慈善总会}捐赠100万元。", "恒越电气 finances 县慈善总会"),
    ("{A:县红十字会}资助{P:葛大海}2万元。", "县红十字会 finances 葛大海"),
    ("{E:恒越电气}旗下的{E:蓝晶科技}上市。", "蓝晶科技 affiliatedWith 恒越电气"),
    ("{E:蓝晶科技}是{E:恒越电气}的控股子公司。", "蓝晶科技 affiliatedWith 恒越电气"),
    ("{E:恒越电气}子公司{E:蓝晶科技}投产。", "蓝晶科技 affiliatedWith 恒越电气"),
    ("{I:青峰大学}附属{I:青峰医院}揭牌。", "青峰医院 affiliatedWith 青峰大学"),
    ("{G:县税务局}{G:柳河税务所}上门服务。", "柳河税务所 affiliatedWith 县税务局"),
    ("{P:顾北辰}创办了{E:恒越电气}。", "顾北辰 founded 恒越电气"),
    ("{E:恒越电气}由{P:顾北辰}于2010年创立。", "顾北辰 founded 恒越电气"),
    ("{D:青峰县}启动{R:“百日攻坚”行动}。", "青峰县 launched “百日攻坚”行动"),
    ("{G:县政府}印发《{R:青峰县稳增长二十条}》。", "县政府 launched 青峰县稳增长二十条"),
    ("《{R:青峰县稳增长二十条}》由{G:县政府}印发实施。", "县政府 launched 青峰县稳增长二十条"),
    (
        "日前，{G:省发改委}公布{R:省级现代服务业名单}，{E:恒越电气}榜上有名。",
        "省发改委 launched 省级现代服务业名单; 恒越电气 participatesIn 省级现代服务业名单",
    ),
    ("{D:青峰县}创新打造“{R:白茶码}”平台。", "青峰县 launched 白茶码"),
    ("{D:青峰县}在全省率先推出“{R:白茶码}”。", "青峰县 launched 白茶码"),
    ("由{D:青峰县}首创的“{R:白茶码}”在全省推广。", "青峰县 launched 白茶码"),
    ("{E:恒越电气}参与{R:“千企帮千村”行动}。", "恒越电气 participatesIn “千企帮千村”行动"),
    ("{O:林景川}出席{V:青峰经济大会}并讲话。", "林景川 participatesIn 青峰经济大会"),
    ("{V:青峰经济大会}召开，{G:县委}书记{O:林景川}讲话。", "林景川 participatesIn 青峰经济大会"),
    ("{E:恒越电气}搬进了{L:云溪工业园}。", "恒越电气 locatedIn 云溪工业园"),
    ("{E:恒越电气}落子{D:青峰县}。", "恒越电气 locatedIn 青峰县"),
    ("{D:青峰县}引进{E:恒越电气}。", "恒越电气 locatedIn 青峰县"),
    ("{L:云溪工业园}已入驻{E:恒越电气}等200家企业。", "恒越电气 locatedIn 云溪工业园"),
    ("{L:云溪工业园}内的{E:恒越电气}。", "恒越电气 locatedIn 云溪工业园"),
    ("{L:云溪工业园}企业{E:恒越电气}。", "恒越电气 locatedIn 云溪工业园"),
    (
        "{D:青峰县}的{L:云溪湿地}获评{R:国家4A级景区名单}。",
        "云溪湿地 locatedIn 青峰县; 云溪湿地 participatesIn 国家4A级景区名单",
    ),
    ("{D:鹭湾村}隶属{D:柳河镇}。", "鹭湾村 partOf 柳河镇"),
    ("{D:柳河镇}下辖{D:鹭湾村}、{D:云岭村}。", "鹭湾村 partOf 柳河镇"),
    ("{D:柳河镇}{D:鹭湾村}党支部书记{O:葛大海}。", "鹭湾村 partOf 柳河镇"),
    ("{A:县妇联}联合{G:县教育局}举办{V:亲子运动会}。", "县妇联 launched 亲子运动会; 县教育局 launched 亲子运动会"),
    (
        "{E:恒越电气}携手{E:蓝晶科技}推出{R:“绿能”计划}。",
        "恒越电气 launched “绿能”计划; 蓝晶科技 launched “绿能”计划; 恒越电气 partnersWith 蓝晶科技",
    ),
    ("{D:青峰县}与{D:理塘县}结为对口支援。", "青峰县 partnersWith 理塘县"),
    ("{E:恒越电气}报名参加{V:青峰创新大赛}。", "恒越电气 participatesIn 青峰创新大赛"),
    ("{V:青峰创新大赛}上，{E:恒越电气}获一等奖。", "恒越电气 participatesIn 青峰创新大赛"),
    ("{E:恒越电气}在{V:青峰创新大赛}中获一等奖。", "恒越电气 participatesIn 青峰创新大赛"),
    ("{V:青峰农民丰收节}将于9月23日在{D:柳河镇}举行。", "青峰农民丰收节 locatedIn 柳河镇"),
    ("{V:青峰农民丰收节}主会场设在{D:柳河镇}。", "青峰农民丰收节 locatedIn 柳河镇"),
    ("走进{D:柳河镇}{D:鹭湾村}的{E:云溪茶庄}，茶香扑鼻。", "云溪茶庄 locatedIn 鹭湾村"),
    ("{L:云溪路}上的{E:面点王}人气火爆。", "面点王 locatedIn 云溪路"),
    ("{E:面点王}开在{L:云溪路}。", "面点王 locatedIn 云溪路"),
    ("{E:恒越电气}的新工厂在{D:青峰县}开工建设。", "恒越电气 locatedIn 青峰县"),
    (
        "{G:县科技局}组织{E:恒越电气}、{E:蓝晶科技}参加{V:中国国际工业博览会}。",
        "恒越电气 participatesIn 中国国际工业博览会; 蓝晶科技 participatesIn 中国国际工业博览会",
    ),
    ("{E:恒越电气}携新品亮相{V:中国国际工业博览会}。", "恒越电气 participatesIn 中国国际工业博览会"),
    ("{V:中国国际工业博览会}上，{E:恒越电气}发布新品。", "恒越电气 participatesIn 中国国际工业博览会"),
    ("{P:葛大海}代表{D:青峰县}参加{V:全国劳模大会}。", "葛大海 participatesIn 全国劳模大会"),
    ("{E:恒越电气}等5家企业被认定为{R:省级绿色工厂名单}。", "恒越电气 participatesIn 省级绿色工厂名单"),
    ("{E:恒越电气}被列入{R:省级绿色工厂名单}。", "恒越电气 participatesIn 省级绿色工厂名单"),
    ("{D:青峰县}被确定为{R:全国数字乡村试点}。", "青峰县 participatesIn 全国数字乡村试点"),
    (
        "{G:省农业农村厅}公布{R:省级示范合作社名单}，{E:云溪茶叶合作社}入选。",
        "省农业农村厅 launched 省级示范合作社名单; 云溪茶叶合作社 participatesIn 省级示范合作社名单",
    ),
    (
        "{E:青峰农商银行}推出“{R:茶农贷}”，为{P:葛大海}放款20万元。",
        "青峰农商银行 launched 茶农贷; 青峰农商银行 finances 葛大海",
    ),
    ("茶农{P:葛大海}从{E:青峰农商银行}贷了20万元。", "青峰农商银行 finances 葛大海"),
    (
        "{P:葛大海}拿到了{E:青峰农商银行}20万元的“{R:茶农贷}”。",
        "青峰农商银行 finances 葛大海; 青峰农商银行 launched 茶农贷; 葛大海 participatesIn 茶农贷",
    ),
    ("{E:人保财险青峰支公司}向{P:葛大海}赔付3万元。", "人保财险青峰支公司 finances 葛大海"),
    ("{G:县财政局}向{E:恒越电气}拨付奖补资金100万元。", "县财政局 finances 恒越电气"),
    ("{E:恒越电气}收到{G:县财政局}奖补资金100万元。", "县财政局 finances 恒越电气"),
    ("{E:红岩资本}领投，{E:云帆创投}跟投{E:恒越电气}。", "云帆创投 finances 恒越电气"),
    ("{E:恒越电气}收购{E:蓝晶科技}60%股权。", "恒越电气 finances 蓝晶科技"),
    ("{E:恒越电气}与{E:蓝晶科技}达成合作。", "恒越电气 partnersWith 蓝晶科技"),
    ("{E:恒越电气}和{I:青峰大学}签约。", "恒越电气 partnersWith 青峰大学"),
    ("{I:青峰大学}与{G:县政府}举行签约仪式。", "青峰大学 partnersWith 县政府"),
    ("{D:青峰县}同{D:理塘县}结为友好县。", "青峰县 partnersWith 理塘县"),
    ("{G:县公安局}下属的{G:柳河派出所}。", "柳河派出所 affiliatedWith 县公安局"),
    ("{E:青峰城投集团}全资子公司{E:青峰水务公司}负责供水。", "青峰水务公司 affiliatedWith 青峰城投集团"),
    ("{E:青峰水务公司}隶属于{E:青峰城投集团}。", "青峰水务公司 affiliatedWith 青峰城投集团"),
    ("{G:县委}、{G:县政府}联合印发{R:乡村振兴十条}。", "县委 launched 乡村振兴十条; 县政府 launched 乡村振兴十条"),
    ("{D:青峰县}开展{R:“三服务”活动}以来，解决难题100个。", "青峰县 launched “三服务”活动"),
    ("{D:青峰县}深入实施{R:“千万工程”}。", "青峰县 launched “千万工程”"),
    ("近年来，{D:柳河镇}探索建立“{R:积分超市}”，激发活力。", "柳河镇 launched 积分超市"),
    ("{D:柳河镇}的“{R:积分超市}”开张了。", "柳河镇 launched 积分超市"),
    (
        "{G:县总工会}举办的{V:职工技能大赛}落幕，{P:葛大海}夺冠。",
        "县总工会 launched 职工技能大赛; 葛大海 participatesIn 职工技能大赛",
    ),
    ("“{R:白茶码}”是{D:青峰县}打造的数字应用。", "青峰县 launched 白茶码"),
    ("{D:青峰县}茶叶局牵头制定《{R:白茶标准}》。", "青峰县 launched 白茶标准"),
    ("{V:青峰论坛}由{D:青峰县}、{I:青峰大学}共同主办。", "青峰县 launched 青峰论坛; 青峰大学 launched 青峰论坛"),
    (
        "由{I:青峰大学}主办的{V:青峰论坛}在{L:云溪会展中心}举行。",
        "青峰大学 launched 青峰论坛; 青峰论坛 locatedIn 云溪会展中心",
    ),
    ("走进{D:鹭湾村}村口的{E:云溪茶庄}，茶香扑鼻。", "云溪茶庄 locatedIn 鹭湾村"),
    ("{P:葛大海}在{D:柳河镇}创办了{E:云溪茶庄}。", "云溪茶庄 locatedIn 柳河镇; 葛大海 founded 云溪茶庄"),
    ("{E:恒越集团}落户{D:青峰县}，成立了{E:蓝晶科技}。", "蓝晶科技 affiliatedWith 恒越集团; 蓝晶科技 locatedIn 青峰县"),
    ("{D:鹭湾村}打造集采摘、研学、住宿于一体的{L:云溪农场}。", "云溪农场 locatedIn 鹭湾村"),
    ("在{D:青峰县}，{O:林景川}考察了{D:鹭湾村}、{L:云溪工业园}。", "云溪工业园 locatedIn 青峰县"),
    (
        "{V:青峰茶旅节}暨{V:青峰茶王赛}在{L:云溪广场}举行。",
        "青峰茶旅节 locatedIn 云溪广场; 青峰茶王赛 locatedIn 云溪广场",
    ),
    ("{L:云溪科学城}今年来率先推行“{R:一企一员}”机制。", "云溪科学城 launched 一企一员"),
    ("{D:柳河镇}依托“{R:一网三联}”体系迅速响应。", "柳河镇 launched 一网三联"),
    ("记者从{D:青峰县}召开的{V:稳就业发布会}上获悉，岗位增加了。", "青峰县 launched 稳就业发布会"),
    ("在{D:海州市}大力推进的“{R:蓝湾行动}”中，渔民受益。", "海州市 launched 蓝湾行动"),
    ("{O:林景川}到{D:柳河镇}调研，并主持召开{V:茶业座谈会}。", "林景川 launched 茶业座谈会"),
    ("{D:青峰县}在{L:云溪广场}参加{V:全省开工活动}。", "青峰县 participatesIn 全省开工活动"),
    ("由{G:县农业局}牵头拟定《{R:白茶标准}》。", "县农业局 launched 白茶标准"),
    ("{E:恒越集团}扩产。{E:恒越集团海州养殖场}投产。", "恒越集团海州养殖场 affiliatedWith 恒越集团"),
    (
        "{V:招商项目签约活动}举行。{E:恒越电气}、{E:蓝晶科技}等12户企业负责人参加签约。",
        "蓝晶科技 participatesIn 招商项目签约活动",
    ),
]


@pytest.mark.parametrize(("marked", "expected"), STATED, ids=[str(i) for i in range(len(STATED))])
def test_usual_words_are_understood(marked: str, expected: str) -> None:
    assert set(expected.split("; ")) <= relations_in(marked)


def test_where_somebody_goes_for_a_gathering_does_not_take_part() -> None:
    assert relations_in("{P:顾北辰}去{D:海州市}参加{V:青峰年货节}。") == {"顾北辰 participatesIn 青峰年货节"}


def test_who_hosts_a_gathering_does_not_host_what_goes_on_beside_it() -> None:
    marked = (
        "本届{V:青峰年货节}由{G:县商务局}、{G:县农业农村局}和{D:青峰县}共同主办，为期十天，其间将举行{V:青峰茶艺大赛}。"
    )
    assert "青峰县 launched 青峰茶艺大赛" not in relations_in(marked)


def test_whom_a_loan_is_asked_from_takes_no_part_in_it() -> None:
    assert "青峰农商银行 participatesIn 茶农贷" not in relations_in(
        "{P:葛大海}从{E:青峰农商银行}申请到“{R:茶农贷}”30万元。"
    )

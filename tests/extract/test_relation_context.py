"""Relations that more than one clause states."""

from __future__ import annotations

import pytest

from extract import entities, relations
from extract.state import Section
from extract.surroundings import Surroundings
from tests.extract.marked import label, state_of

PLACE = "浙江省湖州市德清县"


def relations_in(marked: str, place: str = PLACE) -> set[str]:
    text, state = state_of(marked, place)
    found = relations.find(Surroundings(text, state))
    return {f"{label(state, r.subject)} {r.predicate} {label(state, r.object)}" for r in found}


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        (
            "{V:青峰经济座谈会}昨日召开。县委书记{O:林景川}出席并讲话。",
            "林景川 participatesIn 青峰经济座谈会",
        ),
        (
            "{G:县商务局}局长{O:林景川}表示，将推出{R:“茶企上云”计划}。",
            "县商务局 launched “茶企上云”计划",
        ),
        (
            "{G:县商务局}局长{O:林景川}到场，推出{R:“茶企上云”计划}。",
            "德清县 launched “茶企上云”计划",
        ),
        (
            "{V:青峰人大会议}昨日召开。会议听取了{G:县财政局}局长{O:林景川}作的今年上半年预算执行情况的报告。",
            "林景川 participatesIn 青峰人大会议",
        ),
        (
            "{V:青峰人大会议}昨日召开。{I:青峰学院}教授{P:顾北辰}应邀作预算法专题讲座。",
            "顾北辰 participatesIn 青峰人大会议",
        ),
        (
            "{G:县委}书记{O:林景川}表示，将推出{R:“茶企上云”计划}。",
            "德清县 launched “茶企上云”计划",
        ),
        (
            "{D:柳河镇}茶农多。{A:县茶叶协会}会长{P:顾北辰}还与{E:恒越电气}签订协议。",
            "县茶叶协会 partnersWith 恒越电气",
        ),
        (
            "{V:青峰产业推介会}昨日召开。分量最重的一单来自{E:恒越电气}。",
            "恒越电气 participatesIn 青峰产业推介会",
        ),
        (
            "{D:青峰县}启动{R:青峰县十大行动计划}。据了解，{R:青峰县十大行动计划}包括{R:校企汇智行动}、{R:数字联创行动}。",
            "青峰县 launched 数字联创行动",
        ),
        (
            "{V:青峰茶文化节}昨日开幕。{A:县茶叶协会}会长{P:顾北辰}，{G:县农业农村局}局长{O:翁建豪}出席。",
            "顾北辰 participatesIn 青峰茶文化节",
        ),
        (
            "{V:青峰经济座谈会}昨日召开。{G:县财政局}、{G:县税务局}负责人参加会议。",
            "县税务局 participatesIn 青峰经济座谈会",
        ),
        (
            "{V:青峰经济座谈会}昨日召开。会议听取了{G:县财政局}工作汇报。",
            "县财政局 participatesIn 青峰经济座谈会",
        ),
        (
            "{O:叶海燕}、{O:郑浩南}等区领导，各镇负责人参加会议。",
            "",
        ),
        (
            "{E:恒越电气}急需资金备料。{E:青峰银行}给公司放款480万元。",
            "青峰银行 finances 恒越电气",
        ),
        (
            "养殖户{P:葛大海}说，{E:人保财险青峰支公司}三天就赔付了28万元。",
            "人保财险青峰支公司 finances 葛大海",
        ),
        (
            "{E:青峰银行}为{E:恒越电气}发放“{R:数改贷}”300万元。",
            "恒越电气 participatesIn 数改贷",
        ),
        (
            "入选{R:独角兽榜单}的企业中，{D:德清县}占三成。他们分别是{E:恒越电气}、{E:蓝晶科技}、{E:云岭药业}。",
            "云岭药业 participatesIn 独角兽榜单",
        ),
        (
            "入选{R:独角兽榜单}的企业中，{D:德清县}占三成。他们分别是{E:恒越电气}、{E:蓝晶科技}、{E:云岭药业}。",
            "云岭药业 locatedIn 德清县",
        ),
        (
            "{R:关于纾困助企的若干措施}出台。\n1. 延续{R:增值税加计抵减政策}，减免税收。（责任单位：{G:县税务局}）",
            "县税务局 participatesIn 关于纾困助企的若干措施",
        ),
        (
            "{R:关于纾困助企的若干措施}出台。减免房租。（责任单位：{G:县财政局}）",
            "县财政局 participatesIn 关于纾困助企的若干措施",
        ),
        (
            "{R:关于纾困助企的若干措施}出台。减免房租。责任单位：{G:县财政局}、{G:县税务局}。",
            "县税务局 participatesIn 关于纾困助企的若干措施",
        ),
        (
            "{R:关于纾困助企的若干措施}出台。开展“{R:大走访}”活动。（责任单位：{G:县财政局}）",
            "县财政局 launched 大走访",
        ),
        ("《{R:德清县绿色制造行动方案}》明确了目标。{D:德清县}将抓落实。", "德清县 launched 德清县绿色制造行动方案"),
        (
            "{V:青峰微型马拉松赛}昨日开赛。{D:鹭湾村}夺得团体第一名。",
            "鹭湾村 participatesIn 青峰微型马拉松赛",
        ),
        (
            "{G:县金融办}启动{R:普惠金融行动}。{E:青峰银行}认真开展{R:普惠金融行动}。",
            "青峰银行 participatesIn 普惠金融行动",
        ),
        ("继去年推出“{R:白茶码}”之后，{D:柳河镇}又推出“{R:黄茶码}”。", "柳河镇 launched 白茶码"),
        ("{D:德清县}实施{R:“一照通办”改革}等25项改革，以及{R:智治在线}。", "德清县 launched 智治在线"),
        ("养殖户缺钱。{E:人保财险青峰支公司}为村民{P:葛大海}送上了7万元赔款。", "人保财险青峰支公司 finances 葛大海"),
        (
            "{E:人保财险青峰支公司}工作人员来到{D:鹭湾村}，为村民{P:葛大海}送上了7万元赔款。",
            "人保财险青峰支公司 finances 葛大海",
        ),
        ("{D:鹭湾村}是{L:青峰开发区}{D:柳河乡}下辖的行政村。", "鹭湾村 partOf 柳河乡"),
        ("{D:青峰县}下辖{D:柳河镇}、{D:石坪乡}等12个乡镇。", "石坪乡 partOf 青峰县"),
        ("{D:柳河镇}位于{D:青峰县}西部。", "柳河镇 partOf 青峰县"),
        ("{D:青峰县}的{D:柳河镇}下了雨。", "柳河镇 partOf 青峰县"),
        (
            "“{R:示范百村}”名单公布，{D:青峰县}有3个村入选，分别是{D:鹭湾村}、{D:石坪村}，{D:白石村}。",
            "白石村 participatesIn 示范百村",
        ),
        (
            "{V:青峰义诊活动}在城西举行。活动邀请{I:青峰县医院}专家团队坐诊。",
            "青峰县医院 participatesIn 青峰义诊活动",
        ),
        (
            "{R:护河行动}启动。来自{G:县水利局}、{E:青峰水投}的志愿者下河捡垃圾。",
            "青峰水投 participatesIn 护河行动",
        ),
        (
            "{V:青峰百企招聘会}举行。现场，{E:恒越电气}人事经理{P:林景川}介绍，岗位不少。",
            "恒越电气 participatesIn 青峰百企招聘会",
        ),
        (
            "{V:青峰茶艺大赛}开赛。{G:县政协}主席{O:林景川}，{A:县茶叶协会}会长{P:顾小满}，来到现场的几十个团队等两百人参加启动仪式。",
            "林景川 participatesIn 青峰茶艺大赛",
        ),
        (
            "在签约仪式上，{O:林景川}表示欢迎。下午，县里举行{V:青峰春季签约活动}。",
            "林景川 participatesIn 青峰春季签约活动",
        ),
        (
            "{O:林景川}到{D:云岭县}调研。\n他先后走访了{E:恒越电气}、{I:青峰新材料实验室}。",
            "青峰新材料实验室 locatedIn 云岭县",
        ),
        ("记者来到{D:云岭县}。走进{E:恒越电气}，机器轰鸣。", "恒越电气 locatedIn 云岭县"),
        (
            "{V:青峰招商推介会}举行。活动中，{D:德清县}与{E:恒越电气}签订协议。",
            "恒越电气 participatesIn 青峰招商推介会",
        ),
        (
            "{V:青峰义诊活动}将于周六举行。据介绍，{I:青峰一院}、{I:青峰二院}等将派出专家坐诊。",
            "青峰二院 participatesIn 青峰义诊活动",
        ),
        ("{A:民建}是参政党。{A:民建青峰市委会}开会。", "民建青峰市委会 affiliatedWith 民建"),
        ("{E:恒越电气}、白石小筑、{E:蓝晶科技}联合推出{R:智电计划}。", "恒越电气 launched 智电计划"),
        ("{V:青峰茶艺大赛}由{A:县茶叶协会}、{E:恒越茶业}、白石茶社联合承办。", "恒越茶业 launched 青峰茶艺大赛"),
        ("{V:百企招聘会}举行，{E:恒越电气}、白石小筑、{E:蓝晶科技}等进场招聘。", "恒越电气 participatesIn 百企招聘会"),
        (
            "{G:县政府}举行{V:青峰记者见面会}。{P:林景川}在见面会上介绍，产值翻番。",
            "林景川 participatesIn 青峰记者见面会",
        ),
        (
            "{V:青峰茶旅推介会}举行\n昨日，{V:青峰茶旅推介会}在省城举行，副县长{O:林景川}向宾客发出邀约。",
            "林景川 participatesIn 青峰茶旅推介会",
        ),
        (
            "{V:青峰项目签约仪式}昨日举行。县委书记{O:林景川}，{E:恒越电气}董事长{P:顾北辰}；县长{O:翁建豪}见证签约。",
            "顾北辰 participatesIn 青峰项目签约仪式",
        ),
        (
            "{V:青峰项目推介会}昨日举行。{E:恒越电气}、{E:蓝晶科技}负责人代表签约企业发言。",
            "恒越电气 participatesIn 青峰项目推介会",
        ),
        (
            "{O:林景川}赴{D:云岭县}，就茶业生产和物流情况开展调研。他首先来到{L:白石老街}。",
            "白石老街 locatedIn 云岭县",
        ),
        (
            "{O:林景川}到{D:云岭县}调研。他先后走访了{E:恒越电气}、{A:云岭茶业商会}和{L:白石老街}。",
            "白石老街 locatedIn 云岭县",
        ),
        (
            "{O:林景川}到{D:云岭县}调研。他先后走访了{E:恒越电气}、{A:云岭茶业商会}和{L:白石老街}。",
            "云岭茶业商会 locatedIn 云岭县",
        ),
        (
            "{V:青峰开工仪式}昨日举行。{O:林景川}、{O:翁建豪}等县领导在全县开工仪式柳河分会场、{L:云溪工业园}二期建设工地出席仪式。",
            "翁建豪 participatesIn 青峰开工仪式",
        ),
        (
            "{V:青峰项目签约仪式}昨日举行。{E:恒越电气}董事长{P:顾北辰}博士；县长{O:翁建豪}见证签约。",
            "顾北辰 participatesIn 青峰项目签约仪式",
        ),
        (
            "{L:云溪工业园}在忙。税收居全县前列，{E:恒越电气}、{E:蓝晶科技}等企业先后入驻。",
            "蓝晶科技 locatedIn 云溪工业园",
        ),
        ("{D:柳河镇}到{D:柳河镇鹭湾社区}走访。", "柳河镇鹭湾社区 partOf 柳河镇"),
        ("{D:德清县}共有2个村入选，分别是{D:德清县鹭湾村}、{D:石坪村}。", "德清县鹭湾村 partOf 德清县"),
        ("{E:青峰银行}发布年报。{E:青峰银行柳河支行}说。", "青峰银行柳河支行 affiliatedWith 青峰银行"),
        ("{E:工行青峰分行}发布年报。{E:工行青峰柳河支行}说。", "工行青峰柳河支行 affiliatedWith 工行青峰分行"),
        (
            "走访{E:恒越电气}时，{E:青峰银行}员工得知公司缺钱。客户经理几番奔走，为企业发放贷款480万元。",
            "青峰银行 finances 恒越电气",
        ),
        (
            "{V:青峰数字论坛}昨日举行。{I:青峰大学}教授{P:林景川}，{E:恒越电气}总经理{P:顾小满}分别围绕各自领域，畅谈前景。",
            "顾小满 participatesIn 青峰数字论坛",
        ),
        (
            "{V:青峰环保日活动}举行。\n活动当天，志愿者{P:林景川}认为，人人有责。",
            "林景川 participatesIn 青峰环保日活动",
        ),
        ("{V:百企招聘会}举行，{E:恒越电气}、{E:蓝晶科技}等50家企业进场招聘。", "蓝晶科技 participatesIn 百企招聘会"),
        ("3、{V:青峰茶艺展}。{E:恒越茶业}、{E:云岭茶厂}等茶企带来新品。", "恒越茶业 participatesIn 青峰茶艺展"),
        (
            "{D:青峰县}出台《{R:青峰县人才新政}》。\n1.{R:金苗计划}。引进青年。\n2.{R:归雁计划}。支持返乡。",
            "青峰县 launched 归雁计划",
        ),
        ("{D:德清县}推进六大行动。\n●{R:强链行动} 培育链主。\n●{R:数字行动} 建设车间。", "德清县 launched 强链行动"),
        (
            "来到{L:云溪工业园}。{D:德清县}有以{E:恒越电气}、{E:蓝晶科技}为代表的电机产业。",
            "恒越电气 locatedIn 德清县",
        ),
        (
            "{I:青峰学院}去年扩了校园。副市长{O:林景川}在会上宣布实施{R:“育苗”行动计划}。",
            "德清县 launched “育苗”行动计划",
        ),
    ],
)
def test_states(marked: str, expected: str) -> None:
    assert not expected or expected in relations_in(marked)


@pytest.mark.parametrize(
    ("marked", "unexpected"),
    [
        ("以实际行动迎接{V:省党代会}胜利召开。{O:林景川}出席活动。", "林景川 participatesIn 省党代会"),
        ("{V:青峰经济座谈会}召开。要贯彻{O:林景川}讲话精神。", "林景川 participatesIn 青峰经济座谈会"),
        ("{V:青峰茶博会}将于下月举行。来自{D:云岭县}等地的客商参会。", "云岭县 participatesIn 青峰茶博会"),
        ("{E:恒越电气}缺钱。{E:青峰银行}设立专项额度100亿元贷款。", "青峰银行 finances 恒越电气"),
        ("{E:恒越电气}缺钱。{E:青峰银行}累计发放贷款9亿元。", "青峰银行 finances 恒越电气"),
        ("会议强调，要深化{R:“一照通办”改革}。", "德清县 launched “一照通办”改革"),
        ("按照{R:千万工程}部署，整治村庄。", "德清县 launched 千万工程"),
        ("{E:恒越电气}未入选{R:独角兽榜单}。", "恒越电气 participatesIn 独角兽榜单"),
        ("{E:花期}发布新品，{E:花期数字}参展。", "花期数字 affiliatedWith 花期"),
        ("{I:青峰二中}与{I:青峰二中（城东校区）}开学。", "青峰二中（城东校区） affiliatedWith 青峰二中"),
        ("{E:恒越电气}尚未落户{L:青峰科创园}。", "恒越电气 locatedIn 青峰科创园"),
        ("{D:德清县}拟出台{R:稳企十条}。", "德清县 launched 稳企十条"),
        ("{D:德清县}计划推出{R:稳企十条}。", "德清县 launched 稳企十条"),
        ("{E:恒越电气}不是{E:青峰集团}的子公司。", "恒越电气 affiliatedWith 青峰集团"),
        ("{E:青峰银行}拟向{E:恒越电气}发放贷款500万元。", "青峰银行 finances 恒越电气"),
        ("结合{D:德清县}产业方向，{D:柳河镇}构建了{R:茶产业体系}。", "德清县 launched 茶产业体系"),
        ("今年是{V:省茶业大会}召开之年。{O:林景川}出席并讲话。", "林景川 participatesIn 省茶业大会"),
        ("{R:晶澳组件扩建项目}签约。", "德清县 launched 晶澳组件扩建项目"),
        ("{V:青峰茶博会}举行。{E:恒越茶业}等{D:云岭县}企业参展。", "云岭县 participatesIn 青峰茶博会"),
        ("{D:青峰县}与{D:柳河镇}共建。", "柳河镇 partOf 青峰县"),
        ("{D:鹭湾村}是今年公布的{R:省级未来乡村试点}之一。", "鹭湾村 launched 省级未来乡村试点"),
        (
            "其中有{R:电机回收计划}、{R:云溪机器人计划}。{R:电机回收计划}由{E:恒越电气}实施。",
            "恒越电气 launched 云溪机器人计划",
        ),
        (
            "{V:招商项目签约活动}举行。{E:恒越电气}、{I:云岭中学}等5个项目签署合作协议。",
            "云岭中学 participatesIn 招商项目签约活动",
        ),
        ("{P:顾北辰}在{D:云岭县}打工。走进{E:恒越电气}，机器轰鸣。", "恒越电气 locatedIn 云岭县"),
        ("{I:青峰日报}走茶乡。\n近年来，擦亮“{R:白茶名片}”品牌。", "青峰日报 launched 白茶名片"),
        ("今年，{D:青峰县}以{I:云溪学院}为核心，建起园区，确立了“{R:一核多点}”。", "云溪学院 launched 一核多点"),
        ("成立{I:云溪创新中心}，深入实施{R:强链行动}。", "云溪创新中心 launched 强链行动"),
        ("推进《{R:云溪生态岛三年行动计划}》。{L:云溪生态岛}鸟多了。", "云溪生态岛 launched 云溪生态岛三年行动计划"),
        (
            "{D:云岭县}和{D:海州市}都产电机。{E:恒越电气}、{E:蓝晶科技}等企业先后入驻。",
            "蓝晶科技 locatedIn 海州市",
        ),
        ("货物发往{L:南亚}{L:东南亚}。", "东南亚 locatedIn 南亚"),
        ("“{R:百强茶企榜单}”热度不减。", "德清县 launched 百强茶企榜单"),
        ("在{D:柳河镇}、{D:石坪乡}等地举行{V:项目开工仪式}。", "石坪乡 launched 项目开工仪式"),
        ("{D:青峰县}落实{G:省委}、{G:省政府}工作要求，全力以赴抓项目，启动{R:强链行动}。", "省政府 launched 强链行动"),
        ("在{V:青峰茶业论坛}上，{E:恒越茶业}董事长{P:林景川}致辞。", "恒越茶业 participatesIn 青峰茶业论坛"),
        ("{V:青峰茶博会}开幕，来自{D:云岭县}、{D:海州市}的客商参展。", "海州市 participatesIn 青峰茶博会"),
        ("与{E:蓝晶科技}联手攻关，与{E:云岭药业}达成合作。", "蓝晶科技 partnersWith 云岭药业"),
        ("{O:林景川}到{D:云岭县}、{D:石坪县}调研，走访了{E:恒越电气}。", "恒越电气 locatedIn 云岭县"),
        ("{D:德清县}推动{R:茶旅融合项目}入选省级名单。", "德清县 launched 茶旅融合项目"),
        ("记者来到{E:南京恒越电气}的车间。", "南京恒越电气 locatedIn 德清县"),
        ("记者来到{D:云岭县}。走进{E:恒越电气}，机器轰鸣。", "恒越电气 locatedIn 德清县"),
        ("大会期间，发布了《{R:茶产业发展报告}》。", "德清县 launched 茶产业发展报告"),
        ("“{R:百强镇}”名单公布，{D:云岭县}共有3个镇入选。", "云岭县 participatesIn 百强镇"),
        ("●{R:强链行动} 培育链主企业。", "德清县 launched 强链行动"),
        (
            "{D:柳河镇}与{E:恒越电气}、{D:石坪乡}与{E:蓝晶科技}分别签署协议。",
            "柳河镇 partnersWith 蓝晶科技",
        ),
        ("{I:青峰学院}扩了校园。副市长{O:林景川}宣布实施{R:“育苗”计划}。", "青峰学院 launched “育苗”计划"),
        ("{I:青峰学院}扩了校园。校长{P:林景川}宣布实施{R:“育苗”计划}。", "德清县 launched “育苗”计划"),
        ("{I:青峰学院}扩了校园。副市长{O:林景川}来访后，又实施{R:“育苗”计划}。", "德清县 launched “育苗”计划"),
        ("{E:青峰银行}向初创企业{E:恒越电气}发放“{R:人才贷}”。", "恒越电气 launched 人才贷"),
        (
            "{D:云岭县}与四家企业签约，分别是{E:恒越电气}、{E:蓝晶科技}、{E:云岭药业}。",
            "蓝晶科技 locatedIn 云岭县",
        ),
        ("记者来到{E:恒越电气}的车间。", "恒越电气 locatedIn 德清县"),
        (
            "{L:云溪科技城}是{L:青峰自贸港}重点园区。园区里，{E:恒越电气}、{E:蓝晶科技}等企业先后入驻。",
            "蓝晶科技 locatedIn 青峰自贸港",
        ),
        (
            "{E:恒越电气}、{E:蓝晶科技}分别与{I:青峰学院}、{I:云岭学院}签约。",
            "蓝晶科技 partnersWith 青峰学院",
        ),
        ("{I:青峰学院}走访{E:恒越电气}和{E:蓝晶科技}，商谈合作。", "恒越电气 partnersWith 蓝晶科技"),
        ("{I:青峰学院}已与{D:云岭县}等地的46家企业合作。", "青峰学院 partnersWith 云岭县"),
        ("在{D:云岭县}，{E:恒越集团}投资成立的{E:蓝晶科技}开工。", "恒越集团 locatedIn 云岭县"),
    ],
)
def test_does_not_state(marked: str, unexpected: str) -> None:
    assert unexpected not in relations_in(marked)


def test_an_event_of_another_article_is_forgotten() -> None:
    marked = "{V:青峰经济座谈会}昨日召开。\n新闻简讯\n{O:林景川}出席并讲话。"
    text, state = state_of(marked)
    cut = text.index("新闻")
    state.context = type(state.context)(sections=(Section(0, cut, ""), Section(cut, len(text), "新闻简讯")))
    assert [r for r in relations.find(Surroundings(text, state)) if r.predicate == "participatesIn"] == []


def test_a_doubtful_name_states_nothing() -> None:
    text, state = state_of("{E:恒越电气}落户{L:青峰科创园}。")
    state.mentions = [type(m)(m.start, m.end, m.type, m.rule, 0.4, m.entity) for m in state.mentions]
    assert relations.find(Surroundings(text, state)) == []


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{V:德清县妇女代表大会}昨日召开。{D:德清县}干部参加。", "德清县 launched 德清县妇女代表大会"),
        ("{V:“爱鸟惜林”德清县环保日活动}举行。{D:德清县}的绿更浓。", "德清县 launched “爱鸟惜林”德清县环保日活动"),
        ("{D:德清县}围绕打赢{R:蓝天保卫战}精准施策。", "德清县 launched 蓝天保卫战"),
        ("{D:德清县}是{D:湖州市}的一个县。", "德清县 partOf 湖州市"),
        ("{D:湖州市}在{D:德清县}、{D:安吉县}建站。", "安吉县 partOf 湖州市 德清县 partOf 湖州市"),
        ("{D:湖州市}和{D:嘉兴市}建站。", ""),
        # True by the list, and in the graph from there; but no sentence says so.
        ("{D:浙江省}谋发展。{D:湖州市}建站，各县跟上。今年，{D:德清县}先行。", ""),
        (
            "{D:乾元镇}迎春。{D:乾元镇}各村都忙，{D:德清县}处处花开。\n厂里。\n{E:恒越电气}、{E:蓝晶科技}等企业先后入驻。",
            "乾元镇 partOf 德清县 恒越电气 locatedIn 乾元镇 蓝晶科技 locatedIn 乾元镇",
        ),
        (
            "{D:德清县}干部到场。{V:德清高新区签约活动}昨日举行。{L:德清高新区}忙起来。",
            "德清高新区 launched 德清高新区签约活动",
        ),
        ("全县首发《{R:茶山公约}》，茶农签名。", ""),
        ("全县印发《{R:茶山公约}》，茶农签名。", "德清县 launched 茶山公约"),
    ],
)
def test_states_with_the_list_of_divisions(marked: str, expected: str) -> None:
    text, state = state_of(marked, PLACE)
    state.entities.clear()
    entities.group(text, state)
    stated = relations.find(Surroundings(text, state))
    found = [f"{label(state, r.subject)} {r.predicate} {label(state, r.object)}" for r in stated]
    assert " ".join(sorted(found)) == expected


@pytest.mark.parametrize(
    ("marked", "wrong"),
    [
        ("{D:余杭区}{R:瓶窑水厂项目}、{D:临平区}的{R:临平区东湖水厂项目}开工。", "余杭区 launched 临平区东湖水厂项目"),
        ("{D:德清县}{R:临平区东湖水厂项目}开工。", "德清县 launched 临平区东湖水厂项目"),
        ("{I:青峰网}记者走进位于{L:青峰开发区}的车间。", "青峰网 locatedIn 青峰开发区"),
        ("{L:青峰会展中心}吸引{E:茶小满}、{E:面点王}等83家企业参展。", "面点王 locatedIn 青峰会展中心"),
    ],
)
def test_who_only_stands_near_states_nothing(marked: str, wrong: str) -> None:
    assert wrong not in relations_in(marked)

"""The words of the practice portal: sections, columns, and sentences in the manner of a district government."""

from random import Random

NAME = "云泽区人民政府"
CODE = "3799160001"

#: Section: its columns. Sixty columns in all.
COLUMNS = {
    "政务动态": "云泽要闻 政务要闻 部门动态 镇街动态 通知公告 国务院信息 省市要闻 媒体聚焦 图片新闻 专题报道",
    "政务公开": "政府信息公开指南 政府信息公开制度 公开年报 政府文件 政府办公室文件 部门文件 规范性文件 政策解读 "
    "规划计划 统计信息 人事信息 财政预决算 政府采购 行政事业性收费 重大建设项目",
    "重点领域": "教育信息 医疗卫生 社会救助 养老服务 就业创业 住房保障 生态环境 食品药品监管 安全生产 应急管理 "
    "征地补偿 乡村振兴",
    "会议公开": "政府常务会议 政府全体会议 专题会议 建议提案办理",
    "政务服务": "办事指南 便民提示 惠企政策 行政许可 行政处罚 双随机公开",
    "互动交流": "意见征集 结果反馈 在线访谈 新闻发布会 留言选登 热点问答",
    "走进云泽": "区情概况 历史文化 投资环境 特色产业",
    "专题专栏": "优化营商环境 法治政府建设 数字政府建设",
}

_UNITS = (
    "区政府办公室 区发展和改革局 区教育和体育局 区工业和信息化局 区公安分局 区民政局 区司法局 区财政局 "
    "区人力资源社会保障局 区自然资源局 区住房城乡建设局 区交通运输局 区水务局 区农业农村局 区商务局 "
    "区文化和旅游局 区卫生健康局 区应急管理局 区市场监管局 区统计局 区医保局 区大数据局 城东街道办事处 "
    "柳溪镇人民政府 石桥镇人民政府"
).split()
_ACTS = "开展 推进 部署 召开会议研究 组织实施 调研 督导 启动 完成 规范 优化 强化 公布 梳理 总结".split()
_THINGS = (
    "夏季防汛备汛 冬季清洁取暖 老旧小区改造 农村人居环境整治 义务教育招生 高标准农田建设 食品安全抽检 "
    "安全生产隐患排查 城乡居民医保参保 残疾人就业帮扶 政务服务事项标准化 惠企政策兑现 招商引资项目落地 "
    "河湖长制巡查 公共场所卫生监督 道路交通秩序整治 燃气管道更新 基层公共文化服务 居家养老服务 "
    "高校毕业生就业 知识产权保护 节能降碳改造 森林防火 数据资源目录编制 社区便民设施建设"
).split()
_AIMS = (
    "切实保障群众合法权益 进一步提升服务效能 推动各项任务落地见效 守牢安全底线 促进经济社会高质量发展 "
    "不断增强群众获得感 形成齐抓共管的工作格局 为全年目标任务完成打下坚实基础 持续改善城乡面貌 确保有序衔接"
).split()
_WAYS = (
    "坚持问题导向 明确责任分工 细化工作台账 加强部门协同 压实属地责任 严格时间节点 广泛听取意见 强化督促检查 "
    "畅通反馈渠道 完善长效机制 注重源头治理 深入一线走访 逐项对账销号 统筹资金使用 加大宣传力度"
).split()
_KINDS = "工作的通知 情况的通报 实施方案 有关事项的公告 工作综述 工作推进会召开 专项行动取得实效".split()


def title(random: Random) -> str:
    return f"{random.choice(_UNITS)}{random.choice(_ACTS)}{random.choice(_THINGS)}{random.choice(_KINDS)}"


def unit(random: Random) -> str:
    return random.choice(_UNITS)


def sentences(random: Random, count: int) -> list[str]:
    """Sentences of 40 to 90 characters, mostly different."""
    return [_sentence(random) for _ in range(count)]


def _sentence(random: Random) -> str:
    who, act, what = random.choice(_UNITS), random.choice(_ACTS), random.choice(_THINGS)
    ways = "，".join(random.sample(_WAYS, random.randint(1, 4)))
    figure = (
        f"截至目前，已完成{random.randint(3, 980)}项，占全年任务的{random.randint(31, 99)}.{random.randint(0, 9)}%，"
    )
    return f"{who}{act}{what}，{ways}，{figure if random.random() < 0.3 else ''}{random.choice(_AIMS)}。"

"""区财政局: a part of the portal's host in an older look; tables, hardly a tag, some pages in GB 2312."""

from datetime import date, datetime, time

from core.clock import CHINA
from demo.desk import Desk, added, bare, decoy, early, sown, unsure, with_file
from demo.district import Column, Duty, Ports, Shape, Site, Truth
from demo.portal import HOST
from demo.writer import Writer, standing

ROOT = "/gongkai/site_yunzequczj/"
_GONE = f"{ROOT}channel_5f2b6c0e1d3a7b9c00000031/doc_5f9a1c2e0000000000041207.html"
_GONE_FILE = "/upload/2022/zichan.xls"
_MISSING_HERE = "statistics permits penalties fees procurement major-projects livelihood emergency inspection recruitment other".split()


def finance(as_of: date, seed: int, ports: Ports, latest: tuple[tuple[str, str, date], ...]) -> Site:
    """The site, with what is true of it; `latest` is the portal's news that stands beside its lists."""
    desk = Desk(Writer(as_of, seed, "finance"), _address, "区财政局")
    origin = f"http://{HOST}:{ports.both}"
    disclosure = _disclosure(desk)
    return Site(
        key="czj",
        unit="czj",
        name="云泽区财政局",
        short="区财政局",
        kind="department",
        look="finance",
        origin=origin,
        root=ROOT,
        code="3799010001",
        urls=(f"{origin}{ROOT}",),
        columns=(*_work(desk), *disclosure),
        menu=("工作动态", "通知公告", "政策解读", "会计管理", "资产管理", "债务信息", "政府信息公开"),
        tiles=disclosure[0].folder,
        front=(("工作动态", 7), ("通知公告", 5), ("政策解读", 3)),
        latest=latest,
        friends=(("云泽区人民政府", f"{origin}/"),),
        truths=tuple(_truths(origin)),
    )


def _address(folder: str, day: date, number: int) -> str:
    return f"{folder}doc_{_seconds(day):08x}{number:016d}.html"


def _channel(day: date, number: int) -> str:
    """A column's folder; its name begins with the second at which it was made."""
    return f"{ROOT}channel_{_seconds(day):08x}{number:016x}/"


def _seconds(day: date) -> int:
    return int(datetime.combine(day, time(10, 15), CHINA).timestamp())


def _work(desk: Desk) -> tuple[Column, ...]:
    old, new = desk.writer.ago(1100), desk.writer.ago(10)
    again = f'相关报道：<a href="{_GONE}">区财政局召开年度工作会议</a>'
    news = desk.listed(
        "工作动态",
        _channel(old, 1),
        "finance-news",
        7,
        14,
        9,
        duty=Duty(14, unit="czj", person="白晓岚"),
        truths=(decoy("column_updates", "最新信息恰好 14 天，未超期"),),
    )
    notices = desk.listed(
        "通知公告",
        _channel(old, 2),
        "finance-notice",
        5,
        200,
        30,
        charset="gb2312",
        duty=Duty(type="通知公告", unit="czj", person="白晓岚"),
        truths=(sown("column_updates", "一级通知公告栏目 200 天未更新；侧栏有本周信息"),),
    )
    return (
        added(news, {2: again, 3: again}),
        with_file(notices, 2, "附件：资产处置明细表.xls", _GONE_FILE),
        desk.listed(
            "政策解读",
            _channel(old, 3),
            "finance-reading",
            3,
            230,
            40,
            charset="gb-as-utf8",
            truths=(sown("column_updates", "未登记的政策解读栏目 230 天未更新，只作提示"),),
        ),
        desk.listed(
            "会计管理",
            _channel(old, 4),
            "finance-accounting",
            5,
            20,
            15,
            shape=Shape.UNDATED,
            duty=Duty(60, unit="czj", person="白晓岚"),
            truths=(decoy("column_updates", "列表不显示日期，日期只在文章页"),),
        ),
        bare(
            "资产管理",
            _channel(old, 5),
            Shape.EMPTY,
            duty=Duty(updates=False, unit="czj"),
            truths=(sown("empty_columns", "列表里一条也没有"),),
        ),
        bare("债务信息", _channel(new, 6), Shape.EMPTY, truths=(decoy("empty_columns", "十天前新开的栏目"),)),
    )


def _disclosure(desk: Desk) -> tuple[Column, ...]:
    old = desk.writer.ago(1100)
    platform, statutory = _channel(old, 16), _channel(old, 17)
    return (
        bare("政府信息公开", platform, Shape.PARENT),
        bare(
            "政府信息公开指南",
            _channel(old, 11),
            Shape.TEXT,
            above=platform,
            text=standing("finance-guide"),
            charset="utf8-as-gb",
        ),
        desk.listed("政府信息公开制度", _channel(old, 12), "finance-regime", 2, 700, 90, above=platform),
        bare("法定主动公开内容", statutory, Shape.PARENT, above=platform),
        bare("机构职能", _channel(old, 13), Shape.TEXT, above=statutory, text=standing("finance-functions")),
        desk.listed(
            "履职依据",
            _channel(old, 14),
            "finance-rule",
            3,
            500,
            100,
            above=statutory,
            truths=(decoy("mandatory_columns", "栏目用别名“履职依据”", "article-20/regulations"),),
        ),
        desk.listed(
            "规划计划",
            _channel(old, 15),
            "finance-plan",
            2,
            600,
            200,
            above=statutory,
            truths=(decoy("column_updates", "规划类栏目，多年不更新属正常"),),
        ),
        desk.listed("财政预决算", _channel(old, 18), "finance-money", 3, 270, 40, above=statutory),
    )


def _truths(origin: str) -> list[Truth]:
    return [
        early("homepage_updates", "首页最新信息 14 天；页眉页脚有当天日期", f"{origin}{ROOT}"),
        sown("mandatory_columns", "没有政府信息公开年报栏目", "disclosure-platform/annual-reports"),
        *(unsure("mandatory_columns", "对部门是否必设没有规定", f"article-20/{key}") for key in _MISSING_HERE),
        sown("links", "两篇动态中的文章链接，404", f"{origin}{_GONE}"),
        sown("links", "通知的附件，404", f"{origin}{_GONE_FILE}"),
        decoy("ipv6_aaaa", "与门户同一域名，不单独评判", HOST),
        decoy("domain_name", "与门户同一域名，不单独评判", HOST),
    ]

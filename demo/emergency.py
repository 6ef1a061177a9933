"""区应急管理局: a host of its own in the manner of TRS WCM; paging, menus and a redirect that only scripts write."""

from dataclasses import replace
from datetime import date

from demo.desk import Desk, added, bare, decoy, sown, unsure
from demo.district import Column, Duty, Manner, Odd, Ports, Shape, Site, Truth
from demo.writer import Writer, standing

HOST = "yjj.example.gov.cn"
FORMER_HOST = "www.yunze-yjj.example.com"
_GONE = "/zwgk/tzgg/202305/t20230511_1204417.html"
_GONE_PICTURE = "/images/W020230511.png"
_MISSING_HERE = "statistics permits budget fees procurement major-projects livelihood recruitment other".split()


def emergency(as_of: date, seed: int, ports: Ports, latest: tuple[tuple[str, str, date], ...]) -> Site:
    """The site, with what is true of it; `latest` is the portal's news that stands beside its lists."""
    desk = Desk(Writer(as_of, seed, "emergency"), _address, "区应急管理局")
    origin = f"http://{HOST}:{ports.both}"
    former = f"http://{FORMER_HOST}:{ports.both}"
    return Site(
        key="yjj",
        unit="yjj",
        name="云泽区应急管理局",
        short="区应急管理局",
        kind="department",
        look="emergency",
        origin=origin,
        code="3799010027",
        page_size=8,
        urls=(f"{origin}/", f"{former}/"),
        columns=(*_work(desk), *_disclosure(desk, origin), *_themes(desk)),
        menu=("工作动态", "机构概况", "政务公开", "专题专栏", "互动交流"),
        tiles="/zwgk/",
        front=(("工作动态", 8), ("通知公告", 7)),
        latest=latest,
        friends=(
            ("云泽区人民政府", f"http://www.example.gov.cn:{ports.both}/"),
            ("网上调查", f"http://diaocha.example.gov.cn:{ports.both}/"),
        ),
        truths=tuple(_truths(origin, ports)),
    )


def oddities(ports: Ports) -> tuple[Odd, ...]:
    return (
        Odd(FORMER_HOST, "/", Manner.MOVED, f"http://{HOST}:{ports.both}/"),
        Odd("diaocha.example.gov.cn", "/", Manner.BROKEN),
    )


def _address(folder: str, day: date, number: int) -> str:
    return f"{folder}{day:%Y%m}/t{day:%Y%m%d}_{1_160_000 + number}.html"


def _work(desk: Desk) -> tuple[Column, ...]:
    return (
        desk.listed(
            "工作动态",
            "/gzdt/",
            "safety-news",
            17,
            15,
            4,
            pager="box",
            duty=Duty(14, type="动态要闻", unit="yjj", person="邱敏"),
            truths=(sown("column_updates", "登记周期 14 天，最新信息已 15 天；页脚、侧栏有近日日期"),),
        ),
        bare(
            "机构概况",
            "/jggk/",
            Shape.JUMP,
            target="./jgzn/",
            truths=(decoy("empty_columns", "栏目页只有 meta refresh 跳转"),),
        ),
        bare("机构职能", "/jggk/jgzn/", Shape.TEXT, above="/jggk/", text=standing("emergency-functions")),
        bare("互动交流", "/hdjl/", Shape.FORM, truths=(decoy("empty_columns", "栏目页是写信表单，不是列表"),)),
    )


def _disclosure(desk: Desk, origin: str) -> tuple[Column, ...]:
    notices = desk.listed("通知公告", "/zwgk/tzgg/", "safety-notice", 18, 20, 9, above="/zwgk/")
    again = f'<p>原文见<a href="{_GONE}">关于开展冬春火灾防控工作的通知</a>。</p>'
    checks = desk.listed(
        "安全生产",
        "/zwgk/aqsc/",
        "safety-check",
        15,
        5,
        12,
        above="/zwgk/",
        pager="box",
        duty=Duty(30, unit="yjj", person="邱敏"),
        truths=(decoy("column_updates", "列表由旧到新排列，近日信息在脚本翻页的第二页"),),
    )
    return (
        bare(
            "政务公开",
            "/zwgk/",
            Shape.SCRIPT_JUMP,
            target=f"{origin}/zwgk/tzgg/",
            truths=(decoy("empty_columns", "用脚本写出的跳转"),),
        ),
        added(notices, {0: again, 2: again, 4: f'<p><img src="{_GONE_PICTURE}" alt="培训现场"></p>'}),
        replace(checks, articles=checks.articles[::-1]),
        desk.listed(
            "行政处罚",
            "/zwgk/xzcf/",
            "safety-penalty",
            10,
            30,
            12,
            above="/zwgk/",
            pager="count",
            duty=Duty(60, unit="yjj", person="邱敏"),
        ),
        desk.listed("政策法规", "/zwgk/zcfg/", "safety-rule", 2, 400, 90, above="/zwgk/"),
        desk.listed(
            "事故调查报告",
            "/zwgk/sgdc/",
            "safety-case",
            1,
            500,
            1,
            above="/zwgk/",
            truths=(decoy("column_updates", "事故调查类栏目，没有事故就不更新"),),
        ),
        desk.listed("应急预案", "/zwgk/yjya/", "safety-tip", 2, 330, 60, above="/zwgk/"),
        bare("法定主动公开内容", "/zwgk/fdzdgknr/", Shape.TEXT, above="/zwgk/", text=standing("emergency-statutory")),
        bare("政府信息公开指南", "/zwgk/xxgkzn/", Shape.TEXT, above="/zwgk/", text=standing("emergency-guide")),
        bare(
            "政府信息公开制度",
            "/zwgk/xxgkzd/",
            Shape.MISSING,
            above="/zwgk/",
            truths=(
                sown("links", "菜单中的栏目链接，404"),
                sown("mandatory_columns", "栏目链接打不开，等于没有", "disclosure-platform/rules"),
            ),
        ),
        desk.listed("政府信息公开年报", "/zwgk/xxgknb/", "safety-report", 2, 310, 365, above="/zwgk/"),
    )


def _themes(desk: Desk) -> tuple[Column, ...]:
    return (
        bare("专题专栏", "/ztzl/", Shape.PARENT),
        bare("警示教育", "/ztzl/jsjy/", Shape.ZERO, above="/ztzl/", truths=(sown("empty_columns", "页面显示“共0条”"),)),
        desk.listed(
            "往期专题",
            "/ztzl/wqzt/",
            "safety-tip",
            2,
            480,
            30,
            above="/ztzl/",
            truths=(decoy("column_updates", "已归档的专题"),),
        ),
    )


def _truths(origin: str, ports: Ports) -> list[Truth]:
    return [
        sown("homepage_updates", "首页最新信息 15 天；今天是、最后更新等处有当天日期", f"{origin}/"),
        sown("domain_name", "原域名不在 .gov.cn 之下", FORMER_HOST),
        decoy("domain_name", "以 .gov.cn 结尾", HOST),
        decoy("ipv6_aaaa", "AAAA 记录在别名（CNAME）之后", HOST),
        decoy("ipv6_reachable", "IPv6 可以访问", HOST),
        sown("mandatory_columns", "没有规划信息栏目", "article-20/plans"),
        *(unsure("mandatory_columns", "对部门是否必设没有规定", f"article-20/{key}") for key in _MISSING_HERE),
        sown("links", "两条通知中的文章链接，404", f"{origin}{_GONE}"),
        sown("links", "通知中的图片，404", f"{origin}{_GONE_PICTURE}"),
        sown("links", "友情链接答复 500", f"http://diaocha.example.gov.cn:{ports.both}/"),
        decoy("links", "友情链接正常", f"http://www.example.gov.cn:{ports.both}/"),
    ]

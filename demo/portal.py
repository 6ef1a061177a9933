"""The portal: 云泽区人民政府, a plain modern look with all the tags of the site guideline."""

from datetime import date, timedelta

from demo.desk import Desk, added, bare, decoy, led_by_old, sown, unsure, with_file
from demo.district import Column, Duty, Manner, Odd, Ports, Shape, Site, Truth
from demo.writer import Writer, standing

HOST = "www.example.gov.cn"
_XXGK = "/zwgk/xxgk/"
_STATUTORY = "/zwgk/xxgk/fdzdgknr/"
_GONE = "/zwgk/tzgg/content_40404.html"
_GONE_FILE = "/upload/2024/fujian2.pdf"
_GONE_PICTURE = "/images/2019/jiaotong.png"
_CHINESE = "/upload/2026/收费 目录（最新）.pdf"
_FICKLE = "/upload/2026/biaoge.xls"
_MOVED = "/zwgk/old/bszn.html"
_COMMENTED = "/zwgk/tzgg/content_30303.html"


def portal(as_of: date, seed: int, ports: Ports, slow: bool) -> Site:
    """The site, with what is true of it."""
    writer = Writer(as_of, seed, "portal")
    desk = Desk(writer, lambda folder, day, number: f"{folder}content_{number}.html")
    origin = f"http://{HOST}:{ports.both}"
    news = _news(desk, origin)
    return Site(
        key="portal",
        unit="qzf",
        name="云泽区人民政府",
        short="云泽区人民政府",
        kind="portal",
        look="portal",
        origin=origin,
        code="3799010001",
        urls=(f"{origin}/",),
        columns=(
            *_about(desk),
            *news,
            *_affairs(desk, origin),
            *_disclosure(desk),
            *_article_20(desk),
            *_dialogue(desk, as_of),
        ),
        menu=("走进云泽", "新闻动态", "政务公开", "政务服务", "互动交流"),
        tiles=_XXGK,
        front=(("云泽要闻", 8), ("部门动态", 6), ("通知公告", 7), ("政策文件", 7), ("政策解读", 5)),
        latest=tuple((article.title, article.path, article.day) for article in news[1].articles[1:7]),
        friends=_friends(ports, slow),
        truths=tuple(_truths(origin, ports, slow)),
    )


def oddities(slow: bool) -> tuple[Odd, ...]:
    """Addresses of the portal and the hosts around it that do not answer like pages."""
    return (
        Odd(HOST, _MOVED, Manner.MOVED, "/zwgk/xxgk/zn/"),
        Odd(HOST, _CHINESE, Manner.FILE),
        Odd(HOST, _FICKLE, Manner.FICKLE),
        Odd(HOST, "/search/result.html", Manner.FILE),
        Odd("oa.example.gov.cn", "/", Manner.FORBIDDEN),
        Odd("tj.example.gov.cn", "/", Manner.BUSY),
        Odd("cx.example.gov.cn", "/", Manner.RESET),
        *((Odd("xf.example.gov.cn", "/", Manner.SLOW),) if slow else ()),
    )


def _about(desk: Desk) -> tuple[Column, ...]:
    return (
        bare(
            "走进云泽",
            "/zjyz/",
            Shape.JUMP,
            target="/zjyz/yzgk/",
            truths=(decoy("empty_columns", "栏目页只有 meta refresh 跳转"),),
        ),
        bare("云泽概况", "/zjyz/yzgk/", Shape.TEXT, above="/zjyz/", text=standing("portal-text")),
        desk.listed(
            "历史文化",
            "/zjyz/lswh/",
            "history",
            2,
            1200,
            40,
            above="/zjyz/",
            truths=(decoy("column_updates", "历史文化类栏目，多年不更新属正常"),),
        ),
    )


def _news(desk: Desk, origin: str) -> tuple[Column, ...]:
    old = desk.articles("/xwdt/yzyw/", "news", 1, 400, 1)[0]
    headlines = desk.listed(
        "云泽要闻",
        "/xwdt/yzyw/",
        "news",
        21,
        1,
        2,
        above="/xwdt/",
        duty=Duty(14, type="动态要闻", unit="qzf", person="程其昌"),
        truths=(decoy("column_updates", "列表首条是一年多以前的置顶信息，其后为近日信息"),),
    )
    headlines = added(
        headlines,
        {3: f'<img src="{_GONE_PICTURE}" alt="现场图片">', 1: '<img src="/images/scene-1.png" alt="活动现场">'},
    )
    return (
        bare("新闻动态", "/xwdt/", Shape.PARENT, truths=(decoy("empty_columns", "父栏目只列下级栏目"),)),
        led_by_old(headlines, old, pinned=True),
        desk.listed(
            "部门动态",
            "/xwdt/bmdt/",
            "department",
            10,
            14,
            5,
            above="/xwdt/",
            duty=Duty(14, type="动态要闻", unit="qzf", person="程其昌"),
            truths=(decoy("column_updates", "最新信息恰好 14 天，未超期"),),
        ),
        desk.listed(
            "镇街动态",
            "/xwdt/zjdt/",
            "town",
            8,
            16,
            6,
            above="/xwdt/",
            duty=Duty(14, type="动态要闻", unit="qzf", person="程其昌"),
            truths=(sown("column_updates", "登记周期 14 天，最新信息已 16 天；侧栏有本周信息"),),
        ),
    )


def _affairs(desk: Desk, origin: str) -> tuple[Column, ...]:
    notices = desk.listed(
        "通知公告",
        "/zwgk/tzgg/",
        "notice",
        17,
        4,
        11,
        above="/zwgk/",
        duty=Duty(type="通知公告", unit="qzf", person="顾青松"),
        truths=(decoy("column_updates", "列表不按日期排列，首条 300 天前，其后有近日信息"),),
    )
    again = f'<p>相关文件：<a href="{_GONE}">关于印发《云泽区城市管理考核办法》的通知</a></p>'
    notices = added(notices, {1: again, 4: again, 2: _innocent()})
    papers = desk.listed("政策文件", "/zwgk/zcwj/", "policy", 8, 12, 17, above="/zwgk/")
    papers = with_file(
        with_file(papers, 1, "附件2：任务分工表.pdf", _GONE_FILE),
        0,
        "附件：实施细则.pdf",
        "/upload/2026/shishixize.pdf",
    )
    return (
        bare("政务公开", "/zwgk/", Shape.PARENT),
        led_by_old(notices, desk.articles("/zwgk/tzgg/", "notice", 1, 300, 1)[0]),
        papers,
        desk.listed("政策解读", "/zwgk/zcjd/", "reading", 6, 11, 19, above="/zwgk/"),
        bare("政府公报", "/zwgk/zfgb/", Shape.ZERO, above="/zwgk/", truths=(sown("empty_columns", "页面显示“共0条”"),)),
        bare(
            "领导之窗",
            "/zwgk/ldzc/",
            Shape.TEXT,
            above="/zwgk/",
            text=standing("portal-leaders"),
            duty=Duty(updates=False, unit="qzf"),
        ),
        bare(
            "政务服务",
            "/zwfw/",
            Shape.JUMP,
            target="http://zwfw.yunze.example.org/",
            duty=Duty(updates=False, jumps=True, unit="qzf"),
            truths=(decoy("empty_columns", "登记为跳转栏目，转到政务服务网"),),
        ),
    )


def _innocent() -> str:
    """Links that a careless tool takes for dead ones."""
    return (
        f'<p>办理材料：<a href="{_CHINESE}">收费目录（最新）</a>，<a href="{_FICKLE}">申请表格</a>，'
        f'<a href="{_MOVED}">办事指南（旧址）</a>，<a href="\\zwgk\\xxgk\\nb\\">历年报告</a>。</p>'
        '<p><a href="mailto:yunzequ@example.gov.cn">电子邮箱</a> <a href="javascript:window.print()">打印本页</a> '
        f'<a href="#top">返回顶部</a> <a href="tel:00005566000">拨打电话</a></p><!-- <a href="{_COMMENTED}">旧版通知</a> -->'
    )


def _disclosure(desk: Desk) -> tuple[Column, ...]:
    return (
        bare("政府信息公开", _XXGK, Shape.PARENT, above="/zwgk/"),
        bare(
            "政府信息公开指南",
            f"{_XXGK}zn/",
            Shape.TEXT,
            above=_XXGK,
            text=standing("portal-guide"),
            truths=(decoy("empty_columns", "指南正文直接显示在栏目首页"),),
        ),
        desk.listed(
            "信息公开制度",
            f"{_XXGK}zd/",
            "regime",
            3,
            900,
            100,
            above=_XXGK,
            truths=(decoy("mandatory_columns", "栏目用别名“信息公开制度”", "disclosure-platform/rules"),),
        ),
        bare("法定主动公开内容", _STATUTORY, Shape.PARENT, above=_XXGK),
        desk.listed(
            "公开年报",
            f"{_XXGK}nb/",
            "report",
            2,
            300,
            365,
            above=_XXGK,
            truths=(
                decoy("mandatory_columns", "栏目用别名“公开年报”", "disclosure-platform/annual-reports"),
                decoy("column_updates", "年报一年一次，不按周期催更"),
            ),
        ),
        bare(
            "依申请公开",
            f"{_XXGK}ysqgk/",
            Shape.FORM,
            above=_XXGK,
            truths=(decoy("empty_columns", "在线申请表单，不是列表"),),
        ),
    )


def _article_20(desk: Desk) -> tuple[Column, ...]:
    """Without 政府采购 and 应急管理, which the site's truths tell."""

    def item(name: str, leaf: str, kind: str, newest: int, **more: object) -> Column:
        return desk.listed(name, f"{_STATUTORY}{leaf}/", kind, 2, newest, 60, above=_STATUTORY, **more)

    return (
        item("规范性文件", "gfxwj", "rule", 150),
        bare("机构职能", f"{_STATUTORY}jgzn/", Shape.TEXT, above=_STATUTORY, text=standing("portal-functions")),
        item("规划信息", "ghxx", "plan", 800, truths=(decoy("column_updates", "规划类栏目，两年多未更新属正常"),)),
        item(
            "统计信息",
            "tjxx",
            "figures",
            120,
            duty=Duty(90, unit="qzf", person="陆文谦"),
            truths=(sown("column_updates", "登记周期 90 天，最新信息已 120 天；页脚有当天的更新时间"),),
        ),
        item("行政许可", "xzxk", "permit", 20, duty=Duty(60, unit="qzf", person="韩望舒")),
        item(
            "行政处罚／行政强制",
            "xzcf",
            "penalty",
            25,
            label="行政处罚／行政强制",
            truths=(decoy("mandatory_columns", "名称中有全角斜线", "article-20/penalties"),),
        ),
        item("财政预决算", "czyjs", "money", 240),
        item(
            "收费公示",
            "sfgs",
            "fee",
            200,
            label="收　费　公　示",
            truths=(decoy("mandatory_columns", "名称中有全角空格", "article-20/fees"),),
        ),
        item(
            "重大建设项目",
            "zdjsxm",
            "project",
            420,
            duty=Duty(180, unit="qzf", exempt="本年度没有新批项目，经核准免查"),
            truths=(decoy("column_updates", "登记表注明免查理由"),),
        ),
        item("社会救助", "shjz", "people", 15),
        item("双随机、一公开", "ssjygk", "check", 30),
        bare(
            "公务员招考",
            f"{_STATUTORY}gwyzk/",
            Shape.NONE,
            above=_STATUTORY,
            text=standing("portal-none"),
            truths=(
                decoy("mandatory_columns", "有“未涉及”说明", "article-20/recruitment"),
                decoy("empty_columns", "有“未涉及”说明"),
            ),
        ),
        bare(
            "其他法定公开信息",
            f"{_STATUTORY}qt/",
            Shape.NONE,
            above=_STATUTORY,
            text=standing("portal-nothing"),
            truths=(decoy("empty_columns", "注明“本年度无此类事项”"),),
        ),
    )


def _dialogue(desk: Desk, as_of: date) -> tuple[Column, ...]:
    season = f"{as_of + timedelta(days=60):%m-%d}/{as_of + timedelta(days=120):%m-%d}"
    return (
        bare("互动交流", "/hdjl/", Shape.PARENT),
        bare("区长信箱", "/hdjl/qzxx/", Shape.FORM, above="/hdjl/"),
        bare(
            "意见征集",
            "/hdjl/yjzj/",
            Shape.DRAWN,
            above="/hdjl/",
            truths=(unsure("empty_columns", "列表由脚本生成，网页源码中没有条目"),),
        ),
        bare(
            "在线访谈",
            "/hdjl/zxft/",
            Shape.EMPTY,
            above="/hdjl/",
            truths=(sown("empty_columns", "列表里一条也没有，也没有说明；侧栏有本周信息"),),
        ),
        desk.listed(
            "回应关切",
            "/hdjl/hygq/",
            "answer",
            2,
            220,
            30,
            above="/hdjl/",
            duty=Duty(30, season=season, unit="qzf"),
            truths=(decoy("column_updates", "季节性栏目，现不在季"),),
        ),
        bare("网站声明", "/wzsm/", Shape.TEXT, text=standing("portal-statement")),
        bare("联系我们", "/lxwm/", Shape.TEXT, text=standing("portal-contact")),
    )


def _friends(ports: Ports, slow: bool) -> tuple[tuple[str, str], ...]:
    port = ports.both
    return (
        ("区应急管理局", f"http://yjj.example.gov.cn:{port}/"),
        ("云泽区财政局", f"http://{HOST}:{port}/gongkai/site_yunzequczj/"),
        ("专题专栏", f"http://zt.example.gov.cn:{port}/"),
        ("内部办公系统", f"http://oa.example.gov.cn:{port}/"),
        ("统计数据平台", f"http://tj.example.gov.cn:{port}/"),
        ("公交查询", f"http://cx.example.gov.cn:{port}/"),
        ("民意直通车", "http://hudong.example.gov.cn/"),
        ("旧版网站", "http://old.example.gov.cn/"),
        *((("网上信访", f"http://xf.example.gov.cn:{port}/"),) if slow else ()),
    )


def _truths(origin: str, ports: Ports, slow: bool) -> list[Truth]:
    port = ports.both
    quoted = f"{origin}/upload/2026/%E6%94%B6%E8%B4%B9%20%E7%9B%AE%E5%BD%95%EF%BC%88%E6%9C%80%E6%96%B0%EF%BC%89.pdf"
    return [
        decoy("homepage_updates", "首页有昨天的信息，首条置顶为一年前", f"{origin}/"),
        decoy("ipv6_aaaa", "有 AAAA 记录", HOST),
        decoy("ipv6_reachable", "IPv6 可以访问", HOST),
        decoy("domain_name", "以 .gov.cn 结尾", HOST),
        sown("mandatory_columns", "没有“政府采购”类栏目", "article-20/procurement"),
        sown("mandatory_columns", "没有“应急管理”类栏目", "article-20/emergency"),
        sown("links", "两条通知中的文章链接，404", f"{origin}{_GONE}"),
        sown("links", "政策文件的附件，404", f"{origin}{_GONE_FILE}"),
        sown("links", "要闻中的图片，404", f"{origin}{_GONE_PICTURE}"),
        sown("links", "首页友情链接，域名已不存在", "http://old.example.gov.cn/"),
        unsure("links", "答复 403，可能只限内网", f"http://oa.example.gov.cn:{port}/"),
        unsure("links", "答复 503，暂时繁忙", f"http://tj.example.gov.cn:{port}/"),
        unsure("links", "连接被对方断开", f"http://cx.example.gov.cn:{port}/"),
        unsure("links", "域名解析失败（SERVFAIL）", "http://hudong.example.gov.cn/"),
        *([unsure("links", "超时不答", f"http://xf.example.gov.cn:{port}/")] if slow else []),
        unsure("links", "第一次 404，第二次正常", f"{origin}{_FICKLE}"),
        decoy("links", "跳转后正常", f"{origin}{_MOVED}"),
        decoy("links", "路径含汉字和空格", quoted),
        decoy("links", "路径用反斜线书写", f"{origin}{_XXGK}nb/"),
        decoy("links", "只在注释里出现的链接", f"{origin}{_COMMENTED}"),
    ]

"""An invented district's pages in the manner of many sites: a frame of navigation and footer, lists, articles."""

from collections.abc import Mapping

from tests.build import HOME

#: The columns of the invented portal, each with its path, and what its list shows: title and day.
COLUMNS: Mapping[str, str] = {
    "zwgk/gzdt/": "工作动态",
    "zwgk/tzgg/": "通知公告",
    "zwgk/zcwj/": "政策文件",
    "zwgk/jgzn/": "机构职能",
    "hdjl/": "互动交流",
}
NEWS = [
    ("区政府召开第三季度政务公开工作推进会", "2026-11-18"),
    ("云泽区举办政务新媒体运维业务培训班", "2026-11-12"),
    ("我区开展基层政务公开标准化规范化专项检查", "2026-10-30"),
]
Entries = list[tuple[str, str]]


def page(title: str, body: str, head: str = "", nav: Mapping[str, str] | None = None) -> str:
    """A whole page with the frame of the site round `body`."""
    menu = "".join(f'<li><a href="/{path}">{name}</a></li>' for path, name in (COLUMNS if nav is None else nav).items())
    return (
        f"<!DOCTYPE html><html><head><meta charset='utf-8'><title>{title}</title>{head}</head><body>"
        f"<div class='top'><a href='/'>云泽区人民政府</a></div><ul class='nav'><li><a href='/'>首页</a></li>{menu}</ul>"
        f"<div class='main'>{body}</div>"
        "<div class='foot'>主办单位：云泽区人民政府办公室<br>网站标识码：3701990001 鲁ICP备05000001号</div>"
        "</body></html>"
    )


def crumbs(*names: str) -> str:
    """当前位置, each name but the last a link."""
    links = [
        f"<a href='/'>{names[0]}</a>",
        *(f"<a href='/{number}/'>{name}</a>" for number, name in enumerate(names[1:-1])),
    ]
    return f"<div class='wz'>当前位置：{' &gt; '.join([*links, names[-1]])}</div>"


def rows(entries: Entries, folder: str = "/zwgk/gzdt/") -> str:
    """A list as most templates write it; an entry without a day shows none."""
    lines = (
        f"<li><a href='{folder}{number + 4100}.html'>{title}</a>{f'<span>{day}</span>' if day else ''}</li>"
        for number, (title, day) in enumerate(entries)
    )
    return f"<ul class='list'>{''.join(lines)}</ul>"


def column(name: str, body: str, *above: str, head: str = "") -> str:
    """A column's page; `above` are the sections over it, 政务公开 unless said otherwise."""
    return page(f"{name}-云泽区人民政府", crumbs("首页", *(above or ("政务公开",)), name) + body, head)


def article(
    title: str,
    day: str = "",
    text: str = "各镇人民政府、街道办事处，区政府各部门：现将有关事项通知如下，请认真抓好落实。",
) -> str:
    """An article; without a day it shows none."""
    line = f"<div class='info'>发布时间：{day} 来源：区政府办公室</div>" if day else ""
    return page(title, f"{crumbs('首页', '政务公开', '正文')}<h1>{title}</h1>{line}<div id='zoom'><p>{text}</p></div>")


def portal(**changed: str) -> dict[str, str]:
    """A sound portal by address. `changed` replaces the body of a column by its last folder: `tzgg="<p>…</p>"`."""
    pages = {HOME: page("云泽区人民政府", rows(NEWS))}
    bodies = {
        "gzdt": rows(NEWS),
        "tzgg": rows([("关于公开征集2027年度政务公开议题的通知", "2026-11-03")], "/zwgk/tzgg/"),
        "zcwj": rows([("云泽区人民政府关于印发政务公开工作办法的通知", "2026-09-15")], "/zwgk/zcwj/"),
        "jgzn": "<div id='zoom'><p>区政府办公室负责区政府日常事务，组织协调全区政务公开、政府网站和政务新媒体管理工作。"
        "内设综合科、秘书科、政务公开科、督查科等机构，办公地址在云泽区政务服务中心四楼。</p></div>",
        "hdjl": rows([("关于优化营商环境意见征集结果的公告", "2026-10-09")], "/hdjl/"),
    } | changed
    for path, name in COLUMNS.items():
        pages[HOME + path] = column(name, bodies[path.rstrip("/").rpartition("/")[2]])
    for folder, entries in {"/zwgk/gzdt/": NEWS}.items():
        for number, (title, day) in enumerate(entries):
            pages[f"{HOME[:-1]}{folder}{number + 4100}.html"] = article(title, day)
    return pages

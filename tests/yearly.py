"""An invented department's site with a column of papers that it owes once a year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.attachments.types import Seen
from core.types import Finding, Site
from tests.build import HOME, build, findings
from tests.invented import column, crumbs, page
from tests.policies import attached

OFFICE_HOME = "http://czj.yunze.gov.cn/"
OFFICE = Site("czj", "云泽区财政局", "czj", "department", (OFFICE_HOME,), (OFFICE_HOME,))
UNITS = {
    "qzf": ["云泽区人民政府"],
    "czj": ["区财政局"],
    "wsj": ["区卫生健康局"],
    "qyz": ["青杨镇"],
    "shjd": ["石河街道"],
}
KINDS = {"qzf": "government", "czj": "department", "wsj": "department", "qyz": "town", "shjd": "subdistrict"}


@dataclass(frozen=True)
class Shown:
    """A paper in the column: with `text` a page, else a file that the list links to. `files` are those of its page."""

    title: str
    text: str = ""
    day: str = "2026-01-20"
    files: Sequence[tuple[str, str]] = ()


def unit(key: str, kind: str = "", **rest: Any) -> dict[str, Any]:
    return {"key": key, "name": UNITS[key][0], "kind": kind or KINDS[key], "former": [], "duties": [], **rest}


def pages(shown: Sequence[Shown], name: str, home: str = OFFICE_HOME) -> dict[str, str]:
    """The site: a home page with a menu, a list of the papers, and their pages."""
    nav = {"gzdt/": "工作动态", "jgzn/": "机构职能", "zcwj/": "政策文件", "papers/": name}
    addresses = [f"/papers/{at}.{'html' if one.text else 'pdf'}" for at, one in enumerate(shown, 7001)]
    rows = "".join(
        f"<li><a href='{url}'>{one.title}</a><span>{one.day}</span></li>"
        for url, one in zip(addresses, shown, strict=True)
    )
    found = {home: page("首页", "<p>欢迎访问，请选择栏目查看政府信息。</p>", nav=nav)}
    found[home + "papers/"] = column(name, f"<ul class='list'>{rows or '<li>请查看其他栏目</li>'}</ul>")
    for url, one in zip(addresses, shown, strict=True):
        if one.text:
            found[home[:-1] + url] = _page(one, name)
    return found


def _page(one: Shown, name: str) -> str:
    files = "".join(f"<p><a href='{url}'>{title}</a></p>" for title, url in one.files)
    head = f"{crumbs('首页', '政务公开', name)}<h1>{one.title}</h1><div class='info'>发布时间：{one.day}</div>"
    return page(one.title, f"{head}<div id='zoom'>{one.text}</div>{files}")


def judged(
    folder: Path,
    check: str,
    found: Mapping[str, str],
    *,
    owner: str = "czj",
    files: Mapping[str, tuple[str, Seen]] | None = None,
    **rest: Any,
) -> dict[str, Finding]:
    """What a check says of a site of `owner`; `files` are the texts of files by their names."""
    own = owner == "czj"
    rest = {
        "site": OFFICE if own else Site("portal", "云泽区人民政府门户网站", owner, "portal", (HOME,), (HOME,)),
        **rest,
    }
    rest = {"units": UNITS, "answers_for": [unit(owner)], "elsewhere": [], "unit_kind": KINDS[owner], **rest}
    path = build(folder, found, **rest)
    for name, (text, seen) in (files or {}).items():
        attached(path, (OFFICE_HOME if own else HOME) + f"papers/{name}", text, seen)
    return findings(path, check)

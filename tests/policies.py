"""An invented district's policy documents and interpretations, as pages of a portal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core._attachments import Attachment
from core.attachments.types import Seen, Text
from core.elsewhere import Entry, Place, dump
from core.recorder import Recorder
from core.types import Finding, Site
from tests.build import HOME, build, findings
from tests.invented import article, column, crumbs, page

NAME = "云泽区公共停车场管理办法"
TITLE = f"云泽区人民政府关于印发《{NAME}》的通知"
DOCUMENT = HOME + "zwgk/zcwj/5001.html"
READING = HOME + "zwgk/zcjd/6001.html"
DOCUMENTS, READINGS = HOME + "zwgk/zcwj/", HOME + "zwgk/zcjd/"
UNITS = {"qzf": ["云泽区人民政府"], "czj": ["区财政局"], "rsj": ["云泽区人力资源和社会保障局"], "qyz": ["青杨镇"]}
OFFICE_HOME = "http://rsj.yunze.gov.cn/"
OFFICE = Site("rsj", "云泽区人力资源和社会保障局", "rsj", "department", (OFFICE_HOME,), (OFFICE_HOME,))


@dataclass(frozen=True)
class Paper:
    """A page in a column: what it is called, when it was published, what it says."""

    title: str
    day: str = "2026-09-15"
    text: str = "<p>各镇人民政府、街道办事处，区政府各部门：现将有关文件印发给你们，请认真贯彻执行，抓好工作落实。</p>"
    number: str = ""
    rows: Mapping[str, str] | None = None

    def html(self, folder: str) -> str:
        rows = {"索引号": "1137/2026-1", "成文日期": "2026-09-10", "公开方式": "主动公开", **(self.rows or {})}
        if self.number:
            rows["发文字号"] = self.number
        table = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows.items())
        shown = f"<div class='info'>发布时间：{self.day} 来源：区政府办公室</div>" if self.day else ""
        body = f"{crumbs('首页', '政务公开', folder)}<table>{table}</table><h1>{self.title}</h1>{shown}"
        return page(self.title, f"{body}<div id='zoom'>{self.text}</div>")


def site(
    papers: Sequence[Paper], readings: Sequence[Paper] = (), home: str = HOME, *, name: str = "政策文件"
) -> dict[str, str]:
    """A portal with a list of documents and one of interpretations, whole and empty where nothing is given."""
    nav = "<a href='/zwgk/zcwj/'>政策文件</a><a href='/zwgk/zcjd/'>政策解读</a>"
    pages = {
        home: page("云泽区人民政府" if home == HOME else OFFICE.name, nav + "<p>欢迎访问，政务公开办公室主办。</p>")
    }
    for folder, title, listed, number in (("zcwj", name, papers, 5001), ("zcjd", "政策解读", readings, 6001)):
        addresses = [f"/zwgk/{folder}/{number + at}.html" for at in range(len(listed))]
        rows = "".join(
            f"<li><a href='{address}'>{paper.title}</a><span>{paper.day}</span></li>"
            for address, paper in zip(addresses, listed, strict=True)
        )
        pages[f"{home}zwgk/{folder}/"] = column(title, f"<ul class='list'>{rows}</ul>")
        for address, paper in zip(addresses, listed, strict=True):
            pages[home[:-1] + address] = paper.html(title) if folder == "zcwj" else _reading(paper)
    return pages


def _reading(paper: Paper) -> str:
    html = article(paper.title, paper.day, paper.text)
    return html.replace("<a href='/0/'>政务公开</a>", "<a href='/zwgk/zcjd/'>政策解读</a>")


def judged(folder: Path, check: str, pages: Mapping[str, str], **rest: Any) -> dict[str, Finding]:
    """What a check says of documents; the district's units are registered, and no other site is, unless `rest` says so."""
    rest = {"units": UNITS, "elsewhere": [], **rest}
    return findings(build(folder, pages, **rest), check)


def place(key: str, *entries: Entry, **rest: Any) -> list[dict[str, Any]]:
    """Another site, seen whole on the day of the audit."""
    known: dict[str, Any] = {
        "name": f"{key}网站",
        "unit": key,
        "kind": "department",
        "as_of": "2026-11-20",
        "whole": True,
    }
    known["prefixes"] = (f"http://{key}.yunze.gov.cn/",)
    return dump([Place(**{"key": key, **known, **rest, "entries": entries})])


def attached(path: Path, url: str, text: str, outcome: Seen = Seen.OK, detail: str = "") -> None:
    """What a file says to which a page of a built snapshot links."""
    recorder = Recorder(path)
    recorder.attachment(Attachment(url, url.rpartition("/")[2], Text(outcome, text, 1, detail, "pdf")))
    recorder.close()

"""An invented district's consultations, their answers and the documents that came of them, as pages of a portal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.types import Finding
from tests import policies
from tests.build import HOME
from tests.invented import column, crumbs, page

NAME = "云泽区养犬管理办法"
ASKED = f"关于公开征求《{NAME}（征求意见稿）》意见的公告"
MADE = f"云泽区人民政府关于印发《{NAME}》的通知"
ANSWERED = f"《{NAME}（征求意见稿）》公开征求意见采纳情况"
ASKING = HOME + "hdjl/yjzj/7001.html"
PLACE = HOME + "hdjl/yjzj/"
TEXT = (
    "<p>为规范养犬行为，区公安分局起草了《云泽区养犬管理办法（征求意见稿）》，现向社会公开征求意见。</p>"
    "<p>征求意见时间：自2026年6月1日至2026年6月30日。有关单位和个人可将意见寄送区公安分局。</p>"
)


@dataclass(frozen=True)
class Said:
    """A page in the column of consultations."""

    title: str = ASKED
    day: str = "2026-06-01"
    text: str = TEXT

    def html(self) -> str:
        shown = f"<div class='info'>发布时间：{self.day} 来源：区公安分局</div>" if self.day else ""
        body = f"{crumbs('首页', '互动交流', '意见征集')}<h1>{self.title}</h1>{shown}<div id='zoom'>{self.text}</div>"
        return page(self.title, body)


def site(
    said: Sequence[Said],
    papers: Sequence[policies.Paper] = (),
    home: str = HOME,
    extra: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """A portal with a column of consultations and one of documents; `extra` are further pages by their addresses."""
    pages = policies.site(papers, home=home)
    menu = "<a href='/hdjl/yjzj/'>意见征集</a>"
    pages[home] = pages[home].replace("<a href='/zwgk/zcjd/'>", menu + "<a href='/zwgk/zcjd/'>")
    rows = "".join(
        f"<li><a href='/hdjl/yjzj/{7001 + at}.html'>{one.title}</a><span>{one.day}</span></li>"
        for at, one in enumerate(said)
    )
    pages[home + "hdjl/yjzj/"] = column("意见征集", f"<ul class='list'>{rows}</ul>", "互动交流")
    pages |= {f"{home}hdjl/yjzj/{7001 + at}.html": one.html() for at, one in enumerate(said)}
    return pages | dict(extra or {})


def document(day: str = "2026-09-15", title: str = MADE, **rest: Any) -> policies.Paper:
    return policies.Paper(title, day, number=f"云政发〔{day[:4]}〕9号", **rest)


def judged(folder: Path, check: str, pages: Mapping[str, str], **rest: Any) -> dict[str, Finding]:
    return policies.judged(folder, check, pages, **rest)


DECISIONS = HOME + "zwgk/zdxzjc/8001.html"


def table(*rows: Sequence[str], head: Sequence[str] = ("序号", "决策事项名称", "承办单位", "备注")) -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (head, *rows))
    return f"<p>经区委同意，现将目录公布如下，请认真组织实施，并按程序做好公开工作，接受社会监督。</p><table>{lines}</table>"


ITEM = ("1", f"制定《{NAME}》", "区公安分局", "")


def decisions(
    text: str = table(ITEM),
    title: str = "云泽区2026年度重大行政决策事项目录",
    day: str = "2026-03-02",
    home: str = HOME,
) -> dict[str, str]:
    """A catalogue in a column of its own, for `extra` of `site`; the home page has to lead there: `leading`."""
    shown = f"<div class='info'>发布时间：{day} 来源：区政府办公室</div>" if day else ""
    body = f"{crumbs('首页', '政务公开', '重大行政决策')}<h1>{title}</h1>{shown}<div id='zoom'>{text}</div>"
    rows = f"<ul class='list'><li><a href='/zwgk/zdxzjc/8001.html'>{title}</a><span>{day}</span></li></ul>"
    return {
        home + "zwgk/zdxzjc/": column("重大行政决策", rows),
        home + "zwgk/zdxzjc/8001.html": page(title, body),
    }

"""What was found and not read is told: a sentence a reason, however many addresses it is about."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from core.catalogue import load
from core.recorder import Recorder, Waiting
from core.types import Kind, Page
from crawler import cms
from crawler.frontier import _LONGEST_LIST, Frontier
from crawler.lists import Lists, Reason
from crawler.territory import Territory
from crawler.unread import _lists
from tests.crawler.test_drawing import DRAWN
from tests.crawler.test_lists import home_news, same_for_ever, three_pages
from tests.invented import article, page
from tests.site import misbehaviour as bad
from tests.site.lists import HOME, walked
from tests.site.loopback import Loopback
from tests.site.walk import gather, meta
from tests.site.web import Pages


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


def many(ending: str, start: str, number: int) -> str:
    return "".join(f"<p><a href='{start}{one}{ending}'>第{one}件</a></p>" for one in range(number))


def paper(links: str) -> str:
    """An article long enough not to be taken for a list."""
    return article(
        "目录汇编", "2026-10-01", "各镇人民政府、街道办事处，区政府各部门，现将目录印发给你们。" * 30 + links
    )


DEEP: Pages = {
    f"/also/{'zwgk/' * depth}": page("政务公开", "<p>导航</p><a href='zwgk/'>公开</a>") for depth in range(7)
}
PAGES: Pages = {
    **DEEP,
    "/zwgk/tzgg/ggl": three_pages,
    "/also/one": same_for_ever,
    "/also/two": same_for_ever,
    "/also/drifts": home_news,
    "/also/abroad": paper(many(".html", "http://a.example/", 27)),
    "/also/files": paper(many(".pdf", "/files/", 33)),
    "/also/drawn/": DRAWN,
    "/also/variants": paper("".join(f"<a href='?day={day}'>{day}日</a>" for day in range(80))),
}


def test_a_sentence_a_reason(net: Loopback, tmp_path: Path) -> None:
    walked(net, tmp_path, PAGES, "/zwgk/tzgg/ggl")
    told = meta(tmp_path / "1.sqlite", "unread")
    assert meta(tmp_path / "1.sqlite", "incomplete_because") == []
    begins = [
        "3 个地址的路径自身重复",
        " 个地址只是参数不同",
        "2 个列表往后翻页总是相同的内容",
        "1 个列表往后翻页出现了其他栏目",
        "1 个页面的列表由脚本生成，未能显示出来",
        "附件数量超过一次检查的上限，3 个",
        "指向外部网站的链接每个网站只检查一部分，另有 7 个",
    ]
    assert len(told) == len(begins)
    assert all(begin in sentence for begin, sentence in zip(begins, told, strict=True))
    assert f"（如“通知公告” {net.url('/also/one')}）" in told[2]


def test_a_walk_that_read_all_tells_nothing(net: Loopback, tmp_path: Path) -> None:
    net.serve(bad.small_site(3))
    assert meta(gather(net, tmp_path), "unread") == []


def test_every_reason_has_its_sentence() -> None:
    words = load().words["walk"]["unread"]["lists"]
    assert set(words) == {*Reason, "cut-off"}
    given_up = [(f"{HOME}/#/{reason}?{HOME}/{reason}", f"{HOME}/{reason}", "政府文件") for reason in Reason]
    given_up.append((f"{HOME}/list/9.html", f"{HOME}/list/", ""))
    given_up.append((f"{HOME}/repeats/9.html", f"{HOME}/repeats", "政府文件"))
    told = _lists(given_up, words)
    assert len(told) == len(words) and all(sentence.startswith("1 个列表") for sentence in told)


def test_a_list_that_goes_on_too_long_is_not_whole(tmp_path: Path) -> None:
    with closing(Recorder(tmp_path / "1.sqlite")) as recorder:
        frontier = Frontier(recorder)
        first = f"{HOME}/list/"
        for number in range(1, _LONGEST_LIST + 1):
            assert frontier.offer(f"{first}index_{number}.html", "page", 1, first)
        lists = Lists(frontier, Territory((f"{HOME}/",), ()))
        for pages in (_LONGEST_LIST, _LONGEST_LIST + 2):
            paging = f"<script>createPageHTML({pages}, 0, 'index', 'html')</script>"
            shown = Page(first, Kind.COLUMN, "公告")
            lists.further(cms.more(paging, shown), shown, Waiting(first, "page", 1))
            recorder.commit()
            noted = [url for url, _, _ in recorder.given_up()]
            assert noted == ([f"{HOME}/#/long?{first}"] if pages > _LONGEST_LIST else [])

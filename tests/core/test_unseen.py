"""What stands on a page that reading alone cannot judge, and the frame of the site, which tells nothing."""

from pathlib import Path

import pytest

from core.snapshot import Snapshot
from core.unseen import Unseen
from tests.build import HOME, build
from tests.invented import column, portal, rows

NOTICES = HOME + "zwgk/tzgg/"


def stands_on(folder: Path, pages: dict[str, str], url: str = NOTICES, *, kept: bool = True) -> bool:
    with Snapshot(build(folder, pages)) as snapshot:
        if not kept:
            snapshot.body = lambda url: None  # type: ignore[method-assign]
        page = snapshot.page(url)
        assert page is not None
        return Unseen(snapshot).stands_on(page)


@pytest.mark.parametrize(
    "body",
    [
        "<script src='/zwgk/list.js'></script>",
        "<script>new BMap.Map('allmap')</script>",
        "<script>setTimeout(\"location.href='http://ggzy.example.cn/'\", 2000)</script>",
        "<script>window.open('http://ggzy.example.cn/')</script>",
        "<a href='javascript:openDoc(12345)'>关于开展培训的通知</a>",
        "<a href='#' onclick='view(1)'>关于开展培训的通知</a>",
        "<input type='button' value='查看目录' onclick='go(1)'>",
        "<div data-url='/zwgk/tzgg/555.html'>工作简报</div>",
        "<svg width='900'></svg>",
        "<div style='background:url(/img/flow.jpg);height:900px'></div>",
        "<frameset><frame src='/left.html'></frameset>",
        "<meta http-equiv='refresh' content='15;url=http://ggzy.example.cn/'>",
        "<p><a href='/zwgk/jgzn/'>机构职能</a></p>",
    ],
)
def test_what_is_a_pages_own_counts_and_in_the_frame_does_not(tmp_path: Path, body: str) -> None:
    assert stands_on(tmp_path, portal(tzgg=body))
    framed = {url: html.replace("<div class='foot'>", f"{body}<div class='foot'>") for url, html in portal().items()}
    framed[NOTICES] = column("通知公告", "").replace("<div class='foot'>", f"{body}<div class='foot'>")
    assert not stands_on(tmp_path, framed)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<ul></ul>",
        "<script>var columnId = 1479;</script>",
        "<script src='/js/jquery.min.js'></script>",
        "<script>$.get('/module/visitcount/hits.jsp?colid=12', show)</script>",
        "<a href='javascript:void(0)'>通知公告</a><a href='#' onclick='window.print()'>打印本页</a><a href='index_1.html'>下一页</a>",
    ],
)
def test_furniture_and_counters_do_not_count(tmp_path: Path, body: str) -> None:
    assert not stands_on(tmp_path, portal(tzgg=body))


def test_two_columns_that_one_script_draws_do_not_excuse_each_other(tmp_path: Path) -> None:
    script = "<script src='/zwgk/list.js'></script>"
    hot = rows([("关于公开征集议题的通知", "2026-11-03")], "/hot/")
    assert stands_on(tmp_path, portal(tzgg=script, zcwj=script, hdjl=script + hot))


def test_without_another_column_whose_list_was_read_all_is_its_own(tmp_path: Path) -> None:
    pages = {url: html for url, html in portal(tzgg="").items() if url in (HOME, NOTICES)}
    assert stands_on(tmp_path, pages)


def test_what_was_not_kept_cannot_be_judged(tmp_path: Path) -> None:
    assert stands_on(tmp_path, portal(tzgg=""), kept=False)

"""A site that answers under two names is read once."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from core.snapshot import Snapshot
from tests.build import HOST
from tests.invented import article, column, rows
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback
from tests.site.walk import gather
from tests.site.web import Pages

BARE = "yunze.gov.cn"
NUMBER = 120
PATHS = [f"{bad.LIST}{number + 4100}.html" for number in range(NUMBER)]


def site(net: Loopback, name: str = "通告") -> Pages:
    """A list that leads to the articles under the bare name."""
    entries = [(f"云泽区第{number}号{name}发布", "2026-10-01") for number in range(NUMBER)]
    shown = rows(entries, net.url(bad.LIST, BARE))
    articles = {
        path: article(
            f"云泽区第{number}号{name}发布",
            "2026-10-01",
            text=f"第{number}号{name}的全文如下，请各单位遵照执行，并将落实情况于月底前报区政府办公室。",
        )
        for number, path in enumerate(PATHS)
    }
    return {**bad.small_site(3), **articles, bad.LIST: column("通知公告", rows(entries[:30], bad.LIST) + shown)}


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        yield here


def walked(net: Loopback, folder: Path) -> tuple[int, int]:
    """How many articles were asked under the site's own name, and under the other."""
    gather(net, folder, prefixes=(net.url("/"), net.url("/", BARE)))
    own, other = (len(set(net.web.paths(host)) & set(PATHS)) for host in (HOST, BARE))
    return own, other


def test_one_site_under_two_names_is_read_once(net: Loopback, tmp_path: Path) -> None:
    net.serve(site(net))
    net.serve(site(net), BARE)
    own, other = walked(net, tmp_path)
    assert own >= NUMBER - 10 and other < NUMBER // 2
    with Snapshot(tmp_path / "1.sqlite") as snapshot:
        assert all(snapshot.gone(net.url(path, BARE)) is False for path in PATHS)


def test_two_sites_under_two_names_are_read_both(net: Loopback, tmp_path: Path) -> None:
    net.serve(site(net))
    net.serve(site(net, "公告"), BARE)
    _, other = walked(net, tmp_path)
    assert other == NUMBER


def test_what_one_of_the_two_does_not_show_is_asked_where_it_stands(net: Loopback, tmp_path: Path) -> None:
    """The old name still has what was never moved."""
    moved = {path: content for path, content in site(net).items() if path not in PATHS[60:]}
    net.serve(moved)
    net.serve(site(net), BARE)
    walked(net, tmp_path)
    with Snapshot(tmp_path / "1.sqlite") as snapshot:
        assert all(snapshot.gone(net.url(path, BARE)) is False for path in PATHS)
        assert all(snapshot.understood(net.url(path, BARE)) for path in PATHS)


def test_what_leads_home_under_one_name_is_asked_under_the_other(net: Loopback, tmp_path: Path) -> None:
    net.serve({**site(net), **dict.fromkeys(PATHS[60:], bad.redirect("/"))})
    net.serve(site(net), BARE)
    walked(net, tmp_path)
    with Snapshot(tmp_path / "1.sqlite") as snapshot:
        assert all((page := snapshot.page(net.url(path, BARE))) and page.kind == "article" for path in PATHS)


def test_links_to_other_domains_are_asked_after_twins_too(net: Loopback, tmp_path: Path) -> None:
    pages = site(net)
    pages["/"] = str(pages["/"]).replace("</body>", f"<a href='{net.url('/', 'www.qinhe.cn')}'>沁河区</a></body>")
    net.serve(pages)
    net.serve(site(net), BARE)
    net.serve({"/": "沁河区"}, "www.qinhe.cn")
    walked(net, tmp_path)
    assert net.web.paths("www.qinhe.cn").count("/") == 1

"""A stored page read anew, whatever led to it and however it is written."""

from pathlib import Path

from core.recorder import Recorder
from core.snapshot import Snapshot
from core.soup import soup
from core.types import Outcome, Reading
from tests.build import HOME, SITE, build
from tests.invented import portal


def test_a_page_is_decoded_as_the_walk_decoded_it(tmp_path: Path) -> None:
    pages: dict[str, str | bytes] = {**portal(), HOME: "<title>云泽区</title><p>版权所有".encode("gb18030")}
    with Snapshot(build(tmp_path, pages)) as snapshot:
        tree = soup(snapshot, HOME)
    assert tree is not None
    assert list(tree.stripped_strings) == ["云泽区", "版权所有"]


def test_what_was_not_read_has_no_soup(tmp_path: Path) -> None:
    with Snapshot(build(tmp_path, portal())) as snapshot:
        assert soup(snapshot, HOME + "nowhere/") is None


def test_a_home_page_to_which_the_server_sent_on(tmp_path: Path) -> None:
    path = build(tmp_path, {**portal(), HOME + "index/": "<p>门户首页</p>"})
    recorder = Recorder(path)
    sent = recorder.bodies.put("<p>门户首页</p>".encode())
    recorder.reading(Reading(HOME, 1, Outcome.OK, 200, HOME + "index/", "utf-8", 10, sent))
    recorder.reading(Reading(HOME + "index/", 1, Outcome.OK, 200, HOME + "index/"))
    recorder.finish()
    recorder.close()
    with Snapshot(path) as snapshot:
        assert snapshot.homes == (HOME + "index/",) and SITE.urls == (HOME,)
        tree = soup(snapshot, HOME + "index/")
    assert tree is not None and tree.get_text() == "门户首页"


def test_a_later_look_that_did_not_read_it_has_none(tmp_path: Path) -> None:
    pages = {**portal(tzgg=""), HOME: "<title>云泽区人民政府</title>"}
    path = build(tmp_path, pages, look2={HOME: (Outcome.TIMEOUT, 0)})
    with Snapshot(path, look=1) as snapshot:
        assert soup(snapshot, HOME) is not None
    with Snapshot(path, look=2) as snapshot:
        assert soup(snapshot, HOME) is None

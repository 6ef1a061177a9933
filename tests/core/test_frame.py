"""What stands round an article's text: not the text, not lists of links, not scripts."""

from pathlib import Path

from core.frame import around
from core.snapshot import Snapshot
from tests.build import HOME, build
from tests.invented import article, portal

ARTICLE = HOME + "zwgk/gzdt/4100.html"


def lines(folder: Path, html: str) -> tuple[str, ...]:
    with Snapshot(build(folder, {**portal(), ARTICLE: html})) as snapshot:
        page = snapshot.page(ARTICLE)
        assert page is not None
        frame = around(snapshot, page)
        assert frame is not None
        return frame.lines


def test_text_lists_and_scripts_are_left_out(tmp_path: Path) -> None:
    side = "<ul><li><a href='/a/1.html'>培训班举办</a><span>2026-11-12</span></li></ul><script>var day = '2026-11-01'</script>"
    html = article(
        "推进会召开", text="现将有关事项通知如下，请各镇人民政府、街道办事处认真抓好落实，于2026年12月1日前报送情况。"
    )
    found = lines(tmp_path, html.replace("<div class='foot'>", f"{side}<p>2026-11-18 09:30</p><div class='foot'>"))
    assert "2026-11-18 09:30" in found and "推进会召开" in found
    assert not {"培训班举办", "2026-11-12"} & set(found)
    assert not any("认真抓好落实" in line or "2026-11-01" in line for line in found)


def test_a_row_of_the_page_s_own_is_no_list(tmp_path: Path) -> None:
    own = "<table><tr><td>来源：<a href='/bgs/'>区政府办公室</a> 时间：2026-11-18</td></tr></table>"
    found = lines(tmp_path, article("推进会召开").replace("<div id='zoom'>", f"{own}<div id='zoom'>"))
    assert "时间：2026-11-18" in found


def test_what_was_not_kept_cannot_be_read(tmp_path: Path) -> None:
    with Snapshot(build(tmp_path, portal())) as snapshot:
        page = snapshot.page(ARTICLE)
        assert page is not None
        snapshot.body = lambda url: None  # type: ignore[method-assign]
        assert around(snapshot, page) is None

"""What documents' pages say beside their text, over several forms of information tables."""

from pathlib import Path

import pytest

from core.documents import Facts, beside, stored
from core.snapshot import Snapshot
from tests.build import HOME, build
from tests.invented import page

URL = HOME + "zwgk/5001.html"
TITLE = "云泽区养犬管理办法"


def facts(
    folder: Path, before: str, text: str = "<p>第一条 为加强养犬管理，保障公民健康和人身安全，制定本办法。</p>"
) -> Facts:
    html = page(TITLE, f"{before}<h1>{TITLE}</h1><div>发布时间：2026-09-15</div><div id='zoom'>{text}</div>")
    with Snapshot(build(folder, {HOME: page("云泽区人民政府", f"<a href='{URL}'>{TITLE}</a>"), URL: html})) as snapshot:
        shown = snapshot.page(URL)
        assert shown is not None
        found = Facts(snapshot, shown)
        assert isinstance(found.rows, dict)
        return found


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><th>索 引 号</th><td>1137/2026-9</td><th>发文字号</th><td>云政发〔2026〕9号</td></tr>"
        "<tr><th>发文机关</th><td>云泽区人民政府</td><th>有 效 性</th><td>有效</td></tr></table>",
        "<ul><li>发文字号：云政发〔2026〕9号</li><li>发文机关：云泽区人民政府</li><li>有效性：有效</li></ul>",
        "<p>文号: 云政发[2026]9号</p><p>制发机关: <b>云泽区人民政府</b></p><p>效力状况: 有效</p>",
        "<div>【文　　号】云政发〔2026〕9号</div><div>【发文单位】云泽区人民政府</div><div>【有效性】有效</div>".replace(
            "【", ""
        ),
    ],
    ids=["table", "list", "paragraphs", "brackets"],
)
def test_tables(tmp_path: Path, table: str) -> None:
    found = facts(tmp_path, table)
    assert (found.number, found.rows["issuer"], found.rows["validity"]) == ("云政发2026-9", "云泽区人民政府", "有效")


def test_a_row_without_a_value_takes_none_from_the_next(tmp_path: Path) -> None:
    found = facts(tmp_path, "<table><tr><th>发文字号</th><td></td><th>成文日期</th><td>2026-09-10</td></tr></table>")
    assert "number" not in found.rows


def test_a_number_on_a_line_of_its_own(tmp_path: Path) -> None:
    text = "<p>云政发〔2026〕9号</p><p>各镇人民政府：现将办法印发给你们，请认真贯彻执行，抓好各项工作的落实。</p>"
    assert facts(tmp_path, "", text).number == "云政发2026-9"
    cited = (
        "<p>根据《省养犬管理条例》（鲁政发〔2020〕3号）等有关规定，结合我区实际，现就有关事项通知如下，请遵照执行。</p>"
    )
    assert facts(tmp_path, "", cited).number == ""


def test_the_signature(tmp_path: Path) -> None:
    text = "<p>现将办法印发给你们，请认真贯彻执行，抓好各项工作的落实。</p><p>云泽区人民政府</p><p>2026年9月10日</p>"
    assert facts(tmp_path, "", text).signed == "云泽区人民政府"
    assert facts(tmp_path, "").signed == ""


def test_the_number_of_a_registered_normative_document(tmp_path: Path) -> None:
    assert facts(tmp_path, "<p>YZDR-2026-0010003</p>").registered
    assert not facts(tmp_path, "<p>YZ-2026-3</p>").registered


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ("var jied_text='';var jied_url='';", []),
        ("var jied_url='/zcjd/6001.html';", [HOME + "zcjd/6001.html"]),
        ('zcjdUrl = "./6001.html";', [HOME + "zwgk/6001.html"]),
        ("var str_appendix='<a href=\"./P02.doc\">';", []),
    ],
)
def test_variables(tmp_path: Path, script: str, found: list[str]) -> None:
    assert facts(tmp_path, f"<script>{script}</script>").variables == found


def test_what_stands_beside_a_document_in_its_list() -> None:
    html = (
        "<ul class='nav'><li><a href='/a/'>政策解读</a></li></ul>"
        "<ul><li><a href='1.html'>办法一</a><a href='/jd/1.html'>[政策解读]</a></li>"
        "<li><a href='2.html'>办法二</a><a href='/jd/2.html'>[图解]</a></li></ul>"
    )
    assert beside(html, HOME + "zcwj/", HOME + "zcwj/1.html") == [(HOME + "jd/1.html", "[政策解读]")]
    assert beside(html, HOME + "zcwj/", HOME + "zcwj/9.html") == []


def test_a_page_whose_bytes_were_not_kept(tmp_path: Path) -> None:
    with Snapshot(build(tmp_path, {HOME: page("云泽区人民政府", "")})) as snapshot:
        assert stored(snapshot, URL) == ""

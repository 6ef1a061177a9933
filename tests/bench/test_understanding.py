"""The bench of understanding: shares are exact, every miss is listed, nothing is said without a truth."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench import understanding
from bench.saved import read
from tests.invented import NEWS, article, column, rows

TITLE = "云泽区政务公开工作办法"
TEXT = "各镇人民政府、街道办事处，区政府各部门：现将有关事项通知如下，请结合实际认真抓好落实，确保取得实效。"
TRUTH: list[dict[str, Any]] = [
    {"file": "a.html", "kind": "article", "title": TITLE, "published": "2026-03-04", "path": ["首页", "政务公开"]},
    {
        "file": "l.html",
        "url": "http://www.yunze.gov.cn/zwgk/tzgg/",
        "kind": "column",
        "title": "通知公告",
        "published": None,
    },
    {"file": "l.html", "title": "公示公告"},
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.html").write_text(article(TITLE, "2026-03-04 09:30", TEXT), "utf-8")
    (tmp_path / "l.html").write_text(column("通知公告", rows(NEWS)), "utf-8")
    return tmp_path


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert understanding.main(arguments) == 0
    return capsys.readouterr().out


def test_shares_and_misses(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folder / "truth.jsonl", TRUTH)
    found = told(capsys, str(folder))
    assert "l.html: title is '公示公告', said '通知公告'" in found
    assert "kind        100.00% of 2" in found
    assert "title        66.67% of 3" in found
    assert "published   100.00% of 2" in found
    assert "path        100.00% of 1" in found
    summary = json.loads(told(capsys, str(folder), "--json"))
    assert summary["shares"] == {"kind": 1.0, "title": pytest.approx(2 / 3), "published": 1.0, "path": 1.0}
    assert [miss["thing"] for miss in summary["misses"]] == ["title"]


def test_the_form_of_an_audit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """pages.jsonl names pages by their address."""
    place = folder / "www.yunze.gov.cn" / "zwgk" / "tzgg"
    place.mkdir(parents=True)
    (folder / "l.html").rename(place / "index.html")
    row = {"site": "portal", "url": "http://www.yunze.gov.cn/zwgk/tzgg/", "kind": "column", "title": "通知公告"}
    write(
        folder / "pages.jsonl", [{**row, "published": None, "column": ["首页", "政务公开", "通知公告"], "status": 200}]
    )
    found = told(capsys, str(folder), "--truth", str(folder / "pages.jsonl"))
    assert [line.split() for line in found.splitlines()] == [
        [thing, "100.00%", "of", "1"] for thing in ("kind", "title", "published", "path")
    ]


def test_a_page_that_is_not_there_is_told(folder: Path) -> None:
    write(folder / "truth.jsonl", [{"file": "b.html", "kind": "article"}])
    with pytest.raises(FileNotFoundError, match=r"truth\.jsonl:1: .*b\.html"):
        understanding.main([str(folder)])


def test_without_a_truth_it_says_what_it_would_say(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, str(folder))
    assert f"a.html: article “{TITLE}”" in found
    assert "published 2026-03-04T09:30 (label), path 首页 > 政务公开" in found
    assert "3 rows, 3 with a day" in found
    lines = [json.loads(line) for line in told(capsys, str(folder), "--json").splitlines()]
    assert [(line["file"], line["kind"], line["rows"]) for line in lines] == [
        ("a.html", "article", 0),
        ("l.html", "column", 3),
    ]


def test_responses_and_answers() -> None:
    head = "HTTP/2 521 Web Server Is Down\r\nX-Via-Jsl: 887b0cd,-\r\nSet-Cookie: __jsluid_s=a3; path=/\r\n\r\n"
    wall = read(
        f"{head}<script>document.cookie='__jsl_clearance_s=1';location.href=location.pathname</script>".encode(),
        "w.http",
        "",
    )
    assert wall.blocked
    record = (
        "<record><![CDATA[<li><a href='/art/2026/5/2/art_1_2.html'>关于开展检查的通知</a> 2026-05-02</li>]]></record>"
    )
    answer = read(f"<datastore><recordset>{record}</recordset></datastore>".encode(), "d.xml", "")
    assert (answer.rows, answer.dated, answer.blocked) == (1, 1, "")
    assert read(b"\xef\xbb\xbf" + article(TITLE, "2026-03-04").encode(), "a.html", "").title == TITLE


def test_the_practice_district(capsys: pytest.CaptureFixture[str]) -> None:
    summary = json.loads(told(capsys, "--demo", "--seeds", "1", "--json"))
    assert summary["shares"]["kind"] >= 0.98
    assert summary["shares"]["published"] >= 0.99
    assert summary["shares"]["path"] >= 0.95


@pytest.mark.parametrize("arguments", [[], ["--demo", "somewhere"]])
def test_either_a_folder_or_the_district(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        understanding.main(arguments)


def write(path: Path, lines: list[dict[str, Any]]) -> None:
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")

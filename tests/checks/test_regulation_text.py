"""Regulations on the site against the texts that the bureau supplied."""

from pathlib import Path
from typing import Any

import pytest

from core.attachments.types import Seen
from core.types import Finding, Outcome, Verdict
from tests.build import HOME, build, findings, judged
from tests.core.test_regulations import OFFICIAL, changed
from tests.invented import article, column, page
from tests.policies import attached

TITLE = "云泽区犬只管理条例"
URL = HOME + "zwgk/gz/8001.html"
TEXTS = {TITLE: OFFICIAL}


def site(text: str, title: str = TITLE, more: str = "") -> dict[str, str]:
    body = "".join(f"<p>{line}</p>" for line in text.split("\n")) + more
    return {
        HOME: page("云泽区人民政府", "<a href='/zwgk/gz/'>规章</a>"),
        HOME + "zwgk/gz/": column("规章", f"<ul><li><a href='{URL}'>{title}</a><span>2026-05-06</span></li></ul>"),
        URL: article(title, "2026-05-06", body),
    }


def judge(folder: Path, pages: dict[str, str], **rest: Any) -> dict[str, Finding]:
    return findings(build(folder, pages, **{"official_texts": TEXTS, **rest}), "regulation_text")


def test_a_text_that_differs_is_quoted(tmp_path: Path) -> None:
    finding = judge(tmp_path, site(changed(("三十日", "六十日"))))[URL]
    assert (finding.verdict, finding.level, finding.clause) == ("fail", "requirement", "laiwu-2021/regulations")
    assert "三十日" in finding.evidence.text
    assert "六十日" in finding.evidence.text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (OFFICIAL, TITLE),
        (OFFICIAL, f"{TITLE}（2024年修正）"),
        (changed(("目录\n第一章　总则\n第二章　登记\n", ""), ("，", ","), ("　", "")), f"《{TITLE}》全文"),
    ],
)
def test_the_same_text(tmp_path: Path, text: str, title: str) -> None:
    assert judge(tmp_path, site(text, title))[URL].verdict is Verdict.PASS


@pytest.mark.parametrize(
    ("text", "title", "more"),
    [
        (OFFICIAL[: OFFICIAL.index("第四条")], TITLE, ""),
        (changed(("第三条　养犬人应当自取得犬只之日起三十日内，向公安机关申请登记。\n", "")), f"{TITLE}（节选）", ""),
        (changed(("2024年3月8日", "2021年3月8日"), ("三十日", "六十日")), TITLE, ""),
        (
            "《云泽区犬只管理条例》已经公布，现予转载，请认真学习，全文请下载附件，并做好宣传工作。",
            TITLE,
            "<p><a href='/upload/8.docx'>附件</a></p>",
        ),
        (
            "请看图片，点击放大可以查看全部条文，如有疑问请与我们联系，联系电话见网站首页底部。",
            TITLE,
            "<p><img src='/upload/8.jpg'></p>",
        ),
        (
            "第一条　为了另一目的，制定本条例。第二条　内容完全不同。第三条　与正式版本没有关系，一句也不一样。",
            TITLE,
            "",
        ),
    ],
)
def test_what_cannot_be_compared(tmp_path: Path, text: str, title: str, more: str) -> None:
    assert judge(tmp_path, site(text, title, more))[URL].verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    "title", [f"《{TITLE}》解读", f"关于贯彻《{TITLE}》的通知", "云泽区养猫管理条例", f"{TITLE}实施办法"]
)
def test_other_pages(tmp_path: Path, title: str) -> None:
    assert judge(tmp_path, site(changed(("三十日", "六十日")), title)) == {}


def test_without_texts_nothing_is_judged(tmp_path: Path) -> None:
    assert judge(tmp_path, site(changed(("三十日", "六十日"))), official_texts={}) == {}


@pytest.mark.parametrize(
    ("text", "outcome", "expected"),
    [
        (OFFICIAL, Seen.OK, Verdict.PASS),
        (changed(("三十日", "六十日")), Seen.OK, Verdict.FAIL),
        ("", Seen.SCANNED, Verdict.UNSURE),
    ],
)
def test_the_text_in_an_attachment(tmp_path: Path, text: str, outcome: Seen, expected: Verdict) -> None:
    said = "《云泽区犬只管理条例》已经公布，现予转载，请认真学习，全文请下载附件，并做好宣传工作。"
    path = build(tmp_path, site(said, more="<p><a href='/upload/8.docx'>附件</a></p>"), official_texts=TEXTS)
    attached(path, HOME + "upload/8.docx", text, outcome)
    assert findings(path, "regulation_text")[URL].verdict is expected


def test_both_looks(tmp_path: Path) -> None:
    pages = site(changed(("三十日", "六十日")))
    for again, expected in ((pages[URL], "fail"), (site(OFFICIAL)[URL], "unsure"), ((Outcome.TIMEOUT, 0), "unsure")):
        path = build(tmp_path, pages, official_texts=TEXTS, look2={URL: again})
        assert {one.subject: one.verdict for one in judged(path, "regulation_text").findings} == {URL: expected}


def test_a_page_from_before_the_last_change_shows_another_version(tmp_path: Path) -> None:
    text = changed(
        ("三十日", "六十日"), ("　根据2024年3月8日《关于修改部分条例的决定》修正", ""), ("2019年5月6日公布", "")
    )
    pages = site(text)
    assert judge(tmp_path, pages)[URL].verdict is Verdict.FAIL
    old = {URL: pages[URL].replace("2026-05-06", "2021-05-06")}
    assert judge(tmp_path, pages | old)[URL].verdict is Verdict.UNSURE

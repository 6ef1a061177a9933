"""Which links are called broken, and the many that only look so."""

from pathlib import Path

import pytest

from core.snapshot import Snapshot
from core.types import Outcome, Verdict
from tests.build import HOME, build, findings, judged
from tests.invented import NEWS, page, portal, rows

GONE = HOME + "zwgk/old/1001.html"


def with_link(html: str) -> dict[str, str]:
    return {**portal(), HOME: page("云泽区人民政府", rows(NEWS) + html)}


def verdict(folder: Path, html: str, url: str, answer: tuple[Outcome, int]) -> Verdict | None:
    found = findings(build(folder, with_link(html), readings={url: answer}), "links")
    return found[url].verdict if url in found else None


@pytest.mark.parametrize("status", [404, 410, 400, 402, 409, 500])
def test_what_is_not_there_fails(tmp_path: Path, status: int) -> None:
    assert verdict(tmp_path, f"<a href='{GONE}'>旧闻</a>", GONE, (Outcome.HTTP_ERROR, status)) is Verdict.FAIL


@pytest.mark.parametrize(
    "status", [401, 403, 405, 406, 407, 408, 412, 418, 428, 429, 444, 451, 494, 499, 502, 503, 504, 521]
)
def test_a_refusal_or_a_pause_is_unsure(tmp_path: Path, status: int) -> None:
    assert verdict(tmp_path, f"<a href='{GONE}'>旧闻</a>", GONE, (Outcome.HTTP_ERROR, status)) is Verdict.UNSURE


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome.TIMEOUT,
        Outcome.REFUSED,
        Outcome.RESET,
        Outcome.RESOLVER_FAILED,
        Outcome.TLS_ERROR,
        Outcome.BLOCKED,
        Outcome.LOOP,
        Outcome.NO_ROUTE,
    ],
)
def test_what_could_not_be_read_is_unsure(tmp_path: Path, outcome: Outcome) -> None:
    assert verdict(tmp_path, f"<a href='{GONE}'>旧闻</a>", GONE, (outcome, 0)) is Verdict.UNSURE


@pytest.mark.parametrize(
    "outcome", [Outcome.OK, Outcome.NOT_HTML, Outcome.TOO_LARGE, Outcome.ROBOTS, Outcome.FORBIDDEN]
)
def test_what_answers_or_was_not_asked_is_not_listed(tmp_path: Path, outcome: Outcome) -> None:
    assert verdict(tmp_path, f"<a href='{GONE}'>旧闻</a>", GONE, (outcome, 200)) is None


def test_a_host_of_the_same_domain_that_does_not_exist_fails(tmp_path: Path) -> None:
    url = "http://syjj.yunze.gov.cn/col/col3242/index.html"
    assert verdict(tmp_path, f"<a href='{url}'>原食药监局</a>", url, (Outcome.NO_SUCH_HOST, 0)) is Verdict.FAIL


def test_other_domains_are_not_this_check_s(tmp_path: Path) -> None:
    url = "http://www.shilihe.gov.cn/gone.html"
    assert verdict(tmp_path, f"<a href='{url}'>十里河区</a>", url, (Outcome.HTTP_ERROR, 404)) is None


def test_pictures_and_attachments_count_and_say_what_they_are(tmp_path: Path) -> None:
    picture, file = HOME + "images/banner.jpg", HOME + "attach/0/附件1.docx"
    path = build(
        tmp_path,
        with_link("<img src='/images/banner.jpg' alt='政务公开日'><a href='/attach/0/附件1.docx'>附件1.docx</a>"),
        readings={
            picture: (Outcome.HTTP_ERROR, 404),
            HOME + "attach/0/%E9%99%84%E4%BB%B61.docx": (Outcome.HTTP_ERROR, 404),
        },
    )
    found = findings(path, "links")
    assert file not in found
    assert {finding.title for finding in found.values()} == {"图片打不开：政务公开日", "链接打不开：附件1.docx"}


def test_the_subject_is_the_target_and_the_evidence_names_place_and_words(tmp_path: Path) -> None:
    pages = with_link(f"<a href='{GONE}'>旧闻一则</a>")
    found = findings(build(tmp_path, pages, readings={GONE: (Outcome.HTTP_ERROR, 404)}), "links")
    finding = found[GONE]
    assert (finding.evidence.place, finding.clause, finding.unit) == (HOME, "inspection-2019/links", "qzf")
    assert "旧闻一则" in finding.evidence.text and "404" in finding.evidence.text
    assert finding.evidence.at


@pytest.mark.parametrize(
    "html",
    [
        "<noscript><iframe src='*.html'></iframe><a href='/nojs.html'>请启用脚本</a></noscript>",
        "<!-- <a href='/commented.html'>已撤下的链接</a> -->",
        "<template><a href='/card.html'>模板</a></template>",
        "<a href='/zwgk/{{item.url}}'>{{item.title}}</a>",
        "<a href='${row.link}'>标题</a><a href='<%=url%>'>标题</a><a href='undefined'>标题</a>",
        "<a href='javascript:void(0)'>展开</a><a href='#top'>回到顶部</a><a href=''>空</a>",
        "<a href='tel:0634-7600000'>电话</a><a href='mailto:xx@yunze.gov.cn'>邮箱</a>",
        "<img src='data:image/gif;base64,R0lGOD'><img src=''>",
        "<script>var url='/a'; url+='/b'; document.write('<a href=\"'+url+'\">上一篇</a>');</script>",
        "<script>for(var i=1;i<9;i++) document.write('<a href=\"'+\"index\"+\"_\"+i+'.html\">'+i+'</a>');</script>",
    ],
)
def test_what_no_reader_can_follow_is_no_link(tmp_path: Path, html: str) -> None:
    with_all_else_gone = build(tmp_path, with_link(html))
    before = build(tmp_path, with_link(""))
    assert judged(with_all_else_gone, "links").passed == judged(before, "links").passed
    assert judged(with_all_else_gone, "links").findings == ()


def test_a_link_that_only_a_script_writes_is_left_to_a_person(tmp_path: Path) -> None:
    html = f"<script>if(window.top==window.self) document.write('<a href=\"{GONE}\">上一篇</a>');</script>"
    assert verdict(tmp_path, html, GONE, (Outcome.HTTP_ERROR, 404)) is Verdict.UNSURE


def test_what_answers_anything_with_one_page_proves_nothing(tmp_path: Path) -> None:
    soft = page("出错了", "<p>您访问的页面不存在或已被删除，五秒后返回首页，如有疑问请与网站管理员联系。</p>")
    pages = {**with_link(f"<a href='{GONE}'>旧闻</a>"), GONE: soft}
    plain = build(tmp_path, pages)
    with Snapshot(plain) as snapshot:
        page_there = snapshot.page(GONE)
    assert page_there is not None
    assert GONE not in findings(plain, "links")
    told = build(tmp_path, pages, soft_404=[page_there.content_hash])
    assert findings(told, "links")[GONE].verdict is Verdict.UNSURE


def test_passes_are_counted_once_an_address(tmp_path: Path) -> None:
    verdicts = judged(build(tmp_path, portal()), "links")
    assert verdicts.findings == ()
    assert verdicts.passed == {"links": 13}

"""Which tags are missing from a site's templates, and when nothing can be said of them."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.types import Finding, Outcome, Verdict
from tests.build import HOME, SITE, build, findings, judged
from tests.invented import article, column, page, rows

SITE_TAGS = {"SiteName": "云泽区人民政府", "SiteDomain": "www.yunze.gov.cn", "SiteIDCode": "3701990001"}
COLUMN_TAGS = {
    **SITE_TAGS,
    "ColumnName": "工作动态",
    "ColumnType": "工作动态",
    "ColumnDescription": "区政府工作动态",
    "ColumnKeywords": "动态",
}
ARTICLE_TAGS = {
    **SITE_TAGS,
    "ColumnName": "工作动态",
    "ColumnType": "工作动态",
    "ArticleTitle": "推进会召开",
    "PubDate": "2026-11-18 09:30",
    "ContentSource": "区政府办公室",
}
COLUMNS = [f"{HOME}zwgk/lm{number}/" for number in range(3)]
Tags = Mapping[str, str]


def metas(tags: Tags) -> str:
    return "".join(f'<meta name="{name}" content="{value}">' for name, value in tags.items())


def site(home: Tags = SITE_TAGS, columns: Tags = COLUMN_TAGS, articles: Tags = ARTICLE_TAGS) -> dict[str, str]:
    """A home page, three columns with two articles each, all of a kind with the same tags."""
    links = "".join(f"<a href='{url}'>栏目{number}</a>" for number, url in enumerate(COLUMNS))
    pages = {HOME: page("云泽区人民政府", links, metas(home))}
    for number, url in enumerate(COLUMNS):
        entries = [("推进会召开", "2026-11-18"), ("培训班举办", "2026-11-12")]
        pages[url] = column(f"栏目{number}", rows(entries, url), head=metas(columns))
        for entry in range(2):
            pages[f"{url}{entry + 4100}.html"] = with_head(article("推进会召开", "2026-11-18"), metas(articles))
    return pages


def with_head(html: str, head: str) -> str:
    return html.replace("</title>", f"</title>{head}")


def without(tags: Tags, *names: str) -> dict[str, str]:
    return {name: value for name, value in tags.items() if name not in names}


def judge(folder: Path, pages: Mapping[str, str], subject: str, **rest: Any) -> Finding:
    return findings(build(folder, pages, **rest), "page_tags")[subject]


def verdict(folder: Path, pages: Mapping[str, str], subject: str, **rest: Any) -> Verdict:
    return judge(folder, pages, subject, **rest).verdict


def test_a_sound_site_passes_in_every_tag(tmp_path: Path) -> None:
    found = findings(build(tmp_path, site()), "page_tags")
    assert {finding.verdict for finding in found.values()} == {Verdict.PASS}
    assert sorted(found) == sorted(
        [f"home/{tag}" for tag in SITE_TAGS]
        + [f"column/{tag}" for tag in COLUMN_TAGS]
        + [f"article/{tag}" for tag in ARTICLE_TAGS]
    )


@pytest.mark.parametrize(
    ("changed", "subject"),
    [
        ({"home": without(SITE_TAGS, "SiteIDCode")}, "home/SiteIDCode"),
        ({"home": {**SITE_TAGS, "SiteName": ""}}, "home/SiteName"),
        ({"home": {**SITE_TAGS, "SiteIDCode": "370199"}}, "home/SiteIDCode"),
        ({"columns": {**COLUMN_TAGS, "SiteIDCode": "　 "}}, "column/SiteIDCode"),
        ({"columns": without(COLUMN_TAGS, "ColumnKeywords")}, "column/ColumnKeywords"),
        ({"articles": {**ARTICLE_TAGS, "ContentSource": ""}}, "article/ContentSource"),
        ({"articles": {**ARTICLE_TAGS, "ContentSource": "null"}}, "article/ContentSource"),
        ({"articles": {**ARTICLE_TAGS, "PubDate": "2026-13-45"}}, "article/PubDate"),
        ({"articles": {**ARTICLE_TAGS, "PubDate": "今天"}}, "article/PubDate"),
    ],
)
def test_what_is_missing_empty_or_malformed_fails_once_for_its_kind(
    tmp_path: Path, changed: dict[str, Tags], subject: str
) -> None:
    found = findings(build(tmp_path, site(**changed)), "page_tags")
    assert [finding.subject for finding in found.values() if finding.verdict is Verdict.FAIL] == [subject]
    finding = found[subject]
    assert (finding.level, finding.unit, finding.accuses) == ("deduction", "qzf", True)
    assert finding.url in finding.evidence.text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SiteIDCode", "bm99000001"),
        ("SiteIDCode", "BM99000001"),
        ("SiteIDCode", "３７０１９９０００１"),
        ("PubDate", "2026年11月18日"),
        ("PubDate", "2026/11/18 09:30"),
        ("PubDate", "2026-11-18 09:30:56"),
        ("PubDate", "20261118093056"),
        ("SiteDomain", "fgw.yunze.gov.cn,www.yunze.gov.cn"),
        ("ColumnType", "区政务服务中心"),
    ],
)
def test_other_ways_to_write_a_value_are_sound(tmp_path: Path, name: str, value: str) -> None:
    pages = site(articles={**ARTICLE_TAGS, name: value})
    assert verdict(tmp_path, pages, f"article/{name}") is Verdict.PASS


def test_names_and_attributes_stand_in_any_case_and_order(tmp_path: Path) -> None:
    head = "".join(f"<META content='{value}' NAME='{name.lower()}'>" for name, value in SITE_TAGS.items())
    pages = {**site(), HOME: with_head(site()[HOME].replace(metas(SITE_TAGS), ""), head)}
    assert verdict(tmp_path, pages, "home/SiteIDCode") is Verdict.PASS


def test_of_a_tag_written_twice_the_one_with_a_value_counts(tmp_path: Path) -> None:
    pages = site()
    pages[HOME] = with_head(pages[HOME], '<meta name="SITEIDCODE" content="">')
    assert verdict(tmp_path, pages, "home/SiteIDCode") is Verdict.PASS


def test_an_address_in_the_place_of_a_domain_is_advice(tmp_path: Path) -> None:
    finding = judge(
        tmp_path, site(home={**SITE_TAGS, "SiteDomain": "http://www.yunze.gov.cn/zwgk/"}), "home/SiteDomain"
    )
    assert (finding.verdict, finding.level) == (Verdict.FAIL, "advice")


@pytest.mark.parametrize(("wrong", "expected"), [(3, Verdict.PASS), (4, Verdict.FAIL)])
def test_half_of_the_pages_may_lack_it(tmp_path: Path, wrong: int, expected: Verdict) -> None:
    pages = site()
    articles = [url for url in pages if url.endswith(".html")]
    for url in articles[:wrong]:
        pages[url] = pages[url].replace('content="区政府办公室"', 'content=""')
    finding = judge(tmp_path, pages, "article/ContentSource")
    assert finding.verdict is expected


def test_two_pages_accuse_nobody(tmp_path: Path) -> None:
    pages = {url: html for url, html in site(articles=SITE_TAGS).items() if not url.startswith(tuple(COLUMNS[1:]))}
    found = findings(build(tmp_path, pages), "page_tags")
    assert found["article/ArticleTitle"].verdict is Verdict.UNSURE
    assert found["article/SiteName"].verdict is Verdict.PASS


def test_documents_count_as_articles(tmp_path: Path) -> None:
    labels = ("索引号", "发文字号", "成文日期")
    table = f"<table>{''.join(f'<tr><td>{label}</td><td>2026-1</td></tr>' for label in labels)}</table>"
    pages = {url: html.replace("<h1>", f"{table}<h1>") for url, html in site(articles=SITE_TAGS).items()}
    assert judge(tmp_path, pages, "article/ContentSource").evidence.text.startswith("读到 6 个内容页，其中 6 个")


def test_pages_that_scripts_draw_do_not_count(tmp_path: Path) -> None:
    pages = site(columns={})
    drawn = {
        url: html.replace("<div class='main'>", "<div class='main'><div id='app'></div>") if url in COLUMNS else html
        for url, html in pages.items()
    }
    assert verdict(tmp_path, pages, "column/SiteName") is Verdict.FAIL
    assert verdict(tmp_path, drawn, "column/SiteName") is Verdict.UNSURE


def test_a_drawn_home_page_with_its_tags_passes_and_without_them_is_unsure(tmp_path: Path) -> None:
    pages = site(home=without(SITE_TAGS, "SiteIDCode"))
    pages[HOME] = pages[HOME].replace("</body>", "<script>$.get('/api/news', draw)</script></body>")
    found = findings(build(tmp_path, pages), "page_tags")
    assert found["home/SiteName"].verdict is Verdict.PASS
    assert found["home/SiteIDCode"].verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    "head",
    [
        """<script>document.write('<meta name="SiteIDCode" content="3701990001">')</script>""",
        '<meta property="SiteIDCode" content="3701990001">',
    ],
)
def test_a_tag_that_was_not_read_as_one_is_unsure(tmp_path: Path, head: str) -> None:
    pages = site(home=without(SITE_TAGS, "SiteIDCode"))
    pages[HOME] = with_head(pages[HOME], head)
    assert verdict(tmp_path, pages, "home/SiteIDCode") is Verdict.UNSURE


def test_a_tag_in_a_comment_is_missing(tmp_path: Path) -> None:
    pages = site(home=without(SITE_TAGS, "SiteIDCode"))
    pages[HOME] = with_head(pages[HOME], '<!-- <meta name="SiteIDCode" content="3701990001"> -->')
    assert verdict(tmp_path, pages, "home/SiteIDCode") is Verdict.FAIL


def test_a_script_called_after_tags_may_write_them(tmp_path: Path) -> None:
    pages = site(home={})
    pages[HOME] = with_head(pages[HOME], "<script src='/js/meta.js'></script>")
    assert verdict(tmp_path, pages, "home/SiteName") is Verdict.UNSURE


@pytest.mark.parametrize(
    "html",
    [
        f"<html><head><title>云泽区</title></head><frameset rows='*'><frame src='{COLUMNS[0]}'></frameset></html>",
        f"<html><head><title>云泽区</title></head><body><a href='{COLUMNS[0]}'>进入网站</a></body></html>",
    ],
    ids=["frames", "splash"],
)
def test_a_home_page_that_only_leads_on_is_unsure(tmp_path: Path, html: str) -> None:
    assert verdict(tmp_path, {**site(), HOME: html}, "home/SiteName") is Verdict.UNSURE


@pytest.mark.parametrize("value", ["1793500000000", "18/11/2026", "Nov 18, 2026 10:00:00 AM"])
def test_a_date_in_an_odd_form_is_advice(tmp_path: Path, value: str) -> None:
    finding = judge(tmp_path, site(articles={**ARTICLE_TAGS, "PubDate": value}), "article/PubDate")
    assert (finding.verdict, finding.level) == (Verdict.FAIL, "advice")


@pytest.mark.parametrize("folder", ["inc/", "attach/", "old/2008/"])
def test_what_no_list_shows_does_not_count(tmp_path: Path, folder: str) -> None:
    pieces = {f"{HOME}{folder}{number + 7000}.html": "<html><body>天气</body></html>" for number in range(9)}
    found = judge(tmp_path, site() | pieces, "article/PubDate")
    assert (found.verdict, "读到 6 个内容页" in found.evidence.text) == (Verdict.PASS, True)


def test_letters_are_no_articles(tmp_path: Path) -> None:
    pages = site()
    letters = [(f"关于第{number}条道路积水的反映", "2026-11-12") for number in range(9)]
    pages[HOME + "hdjl/xj/"] = column("来信选登", rows(letters, "/hdjl/xj/"), head=metas(COLUMN_TAGS))
    for number, (title, day) in enumerate(letters):
        pages[f"{HOME}hdjl/xj/{number + 4100}.html"] = article(title, day)
    assert verdict(tmp_path, pages, "article/PubDate") is Verdict.PASS


def test_columns_whose_addresses_are_numbers_are_told_by_their_tags(tmp_path: Path) -> None:
    pages = site()
    for number in range(8):
        entries = [(f"第{number}{entry}次事项公告", "2026-11-12") for entry in range(3)]
        list_ = rows(entries, f"/zwgk/d{number}/")
        pages[f"{HOME}col/1234{number}.html"] = column(f"公告{number}", list_, head=metas(COLUMN_TAGS))
    links = "".join(f"<li><a href='/col/1234{number}.html'>第{number}类公告栏目</a></li>" for number in range(8))
    pages[HOME] = pages[HOME].replace("</body>", f"<ul>{links}</ul></body>")
    assert verdict(tmp_path, pages, "article/ArticleTitle") is Verdict.PASS


def test_block_pages_and_redirects_do_not_count(tmp_path: Path) -> None:
    pages = site()
    for number in range(9):
        pages[f"{HOME}tz/{number + 7000}.html"] = "<meta http-equiv='refresh' content='0;url=http://www.yunze.gov.cn/'>"
    assert judge(tmp_path, pages, "article/PubDate").evidence.text.startswith("读到 6 个内容页")


def test_pages_that_were_not_read_could_make_the_difference(tmp_path: Path) -> None:
    pages = site()
    articles = [url for url in pages if url.endswith(".html")]
    for url in articles[:4]:
        pages[url] = pages[url].replace('content="区政府办公室"', 'content=""')
    unread = dict.fromkeys(articles[4:], (Outcome.TIMEOUT, 0))
    left = {url: html for url, html in pages.items() if url not in unread}
    assert verdict(tmp_path, left, "article/ContentSource", readings=unread) is Verdict.FAIL
    unread |= {f"{HOME}zwgk/lm0/{number}.html": (Outcome.TIMEOUT, 0) for number in (8001, 8002)}
    left[COLUMNS[0]] = left[COLUMNS[0]].replace("</ul>", "<a href='8001.html'>一</a><a href='8002.html'>二</a></ul>", 1)
    assert verdict(tmp_path, left, "article/ContentSource", readings=unread) is Verdict.UNSURE


def test_other_hosts_and_attachments_that_were_not_read_do_not_matter(tmp_path: Path) -> None:
    pages = site(articles=without(ARTICLE_TAGS, "ContentSource"))
    places = [f"http://www.example.org/{number}.html" for number in range(20)] + [f"{HOME}f/{n}.pdf" for n in range(20)]
    links = "".join(f"<a href='{url}'>附件</a>" for url in places)
    pages[HOME] = pages[HOME].replace("</body>", f"{links}</body>")
    unread = dict.fromkeys(places, (Outcome.TIMEOUT, 0))
    assert verdict(tmp_path, pages, "article/ContentSource", readings=unread) is Verdict.FAIL


def test_an_unfinished_walk_proves_nothing_but_what_the_home_page_has(tmp_path: Path) -> None:
    pages = site(home=without(SITE_TAGS, "SiteName"), columns=without(COLUMN_TAGS, "ColumnType"))
    found = findings(build(tmp_path, pages, incomplete_because=["达到页数上限"]), "page_tags")
    assert found["home/SiteIDCode"].verdict is Verdict.PASS
    assert {found[subject].verdict for subject in ("home/SiteName", "column/ColumnType", "article/PubDate")} == {
        Verdict.UNSURE
    }


def test_a_home_page_that_was_not_read_is_unsure(tmp_path: Path) -> None:
    path = build(tmp_path, {}, readings={HOME: (Outcome.TIMEOUT, 0)}, incomplete_because=["首页未能读取"])
    found = findings(path, "page_tags")
    assert {finding.verdict for finding in found.values()} == {Verdict.UNSURE}
    assert sorted(found) == ["home/SiteDomain", "home/SiteIDCode", "home/SiteName"]


def test_a_part_of_another_site_s_host_is_not_judged(tmp_path: Path) -> None:
    assert findings(build(tmp_path, site(home={}), own_hosts=[]), "page_tags") == {}


def test_the_platform_s_operator_answers(tmp_path: Path) -> None:
    finding = judge(tmp_path, site(home={}), "home/SiteName", site=replace(SITE, operator="dsjj"))
    assert (finding.verdict, finding.unit) == (Verdict.FAIL, "dsjj")


def test_the_second_look_reads_the_example_again(tmp_path: Path) -> None:
    pages = site(articles=without(ARTICLE_TAGS, "ContentSource"))
    example = min(url for url in pages if url.endswith(".html"))
    confirmed = judged(build(tmp_path, pages, look2={}), "page_tags")
    failed = [finding for finding in confirmed.findings if finding.verdict is Verdict.FAIL]
    assert [(finding.subject, finding.url) for finding in failed] == [("article/ContentSource", example)]
    mended = {example: with_head(article("推进会召开", "2026-11-18"), metas(ARTICLE_TAGS))}
    for second in (mended, {example: (Outcome.TIMEOUT, 0)}):
        doubted = judged(build(tmp_path, pages, look2=second), "page_tags")
        assert {finding.verdict for finding in doubted.findings} == {Verdict.PASS, Verdict.UNSURE}


def test_pages_that_cannot_be_read_lack_nothing(tmp_path: Path) -> None:
    """Their head came in another charset: whatever it says is lost."""
    lost = "云泽区人民政府门户网站主办".encode("gb18030").decode("utf-8", "replace")
    garbled = {url: text.replace("<body>", f"<body>{lost}") for url, text in site(columns={}).items()}
    assert verdict(tmp_path, site(columns={}), "column/SiteName") is Verdict.FAIL
    assert verdict(tmp_path, garbled, "column/SiteName") is Verdict.UNSURE

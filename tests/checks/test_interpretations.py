"""Which policy documents lack an interpretation, and the many papers that need none."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from core.elsewhere import Entry
from core.types import Finding, Outcome, RegisteredColumn, Verdict
from tests import policies
from tests.build import HOME, SITE, Answer, build, findings
from tests.build import judged as both_looks
from tests.invented import article
from tests.policies import DOCUMENT, DOCUMENTS, NAME, OFFICE, OFFICE_HOME, READING, READINGS, TITLE, Paper, place, site

KEY = "公共停车场管理办法"
OTHER = Paper("《云泽区小微企业纾困帮扶若干措施》政策解读")


def judge(folder: Path, pages: dict[str, str], **rest: Any) -> dict[str, Finding]:
    return policies.judged(folder, "interpretations", pages, **rest)


def verdict(folder: Path, papers: Sequence[Paper], readings: Sequence[Paper] = (OTHER,), **rest: Any) -> Verdict | None:
    finding = judge(folder, site(papers, readings), **rest).get(DOCUMENT)
    return finding.verdict if finding else None


def test_a_document_without_one_fails(tmp_path: Path) -> None:
    finding = judge(tmp_path, site([Paper(TITLE, number="云政发〔2026〕9号")], [OTHER]))[DOCUMENT]
    assert (finding.verdict, finding.level, finding.unit) == (Verdict.FAIL, "requirement", "qzf")
    assert finding.clause == "laiwu-2021/interpretation"
    assert finding.evidence.places == (DOCUMENT, READINGS)
    assert "2026-09-15" in finding.evidence.text


@pytest.mark.parametrize(
    "title",
    [
        f"云泽区人民政府办公室关于印发{NAME}的通知",
        f"云泽区人民政府关于印发《{NAME}（试行）》的通知",
        "云泽区人民政府关于促进民营企业发展的若干意见",
        "云泽区财政局关于印发《云泽区小微企业贷款贴息实施细则》的通知",
        "青杨镇人民政府关于印发《青杨镇困难群众临时救助实施办法》的通知",
        "云泽区人民政府关于印发《济南市云泽区公共停车场管理办法》的通知",
        "云泽区人民政府关于印发《城市居民生活垃圾分类奖励办法》的通知",
        "云泽区人民政府关于印发《云泽区企业职工培训补贴办法》的通知",
    ],
)
def test_whoever_of_the_district_made_it(tmp_path: Path, title: str) -> None:
    assert verdict(tmp_path, [Paper(title)]) is Verdict.FAIL


@pytest.mark.parametrize(
    "title",
    [
        "云泽区人民政府办公室转发区财政局关于加强小微企业贷款贴息管理办法的通知",
        "云泽区人民政府关于周明远等同志任免职务的通知",
        "云泽区人民政府关于召开企业家座谈会议的通知",
        "云泽区人民政府关于表彰2025年度纳税贡献企业的决定",
        "云泽区人民政府关于同意青杨镇农村供水工程实施方案的批复",
        "云泽区人民政府办公室关于调整区养老服务工作领导小组组成人员的通知",
        "云泽区人民政府办公室关于印发区政府领导成员工作分工的通知",
        "云泽区人民政府办公室关于印发《云泽区企业服务考核办法》的通知",
        "云泽区财政局关于印发2026年政务公开工作要点的通知",
        "关于注销云泽区福源食品店食品经营许可的公告",
        "关于拟认定2026年度龙头企业名单的公示",
        "关于公开征求《云泽区养犬管理办法（征求意见稿）》意见的公告",
        "云泽区人民政府关于废止《云泽区公共停车场管理办法》的决定",
        "山东省人民政府办公厅关于印发《山东省公共停车场管理办法》的通知",
        "历下区人民政府关于印发《历下区公共停车场管理办法》的通知",
        "济南市财政局关于印发《济南市小微企业贷款贴息办法》的通知",
        "云泽区召开公共停车场建设推进会",
        "2026年春节放假安排",
    ],
)
def test_other_papers_are_not_judged(tmp_path: Path, title: str) -> None:
    assert verdict(tmp_path, [Paper(title)]) is None


def test_news_about_a_document_is_no_document(tmp_path: Path) -> None:
    pages = site([Paper(TITLE)], [OTHER], name="工作动态")
    pages = {url: html.replace("<table>", "<table hidden>").replace("索引号", "") for url, html in pages.items()}
    pages = {url: html.replace("成文日期", "").replace("公开方式", "") for url, html in pages.items()}
    pages[HOME] = pages[HOME].replace("政策文件", "工作动态")
    assert judge(tmp_path, pages) == {}


@pytest.mark.parametrize(
    ("title", "why"),
    [
        ("云泽区人民政府关于印发《云泽区政务数据共享管理办法》的通知", "是否面向企业和市民"),
        ("云泽区人民政府关于印发《云泽区城乡融合发展实施方案》的通知", "是否面向企业和市民"),
        ("云泽区人民政府关于印发《云泽区防汛应急预案管理办法》的通知", "是否面向企业和市民"),
        ("云泽区水务局关于印发《云泽区农村供水管理办法》的通知", "制定机关"),
        (NAME, "制定机关"),
        ("云泽区财政局等三部门关于印发《云泽区小微企业贴息办法》的通知", "联合"),
        ("云泽区财政局关于印发《山东省小微企业贷款贴息办法》的通知", "是否面向企业和市民"),
        ("云泽区财政局关于印发《济南市小微企业贷款贴息办法》的通知", "是否面向企业和市民"),
        ("云泽区人民政府关于继续执行《云泽区公共停车场管理办法》的意见", "是否面向企业和市民"),
        ("云泽区人民政府办公室关于落实省政府促进民营经济发展政策的措施", "是否面向企业和市民"),
        ("云泽区人民政府关于印发《云泽区青杨镇中心小学迁建项目房屋征收补偿方案》的通知", "是否面向企业和市民"),
        ("云泽区人民政府办公室关于印发《食品安全监督抽检方案》的通知", "是否面向企业和市民"),
        ("云泽区人民政府办公室关于印发《农产品质量安全例行监测方案》的通知", "是否面向企业和市民"),
        ("云泽区人民政府办公室关于印发《中小学校长职级制评审办法》的通知", "是否面向企业和市民"),
        ("云泽区人民政府办公室关于印发《重污染天气餐饮企业应急响应方案》的通知", "是否面向企业和市民"),
        ("云泽区人民政府关于给予张某某等职工处分的意见", "是否面向企业和市民"),
    ],
)
def test_where_it_is_not_plain_a_person_has_to_say(tmp_path: Path, title: str, why: str) -> None:
    finding = judge(tmp_path, site([Paper(title)], [OTHER]))[DOCUMENT]
    assert finding.verdict is Verdict.UNSURE
    assert why in finding.evidence.text


@pytest.mark.parametrize("day", ["2025-11-19", "2020-12-01", "2026-12-24"])
def test_old_papers_and_days_to_come_are_not_judged(tmp_path: Path, day: str) -> None:
    assert verdict(tmp_path, [Paper(TITLE, day)]) is None


@pytest.mark.parametrize(("day", "expected"), [("2026-11-16", Verdict.FAIL), ("2026-11-17", Verdict.UNSURE)])
def test_three_working_days_are_left(tmp_path: Path, day: str, expected: Verdict) -> None:
    assert verdict(tmp_path, [Paper(TITLE, day)]) is expected


def test_a_document_that_is_no_longer_in_force_needs_none(tmp_path: Path) -> None:
    assert verdict(tmp_path, [Paper(TITLE, rows={"有效性": "失效"})]) is None


@pytest.mark.parametrize(
    "title",
    [
        f"《{NAME}》政策解读",
        f"《{NAME}（试行）》解读",
        f"关于《云泽区人民政府关于印发〈{NAME}〉的通知》的解读",
        f"一图读懂｜{NAME}",
        f"图解：《{NAME}》",
        f"【图解】 {NAME}",
        f"视频解读：{NAME}",
        f"区城管局负责人就《{NAME}》答记者问",
        f"《{NAME}》新闻发布会",
        f"{NAME} 政策解读",
        "公共停车场管理办法文字解读",
        "《云泽区公共停车场管理…",
    ],
)
def test_by_name(tmp_path: Path, title: str) -> None:
    assert verdict(tmp_path, [Paper(TITLE)], [Paper(title)]) is Verdict.PASS


@pytest.mark.parametrize(
    "title",
    [
        "《云泽区公共停车场管理办法实施细则》解读",
        "解读公共停车场管理新办法",
        "一图读懂云泽区停车场管理办法",
        "《公共停车场管理暂行规定》政策解读",
        "停车新规解读来了",
        "云小政说政策 | 第5期",
        "一图读懂：新停车办法",
    ],
)
def test_what_is_much_alike_is_for_a_person(tmp_path: Path, title: str) -> None:
    assert verdict(tmp_path, [Paper(TITLE)], [Paper(title)]) is Verdict.UNSURE


@pytest.mark.parametrize(
    "reading",
    [
        Paper("云小政说政策 | 第5期", "2026-05-08"),
        Paper("一图读懂小微企业纾困帮扶措施"),
        Paper("云小政说政策 | 第5期", text=f"<p>{'参保人员按月领取失业保险金，标准随物价变动。' * 12}</p>"),
    ],
    ids=["of other days", "of another matter by its title", "by its text"],
)
def test_what_names_no_document_and_is_about_something_else(tmp_path: Path, reading: Paper) -> None:
    assert verdict(tmp_path, [Paper(TITLE)], [reading]) is Verdict.FAIL


def elsewhere_on_the_site(
    title: str, text: str = "现就有关内容作如下介绍，方便市民了解，全文共六章。", day: str = "2026-09-15"
) -> dict[str, str]:
    """A page in a column that is not for interpretations."""
    url = HOME + "hdjl/hygq/7001.html"
    pages = site([Paper(TITLE)], [OTHER])
    pages[url] = article(title, day, text).replace("<a href='/0/'>政务公开</a>", "<a href='/hdjl/hygq/'>回应关切</a>")
    pages[HOME] = pages[HOME].replace("欢迎访问", f"<a href='{url}'>{title}</a>欢迎访问")
    return pages


@pytest.mark.parametrize(
    ("title", "text"),
    [
        (f"《{NAME}》起草说明", ""),
        (f"《{NAME}》出台", ""),
        (f"关于《{NAME}》的说明", ""),
        (f"《{NAME}》有哪些亮点？", ""),
        (f"H5：{NAME}", ""),
        (f"区城市管理局局长就《{NAME}》接受采访", ""),
        (f"《{NAME}》音频版", ""),
        ("区政府召开停车管理新闻通气会", f"区政府新闻办介绍《{NAME}》主要内容，回答了记者的提问，并现场演示办理。"),
        ("公共停车场迎来新变化", f"区政府日前印发《{NAME}》，停车收费、车位共享等都有了新的规矩，市民可以放心。"),
        (
            "停车更方便了",
            "<a href='/zwgk/zcwj/5001.html'>相关文件</a>停车收费、车位共享等都有了新的规矩，市民可以放心停车。",
        ),
    ],
)
def test_pages_that_speak_of_a_document_are_for_a_person(tmp_path: Path, title: str, text: str) -> None:
    pages = elsewhere_on_the_site(title, text) if text else elsewhere_on_the_site(title)
    finding = judge(tmp_path, pages)[DOCUMENT]
    assert finding.verdict is Verdict.UNSURE
    assert title in finding.evidence.text


@pytest.mark.parametrize(
    "title", [f"《{NAME}》释义", f"《{NAME}》百问百答", f"带您了解《{NAME}》", f"《{NAME}》新闻发布实录"]
)
def test_clear_words_outside_the_columns_of_interpretations(tmp_path: Path, title: str) -> None:
    assert judge(tmp_path, elsewhere_on_the_site(title))[DOCUMENT].verdict is Verdict.PASS


@pytest.mark.parametrize(
    "title",
    [
        f"关于公开征求《{NAME}（征求意见稿）》意见的公告",
        f"《{NAME}》征求意见情况反馈",
        f"云泽区城市管理局关于贯彻《{NAME}》的通知",
        "云泽区召开公共停车场建设推进会",
    ],
)
def test_papers_that_only_cite_a_document(tmp_path: Path, title: str) -> None:
    assert judge(tmp_path, elsewhere_on_the_site(title, day="2026-08-01"))[DOCUMENT].verdict is Verdict.FAIL


def test_a_link_by_name_to_what_nobody_read(tmp_path: Path) -> None:
    pages = site([Paper(TITLE)], [OTHER])
    link = f"<a href='https://mp.weixin.qq.com/s/abcdefg123456'>《{NAME}》来了</a>"
    pages[HOME] = pages[HOME].replace("欢迎访问", f"{link}欢迎访问")
    assert judge(tmp_path, pages)[DOCUMENT].verdict is Verdict.UNSURE


def test_a_page_of_another_site_that_names_it(tmp_path: Path) -> None:
    other = Entry("http://czj.yunze.gov.cn/1.html", f"《{NAME}》起草说明", False, "2026-09-16", "meta", mentions=(KEY,))
    assert verdict(tmp_path, [Paper(TITLE)], elsewhere=place("czj", other)) is Verdict.UNSURE


@pytest.mark.parametrize(
    "text",
    [
        "<p>六、政策解读</p><p>本办法主要有以下内容：一是规划建设，二是收费管理。</p>",
        f"<p>《{NAME}》解读</p><p>一、背景依据。二、主要内容。</p>",
        "<p>解读：本办法自2026年起施行，主要内容是规范停车收费，请市民按照公布的标准缴费，不得拒缴、逃缴，违者按规定处理。</p>",
        "<p>起草说明</p><p>一是背景，二是过程，三是主要内容。</p>",
        "<p><img src='/a/tj.jpg' alt='一图读懂'></p>",
        "<p><img src='/a/jd.png' onclick=\"window.open('/zwgk/zcjd/9001.html')\"></p>",
        "<p>政策解读：<a href='/zwgk/x/9001.html'>点击查看</a></p>",
        "<p><a href='javascript:jd(123)'>【政策解读】</a></p>",
        "<p>解读视频</p><video src='/a.mp4'></video>",
        "<p>扫码看解读</p><img src='/q.png'>",
        "</div><div class='tabs'><span onclick='b()'>政策解读</span><div style='display:none'>办法共六章，规定了收费。</div>",
    ],
)
def test_words_of_an_interpretation_on_the_document_s_own_page(tmp_path: Path, text: str) -> None:
    assert verdict(tmp_path, [Paper(TITLE, text=Paper(TITLE).text + text)]) is Verdict.UNSURE


@pytest.mark.parametrize(
    "text",
    [
        "<p>（三）加强政策解读。各部门要广泛宣传，营造良好氛围。</p>",
        "<p>各单位要通过新闻发布会、宣传册、社区讲座、广播电视、网络平台、公益广告以及一图读懂等多种方式宣传办法。</p>",
        "<p>《云泽区小微企业纾困帮扶若干措施》解读</p>",
        "<p>政策解读：<a href='/zwgk/zcjd/'>更多</a></p>",
    ],
    ids=["a duty", "a sentence", "of another", "a column"],
)
def test_words_that_are_no_interpretation(tmp_path: Path, text: str) -> None:
    assert verdict(tmp_path, [Paper(TITLE, text=Paper(TITLE).text + text)]) is Verdict.FAIL


def test_an_empty_place_for_interpretations_in_every_document_s_page(tmp_path: Path) -> None:
    names = ["公共停车场管理办法", "小微企业贷款贴息办法", "困难群众救助办法", "农村供水管理办法"]
    papers = [Paper(f"云泽区人民政府关于印发《云泽区{name}》的通知") for name in names]
    pages = site(papers, [OTHER])
    block = "<h3>相关解读</h3><div class='foot'>"
    pages = {
        url: html.replace("<div class='foot'>", block) if "/zcwj/5" in url else html for url, html in pages.items()
    }
    assert {finding.verdict for finding in judge(tmp_path, pages).values()} == {Verdict.FAIL}


@pytest.mark.parametrize(
    ("before", "title"),
    [("下一篇：", "一图读懂小微企业纾困帮扶措施"), ("<h3>相关阅读</h3>", "图解：小微企业纾困帮扶措施")],
)
def test_a_link_to_the_interpretation_of_another_is_for_a_person(tmp_path: Path, before: str, title: str) -> None:
    pages = site([Paper(TITLE)], [Paper(title)])
    link = f"{before}<a href='{READING}'>{title}</a><div class='foot'>"
    pages[DOCUMENT] = pages[DOCUMENT].replace("<div class='foot'>", link)
    assert judge(tmp_path, pages)[DOCUMENT].verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("reading", "expected"),
    [
        (Paper(f"《{NAME}》政策解读", "2025-11-25"), Verdict.UNSURE),
        (Paper(f"《{NAME}》政策解读", text="<p></p>"), Verdict.UNSURE),
        (Paper("云政发〔2026〕9号文件解读", "2026-11-02", text="<p></p>"), Verdict.UNSURE),
        (Paper(f"《{NAME}》政策解读", text="<p><img src='/jd/1.jpg'></p>"), Verdict.PASS),
        (Paper(f"《{NAME}》政策解读", text="<p><a href='/jd/1.pdf'>下载</a></p>"), Verdict.PASS),
        (Paper(f"《{NAME}》政策解读", text="<video src='/jd/1.mp4'></video>"), Verdict.PASS),
    ],
    ids=["of a former version", "empty", "empty by number", "a picture", "a file", "a film"],
)
def test_what_an_interpretation_has_to_show(tmp_path: Path, reading: Paper, expected: Verdict) -> None:
    assert verdict(tmp_path, [Paper(TITLE, number="云政发〔2026〕9号")], [reading, OTHER]) is expected


def test_a_link_that_is_called_an_interpretation_and_leads_nowhere(tmp_path: Path) -> None:
    pages = site([Paper(TITLE)], [OTHER])
    pages[DOCUMENT] = pages[DOCUMENT].replace("</h1>", "</h1><a href='/zwgk/zcjd/9999.html'>政策解读</a>")
    gone = {HOME + "zwgk/zcjd/9999.html": (Outcome.HTTP_ERROR, 404)}
    assert judge(tmp_path, pages, readings=gone)[DOCUMENT].verdict is Verdict.UNSURE


def test_the_interpretation_of_another_document_is_none(tmp_path: Path) -> None:
    papers = [Paper(TITLE), Paper("云泽区人民政府关于印发《云泽区公共停车场管理办法实施细则》的通知", "2026-10-10")]
    found = judge(tmp_path, site(papers, [Paper("《云泽区公共停车场管理办法实施细则》解读", "2026-10-10")]))
    assert [finding.verdict for finding in found.values()] == [Verdict.FAIL, Verdict.PASS]


@pytest.mark.parametrize(
    ("title", "text", "expected"),
    [
        (
            "政策解读（第12期）",
            "<p>近日，区政府印发《云泽区公共停车场管理办法》（以下简称《办法》），现解读如下。</p>",
            Verdict.PASS,
        ),
        (
            "云政发〔2026〕9号文件解读",
            "<p>该文件自印发之日起施行，现就有关问题说明如下，请遵照执行。</p>",
            Verdict.PASS,
        ),
        (
            "停车新政来了！一图读懂",
            "<p>为方便群众，区政府出台文件（云政发〔2026〕9号），主要内容如下，敬请关注。</p>",
            Verdict.PASS,
        ),
        (
            "停车政策热点问答",
            "<p>问：停车收费依据什么？答：依据《云泽区公共停车场管理办法》有关条款执行，按标准收取。</p>",
            Verdict.UNSURE,
        ),
    ],
)
def test_by_number_and_by_text(tmp_path: Path, title: str, text: str, expected: Verdict) -> None:
    assert verdict(tmp_path, [Paper(TITLE, number="云政发〔2026〕9号")], [Paper(title, text=text)]) is expected


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/zwgk/zcjd/6001.html'>政策解读</a>",
        "<a href='/zwgk/zcjd/6001.html'>解读来了：停车新规</a>",
        "<a href='/upload/jiedu.pdf'>附件：政策解读.pdf</a>",
        "<a href='https://mp.weixin.qq.com/s/abcdefg123456'>图解链接</a>",
        "<script>var jied_text='解读';var jied_url='/zwgk/jd/t20260916_12.html';</script>",
    ],
    ids=["word", "title", "file", "elsewhere", "script"],
)
def test_by_a_link_of_the_document(tmp_path: Path, link: str) -> None:
    paper = Paper(TITLE, text=f"<p>现将有关文件印发给你们，请认真贯彻执行，并抓好各项工作的落实，不得推诿。</p>{link}")
    assert verdict(tmp_path, [paper], [Paper("解读来了：停车新规")]) is Verdict.PASS


def test_an_empty_variable_is_no_link(tmp_path: Path) -> None:
    text = "<p>现将有关文件印发给你们，请认真贯彻执行，并抓好各项工作的落实。</p><script>var jied_url='';</script>"
    assert verdict(tmp_path, [Paper(TITLE, text=text)]) is Verdict.FAIL


def test_by_a_link_of_the_interpretation(tmp_path: Path) -> None:
    text = (
        "<p>新规出台，停车更方便，群众得实惠，下面来看主要内容和办理方式。</p><a href='/zwgk/zcwj/5001.html'>原文</a>"
    )
    assert verdict(tmp_path, [Paper(TITLE)], [Paper("解读来了：停车新规", text=text)]) is Verdict.PASS


def test_beside_the_document_in_its_list(tmp_path: Path) -> None:
    pages = site([Paper(TITLE)], [OTHER])
    entry = f"<li><a href='/zwgk/zcwj/5001.html'>{TITLE}</a>"
    pages[DOCUMENTS] = pages[DOCUMENTS].replace(entry, f"{entry} <a href='/jd/tp88123.html'>[图文解读]</a>")
    assert judge(tmp_path, pages)[DOCUMENT].verdict is Verdict.PASS


def test_a_sidebar_of_interpretations_beside_every_document_proves_nothing(tmp_path: Path) -> None:
    names = ["公共停车场管理办法", "小微企业贷款贴息办法", "困难群众救助办法", "农村供水管理办法"]
    side = "<p>现将文件印发给你们，请认真贯彻执行，抓好各项工作的落实。</p><a href='/zwgk/zcjd/6001.html'>解读</a>"
    papers = [Paper(f"云泽区人民政府关于印发《云泽区{name}》的通知", text=side) for name in names]
    found = judge(tmp_path, site(papers, [OTHER]))
    assert {finding.verdict for finding in found.values()} == {Verdict.FAIL}
    found = judge(tmp_path, site(papers, [Paper("便民政策一图看懂")]))
    assert {finding.verdict for finding in found.values()} == {Verdict.UNSURE}


def test_an_entry_whose_page_was_not_read_counts(tmp_path: Path) -> None:
    pages = site([Paper(TITLE)], [Paper(f"《{NAME}》政策解读")])
    del pages[READING]
    assert judge(tmp_path, pages)[DOCUMENT].verdict is Verdict.PASS


def test_an_interpretation_within_the_document_s_own_page_is_for_a_person(tmp_path: Path) -> None:
    text = "<p>现将有关文件印发给你们，请认真贯彻执行，抓好工作落实。</p><h3>政策解读</h3><p>一、制定背景。</p>"
    assert verdict(tmp_path, [Paper(TITLE, text=text)]) is Verdict.UNSURE


def test_copies_are_one_document(tmp_path: Path) -> None:
    papers = [Paper(TITLE, "2026-10-09"), Paper(f"云泽区人民政府关于印发{NAME}的通知", "2026-09-15")]
    found = judge(tmp_path, site(papers, [OTHER]))
    assert list(found) == [HOME + "zwgk/zcwj/5002.html"]
    assert found[HOME + "zwgk/zcwj/5002.html"].evidence.places == (HOME + "zwgk/zcwj/5002.html", DOCUMENT, READINGS)


@pytest.mark.parametrize(
    "rest",
    [
        {"incomplete_because": ["达到时间上限"]},
        {"elsewhere": place("czj") + place("qzf", as_of="", whole=False)},
        {"elsewhere": place("qzf", as_of="2026-09-16")},
        {"elsewhere": place("qzf", whole=False)},
        {"site": replace(SITE, registered=False)},
    ],
    ids=["not whole", "never read", "read too early", "not seen whole", "unregistered"],
)
def test_absence_needs_completeness(tmp_path: Path, rest: dict[str, Any]) -> None:
    assert verdict(tmp_path, [Paper(TITLE)], **rest) is Verdict.UNSURE


def test_nobody_looked_elsewhere(tmp_path: Path) -> None:
    path = build(tmp_path, site([Paper(TITLE)], [OTHER]), units=policies.UNITS)
    assert findings(path, "interpretations")[DOCUMENT].verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    "rest",
    [
        {"elsewhere": place("qzf")},
        {"elsewhere": place("czj", as_of="", whole=False)},
        {"elsewhere": place("qzf", kind="topic", as_of="", whole=False)},
    ],
    ids=["seen", "of others", "a topic"],
)
def test_other_places_that_leave_no_doubt(tmp_path: Path, rest: dict[str, Any]) -> None:
    assert verdict(tmp_path, [Paper(TITLE)], **rest) is Verdict.FAIL


@pytest.mark.parametrize(
    "body",
    ["<div id='app'></div><script>new Vue({el:'#app'})</script>", "<a href='index_1.html'>2</a>"],
    ids=["drawn", "a page unread"],
)
def test_a_column_of_interpretations_that_was_not_seen_whole(tmp_path: Path, body: str) -> None:
    pages = site([Paper(TITLE)], [OTHER])
    pages[READINGS] = pages[READINGS].replace("<ul class='list'>", body + "<ul class='list'>")
    readings = {READINGS + "index_1.html": (Outcome.TIMEOUT, 0)}
    assert judge(tmp_path, pages, readings=readings)[DOCUMENT].verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("answer", "expected"),
    [((Outcome.TIMEOUT, 0), Verdict.UNSURE), ((Outcome.HTTP_ERROR, 404), Verdict.FAIL)],
    ids=["unread", "gone"],
)
def test_a_column_of_interpretations_that_was_not_read(
    tmp_path: Path, answer: tuple[Outcome, int], expected: Verdict
) -> None:
    pages = site([Paper(TITLE)])
    del pages[READINGS]
    assert judge(tmp_path, pages, readings={READINGS: answer})[DOCUMENT].verdict is expected


def test_no_column_of_interpretations_and_a_page_that_scripts_draw(tmp_path: Path) -> None:
    pages = {url: html.replace("<a href='/zwgk/zcjd/'>政策解读</a>", "") for url, html in site([Paper(TITLE)]).items()}
    del pages[READINGS]
    assert judge(tmp_path, pages)[DOCUMENT].verdict is Verdict.FAIL
    pages[HOME] = pages[HOME].replace("<p>", "<div id='app'></div><p>")
    assert judge(tmp_path, pages)[DOCUMENT].verdict is Verdict.UNSURE


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("http://czj.yunze.gov.cn/zcjd/", Verdict.FAIL),
        ("http://old.yunze.gov.cn/zcjd/", Verdict.UNSURE),
        ("http://www.sheng.gov.cn/zcjd/", Verdict.FAIL),
        (HOME + "upload/zcjd.pdf", Verdict.FAIL),
    ],
    ids=["of another registered site", "of a site that nobody registered", "of a higher level", "a file"],
)
def test_links_to_columns_of_interpretations_elsewhere(tmp_path: Path, link: str, expected: Verdict) -> None:
    pages = site([Paper(TITLE)], [OTHER])
    pages[HOME] = pages[HOME].replace("<p>", f"<a href='{link}'>政策解读</a><p>")
    assert judge(tmp_path, pages, elsewhere=place("czj"))[DOCUMENT].verdict is expected


def test_a_link_that_names_the_document_though_nobody_read_where_it_leads(tmp_path: Path) -> None:
    link = f"<a href='http://czj.yunze.gov.cn/zcjd/6001.html'>【文字解读】《{NAME}》</a>"
    text = f"<p>现将有关文件印发给你们，请认真贯彻执行，抓好各项工作的落实。</p>{link}"
    assert verdict(tmp_path, [Paper(TITLE, text=text)]) is Verdict.PASS


def test_a_document_s_page_that_scripts_draw_may_hold_a_link(tmp_path: Path) -> None:
    text = "<p>现将有关文件印发给你们，请认真贯彻执行，抓好各项工作的落实。</p><script>$.get('/api/related', show)</script>"
    assert verdict(tmp_path, [Paper(TITLE, text=text)]) is Verdict.UNSURE


def test_elsewhere(tmp_path: Path) -> None:
    other = Entry("http://czj.yunze.gov.cn/jd/1.html", f"《{NAME}》解读", True, "2026-09-16", "meta", (KEY,))
    finding = judge(tmp_path, site([Paper(TITLE)], [OTHER]), elsewhere=place("czj", other))[DOCUMENT]
    assert finding.verdict is Verdict.PASS
    assert "czj网站" in finding.evidence.text


def test_a_link_from_another_site(tmp_path: Path) -> None:
    other = Entry("http://czj.yunze.gov.cn/jd/1.html", "停车新规图解", True, "2026-09-16", "meta", links=(DOCUMENT,))
    assert verdict(tmp_path, [Paper(TITLE)], elsewhere=place("czj", other)) is Verdict.PASS


@pytest.mark.parametrize(
    ("paper", "expected"),
    [
        (Paper("云泽区人力资源和社会保障局关于印发《云泽区就业见习补贴办法》的通知"), Verdict.FAIL),
        (Paper("云泽区人力资源和社会保障局、云泽区财政局关于印发《云泽区就业见习补贴办法》的通知"), Verdict.FAIL),
        (
            Paper("关于印发《云泽区就业见习补贴办法》的通知", rows={"发文机关": "云泽区人力资源和社会保障局"}),
            Verdict.FAIL,
        ),
        (
            Paper("关于印发《云泽区就业见习补贴办法》的通知", rows={"发布机构": "云泽区人力资源和社会保障局"}),
            Verdict.FAIL,
        ),
        (
            Paper("关于印发《山东省就业见习补贴办法》的通知", rows={"发布机构": "云泽区人力资源和社会保障局"}),
            Verdict.UNSURE,
        ),
        (Paper("关于印发《云泽区就业见习补贴办法》的通知", rows={"发文机关": "山东省人力资源和社会保障厅"}), None),
        (Paper("云泽区人民政府关于印发《云泽区就业见习补贴办法》的通知"), None),
        (Paper("云泽区财政局关于印发《云泽区小微企业贴息办法》的通知"), None),
        (
            Paper(
                "关于印发《云泽区就业见习补贴办法》的通知",
                text="<p>现将办法印发给你们，请认真遵照执行，抓好落实。</p><p>云泽区人力资源和社会保障局</p><p>2026年9月10日</p>",
            ),
            Verdict.FAIL,
        ),
    ],
    ids=["title", "joint", "issuer", "publisher", "higher level", "issuer above", "district", "others", "signed"],
)
def test_a_department_answers_for_its_own(tmp_path: Path, paper: Paper, expected: Verdict | None) -> None:
    pages = site([paper], [OTHER], OFFICE_HOME)
    found = judge(tmp_path, pages, site=OFFICE, unit_kind="department").get(OFFICE_HOME + "zwgk/zcwj/5001.html")
    assert (found.verdict if found else None) is expected


def test_a_joint_document_may_be_interpreted_by_the_others(tmp_path: Path) -> None:
    paper = Paper("云泽区人力资源和社会保障局云泽区财政局关于印发《云泽区就业见习补贴办法》的通知")
    where = {"site": OFFICE, "unit_kind": "department", "elsewhere": place("czj", as_of="", whole=False)}
    found = judge(tmp_path, site([paper], [OTHER], OFFICE_HOME), **where)
    assert found[OFFICE_HOME + "zwgk/zcwj/5001.html"].verdict is Verdict.UNSURE


def test_the_drafting_department_answers_where_it_is_known(tmp_path: Path) -> None:
    paper = Paper(TITLE, rows={"起草单位": "区财政局"})
    assert judge(tmp_path, site([paper], [OTHER]))[DOCUMENT].unit == "czj"
    unseen = place("czj", as_of="", whole=False)
    found = judge(tmp_path, site([paper], [OTHER]), elsewhere=unseen)[DOCUMENT]
    assert (found.verdict, found.unit) == (Verdict.UNSURE, "czj")
    assert "czj网站" in found.evidence.text


def test_else_who_keeps_the_column(tmp_path: Path) -> None:
    register = [RegisteredColumn("portal", "政务公开/政策文件", DOCUMENTS, unit="qzfb")]
    assert judge(tmp_path, site([Paper(TITLE)], [OTHER]), register=register)[DOCUMENT].unit == "qzfb"


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ({}, Verdict.FAIL),
        ({READINGS: "new"}, Verdict.UNSURE),
        ({READINGS: (Outcome.TIMEOUT, 0)}, Verdict.UNSURE),
        ({DOCUMENT: (Outcome.TIMEOUT, 0)}, Verdict.UNSURE),
    ],
    ids=["the same", "published meanwhile", "list unread", "document unread"],
)
def test_both_looks(tmp_path: Path, second: dict[str, Any], expected: Verdict) -> None:
    first, then = (site([Paper(TITLE)], [OTHER, *more]) for more in ([], [Paper(f"《{NAME}》政策解读")]))
    look2: dict[str, Answer] = {url: then[url] if answer == "new" else answer for url, answer in second.items()}
    path = build(tmp_path, first, look2=look2, units=policies.UNITS, elsewhere=[])
    found = {finding.subject: finding for finding in both_looks(path, "interpretations").findings}
    assert found[DOCUMENT].verdict is expected

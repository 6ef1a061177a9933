"""A unit's page and its answers: what is shown, what is written down, and what is refused in plain words."""

import re
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from datetime import time as clock
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from commands.link import link_command
from core.clock import CHINA, now, today
from core.errors import BadInput
from core.types import Verdict
from ledger import book as books
from ledger import decisions, link
from ledger.decisions import Who
from ledger.models import Answer, Case, Event, Reply, Revocation
from tests.ledger.conftest import CONFIG
from tests.ledger.seen import WAITS, finding, moment, policy, seen
from tests.ledger.shown import pictured

pytestmark = pytest.mark.usefixtures("book")

PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)
SOON_DAY = today() + timedelta(days=20)
SOON = SOON_DAY.isoformat()


def numbers(unit: str = "czj") -> list[str]:
    return list(Case.objects.filter(unit=unit).order_by("number").values_list("number", flat=True))


def states(unit: str = "czj") -> list[str]:
    return list(Case.objects.filter(unit=unit).order_by("number").values_list("state", flat=True))


def send(address: str, cases: Sequence[str], **said: Any) -> Any:
    form = {"case": list(cases), "kind": "已整改", "name": "李青", "words": "已更正链接", "page": "one", **said}
    return Client().post(address, form)


def shown(response: Any) -> str:
    text: str = response.content.decode()
    return text


def revoked(address: str) -> str:
    link.revoke("czj", "周明")
    return address


def test_the_page_says_whose_how_much_and_by_when(address: str) -> None:
    page = Client().get(address)
    text = shown(page)
    assert page.status_code == 200
    assert "区财政局" in text and "1类3处待整改" in text
    assert "请在所列页面上更正或撤下该链接" in text and "国办秘函〔2019〕19号" in text
    assert [number in text for number in numbers()] == [True] * 3
    assert numbers("jyj")[0] not in text
    assert "最早应于" not in text and "已逾期 3 处" in text
    decisions.extend(numbers()[:1], datetime.combine(SOON_DAY, clock(17), CHINA), Who("周明", "同意"))
    assert f"最早应于{SOON_DAY.month}月{SOON_DAY.day}日" in shown(Client().get(address))


def test_a_case_shows_a_picture_of_its_page(address: str) -> None:
    """Small in the page, whole on its own; never run, and for nobody but the unit that has to mend it."""
    own, foreign = (pictured(Case.objects.filter(unit=unit)[0], moment(1)).pk for unit in ("czj", "jyj"))
    page = Client().get(address)
    assert re.findall(r'src="(pictures/\d+/small/)"', shown(page)) == [f"pictures/{own}/small/"]
    assert "页面截图，取自 2026-09-01 10:00" in shown(page)
    for kind, content in (("small", "image/jpeg"), ("whole", "image/png")):
        picture = Client().get(f"{address}pictures/{own}/{kind}/")
        assert (picture.status_code, picture["Content-Type"]) == (200, content)
        assert picture["X-Content-Type-Options"] == "nosniff" and "sandbox" in picture["Content-Security-Policy"]
        assert picture.getvalue().startswith(b"\x89PNG")
    for wrong in (f"{foreign}/small", f"{own}/large", f"{own + 99}/whole"):
        assert Client().get(f"{address}pictures/{wrong}/").status_code == 404
    assert Client().get(f"{revoked(address)}pictures/{own}/small/").status_code == 410


def test_nobody_else_may_keep_frame_or_follow_it(address: str) -> None:
    page = Client().get(address)
    assert "default-src 'none'" in page["Content-Security-Policy"] and page["X-Frame-Options"] == "DENY"
    assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "same-origin")
    assert page["X-Robots-Tag"] == "noindex, nofollow"


def test_what_nobody_stands_for_yet_is_not_shown(address: str) -> None:
    books.record(seen(finding(check=WAITS, subject="article-20/plans", unit="czj"), hours=1), policy(), moment(1))
    assert "1类3处待整改" in shown(Client().get(address))


def test_texts_from_outside_are_text(address: str) -> None:
    Case.objects.filter(number=numbers()[0]).update(
        title='<script>alert("1")</script>', url="javascript:alert(1)", evidence={"text": "<img src=x>", "place": "x"}
    )
    text = shown(Client().get(address))
    assert "<script>alert" not in text and "<img" not in text and 'href="javascript' not in text


def test_of_many_places_some_are_shown_and_all_are_counted(address: str) -> None:
    pages = [f"http://www.yunze.gov.cn/p/{number}/" for number in range(9)]
    Case.objects.filter(number=numbers()[0]).update(evidence={"text": "9 个页面", "places": pages})
    text = shown(Client().get(address))
    assert f'href="{pages[2]}"' in text and f'href="{pages[3]}"' not in text and "等 9 个页面" in text
    assert all(f'name="place" value="{numbers()[0]} {page}"' in text for page in pages)


PLACES = [f"http://www.yunze.gov.cn/p/{number}/" for number in range(3)]


def parted(address: str, *places: str, **said: Any) -> Any:
    """The first case stands in three places; the unit says that these are mended."""
    number = numbers()[0]
    Case.objects.filter(number=number).update(evidence={"text": "3 个页面", "places": PLACES})
    ticked = [f"{number} {place}" for place in places]
    form = {"kind": "部分整改", "words": "其余待供应商处理", "until": SOON, "place": ticked} | said
    return send(address, [number], **form)


def test_a_part_that_is_mended_names_its_places_and_closes_nothing(address: str) -> None:
    assert parted(address, *PLACES[:2]).status_code == 302
    event = Event.objects.latest("id")
    assert (event.kind, event.facts["places"], event.facts["until"]) == ("partly", PLACES[:2], SOON)
    assert states() == ["open"] * 3
    assert "反馈部分整改：其余待供应商处理（其余部分预计" in shown(Client().get(address))


@pytest.mark.parametrize(
    ("places", "told"),
    [
        ([], "有 3 个位置，请指明其中已整改的"),
        (["http://elsewhere.gov.cn/"], "所列位置不在该问题现有的位置之中"),
    ],
)
def test_places_that_are_not_named_or_not_there_are_told(address: str, places: list[str], told: str) -> None:
    page = parted(address, *places)
    assert page.status_code == 409 and told in shown(page)
    assert not Event.objects.filter(kind="partly").exists()


def test_ticked_places_are_kept_after_a_mistake_and_of_no_account_elsewhere(address: str) -> None:
    text = shown(parted(address, PLACES[1], words=""))
    assert f'value="{numbers()[0]} {PLACES[1]}" form="answer" checked' in text
    assert parted(address, PLACES[1], kind="已整改").status_code == 302
    assert states() == ["claimed", "open", "open"]


def test_a_case_of_one_place_is_answered_in_words(address: str) -> None:
    assert send(address, numbers()[:1], kind="部分整改", words="已改正文", until=SOON).status_code == 302
    assert Event.objects.latest("id").facts["places"] == []


def test_reading_changes_nothing(address: str) -> None:
    before = Event.objects.count()
    Client().get(address)
    Client().head(address)
    assert Event.objects.count() == before


def test_mended_cases_wait_for_the_recheck(address: str) -> None:
    sent = send(address, numbers()[:2], url="www.yunze.gov.cn/new/1.html")
    assert sent.status_code == 302
    assert states() == ["claimed", "claimed", "open"]
    event = Event.objects.latest("id")
    assert (event.kind, event.who, event.note) == ("claimed", "区财政局 李青", "已更正链接")
    reply = Reply.objects.latest("id")
    assert (reply.kind, reply.words, reply.url) == ("已整改", "已更正链接", "http://www.yunze.gov.cn/new/1.html")
    done = shown(Client().get(f"{address}{sent['Location']}"))
    assert "已收到：已整改 2 处" in done and numbers()[0] in done
    page = shown(Client().get(address))
    assert "1类1处待整改" in page and "待复核 2 处" in page
    mended = finding(Verdict.PASS, subject=Case.objects.get(number=numbers()[0]).subject)
    books.record(seen(answers=[mended], hours=2, kind="recheck"), policy(), moment(2))
    assert states()[0] == "fixed"


def test_signing_needs_no_words_and_is_written_once_a_case(address: str) -> None:
    first, *_ = numbers()
    assert send(address, [first], kind="签收", words="").status_code == 302
    assert send(address, numbers(), kind="签收", words="", page="two").status_code == 302
    assert Event.objects.filter(kind="signed").count() == 3
    assert "未签收" not in shown(Client().get(address))


def test_a_transfer_asks_for_a_new_signature(address: str) -> None:
    first, *_ = numbers()
    send(address, [first], kind="签收")
    decisions.transfer([first], "jyj", Who("周明", "属教育栏目"), policy())
    decisions.transfer([first], "czj", Who("周明", "退回原单位"), policy())
    assert send(address, [first], kind="签收", page="two").status_code == 302
    assert Event.objects.filter(kind="signed").count() == 2


@pytest.mark.parametrize(
    ("kind", "event", "note"),
    [
        ("部分整改", "partly", f"还差附件（其余部分预计 {SOON} 完成）"),
        ("申请延期", "asked", f"申请延期：还差附件（预计 {SOON} 完成）"),
        ("申诉", "disputed", "还差附件"),
        ("非我单位职责", "disputed", "非我单位职责：还差附件"),
    ],
)
def test_other_answers_leave_the_case_open(address: str, kind: str, event: str, note: str) -> None:
    assert send(address, numbers()[:1], kind=kind, words="还差附件", until=SOON).status_code == 302
    written = Event.objects.latest("id")
    assert (states()[0], written.kind, written.note) == ("open", event, note)
    assert Reply.objects.get().kind == kind
    assert note in shown(Client().get(address))


def test_what_the_bureau_decided_is_shown_with_its_reason(address: str) -> None:
    first = numbers()[0]
    send(address, [first])
    decisions.reject([first], Who("周明", "页面仍为旧内容"))
    assert "退回：页面仍为旧内容" in shown(Client().get(address))


def test_a_double_click_is_one_answer(address: str) -> None:
    one, other = (send(address, numbers()[:2]) for _ in range(2))
    assert one["Location"] == other["Location"]
    assert (Answer.objects.count(), Event.objects.filter(kind="claimed").count(), Reply.objects.count()) == (1, 2, 2)


def test_the_same_page_may_answer_twice_differently(address: str) -> None:
    send(address, numbers()[:1])
    assert send(address, numbers()[1:2]).status_code == 302
    assert states() == ["claimed", "claimed", "open"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"kind": ""}, "请选择答复类型"),
        ({"kind": "销号"}, "请选择答复类型"),
        ({"name": " "}, "请填写经办人姓名"),
        ({"words": " "}, "请写明整改措施"),
        ({"kind": "申诉", "words": ""}, "请写明情况和理由"),
        ({"words": "长" * 2001}, "说明不应超过 2000 字"),
        ({"kind": "申请延期"}, "请填写预计完成日期"),
        ({"kind": "申请延期", "until": "明年"}, "日期应如 2026-12-10"),
        ({"kind": "部分整改", "until": today().isoformat()}, "预计完成日期应在今天之后、一年之内"),
        ({"kind": "部分整改", "until": "2199-01-01"}, "预计完成日期应在今天之后、一年之内"),
        ({"url": "javascript:alert(1)"}, "链接应为完整的网址"),
        ({"case": []}, "请先勾选要答复的问题"),
    ],
)
def test_mistakes_are_told_and_what_was_typed_is_kept(address: str, said: dict[str, Any], told: str) -> None:
    form = {"case": numbers()[:1], "kind": "已整改", "name": "李青", "words": "已更正链接甲", **said}
    page = Client().post(address, form)
    text = shown(page)
    assert page.status_code == 422 and told in text
    assert form["words"] in text and Event.objects.filter(kind="claimed").count() == 0
    assert (f'value="{numbers()[0]}" form="answer" checked' in text) is bool(form["case"])


def test_cases_of_others_and_unknown_ones_are_told_alike(address: str) -> None:
    foreign = numbers("jyj")[0]
    for number in (foreign, "LW-2026-Q1-0999"):
        page = send(address, [numbers()[0], number])
        assert page.status_code == 409
        assert f"{number}：不在待整改之列（可能已反馈、已销号或已转办）" in shown(page)
    assert (states(), states("jyj"), Answer.objects.count()) == (["open"] * 3, ["open"], 0)


def test_a_case_that_was_answered_meanwhile_is_told(address: str) -> None:
    send(address, numbers()[:1])
    page = send(address, numbers()[:2], words="另一同事也答复", page="two")
    assert page.status_code == 409 and "另一同事也答复" in shown(page)
    assert states() == ["claimed", "open", "open"]


def test_files_are_kept_and_come_back_as_downloads(address: str) -> None:
    sent = send(address, numbers()[:1], files=[SimpleUploadedFile("../整改 截图.png", PNG)])
    done = shown(Client().get(f"{address}{sent['Location']}"))
    reply = Reply.objects.get()
    assert "整改 截图.png" in done and f"../../files/{reply.pk}/0/" in done
    file = Client().get(f"{address}files/{reply.pk}/0/")
    assert b"".join(file.streaming_content) == PNG  # type: ignore[attr-defined]
    assert file["Content-Disposition"].startswith("attachment; filename*=utf-8''%E6%95%B4")
    assert (file["Content-Type"], file["X-Content-Type-Options"]) == ("application/octet-stream", "nosniff")
    assert file["Content-Security-Policy"].startswith("sandbox")


def test_files_of_others_are_not_there(address: str) -> None:
    send(address, numbers()[:1], files=[SimpleUploadedFile("a.png", PNG)])
    reply = Reply.objects.get()
    foreign = link.make("jyj", "http://testserver").removeprefix("http://testserver")
    assert Client().get(f"{foreign}files/{reply.pk}/0/").status_code == 404
    assert Client().get(f"{address}files/{reply.pk}/1/").status_code == 404
    assert Client().get(f"/files/{reply.pk}/0/").status_code == 302, "an officer must be logged in"
    decisions.transfer(numbers()[:1], "jyj", Who("周明", "属教育栏目"), policy())
    assert Client().get(f"{foreign}files/{reply.pk}/0/").status_code == 404, "the new unit starts clean"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ([("a.exe", b"MZ")], "类型不接收"),
        ([("a.html", b"<html>")], "类型不接收"),
        ([("a.png", b"<script>")], "内容与扩展名不符"),
        ([("a.png", PNG + bytes(11 << 20))], "超过 10 MB"),
        ([(f"{n}.png", PNG) for n in range(6)], "附件最多 5 个，选了 6 个"),
        ([(f"{n}.png", PNG + bytes(8 << 20)) for n in range(4)], "附件合计不应超过 30 MB"),
        ([("a.png", b"")], "空"),
    ],
)
def test_files_that_are_not_taken(address: str, files: list[tuple[str, bytes]], told: str) -> None:
    page = send(address, numbers()[:1], files=[SimpleUploadedFile(*file) for file in files])
    assert page.status_code == 422 and told in shown(page) and "附件需重新选择" in shown(page)
    assert states() == ["open"] * 3


def test_a_form_without_its_token_is_refused_in_chinese(address: str) -> None:
    page = Client(enforce_csrf_checks=True).post(address, {"case": numbers(), "kind": "签收", "name": "李青"})
    assert page.status_code == 403 and "页面已失效，未作记录" in shown(page)


def test_answers_of_others_are_not_shown(address: str) -> None:
    sent = send(address, numbers()[:1])
    foreign = link.make("jyj", "http://testserver").removeprefix("http://testserver")
    assert Client().get(f"{foreign}{sent['Location']}").status_code == 404


@pytest.mark.parametrize(
    ("spoil", "status", "told"),
    [
        (lambda address: address[:-9] + "/", 404, "链接不完整或有误"),
        (lambda address: link.make("czj", "", 30, now() - timedelta(days=31)), 410, "链接已过期"),
        (revoked, 410, "链接已停用"),
    ],
)
def test_links_that_open_nothing_say_why(address: str, spoil: Any, status: int, told: str) -> None:
    spoiled = spoil(address)
    for page in (Client().get(spoiled), Client().get(f"{spoiled}form/"), send(spoiled, numbers())):
        assert page.status_code == status and told in shown(page)
    assert states() == ["open"] * 3


def test_an_officer_takes_all_links_back_and_hands_out_a_new_one(
    address: str, capsys: pytest.CaptureFixture[str]
) -> None:
    link_command("czj", revoke=True, config=CONFIG, who="周明")
    assert "区财政局：此前发出的答复链接已全部停用" in capsys.readouterr().out
    for page in (Client().get(address), Client().get(f"{address}form/docx/"), send(address, numbers())):
        assert page.status_code == 410 and "链接已停用" in shown(page) and "请使用最近一封邮件中的链接" in shown(page)
    assert states() == ["open"] * 3 and Revocation.objects.get().who == "周明"
    time.sleep(0.002)
    link_command("czj", config=CONFIG)
    fresh = capsys.readouterr().out.splitlines()[-1].removeprefix("http://testserver")
    assert "3处待整改" in shown(Client().get(fresh))
    with pytest.raises(BadInput, match="czjj：没有登记这个单位"):
        link_command("czjj", config=CONFIG)


def test_nothing_to_do_is_good_news(address: str) -> None:
    decisions.close(numbers(), Who("周明", "已当面核实"))
    text = shown(Client().get(address))
    assert "目前没有待整改的问题" in text and "均已办结" in text and "<form" not in text


def test_the_front_door_and_wrong_turnings() -> None:
    assert "无需账号" in shown(Client().get("/"))
    page = Client().get("/r/")
    assert page.status_code == 404 and "没有这个页面" in shown(page)
    assert Client(SERVER_NAME="evil.example").get("/").status_code == 400


def test_the_form_prints_what_was_answered(address: str) -> None:
    first, second, _ = numbers()
    sent = send(address, [first], words="已更正 2 处链接")
    send(address, [second], kind="申请延期", words="等待上级数据", until=SOON)
    everything = shown(Client().get(f"{address}form/"))
    assert "整改情况反馈表" in everything and "共 3 处" in everything
    assert "☑ 已整改" in everything and "☑ 暂无法整改" in everything and "等待上级数据" in everything
    key = sent["Location"].split("/")[1]
    one = shown(Client().get(f"{address}form/?answer={key}"))
    assert "共 1 处" in one and first in one and second not in one
    assert Client().get(f"{address}form/?answer=x").status_code == 404


def test_the_form_as_a_document(address: str) -> None:
    file = Client().get(f"{address}form/docx/")
    assert file.status_code == 200 and "docx" in file["Content-Disposition"]
    assert b"".join(file.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    decisions.close(numbers(), Who("周明", "已当面核实"))
    assert Client().get(f"{address}form/docx/").status_code == 404

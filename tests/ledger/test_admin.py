"""The admin shows the book in Chinese and lets nobody write in it."""

from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.test import Client

from console.views.files import FOLDER
from ledger import attachments, link, registers
from ledger import book as books
from ledger.models import Case, Reply, Unit
from tests.ledger import district
from tests.ledger.seen import finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
def client() -> Client:
    registers.store(district.registers(), "周明")
    books.record(seen(finding()), policy(), moment(0))
    browser = Client()
    browser.force_login(User.objects.create_superuser("admin", password="for-this-test"))
    return browser


@pytest.mark.parametrize(
    "table", ["case", "event", "audit", "reply", "unit", "site", "column", "account", "batch", "letter", "run", "month"]
)
def test_every_table_opens(client: Client, table: str) -> None:
    page = client.get(f"/admin/ledger/{table}/")
    assert page.status_code == 200
    assert "整改台账" in page.content.decode()


def test_a_case_shows_its_history_and_cannot_be_changed(client: Client) -> None:
    case = Case.objects.get()
    page = client.get(f"/admin/ledger/case/{case.pk}/change/").content.decode()
    assert "交办" in page and 'name="_save"' not in page
    assert client.post(f"/admin/ledger/case/{case.pk}/change/", {"state": "fixed"}).status_code == 403
    assert client.post(f"/admin/ledger/case/{case.pk}/delete/", {"post": "yes"}).status_code == 403
    assert Case.objects.get().state == "open"


def test_strangers_see_nothing() -> None:
    assert Client().get("/admin/ledger/case/").status_code == 302


def test_an_officer_hands_out_a_link_and_takes_it_back(client: Client) -> None:
    unit = Unit.objects.get(key="czj")
    page = client.get(f"/admin/ledger/unit/{unit.pk}/change/").content.decode()
    token = page.partition('href="http://testserver/r/')[2].partition("/")[0]
    assert link.read(token) == "czj"
    client.post("/admin/ledger/unit/", {"action": "revoke", "_selected_action": [unit.pk]})
    with pytest.raises(link.LinkRefused):
        link.read(token)


def test_files_of_replies_are_downloads(client: Client) -> None:
    file = attachments.keep("整改后.png", BytesIO(b"\x89PNG\r\n\x1a\n"), FOLDER)
    reply = Reply.objects.create(case=Case.objects.get(), at=moment(1), who="李青", kind="已整改", files=[file.row()])
    assert f"/files/{reply.pk}/0/" in client.get("/admin/ledger/reply/").content.decode()
    answer = client.get(f"/files/{reply.pk}/0/")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/octet-stream")
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]

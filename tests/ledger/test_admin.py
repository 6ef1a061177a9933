"""The admin shows the book in Chinese and lets nobody write in it."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from ledger import book as books
from ledger import registers
from ledger.models import Case
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


@pytest.mark.parametrize("table", ["case", "event", "audit", "reply", "unit", "site", "column", "account", "batch"])
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

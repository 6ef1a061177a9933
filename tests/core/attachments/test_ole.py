"""Old binary files, made by a real word processor: cells and rows apart, locks told, damage survived."""

from struct import pack_into

import pytest

from core.attachments import ole
from core.attachments.content import text_of
from core.attachments.types import Limits, Seen, Unreadable
from tests.core.attachments import made

LIMITS = Limits()
BODY = (made.FILES / "catalogue.doc").read_bytes()
#: The mark with which the stream of the words begins.
START = BODY.index(b"\xec\xa5")


def test_a_document_with_a_table_and_a_link() -> None:
    found = text_of(BODY, "目录.wps", LIMITS)
    assert found.whole
    assert found.text.splitlines() == [
        *("云泽区重大行政决策事项目录", "序号\t事项名称\t承办单位\t备注", "1\t养老服务设施布局规划\t\t听证"),
        *("2\t城区供水价格调整方案\t区发展和改革局", "联系宋予安，page one"),
    ]


def test_locks_of_both_kinds_are_told() -> None:
    body = bytearray(BODY)
    body[START + 11] |= 1
    assert text_of(bytes(body), "", LIMITS).outcome is Seen.ENCRYPTED
    assert text_of(made.ole("EncryptedPackage"), "目录.docx", LIMITS).outcome is Seen.ENCRYPTED


def test_older_files_are_not_guessed_at() -> None:
    body = bytearray(BODY)
    pack_into("<H", body, START + 2, 0x68)
    assert text_of(bytes(body), "", LIMITS).detail == "word-95"


@pytest.mark.parametrize("at", range(0, len(BODY), 509))
def test_damage_anywhere_ends_in_an_outcome(at: int) -> None:
    assert text_of(BODY[:at] + b"\xff" * 64 + BODY[at + 64 :], "", LIMITS).outcome in Seen


@pytest.mark.parametrize("body", [made.ole("WordDocument"), made.ole("WordDocument", b"\xec\xa5\xc1\0"), BODY[:600]])
def test_what_holds_no_text_is_broken(body: bytes) -> None:
    with pytest.raises(Unreadable) as refused:
        ole.document(body, LIMITS)
    assert refused.value.outcome is Seen.BROKEN or refused.value.detail == "word-95"

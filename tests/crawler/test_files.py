"""Files to which articles link are read whole, and what they say is kept; others only have to answer."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.attachments.types import Seen
from core.snapshot import Snapshot
from core.types import Outcome
from tests.invented import article, column, rows
from tests.site import misbehaviour as bad
from tests.site.loopback import Loopback
from tests.site.walk import gather, readings
from tests.site.web import Answer

PAGE = f"{bad.LIST}4100.html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def net() -> Iterator[Loopback]:
    with Loopback() as here:
        here.serve(bad.small_site(12))
        yield here


def document(text: str) -> bytes:
    """The least that Word opens."""
    out, name = io.BytesIO(), "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(out, "w") as packed:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        packed.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            f'<Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        )
        body = f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
        packed.writestr("word/document.xml", f'<w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>')
    return out.getvalue()


def linking(*addresses: str) -> str:
    links = "".join(f"<p><a href='{address}'>附件</a></p>" for address in addresses)
    return article("关于公布目录的通知", "2026-11-02").replace("</body>", f"{links}</body>")


def test_what_an_attachment_says_is_kept(net: Loopback, tmp_path: Path) -> None:
    named = {"Content-Disposition": "attachment; filename*=UTF-8''%E7%9B%AE%E5%BD%95.docx"}
    net.serve(
        {
            **bad.small_site(12),
            PAGE: linking("/files/1.docx", "/files/2.pdf", "/files/3.docx"),
            "/files/1.docx": Answer(document("重大行政决策事项目录"), headers={"Content-Type": DOCX, **named}),
            "/files/2.pdf": Answer(b"%PDF-1.4 torn", headers={"Content-Type": "application/pdf"}),
            "/files/3.docx": Answer("没有这个文件", 404),
        }
    )
    path = gather(net, tmp_path)
    with Snapshot(path) as snapshot:
        found = {one.url: one for one in snapshot.attachments(net.url(PAGE))}
    first, second = found[net.url("/files/1.docx")], found[net.url("/files/2.pdf")]
    assert (first.name, first.read.outcome, first.read.text.strip()) == ("目录.docx", Seen.OK, "重大行政决策事项目录")
    assert (second.read.outcome, second.read.text) == (Seen.BROKEN, "")
    assert net.url("/files/3.docx") not in found
    assert readings(path)[net.url("/files/3.docx")].outcome is Outcome.HTTP_ERROR


def test_a_file_on_a_list_only_has_to_answer(net: Loopback, tmp_path: Path) -> None:
    listed = column("通知公告", rows([("通知", "2026-11-02")], bad.LIST) + "<a href='/files/1.docx'>目录</a>")
    answer = Answer(document("目录"), headers={"Content-Type": DOCX})
    net.serve({**bad.small_site(12), bad.LIST: listed, "/files/1.docx": answer})
    path = gather(net, tmp_path)
    with Snapshot(path) as snapshot:
        assert snapshot.attachment(net.url("/files/1.docx")) is None
    assert readings(path)[net.url("/files/1.docx")].outcome is Outcome.OK


def test_one_page_may_not_have_everything_read(net: Loopback, tmp_path: Path) -> None:
    files = {
        f"/files/{number}.docx": Answer(document(str(number)), headers={"Content-Type": DOCX}) for number in range(40)
    }
    net.serve({**bad.small_site(12), PAGE: linking(*files), **files})
    with Snapshot(gather(net, tmp_path)) as snapshot:
        assert len(list(snapshot.attachments(net.url(PAGE)))) == 30

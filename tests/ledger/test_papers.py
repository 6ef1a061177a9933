"""`bihuan report`: every unit its own papers, out of what was really assigned."""

from datetime import timedelta
from pathlib import Path

import docx
import pytest

from commands.report import report_command
from core.clock import now
from core.errors import BadInput
from ledger import book as books
from ledger import registers
from ledger.models import Case
from tests.ledger import district
from tests.ledger.conftest import CONFIG
from tests.ledger.seen import WAITS, finding, moment, policy, seen

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture(autouse=True)
def cases(book: Path) -> None:
    """A dead link of two units each, and what waits for an officer."""
    registers.store(district.registers(), "周明")
    found = [
        finding(unit="czj"),
        finding(subject="http://a/", unit="jyj"),
        finding(check=WAITS, subject="x", unit="jyj"),
    ]
    books.record(seen(*found), policy(), moment(0))


def said(path: Path) -> str:
    document = docx.Document(str(path))
    tables = (cell.text for table in document.tables for line in table.rows for cell in line.cells)
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *tables])


def test_a_notice_for_every_unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report_command("notice", CONFIG, issuer="云泽区政府办公室", out=tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "整改通知（区教育和体育局）.docx",
        "整改通知（区财政局）.docx",
    ]
    notice = said(tmp_path / "整改通知（区教育和体育局）.docx")
    assert "你单位存在1类1处问题" in notice, "what nobody has confirmed is held against nobody"
    assert "（联系人：孙雯，联系电话：0634-6211001）" in notice, "the register knows who answers at the issuer"
    assert capsys.readouterr().out.count("1 个问题") == 2


def test_one_unit_one_file(tmp_path: Path) -> None:
    Case.objects.update(due=now() - timedelta(days=5))
    for kind in ("notice", "feedback-form", "supervision"):
        report_command(kind, CONFIG, unit="czj", out=tmp_path / f"{kind}.docx")
        assert "区财政局" in said(tmp_path / f"{kind}.docx")
    with pytest.raises(BadInput, match="应为文件夹"):
        report_command("notice", CONFIG, out=tmp_path / "x.docx")


def test_a_report_is_one_paper(tmp_path: Path) -> None:
    report_command("reply", CONFIG, out=tmp_path / "报告.docx")
    assert "1类2处" in said(tmp_path / "报告.docx") and "另有1处正在核实" in said(tmp_path / "报告.docx")


def test_nothing_to_write_is_no_mistake(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report_command("notice", CONFIG, unit="qzf", out=tmp_path / "x.docx")
    assert capsys.readouterr().out == "没有需要写入整改通知的问题，未生成。\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("kind", "form"), [("memo", ""), ("reply", "letter"), ("notice", "memo")])
def test_calls_that_are_wrong(kind: str, form: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        report_command(kind, CONFIG, unit="czj", form=form, out=tmp_path / "x.docx")

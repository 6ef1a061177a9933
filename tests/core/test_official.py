"""The folder of official texts."""

from pathlib import Path

import pytest
from docx import Document

from core import official
from core.errors import BadInput
from core.regulations import compare
from tests.core.test_regulations import OFFICIAL


def test_texts_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "犬只管理条例.txt").write_bytes(OFFICIAL.encode("gb18030"))
    paper = Document()
    for line in OFFICIAL.split("\n"):
        paper.add_paragraph(line)
    paper.save(str(tmp_path / "养犬条例.docx"))
    (tmp_path / "说明.md").write_text("不读", "utf-8")
    found = official.load(tmp_path)
    assert set(found) == {"犬只管理条例", "养犬条例"}
    assert all(compare(OFFICIAL, text).share == 1 for text in found.values())


def test_what_is_no_regulation_is_told(tmp_path: Path) -> None:
    (tmp_path / "通知.txt").write_text("现将有关事项通知如下", "utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(BadInput) as told:
        official.load(tmp_path)
    assert len(str(told.value).splitlines()) == 2
    with pytest.raises(BadInput):
        official.load(tmp_path / "没有")

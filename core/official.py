"""Texts of regulations as they were promulgated: a folder of files that the bureau supplies."""

from pathlib import Path

from core.attachments.reader import Reader
from core.charset import decode
from core.errors import BadInput, why
from core.names import plain

_ENDINGS = (".txt", ".docx")
_FIRST = "第一条"


def load(folder: Path) -> dict[str, str]:
    """Text by title: the name of a .txt or .docx file. Raises `BadInput`, a line a file that cannot be read."""
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
    except OSError as error:
        raise BadInput(f"{folder}：文件夹读不到（{why(error)}）") from None
    found, wrong = {}, []
    with Reader() as reader:
        for path in files:
            text = _text(path, reader)
            found[path.stem] = text
            if _FIRST not in plain(text):
                wrong.append(f"{path}：读不出法规文本（应为含“第一条”的 .txt 或 .docx 文件）")
    if wrong:
        raise BadInput(*wrong)
    return found


def _text(path: Path, reader: Reader) -> str:
    raw = path.read_bytes()
    return reader.read(raw, path.name).text if path.suffix.lower() == ".docx" else decode(raw)[0]

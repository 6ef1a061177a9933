"""A paper as 《党政机关公文格式》 sets it: 标题, 主送, 正文, 附件说明, 落款, 附注, 附件, 版记. What it says is others' business."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from functools import cache
from io import BytesIO
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Mm

from core.errors import BadInput, why
from reports._docx import Cell, Node, dress, fonts_of, foot, node, page_number, paragraph, run, sheet, table, twips

FOLDER = Path(__file__).parent / "templates" / "papers"
#: 一、 and （一） with the words of the heading, up to the end of its sentence; a whole clause is none.
_HEADINGS = {
    "黑体": re.compile(r"[一二三四五六七八九十]+、[^，。；：]*(?:。|$)"),
    "楷体": re.compile(r"（[一二三四五六七八九十]+）[^，。；：]*(?:。|$)"),
}
#: Lines that stay free between the text and who signs, so that a seal has room.
_SEAL = 2
#: Twips: the paragraph that has to stand behind a last table.
_HAIR = 20


class Paper:
    """A document being written, from top to bottom."""

    def __init__(self, title: str, issuer: str, day: date, across: bool = False) -> None:
        self._look = template("look")
        self._document = docx.Document()
        dress(self._document, self._look)
        self._body = self._document.element.body
        self._across = across
        first = self._document.sections[0]
        for footer, align in ((first.footer, "right"), (first.even_page_footer, "left")):
            footer.is_linked_to_previous = False
            footer._element[:] = [page_number(align)]
        self._footers = self._body.sectPr.findall(qn("w:footerReference"))
        about = self._document.core_properties
        about.title, about.author, about.last_modified_by, about.comments = joined(title), issuer, issuer, ""
        about.created = about.modified = datetime.combine(day, time(9))

    def add(self, style: str, text: str, **settings: Any) -> None:
        self._put(paragraph(style, run(text), **settings))

    def red_head(self, name: str, number: str) -> None:
        """The issuer's name in red, room for the 文号, and the line under it."""
        line = node("bottom", val="single", sz=8, space=4, color="FF0000")
        self.add("公文红头", name)
        self.add("公文文号", f"\n{number}", pBdr=[line])
        self.add("公文正文", "")

    def title(self, text: str) -> None:
        """The title, broken where the sense allows, and a free line."""
        self.add("公文标题", broken(text, self._fits("公文标题")))
        self.add("公文正文", "")

    def body(self, text: str) -> None:
        """A paragraph a line, headings by their numbers; the last one does not part from what follows."""
        lines = [line for line in text.splitlines() if line.strip()]
        for number, line in enumerate(lines, 1):
            keep = {"val": 1} if number == len(lines) else {}
            self._put(paragraph("公文正文", *self._heading(line.strip()), keepNext=keep))

    def annexes(self, names: Sequence[str]) -> None:
        """附件：1.…, a line free above."""
        self.add("公文正文", "", keepNext={"val": 1})
        for number, name in enumerate(names, 1):
            lead = "附件：" if number == 1 else "　　　"
            self.add("公文附件", f"　　{lead}{f'{number}.' if len(names) > 1 else ''}{name}")

    def signature(self, issuer: str, day: str) -> None:
        """Who and when: the date four characters from the right, the issuer centred over it."""
        for _ in range(_SEAL):
            self.add("公文落款", "")
        over = (_width(issuer) - _width(day)) / 2
        right = 4 - over
        self.add("公文落款", issuer, ind=self._right(max(0, right)))
        self.add("公文落款", day, ind=self._right(4 + max(0, -right)))

    def annex(self, number: str, title: str, across: bool) -> None:
        """A page of its own: 附件1 at the left (附件 where there is one), its title in the middle."""
        self.page(across)
        self.add("附件序号", f"附件{number}\n")
        self.add("公文标题", broken(title, self._fits("公文标题")))

    def page(self, across: bool) -> None:
        """Ends the page; what follows stands on another, upright or across."""
        section = sheet(self._look, self._across, self._footers)
        self._footers, self._across = [], across
        last = self._body[-2]
        if not last.tag.endswith("}p"):
            last = self._put(paragraph("表注"))
        last.pPr.append(section)

    def table(
        self, widths: Sequence[float], rows: Iterable[tuple[Sequence[Cell], float]], heads: Sequence[str] = ()
    ) -> None:
        head = [([Cell(name, "表头") for name in heads], 9.0)] if heads else []
        self._put(table(widths, [*head, *rows], len(head)))

    def line(self, left: str, right: str, style: str = "表注") -> None:
        """A line over or under a table, its halves at the two sides."""
        wide = self._look["page"]["type_height" if self._across else "type_width"]
        self.add(style, f"{left}\t{right}" if right else left, tabs=[node("tab", val="right", pos=twips(wide))])

    def link(self, url: str) -> str:
        """The relation under which the document knows an address outside."""
        return self._document.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)

    def picture(self, path: Path, wide: float, words: str) -> Node:
        """A picture so many millimetres wide, to be put into a cell; `words` say what it is where it cannot be seen."""
        inline = self._document.part.new_pic_inline(str(path), Mm(wide))
        inline.docPr.set("descr", words)
        return node("drawing", inline)

    def colophon(self, copies: str, printed: tuple[str, str] | None) -> None:
        """版记 at the foot of a last page: 抄送, then who printed it and when. Nothing to say is no page."""
        lines = [copies] if copies else []
        lines += [f"{printed[0]}\t{printed[1]}"] if printed else []
        if not lines:
            return
        self.page(across=False)
        self._space(sum(-(-_width(line) // self._fits("公文版记", 4)) for line in lines))
        self._put(foot(self._look["page"]["type_width"], [Cell(f"　{line}", "公文版记") for line in lines]))
        self.add("表注", "", spacing={"line": _HAIR, "lineRule": "exact"})

    def save(self, path: Path) -> None:
        """Raises `BadInput` where it cannot be written."""
        self._body.replace(self._body.sectPr, sheet(self._look, self._across, self._footers))
        held = BytesIO()
        self._document.save(held)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(held.getvalue())
        except OSError as error:
            raise BadInput(f"{path}：写不进去（{why(error)}）") from None

    def _put(self, made: Node) -> Node:
        self._body.sectPr.addprevious(made)
        return made

    def _heading(self, line: str) -> Iterable[Node]:
        for name, pattern in _HEADINGS.items():
            if found := pattern.match(line):
                yield run(found[0], fonts_of(self._look, name))
                line = line[found.end() :]
                break
        if line:
            yield run(line)

    def _space(self, lines: float) -> None:
        """Free room, so that so many lines of 版记 end at the foot of the page."""
        high = twips(self._look["page"]["type_height"])
        rest = high - (lines + 0.5) * self._look["styles"]["公文版记"]["line"] * 20
        self.add("表注", "", spacing={"line": round(rest), "lineRule": "exact"})

    def _fits(self, style: str, less: int = 0) -> int:
        """How many Chinese characters a line holds, without those of an indent."""
        page = self._look["page"]
        width = page["type_height" if self._across else "type_width"]
        return int(width / 25.4 * 72 / self._look["styles"][style]["size"]) - less

    def _unit(self) -> float:
        said = self._look["styles"]["公文正文"]
        return float((said["size"] - said["tight"]) * 20)

    def _right(self, characters: float) -> Mapping[str, int]:
        return {"rightChars": round(characters * 100), "right": round(characters * self._unit())}


def broken(title: str, most: int) -> str:
    """The title in as few lines as hold it, of like length, each ending at a “|”; without one it breaks by itself."""
    parts = [part for part in title.split("|") if part]
    whole = "".join(parts)
    for lines in range(1, len(parts) + 1):
        cuts = ([0, *inner, len(parts)] for inner in combinations(range(1, len(parts)), lines - 1))
        tried = [["".join(parts[a:b]) for a, b in pairwise(cut)] for cut in cuts]
        fitting = [made for made in tried if max(map(_width, made)) <= most]
        if fitting:
            return "\n".join(min(fitting, key=lambda made: max(map(_width, made)) - min(map(_width, made))))
    return whole


def joined(title: str) -> str:
    """The title in one line."""
    return title.replace("|", "")


class _Words(dict[str, Any]):
    """A table of a template; a sentence that was taken out of it is told by its name."""

    def __init__(self, path: Path, table: Mapping[str, Any]) -> None:
        super().__init__(
            {key: _Words(path, value) if isinstance(value, dict) else value for key, value in table.items()}
        )
        self._path = path

    def __missing__(self, key: str) -> Any:
        raise BadInput(f"{self._path}：缺少 {key}")


@cache
def template(name: str) -> Mapping[str, Any]:
    """A file of `templates/papers`, which the bureau may edit. Raises `BadInput` where it is not there or not TOML."""
    path = FOLDER / f"{name}.toml"
    try:
        return _Words(path, tomllib.loads(path.read_text("utf-8")))
    except OSError as error:
        raise BadInput(f"{path}：文件读不到（{why(error)}）") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{path}：不是有效的 TOML 文件（{error}）") from None


def _width(text: str) -> float:
    """In Chinese characters: figures and Latin letters are half as wide."""
    return sum(0.5 if letter.isascii() else 1 for letter in text)

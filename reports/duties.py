"""要点落实进度表: annex row × unit, by machine or by hand; a workbook for the desk, a page for the phone and the printer."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from core.catalogue import Catalogue
from core.clock import CHINA
from core.names import listed
from core.standards import Item
from reports import standards
from reports._sheet import A3, Book, Column
from reports.digest import href
from reports.html import TEMPLATES

if TYPE_CHECKING:
    from ledger.duties import Board, Cell, Line

#: The heads of the sheet that officers fill in; `read_sheet` in commands knows them.
FILL_SHEET, FILL_HEADS = "人工填报", ("任务编号", "任务", "单位编号", "单位", "落实情况", "链接", "说明")


@dataclass(frozen=True, slots=True)
class Mark:
    """How a colour is shown: a sign that needs no colour, a name, and what it says."""

    sign: str
    name: str
    tells: str


def marks(rules: Catalogue) -> dict[str, Mark]:
    """The colours in the order of a reader's interest; "none" is a unit that the row does not bind."""
    rows = rules.words["duties"]["colours"]
    return {key: Mark(row["mark"], row["name"], row["tells"]) for key, row in rows.items()}


def workbook(board: "Board", rules: Catalogue, path: Path) -> None:
    """Write the table, its reasons and the sheet to fill in. Raises `BadInput` where the file cannot be written."""
    signs = marks(rules)
    with Book(path) as book:
        _matrix(book, board, rules, signs)
        _reasons(book, board, rules, signs)
        _to_fill(book, board, rules)
        notes = book.sheet("说明", "填表说明", "", [Column("说明", 110)])
        for mark in signs.values():
            notes.row([f"{mark.sign} {mark.name}：{mark.tells}"])
        for note in rules.words["duties"]["words"]["notes"]:
            notes.row([note])


def page(board: "Board", rules: Catalogue) -> str:
    """The same as one self-contained HTML page."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"href": href}
    styles = ((TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.css", "duties.css"))
    return environment.get_template("duties.html.j2").render(
        board=board,
        title=title(board, rules),
        lead=lead(board, rules),
        marks=marks(rules),
        counts=counts(board),
        whose=whose,
        zone=CHINA,
        troubled=[line for line in board.lines if any(cell.colour in ("red", "amber") for cell in line.cells.values())],
        unseen=[(line, list(_grouped(board, line))) for line in board.lines if list(_grouped(board, line))],
        by_hand=[(line, key, cell) for line in board.lines for key, cell in line.cells.items() if cell.by == "人工"],
        names={unit.key: unit.name for unit in board.units},
        notes=rules.words["duties"]["words"]["notes"],
        style=Markup("".join(styles)),
    )


def title(board: "Board", rules: Catalogue) -> str:
    text: str = rules.words["duties"]["words"]["title"].format(plan=board.plan.name)
    return text


def lead(board: "Board", rules: Catalogue) -> str:
    """The conclusion in one line."""
    counted, signs = counts(board), marks(rules)
    told = "，".join(f"{signs[key].name} {counted[key]}" for key in ("red", "amber", "green", "grey"))
    return f"{board.day.isoformat()} · {len(board.lines)} 项任务，{len(board.units)} 个单位：{told}"


def counts(board: "Board") -> Mapping[str, int]:
    return Counter(str(cell.colour) for line in board.lines for cell in line.cells.values())


def whose(item: Item) -> str:
    """Whom the annex names."""
    return listed(standards.units(item)).replace("、等", "等")


def _matrix(book: Book, board: "Board", rules: Catalogue, signs: Mapping[str, Mark]) -> None:
    columns = [
        Column("分解表", 7, "count"),
        Column("任务", 34),
        Column("责任单位", 30),
        *(Column(unit.name, 4, "mark", upright=True) for unit in board.units),
        *(Column(signs[key].name, 7, "number") for key in ("green", "amber", "red", "grey")),
    ]
    sheet = book.sheet("进度表", title(board, rules), f"{lead(board, rules)}　（{_legend(signs)}）", columns, A3)
    for line in board.lines:
        counted = Counter(str(cell.colour) for cell in line.cells.values())
        cells = [_sign(line.cells.get(unit.key), signs) for unit in board.units]
        figures = [counted[key] for key in ("green", "amber", "red", "grey")]
        sheet.row([line.item.row or "", line.item.title, whose(line.item), *cells, *figures])
    sheet.filtered()


def _sign(cell: "Cell | None", signs: Mapping[str, Mark]) -> str:
    return signs[cell.colour if cell else "none"].sign


def _legend(signs: Mapping[str, Mark]) -> str:
    return "　".join(f"{mark.sign} {mark.name}" for mark in signs.values())


def _reasons(book: Book, board: "Board", rules: Catalogue, signs: Mapping[str, Mark]) -> None:
    columns = [
        Column("情况", 6, "mark"),
        Column("分解表", 7, "count"),
        Column("任务", 24),
        Column("依据", 24),
        Column("单位", 22),
        Column("来源", 7, "count"),
        Column("说明", 60),
        Column("链接", 36),
        Column("时间", 16, "time"),
    ]
    sheet = book.sheet("明细", f"{title(board, rules)}（明细）", lead(board, rules), columns, A3)
    for line in board.lines:
        for unit in board.units:
            if cell := line.cells.get(unit.key):
                when = f"{cell.at.astimezone(CHINA):%Y-%m-%d %H:%M}" if cell.at else ""
                item = line.item
                head = [signs[cell.colour].sign, item.row or "", item.title, item.clause, unit.name]
                sheet.row([*head, cell.by, cell.text, cell.url, when])
    sheet.filtered()


def _to_fill(book: Book, board: "Board", rules: Catalogue) -> None:
    """The cells of duties that no check sees: officers fill them in and bring the sheet back."""
    widths = (18, 28, 12, 22, 10, 44, 40)
    columns = [Column(head, width) for head, width in zip(FILL_HEADS, widths, strict=True)]
    told = "落实情况写“已落实”“推进中”或“未落实”，已落实的写链接作为佐证；填好后用 bihuan standard fill --sheet 导入，空行不导入。"
    sheet = book.sheet(FILL_SHEET, f"{title(board, rules)}（人工填报）", told, columns)
    for line in board.lines:
        for unit in board.units:
            cell = line.cells.get(unit.key)
            if cell and (line.item.manual or cell.by == "人工"):
                said = [cell.text.partition("，")[0], cell.url] if cell.by == "人工" else ["", ""]
                sheet.row([line.item.key, line.item.title, unit.key, unit.name, *said, ""])
    sheet.filtered()


def _grouped(board: "Board", line: "Line") -> Iterator[tuple[str, Sequence[str]]]:
    """(why nothing can be said, the units of which it cannot)."""
    found: dict[str, list[str]] = {}
    for unit in board.units:
        cell = line.cells.get(unit.key)
        if cell and cell.colour == "grey":
            found.setdefault(cell.text, []).append(unit.name)
    yield from found.items()

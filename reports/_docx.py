"""The few words of WordprocessingML that papers are made of: nodes, types, styles, pages, tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

Node = BaseOxmlElement
Look = Mapping[str, Any]
#: Word reads no longer alternative name of a font, and one a font.
_LONGEST_NAME = 31
_BREAKS = {"\n": "br", "\t": "tab"}


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs of one style in a cell that is `span` columns wide. `link` is the last one's relation, "" none.

    `picture` stands under the words.
    """

    text: str
    style: str = "表格"
    span: int = 1
    link: str = ""
    picture: Node | None = None


def node(tag: str, *children: Node | None, **attributes: object) -> Node:
    """`<w:tag w:name="value">` around its children; None is no child."""
    made: Node = OxmlElement(f"w:{tag}", attrs={qn(f"w:{name}"): str(value) for name, value in attributes.items()})
    made.extend(child for child in children if child is not None)
    return made


def twips(millimetres: float) -> int:
    return round(millimetres / 25.4 * 1440)


def run(text: str, fonts: Mapping[str, str] | None = None) -> Node:
    """A run of text with its line breaks and tabs, its quotation marks Chinese; `fonts` is another type than its paragraph's."""
    made = node("r", node("rPr", node("rFonts", hint="eastAsia", **(fonts or {}))))
    rest = ""
    for letter in (*text, ""):
        if letter in _BREAKS or not letter:
            if rest:
                made.append(_words("t", rest))
            rest = ""
            if letter:
                made.append(node(_BREAKS[letter]))
        else:
            rest += letter
    return made


def paragraph(style: str, *runs: Node, **settings: Mapping[str, object] | Sequence[Node]) -> Node:
    """A paragraph in a style. `settings` are its own, in the order of the schema: attributes or children by tag."""
    own = (
        node(tag, **said) if isinstance(said, Mapping) else node(tag, *said) for tag, said in settings.items() if said
    )
    return node("p", node("pPr", node("pStyle", val=style), *own), *runs)


def fonts_of(look: Look, name: str, latin: str = "latin") -> dict[str, str]:
    """Chinese in the first of the names of a kind of type, Latin and figures in another."""
    chosen = look["fonts"][latin]
    plain = chosen if isinstance(chosen, str) else chosen[0]
    return {"ascii": plain, "hAnsi": plain, "cs": plain, "eastAsia": look["fonts"][name][0]}


def dress(document: Document, look: Look) -> None:
    """Sets our types, language and styles in place of what an empty document brings."""
    styles = document.styles.element
    written = node("rPr", node("rFonts", **fonts_of(look, "仿宋")), node("lang", val="en-US", eastAsia="zh-CN"))
    ours = node("docDefaults", node("rPrDefault", written), node("pPrDefault", node("pPr")))
    styles.replace(styles.find(qn("w:docDefaults")), ours)
    styles.extend(_style(name, look) for name in look["styles"])
    document.settings.odd_and_even_pages_header_footer = True
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/fontTable"):
            relation.target_part._blob = _font_table(look)


def sheet(look: Look, across: bool, footers: Iterable[Node] = ()) -> Node:
    """The page of a section, upright, or across for wide tables; references to footers stand first."""
    page = look["page"]
    width, height, wide, high = page["width"], page["height"], page["type_width"], page["type_height"]
    top, left = page["top"], page["left"]
    if across:
        width, height, wide, high, top, left = height, width, high, wide, page["across_top"], page["across_left"]
    bottom = height - top - high
    size = node("pgSz", w=twips(width), h=twips(height), **({"orient": "landscape"} if across else {}))
    margins = node(
        "pgMar",
        top=twips(top),
        right=twips(width - left - wide),
        bottom=twips(bottom),
        left=twips(left),
        header=twips(15),
        footer=twips(page["across_footer" if across else "footer"]),
        gutter=0,
    )
    return node("sectPr", *footers, size, margins)


def page_number(align: str) -> Node:
    """— 1 —."""
    field = [node("r", node("fldChar", fldCharType=kind)) for kind in ("begin", "separate", "end")]
    number = (field[0], node("r", _words("instrText", " PAGE ")), field[1], run("1"), field[2])
    return paragraph("公文页码", run("— "), *number, run(" —"), jc={"val": align})


def table(widths: Sequence[float], rows: Iterable[tuple[Sequence[Cell], float]], heads: int = 0) -> Node:
    """A ruled table; widths and the least heights of its rows in millimetres. The first `heads` rows repeat."""
    return _table(widths, rows, heads, [_rule(side, 4) for side in _SIDES], 1.2)


def foot(width: float, cells: Sequence[Cell]) -> Node:
    """Lines under one another: thick rules over the first and under the last, thin ones between."""
    rules = [_rule("top", 8), _rule("bottom", 8), _rule("insideH", 6)]
    return _table([width], [([cell], 0.0) for cell in cells], 0, rules, 0)


_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def _rule(side: str, eighths: int) -> Node:
    return node(side, val="single", sz=eighths, space=0, color="000000")


def _table(
    widths: Sequence[float],
    rows: Iterable[tuple[Sequence[Cell], float]],
    heads: int,
    rules: Iterable[Node],
    space: float,
) -> Node:
    properties = node(
        "tblPr",
        node("tblW", w=twips(sum(widths)), type="dxa"),
        node("jc", val="center"),
        node("tblBorders", *rules),
        node("tblLayout", type="fixed"),
        node("tblCellMar", *(node(side, w=twips(space), type="dxa") for side in ("left", "right"))),
    )
    made = node("tbl", properties, node("tblGrid", *(node("gridCol", w=twips(width)) for width in widths)))
    made.extend(_row(cells, widths, height, number < heads) for number, (cells, height) in enumerate(rows))
    return made


def _row(cells: Sequence[Cell], widths: Sequence[float], height: float, repeats: bool) -> Node:
    properties = node("trPr", node("cantSplit"), node("trHeight", val=twips(height), hRule="atLeast"))
    if repeats:
        properties.append(node("tblHeader"))
    made, at = node("tr", properties), 0
    for cell in cells:
        width = sum(widths[at : at + cell.span])
        at += cell.span
        span = node("gridSpan", val=cell.span) if cell.span > 1 else None
        shape = node("tcPr", node("tcW", w=twips(width), type="dxa"), span, node("vAlign", val="center"))
        made.append(node("tc", shape, *_paragraphs(cell)))
    return made


def _paragraphs(cell: Cell) -> Iterable[Node]:
    *others, last = cell.text.split("\n")
    for line in others:
        yield paragraph(cell.style, run(line))
    words = run(last)
    if cell.link:
        link = node("hyperlink", words)
        link.set(qn("r:id"), cell.link)
        words = link
    yield paragraph(cell.style, words)
    if cell.picture is not None:
        # An exact height of lines would cut it off.
        yield paragraph(
            cell.style, node("r", cell.picture), spacing={"before": 40, "after": 80, "line": 240, "lineRule": "auto"}
        )


def _words(tag: str, text: str) -> Node:
    made = node(tag)
    made.text = text
    made.set(qn("xml:space"), "preserve")
    return made


def _style(name: str, look: Look) -> Node:
    """A paragraph style as `look.toml` describes it; people find it in WPS by its name."""
    said = look["styles"][name]
    tight = round(said.get("tight", 0) * 20)
    written = (
        node("rFonts", **fonts_of(look, said["font"], said.get("latin", "latin"))),
        node("color", val=said["colour"]) if "colour" in said else None,
        node("spacing", val=-tight) if tight else None,
        node("sz", val=round(said["size"] * 2)),
        node("szCs", val=round(said["size"] * 2)),
    )
    stands = (
        node("keepNext") if said.get("keep") else None,
        node("widowControl", val=0),
        node("tabs", node("tab", val="right", pos=twips(said["tab"]))) if "tab" in said else None,
        node("overflowPunct", val=0),
        node("autoSpaceDE", val=0),
        node("autoSpaceDN", val=0),
        node("snapToGrid", val=0),
        node("spacing", before=0, after=0, line=round(said["line"] * 20), lineRule="exact"),
        node("ind", **indent(said)),
        node("jc", val=said.get("align", "left")),
    )
    made = (node("name", val=name), node("qFormat"), node("pPr", *stands), node("rPr", *written))
    return node("style", *made, type="paragraph", customStyle=1, styleId=name)


def indent(said: Mapping[str, Any]) -> dict[str, int]:
    """Indents counted in characters, with their lengths for programs that do not count."""
    first = said.get("first", 0)
    counted = {side: said.get(side, 0) for side in ("left", "right")}
    counted["hanging" if first < 0 else "firstLine"] = abs(first)
    unit = (said["size"] - said.get("tight", 0)) * 20
    chars = {f"{side}Chars": round(count * 100) for side, count in counted.items()}
    return chars | {side: round(count * unit) for side, count in counted.items()}


def _font_table(look: Look) -> bytes:
    """Every name of a type with the next one that stands in for it."""
    chains = [[names] if isinstance(names, str) else names for names in look["fonts"].values()]
    after = {name: other for names in chains for name, other in zip(names, [*names[1:], ""], strict=True)}
    fonts = "".join(
        f'<w:font w:name="{name}">'
        + (f'<w:altName w:val="{other}"/>' if 0 < len(other) <= _LONGEST_NAME else "")
        + f'<w:charset w:val="{"00" if name == look["fonts"]["latin"] else "86"}"/></w:font>'
        for name, other in after.items()
    )
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts {nsdecls("w")}>{fonts}</w:fonts>'.encode()

"""Pictures of a page that is open: what is seen now, a red frame where the evidence stands, above it the address and the time."""

import base64
import html
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.async_api import Error, Frame, Page

from core.clock import CHINA
from core.urls import join
from crawler.browser import Drawn

_FIND = Path(__file__).with_name("find.js").read_text("utf-8")
_LINKS = """() => ({
  base: document.baseURI, charset: document.characterSet.toLowerCase(),
  links: [...document.querySelectorAll("a[href], area[href], img[src], iframe[src]")]
    .map((element) => element.getAttribute("href") ?? element.getAttribute("src")),
})"""
#: Moments that a page gets to draw what came into sight.
_CALM = 400
#: Of the smaller picture: qualities to try, bytes at most.
_QUALITIES, _LARGEST = (70, 50, 30, 10), 200_000
_ROOM = 5.0
_STYLE = """
* { box-sizing: border-box; } body { margin: 0; font: 15px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
header { padding: 8px 14px; color: #1f2933; background: #f5f7fa; border-bottom: 1px solid #1f2933; overflow-wrap: anywhere; }
header b { font-weight: 600; } header p { margin: 0; } header i { font-style: normal; color: #6941c6; margin-left: 18px; }
main { position: relative; overflow: hidden; } main img { display: block; width: 100%; }
main div { position: absolute; border: 3px solid #d92d20; border-radius: 2px; }
"""


async def taken(
    page: Page, paper: Page, drawn: Drawn, shots: Sequence[Mapping[str, Any]], words: Mapping[str, Any]
) -> Drawn:
    """Take them; `paper` is an empty page on which they are put together."""
    found = [await _shot(page, paper, drawn, shot, words["strip"]) for shot in shots]
    return replace(drawn, found=tuple(found))


async def _shot(
    page: Page, paper: Page, drawn: Drawn, shot: Mapping[str, Any], words: Mapping[str, str]
) -> bool | None:
    wanted = bool(shot["link"] or shot["words"])
    await page.evaluate(f"window.scrollTo(0, {'document.documentElement.scrollHeight' if shot['foot'] else 0})")
    box = await _box(page, shot["link"], shot["words"]) if wanted else None
    if box or shot["foot"]:
        await page.wait_for_timeout(_CALM)
    if box:
        box = await _box(page, shot["link"], shot["words"])
    seen = await page.screenshot(animations="disabled")
    missing = words["not_seen"] if wanted and not box else ""
    strip = (drawn.final, words["at"].format(at=_moment(drawn.at)), missing)
    await _write(paper, seen, box, strip, Path(shot["out"]))
    return bool(box) if wanted else None


async def _box(page: Page, link: str, words: Sequence[str]) -> dict[str, float] | None:
    """Where it stands in the window, in whatever frame of the page."""
    for frame in page.frames:
        with suppress(Error):
            box = await _in(frame, link, words)
            if box and frame.parent_frame:
                outer = await (await frame.frame_element()).bounding_box()
                box = box | {"x": box["x"] + outer["x"], "y": box["y"] + outer["y"]} if outer else None
            if box:
                return box
    return None


async def _in(frame: Frame, link: str, words: Sequence[str]) -> dict[str, float] | None:
    """Links are told apart as the walk tells them."""
    numbers: list[int] | None = None
    if link:
        told = await frame.evaluate(_LINKS)
        charset = "gb18030" if told["charset"] in ("gbk", "gb2312") else told["charset"]
        numbers = [n for n, href in enumerate(told["links"]) if join(told["base"], href, charset) == link]
    box: dict[str, float] | None = await frame.evaluate(_FIND, {"links": numbers, "words": list(words)})
    return box


async def _write(
    paper: Page, seen: bytes, box: Mapping[str, float] | None, strip: tuple[str, str, str], out: Path
) -> None:
    """The PNG as it was seen, and a JPEG small enough for letters."""
    out.parent.mkdir(parents=True, exist_ok=True)
    address, at, missing = map(html.escape, strip)
    frame = ""
    if box:
        left, top = (max(0.0, box[side] - _ROOM) for side in ("x", "y"))
        right, bottom = (box[a] + box[b] + _ROOM for a, b in (("x", "width"), ("y", "height")))
        frame = f'<div style="left:{left}px;top:{top}px;width:{right - left}px;height:{bottom - top}px"></div>'
    await paper.set_content(
        f"<!doctype html><style>{_STYLE}</style><header><p><b>{address}</b></p><p>{at}{f'<i>{missing}</i>' if missing else ''}</p>"
        f'</header><main><img src="data:image/png;base64,{base64.b64encode(seen).decode()}">{frame}</main>'
    )
    await paper.screenshot(path=out, full_page=True)
    for quality in _QUALITIES:
        small = await paper.screenshot(type="jpeg", quality=quality, full_page=True)
        if len(small) <= _LARGEST:
            break
    out.with_suffix(".jpg").write_bytes(small)


def _moment(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone(CHINA):%Y-%m-%d %H:%M:%S}"

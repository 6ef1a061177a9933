"""A list as Hanweb serves it: the first records in the page, the others from an interface in one of its styles."""

import json
from dataclasses import dataclass
from html import escape

from aiohttp import web

from tests.invented import column
from tests.site.web import Handler, Pages

FOLDER = "/col/col11620/"
INTERFACE = "/module/web/jpage/dataproxy.jsp"
ASKED = "appid=1&webid=3799&path=/&columnid=11620&unitid=52810&webname=云泽区人民政府&permissiontype=0"
#: Records that stand in the page.
INLINE = 15


def record(number: int, day: str = "2025-03-01") -> str:
    """The record of one article; its date stands inside the link."""
    return (
        f"<li>\t<a href='/art/{day[:4]}/3/1/art_11620_{number}.html' target='_blank' title='第{number}号办事指南更新说明'>"
        f"<div class='text'>第{number}号办事指南更新说明</div><div class='text-date'>{day}</div></a></li>"
    )


@dataclass(frozen=True)
class Listing:
    """`total` records, the highest number first. `style` is range or page, `form` xml, escaped or array."""

    total: int = 240
    style: str = "range"
    form: str = "xml"

    def pages(self, interface: Handler | None = None) -> Pages:
        return {FOLDER: self.page(), f"{FOLDER}index.html": self.page(), INTERFACE: interface or self.answer}

    def page(self) -> str:
        call = f"totalRecord:{self.total},perPage:5,groupSize:3"
        if self.style == "range":
            parameters = ",".join(f"{pair.replace('=', ':' + chr(39), 1)}'" for pair in ASKED.split("&"))
            call += f",proxyUrl:'{INTERFACE}',ajaxParam:{{{parameters}}}"
        if self.form == "array":
            records = (
                "".join(f"'{item}'," for item in self.records(1, INLINE)).replace("='", "=\\'").replace("' ", "\\' ")
            )
            data = f"<script>var InitData52810=[{records.replace(chr(39) + '>', chr(92) + chr(39) + '>')}];</script>"
            call += ",dataStore:InitData52810"
        else:
            data = f"<script type='text/xml'>{self.store(1, INLINE, 2)}</script>"
        return column("办事指南", f"<div id='52810'>{data}</div><script>$('#52810').jpage({{{call}}});</script>")

    async def answer(self, request: web.Request) -> web.Response:
        query = request.query
        if self.style == "page":
            number = int(query["page"])
            text = self.store((number - 1) * INLINE + 1, number * INLINE, number + 1)
        else:
            text = self.store(int(query["startrecord"]), int(query["endrecord"]))
        kind = "text/javascript" if self.form == "array" else "text/xml"
        return web.Response(text=text, content_type=kind)

    def records(self, first: int, last: int) -> list[str]:
        return [record(70_000 - number) for number in range(first, min(last, self.total) + 1)]

    def store(self, first: int, last: int, further: int = 0) -> str:
        records = self.records(first, last)
        if self.form == "array":
            return f"dataStore={json.dumps(records, ensure_ascii=False)};"
        further = min(further, -(-self.total // INLINE)) if self.style == "page" else 0
        href = (
            f'<nextgroup><![CDATA[<a href="{INTERFACE}?page={further}&{ASKED}"></a>]]></nextgroup>' if further else ""
        )
        inside = "".join(f"<record><![CDATA[{item}]]></record>" for item in records)
        pages = -(-self.total // INLINE)
        head = f"<totalrecord>{self.total}</totalrecord><totalpage>{pages}</totalpage>"
        text = f"<datastore>{head}{href}<recordset>{inside}</recordset></datastore>"
        return text if self.form == "xml" else text.replace(inside, escape(inside))

"""Lists as Hanweb pages hold them: the first entries stand in the page as data, the others are fetched from dataproxy.jsp.

In the newer manner (JPAAS) none stands in the page: all are fetched as a unit of it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from markupsafe import Markup

#: So many screens of entries stand in the page, and come with every answer.
_GROUP = 3
_INTERFACES = {
    "range": "/module/web/jpage/dataproxy.jsp",
    "page": "/module/jpage/dataproxy.jsp",
    "unit": "/api-gateway/jpaas-publish-server/front/page/build/unit",
}
INTERFACES = tuple(_INTERFACES.values())


@dataclass(frozen=True, slots=True)
class Listing:
    """The entries of one column. `style` is how further ones are asked for: by "range", by the number of a "page", or as a "unit".

    `wrap` says how an entry is packed (cdata, escaped), `form` in what a range is answered (xml, array).
    """

    column: str
    records: tuple[str, ...]
    size: int
    style: str
    wrap: str
    form: str
    name: str

    @property
    def unit(self) -> str:
        return str(int(self.column) + 5_700)

    @property
    def interface(self) -> str:
        return _INTERFACES[self.style]

    @property
    def inline(self) -> Markup:
        """The data that stand in the page."""
        return Markup(self._store(0, self._further(2)))

    def answer(self, query: Mapping[str, str]) -> tuple[bytes, str]:
        """(body, content type) of what the interface says. Beyond the end it is short."""
        group = self.size * _GROUP
        if self.style == "unit":
            return self._unit(int(json.loads(query.get("paramJson", "{}")).get("pageNo", 1)), group)
        if self.style == "page":
            page = int(query.get("page", 1))
            return self._xml((page - 1) * group, group, self._further(page + 1))
        first = int(query.get("startrecord", 1)) - 1
        count = int(query.get("endrecord", first + group)) - first
        if self.form == "array":
            records = list(self.records[first : first + count])
            return f"dataStore = {json.dumps(records, ensure_ascii=False)};".encode(), "text/html; charset=utf-8"
        return self._xml(first, count, "")

    def _unit(self, page: int, size: int) -> tuple[bytes, str]:
        shown = "".join(self.records[(page - 1) * size : page * size])
        pager = (
            f'<script>oLayPageRender("page", {{rows:"{size}",count:"{len(self.records)}",pageNo:"{page}"}})</script>'
        )
        data = {
            "code": "200",
            "success": True,
            "data": {"html": f'<div class="page-content"><ul>{shown}</ul></div>{pager}'},
        }
        return json.dumps(data, ensure_ascii=False).encode(), "application/json"

    def _xml(self, first: int, count: int, further: str) -> tuple[bytes, str]:
        text = self._store(first, further, count) if first < len(self.records) else "<datastore></datastore>"
        return text.encode(), "text/html; charset=utf-8"

    def _store(self, first: int, further: str, count: int = 0) -> str:
        shown = self.records[first : first + (count or self.size * _GROUP)]
        pages = -(-len(self.records) // (self.size * _GROUP))
        total = f"<totalrecord>{len(self.records)}</totalrecord><totalpage>{pages}</totalpage>"
        return f"<datastore>{total}{further}<recordset>{''.join(map(self._record, shown))}</recordset></datastore>"

    def _record(self, text: str) -> str:
        packed = f"<![CDATA[{text}]]>" if self.wrap == "cdata" else escape(text)
        return f"<record>{packed}</record>\n"

    def _further(self, page: int) -> str:
        """The address of the next entries, as the server writes it: & and Chinese raw. The last one names itself."""
        if self.style != "page":
            return ""
        page = min(page, max(1, -(-len(self.records) // (self.size * _GROUP))))
        query = f"page={page}&appid=1&webid=3799&path=/&columnid={self.column}&unitid={self.unit}&webname={self.name}"
        return f'<nextgroup><![CDATA[<a href="{self.interface}?{query}&permissiontype=0"></a>]]></nextgroup>\n'

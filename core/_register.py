"""The rows of the registers as people write them: what may stand in each field, and what an empty one means."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from core._fields import Email, Url, email, url
from core._toml import Flag, Table, Text, Whole
from core.types import Account, Leader, RegisteredColumn, Site, Unit
from core.urls import canonical

Entry = TypeVar("Entry", Unit, Site, RegisteredColumn, Account)


def completed(entry: Entry, kinds: Mapping[str, str]) -> Entry:
    """The entry with every empty field as it is meant; `kinds` are the kinds of the units by key."""
    empty = {name: value for name, value in implied(entry, kinds).items() if getattr(entry, name) in (None, "", ())}
    return replace(entry, **empty)


def implied(entry: Unit | Site | RegisteredColumn | Account, kinds: Mapping[str, str]) -> dict[str, Any]:
    """What the fields mean that are left out but not empty."""
    if isinstance(entry, Site):
        return {
            "operator": entry.unit,
            "prefixes": tuple(dict.fromkeys(root(one) for one in entry.urls)),
            "standards": binding(entry.kind, kinds.get(entry.unit, "")),
        }
    if isinstance(entry, RegisteredColumn):
        return {"updates": entry.period is not None}
    return {}


def binding(kind: str, unit_kind: str) -> tuple[str, ...]:
    """The standards that bind a site by itself. A topic site is no place of disclosure: none."""
    if kind == "topic":
        return ()
    whole = unit_kind in ("government", "department")
    return ("disclosure-platform", "article-20") if whole else ("disclosure-platform",)


def root(address: str) -> str:
    """The whole host of an http(s) address: scheme://host[:port]/."""
    parts = urlsplit(canonical(address))
    return f"{parts.scheme}://{parts.netloc}/"


def _season(text: str) -> str:
    try:
        first, last = text.split("/") if text else ("01-01", "12-31")
        if any(f"{date.fromisoformat(f'2000-{day}'):%m-%d}" != day for day in (first, last)):
            raise ValueError
    except ValueError:
        raise ValueError("应为首末两日，如 01-01/03-31") from None
    return text


def _some(urls: tuple[str, ...]) -> tuple[str, ...]:
    if not urls:
        raise PydanticCustomError("untold", "不应为空")
    return urls


Key = Annotated[str, Field(pattern=r"^\w[\w.-]*$")]
Link = Annotated[str, AfterValidator(lambda text: text and url(text))]
Mailbox = Annotated[str, AfterValidator(lambda text: text and email(text))]
Season = Annotated[str, AfterValidator(_season)]


class LeaderRow(Table):
    role: Text
    name: Text
    email: Mailbox = ""


class UnitRow(Table):
    key: Key
    name: Text
    kind: Literal["government", "department", "town", "subdistrict", "institution"]
    parent: str = ""
    former: tuple[Text, ...] = ()
    duties: tuple[Text, ...] = ()
    emails: tuple[Email, ...] = ()
    contact: str = ""
    phone: str = ""
    leaders: tuple[Annotated[LeaderRow, AfterValidator(lambda row: Leader(**dict(row)))], ...] = ()


class SiteRow(Table):
    key: Key
    unit: Text
    operator: str = ""
    name: Text
    kind: Literal["portal", "department", "topic"]
    urls: Annotated[tuple[Url, ...], AfterValidator(_some)]
    prefixes: tuple[Url, ...] = ()
    site_code: str = ""
    standards: tuple[Text, ...] = ()


class ColumnRow(Table):
    site: Text
    path: Text
    url: Link = ""
    type: str = ""
    unit: str = ""
    person: str = ""
    period: Annotated[Whole, Field(ge=1)] | None = None
    updates: Flag | None = None
    exempt: str = ""
    season: Season = ""
    jumps: Flag = False


class AccountRow(Table):
    key: Key
    unit: Text
    platform: Literal["weixin", "weibo", "douyin", "toutiao", "kuaishou", "shipinhao", "app", "miniprogram"]
    name: Text
    account: str = ""
    type: str = ""
    source: Literal["feed", "wechat", "weibo", "douyin", "export", "manual"] = "manual"
    url: Link = ""
    verified_as: str = ""
    state: Literal["在用", "拟关停", "已注销"] = "在用"


ROWS: Mapping[str, type[Table]] = {"unit": UnitRow, "site": SiteRow, "column": ColumnRow, "account": AccountRow}
#: (register, field, the register that it points to)
REFERENCES = (
    ("unit", "parent", "unit"),
    ("site", "unit", "unit"),
    ("site", "operator", "unit"),
    ("column", "site", "site"),
    ("column", "unit", "unit"),
    ("account", "unit", "unit"),
)

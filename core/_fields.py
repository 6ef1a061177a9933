"""Fields of the files that people write: what stands there, and the value that we make of it."""

from dataclasses import dataclass
from datetime import time
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from os.path import abspath
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from core.urls import canonical


@dataclass(frozen=True, slots=True)
class Hours:
    """A span of the day from `first` (included) to `last` (excluded); it may run over midnight."""

    first: time
    last: time

    def contains(self, moment: time) -> bool:
        now = moment.replace(tzinfo=None)
        if self.first < self.last:
            return self.first <= now < self.last
        return now >= self.first or now < self.last


def _where(value: object, info: ValidationInfo) -> Path:
    if not isinstance(value, str | Path) or not str(value).strip():
        raise ValueError("应为路径")
    folder: Path = (info.context or {}).get("folder", Path())
    # Not resolve(): a symbolic link in the path stays as it was written.
    return Path(abspath(folder / Path(str(value).strip()).expanduser()))  # noqa: PTH100


def _present(path: Path) -> Path:
    if not path.is_file():
        raise ValueError("应为已有的文件")
    return path


def _nameserver(value: object) -> tuple[str, int]:
    try:
        host, port = _endpoint(value, 53)
        return str(ip_address(host)), port
    except ValueError:
        raise ValueError("应为 IP、IP:端口 或 [IPv6]:端口") from None


def _listen(value: object) -> tuple[str, int]:
    try:
        return _endpoint(value, 8000)
    except ValueError:
        raise ValueError("应为 地址:端口") from None


def _endpoint(value: object, port: int) -> tuple[str, int]:
    """(host, port) of `host`, `host:port`, `[v6]`, `[v6]:port` or a bare v6 address. Raises `ValueError`."""
    text = value.strip() if isinstance(value, str) else ""
    if text.count(":") > 1 and not text.startswith("["):
        text = f"[{text}]"
    parts = urlsplit(f"//{text}")
    number = port if parts.port is None else parts.port
    torn = "]" in text and text.rpartition("]")[2][:1] not in ("", ":")
    if torn or parts.netloc != text or "@" in text or not parts.hostname or not number:
        raise ValueError
    return parts.hostname, number


def _inner(value: object) -> IPv4Network | IPv6Network:
    try:
        return ip_network(value if isinstance(value, str) else "")
    except ValueError:
        raise ValueError("应为网段，如 127.0.0.0/8") from None


def _hours(value: object) -> Hours:
    try:
        first, last = (value if isinstance(value, str) else "").split("-")
        hours = Hours(_clock(first), _clock(last))
    except ValueError:
        raise ValueError("应为时段，如 20:00-07:00") from None
    if hours.first == hours.last:
        raise ValueError("起止时间不应相同")
    return hours


def _clock(text: str) -> time:
    hour, minute = (int(part) for part in text.strip().split(":"))
    return time(0 if (hour, minute) == (24, 0) else hour, minute)


def _header(text: str) -> str:
    if not text.isprintable():
        raise ValueError("不应有换行等不可见字符")
    return text


def email(text: str) -> str:
    name, _, domain = text.rpartition("@")
    if not name or not domain or not text.isprintable():
        raise ValueError("应为邮箱地址")
    return text


def url(text: str) -> str:
    """The address in its canonical spelling."""
    address = canonical(text) if text.isprintable() and " " not in text else ""
    if not address or not _port_is_sound(address):
        raise ValueError("应为 http:// 或 https:// 网址")
    return address


def _port_is_sound(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def _suffix(text: str) -> str:
    return f".{text.lower().removeprefix('.')}"


def _server(text: str) -> str:
    parts = urlsplit(text) if _port_is_sound(text) else None
    if not parts or parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        raise PydanticCustomError("untold", "应为 smtp://用户@主机:端口")
    if parts.password is not None:
        raise PydanticCustomError("untold", "不应写密码，密码从环境变量读取")
    return text


def _database(text: str, info: ValidationInfo) -> str:
    if text == "sqlite:///:memory:" or text.startswith("postgresql://"):
        return text
    file = text.removeprefix("sqlite:///")
    if not file or file == text:
        raise PydanticCustomError("untold", "应为 sqlite:///文件 或 postgresql:// 开头的地址")
    return f"sqlite:///{_where(file, info)}"


#: A path, made absolute by the folder of the file that names it.
Where = Annotated[Path, PlainValidator(_where)]
Present = Annotated[Path, PlainValidator(_where), AfterValidator(_present)]
NameServer = Annotated[tuple[str, int], PlainValidator(_nameserver)]
Listen = Annotated[tuple[str, int], PlainValidator(_listen)]
Inner = Annotated[IPv4Network | IPv6Network, PlainValidator(_inner)]
Span = Annotated[Hours, PlainValidator(_hours)]
Header = Annotated[str, AfterValidator(_header)]
Email = Annotated[str, AfterValidator(email)]
Url = Annotated[str, AfterValidator(url)]
Suffix = Annotated[str, Field(min_length=1), AfterValidator(_suffix)]
#: Messages about these two do not quote them: they may hold a password.
Server = Annotated[str, AfterValidator(_server)]
Database = Annotated[str, AfterValidator(_database)]

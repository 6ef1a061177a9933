"""What the servers answer, and everything that is no page: files, pictures, errors, style sheets."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from jinja2 import Environment

from demo.district import Manner, Odd, Site
from demo.pictures import attachment, landscape
from demo.proxy import Listing

_STATIC = Path(__file__).resolve().parent / "static"
_STATUS = {Manner.FORBIDDEN: 403, Manner.BUSY: 503, Manner.BROKEN: 500}
_WORDS = {
    403: "您没有权限访问此页面，请通过政务内网登录。",
    404: "抱歉，您访问的页面不存在或已被移走。",
    500: "系统出错了，请联系管理员。",
    503: "系统繁忙，请稍后再试。",
}


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. `location` makes it a redirect, `manner` says how the server has to behave.

    `six` is the body over IPv6 where it is another one; `lists` are those of dataproxy.jsp, by their columns.
    """

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    location: str = ""
    manner: Manner | None = None
    six: bytes = b""
    lists: Mapping[str, Listing] = field(default_factory=dict)


Replies = dict[tuple[str, str], Reply]


def error(status: int, environment: Environment) -> Reply:
    """The Chinese page for what is not there, or does not work."""
    return Reply(_note(environment, str(status), _WORDS[status]), status=status)


def odd(row: Odd, environment: Environment) -> Reply:
    """An address that answers in a manner of its own."""
    if row.manner in _STATUS:
        return error(_STATUS[row.manner], environment)
    if row.manner is Manner.MOVED:
        return Reply(status=301, location=row.target, manner=row.manner)
    if row.manner is Manner.PAGE:
        return Reply(_note(environment, "欢迎访问", "本站由社会单位主办，内容与政府网站无关。"))
    if row.path.endswith(".html"):
        return Reply(_note(environment, "检索", "没有找到符合条件的结果，请换一个关键字。"), manner=row.manner)
    body, kind = attachment(row.path)
    return Reply(body, kind, manner=row.manner)


def furniture(site: Site) -> Iterator[tuple[str, Reply]]:
    """What every host of a site serves beside its pages."""
    style = "".join((_STATIC / f"{name}.css").read_text("utf-8") for name in ("rows", site.look))
    yield f"/css/{site.look}.css", Reply(site.dress.style(style).encode(), "text/css; charset=utf-8")
    yield "/robots.txt", Reply(b"User-agent: *\nDisallow: /search/\n", "text/plain")
    yield "/images/conac.png", Reply(landscape("topics", 40, 48, 5), "image/png")
    yield "/images/jiucuo.png", Reply(landscape("finance", 96, 40, 2), "image/png")
    if site.look in ("portal", "emergency", "employment"):
        yield "/images/logo.png", Reply(landscape(site.look, 96, 96, 3), "image/png")
        yield "/images/banner.png", Reply(landscape(site.look, 960, 180), "image/png")
        yield "/images/scene-1.png", Reply(landscape(site.look, 640, 360, 7), "image/png")
        yield "/images/scan-1.png", Reply(landscape(site.look, 640, 900, 9), "image/png")
    if site.look == "employment":
        for name in ("jpage", "footer"):
            script = (_STATIC / f"{name}.js").read_bytes()
            yield f"/script/{name}.js", Reply(script, "application/javascript; charset=utf-8")


def _note(environment: Environment, head: str, words: str) -> bytes:
    return environment.get_template("missing.html").render(status=head, words=words).encode()

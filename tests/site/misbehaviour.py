"""Handlers that misbehave as real servers do."""

import asyncio
import gzip
from itertools import count

from aiohttp import web

from tests.invented import COLUMNS, article, column, page, rows
from tests.site.web import Answer, Handler, Pages

LIST = "/zwgk/tzgg/"
BLOCKED = Answer(
    "<html><head><title>创宇盾</title></head><body>当前访问疑似黑客攻击，已被创宇盾拦截</body></html>", 403
)


async def silent(request: web.Request) -> web.StreamResponse:
    """Takes the request and says nothing until the other side hangs up."""
    while request.transport is not None and not request.transport.is_closing():
        await asyncio.sleep(0.05)
    return web.Response()


async def reset(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def dropped(request: web.Request) -> web.StreamResponse:
    """Promises more than it sends."""
    response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "9000"})
    await response.prepare(request)
    await response.write("<html><body>区政府召开".encode())
    assert request.transport is not None
    request.transport.close()
    return response


def slow(seconds: float, content: str) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return web.Response(text=content, content_type="text/html")

    return answer


def in_turn(*contents: Answer) -> Handler:
    """One answer after the other, the last one from then on."""
    asked = count()

    async def answer(request: web.Request) -> web.StreamResponse:
        found = contents[min(next(asked), len(contents) - 1)]
        headers = {"Content-Type": "text/html", **found.headers}
        return web.Response(body=found.body, status=found.status, headers=headers)

    return answer


def cookie_wall(content: str) -> Handler:
    """Sends everybody back to the same address until the cookie comes along."""

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.cookies.get("visitor") == "yes":
            return web.Response(text=content, content_type="text/html")
        response = web.Response(status=302, headers={"Location": request.path_qs})
        response.set_cookie("visitor", "yes")
        return response

    return answer


async def calendar(request: web.Request) -> web.StreamResponse:
    """A page for every month there ever was or will be, none with anything to say."""
    month = int(request.query.get("month", "0"))
    links = f"<a href='?month={month - 1}'>上一月</a><a href='?month={month + 1}'>下一页</a>"
    return web.Response(text=page("办事日历", f"<p>第{month}个月，本月没有安排</p>{links}"), content_type="text/html")


def redirect(target: str, status: int = 302) -> Answer:
    return Answer("", status, {"Location": target})


def packed(text: str, charset: str = "utf-8") -> Answer:
    """gzip, and no word of the charset in the header."""
    return Answer(gzip.compress(text.encode(charset)), headers={"Content-Encoding": "gzip"})


def linking(*paths: str) -> str:
    """A home page that leads to all these."""
    links = "".join(f"<li><a href='{path}'>{number}号链接</a></li>" for number, path in enumerate(paths))
    return page("云泽区人民政府", f"<ul>{links}</ul>")


def small_site(articles: int = 12) -> Pages:
    """A sound site: a home page, a section, five columns (one lists all the articles): seven pages more than articles."""
    entries = [(f"云泽区第{number}号通告发布", f"2026-10-{number % 27 + 1:02}") for number in range(articles)]
    pages: Pages = {
        "/": page("云泽区人民政府", rows(entries[:5], LIST)),
        "/0/": page("政务公开-云泽区人民政府", "<p>政务公开栏目导航</p>"),
    }
    for path, name in COLUMNS.items():
        shown = entries if f"/{path}" == LIST else entries[: len(name) % 3 + 1]
        pages[f"/{path}"] = column(name, rows(shown, LIST))
    for number, (title, day) in enumerate(entries):
        pages[f"{LIST}{number + 4100}.html"] = article(title, day)
    return pages

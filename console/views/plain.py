"""Pages that say one thing: the front door, and every way in which a request can fail."""

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ledger.link import Because

#: The head and the words of a link that opens nothing.
_REFUSED: Mapping[Because, tuple[HTTPStatus, str, str]] = MappingProxyType(
    {
        Because.ALTERED: (
            HTTPStatus.NOT_FOUND,
            "链接不完整或有误",
            "请从邮件中完整复制链接再打开；如仍打不开，请联系发函单位重新发送。",
        ),
        Because.EXPIRED: (
            HTTPStatus.GONE,
            "链接已过期",
            "请使用最近一封邮件中的链接，或联系发函单位重新发送。已提交的答复不受影响。",
        ),
        Because.REVOKED: (
            HTTPStatus.GONE,
            "链接已停用",
            "发函单位已停用此前发出的链接，请使用最近一封邮件中的链接，或联系发函单位。",
        ),
        Because.GONE: (
            HTTPStatus.GONE,
            "该单位已不再使用此链接",
            "登记的单位已合并或撤销，问题已随职责划转，请使用接收单位收到的链接。",
        ),
    }
)


def home(request: HttpRequest) -> HttpResponse:
    """Nobody's page: who has a link does not come here."""
    return say(request, HTTPStatus.OK, "政府网站与政务新媒体整改反馈", "请打开邮件或工作群中的答复链接，无需账号。")


def refused(request: HttpRequest, because: Because) -> HttpResponse:
    return say(request, *_REFUSED[because])


def say(request: HttpRequest, status: HTTPStatus, head: str, words: str) -> HttpResponse:
    """A page of one head and one sentence."""
    page = render(request, "console/plain.html", {"head": head, "words": words}, status=status)
    page["Cache-Control"] = "no-store"
    return page


def not_ours(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that did not come from our page, or whose page is too old."""
    return say(
        request, HTTPStatus.FORBIDDEN, "页面已失效，未作记录", "请重新打开链接后再提交；请勿禁用浏览器的 Cookie。"
    )


def wrong(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return say(request, HTTPStatus.BAD_REQUEST, "请求有误，未作记录", "请重新打开链接后再提交。")


def nowhere(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return say(request, HTTPStatus.NOT_FOUND, "没有这个页面", "请从邮件中完整复制链接再打开。")


def broken(request: HttpRequest) -> HttpResponse:
    words = "未能完成，已记入日志。请稍后重试；如需立即反馈，请电话联系发函单位。"
    return say(request, HTTPStatus.INTERNAL_SERVER_ERROR, "系统出错", words)

"""The district mends what it was told, and may fall back: columns get news, dead links a page. A running district changes under it."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from urllib.parse import unquote, urlsplit

from demo.district import Article, Column, District, Shape, Site
from demo.pages import render
from demo.replies import Replies, Reply

_COLUMNS = ("column_updates", "empty_columns")
_PAGE = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title></head>'
    "<body><h1>{title}</h1><p>发布时间：{day}</p><p>本页面原有内容已恢复，供公众查阅。</p></body></html>"
)


def mend(district: District, replies: Replies, subjects: Collection[str]) -> None:
    """The faults with these subjects are mended, addresses of columns or of what links lead to; every other one stands as sown.

    What was mended before and is not named breaks again.
    """
    columns = {subject for subject in subjects if any(subject in _told(site) for site in district.sites)}
    mended = render(replace(district, sites=tuple(_site(site, columns, district) for site in district.sites)))
    for subject in set(subjects) - columns:
        parts = urlsplit(subject)
        page = _PAGE.format(title="往年目录", day=district.as_of)
        mended[parts.hostname or "", unquote(parts.path)] = Reply(page.encode())
    for place in replies.keys() - mended.keys():
        del replies[place]
    replies.update(mended)


def _told(site: Site) -> dict[str, Column]:
    """The columns of the site that have gone stale or are empty, by the subject of that fault."""
    return {
        site.url(truth.subject or column.folder): column
        for column in site.columns
        for truth in column.truths
        if truth.check in _COLUMNS
    }


def _site(site: Site, subjects: Collection[str], district: District) -> Site:
    wanted = [column for subject, column in _told(site).items() if subject in subjects]
    return replace(site, columns=tuple(_columns(site, wanted, district)))


def _columns(site: Site, wanted: Collection[Column], district: District) -> Iterator[Column]:
    for column in site.columns:
        if column not in wanted:
            yield column
            continue
        fresh = Article(
            title=f"云泽区关于做好{column.name}栏目信息公开工作的通知",
            day=district.as_of,
            path=f"{column.folder}content_90001.html",
            source=site.short,
            text=("各有关单位：为做好政务公开工作，现将有关事项通知如下，请认真抓好落实。",),
        )
        yield replace(column, shape=Shape.LIST, articles=(fresh, *column.articles))

"""The spider owes an answer for every order."""

import socket

from scrapy.http import Response
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure

from core.recorder import Waiting
from core.types import Outcome
from crawler.exchange import LENGTH, Answer, unpack
from crawler.job import Job
from crawler.spiders.site import SiteSpider

URL = "http://www.yunze.gov.cn/"


class Written(list[bytes]):
    """What was written to the walk."""

    write = list.append


def test_what_it_stumbles_over_is_answered() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        spider = SiteSpider.from_crawler(get_crawler(SiteSpider), job=Job((URL,), (URL,)), channel=ours)
        spider._answers = written = Written()
        request = spider.request(Waiting(URL, "page", 0))
        spider._crashed(Failure(KeyError("x")), Response(URL, request=request))
    (message,) = written
    answer = Answer(*unpack(message[LENGTH:]))
    assert (answer.url, answer.failed, answer.detail) == (URL, Outcome.TIMEOUT, "KeyError")

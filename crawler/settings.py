"""Scrapy's settings for a walk: polite, hardened, lean. `settings(job)` adds what the job decides."""

import sys
from collections.abc import Mapping
from typing import Any

from core.catalogue import load
from crawler.handler import Downloader, Handler
from crawler.job import Job
from crawler.middlewares import Decompression, Guard, Patience
from crawler.robots import Robots

BOT_NAME = "bihuan"
SPIDER_MODULES = ["crawler.spiders"]

_OFF = "scrapy.downloadermiddlewares."
_SPIDER_OFF = "scrapy.spidermiddlewares."

#: Seconds that the loop's timers tell apart: a shorter delay would become one of these for every request.
_TICK = 0.001

_FIXED: dict[str, Any] = {
    "BOT_NAME": BOT_NAME,
    "SPIDER_MODULES": SPIDER_MODULES,
    "SCHEDULER": "crawler.spiders.site.Scheduler",
    "TWISTED_DNS_RESOLVER": "crawler.resolver.Resolver",
    "TWISTED_REACTOR": "twisted.internet.asyncioreactor.AsyncioSelectorReactor",
    "ROBOTSTXT_OBEY": True,
    "ROBOTSTXT_USER_AGENT": BOT_NAME,
    "DOWNLOAD_VERIFY_CERTIFICATES": False,
    "DOWNLOAD_DELAY_JITTER": 0,
    "DOWNLOAD_MAXSIZE": 8 * 1024 * 1024,
    "DOWNLOAD_WARNSIZE": 0,
    "REDIRECT_MAX_TIMES": 8,
    "RETRY_TIMES": 1,
    "RETRY_HTTP_CODES": [408, 429, 502, 503, 504],
    # The spider yields nothing, yet Scrapy starts this many tasks for every response.
    "CONCURRENT_ITEMS": 1,
    # An HTTP port that runs Python for whoever holds its token, and a telnet console: both are on by default.
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    # A proxy of the environment would defeat our name servers and our rules on addresses.
    "HTTPPROXY_ENABLED": False,
    "METAREFRESH_ENABLED": False,
    "MEMUSAGE_ENABLED": False,
    "LOG_LEVEL": "WARNING",
    "LOGSTATS_INTERVAL": 0,
    "STATS_DUMP": False,
    "STATS_CLASS": "scrapy.statscollectors.DummyStatsCollector",
    "DOWNLOADER": Downloader,
    "DOWNLOAD_HANDLERS": {
        **dict.fromkeys(("data", "file", "ftp", "s3")),
        **dict.fromkeys(("http", "https"), Handler),
    },
    "DEFAULT_REQUEST_HEADERS": {
        "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
        "Accept-Language": "zh-CN,zh;q=0.9",
    },
    "DOWNLOADER_MIDDLEWARES": {
        Guard: 10,
        Robots: 100,
        Patience: 560,
        Decompression: 590,
        _OFF + "httpcompression.HttpCompressionMiddleware": None,
        _OFF + "robotstxt.RobotsTxtMiddleware": None,
        _OFF + "offsite.OffsiteMiddleware": None,
        _OFF + "httpauth.HttpAuthMiddleware": None,
        _OFF + "redirect.MetaRefreshMiddleware": None,
        _OFF + "httpproxy.HttpProxyMiddleware": None,
        _OFF + "stats.DownloaderStats": None,
        _OFF + "httpcache.HttpCacheMiddleware": None,
    },
    "SPIDER_MIDDLEWARES": {
        _SPIDER_OFF + "start.StartSpiderMiddleware": None,
        _SPIDER_OFF + "httperror.HttpErrorMiddleware": None,
        _SPIDER_OFF + "urllength.UrlLengthMiddleware": None,
        _SPIDER_OFF + "depth.DepthMiddleware": None,
        _SPIDER_OFF + "metacopy.MetaCopyDetectionMiddleware": None,
    },
    "EXTENSIONS": {
        "scrapy.extensions.corestats.CoreStats": None,
        "scrapy.extensions.logcount.LogCount": None,
        "scrapy.extensions.feedexport.FeedExporter": None,
        "scrapy.extensions.spiderstate.SpiderState": None,
    },
}


def settings(job: Job, words: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Everything Scrapy needs for this job; `words` are the catalogue's."""
    words = words or load().words
    chosen = {
        "JOB": job,
        "FINGERPRINTS": words["blocked"],
        "MANNERS": words["walk"]["manners"],
        "ATTACHMENT_MAXSIZE": words["walk"]["attachments"]["bytes_megabytes"] << 20,
        "USER_AGENT": job.user_agent,
        "DOWNLOAD_DELAY": job.delay if job.delay >= _TICK else 0.0,
        "CONCURRENT_REQUESTS_PER_DOMAIN": job.concurrency,
        "CONCURRENT_REQUESTS": at_once(job) // 2,
        "DOWNLOAD_TIMEOUT": job.timeout,
    }
    if sys.platform != "win32":
        chosen["ASYNCIO_EVENT_LOOP"] = "uvloop.Loop"
    return {**_FIXED, **chosen}


def at_once(job: Job) -> int:
    """How many orders may be open: as many again as Scrapy asks at once, so that it never waits for the walk."""
    return 2 * max(16, job.concurrency)

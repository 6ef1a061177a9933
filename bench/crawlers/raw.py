"""Baseline d: a raw aiohttp loop with the project's own understanding of each page, no Scrapy, nothing kept."""

import asyncio
import sys
from pathlib import Path

import aiohttp
import uvloop

from core.charset import decode
from core.html import understand
from core.urls import is_attachment

_AT_ONCE = 8


async def walk(start: str) -> list[str]:
    """The addresses read, breadth first."""
    waiting: asyncio.Queue[str] = asyncio.Queue()
    seen, found = {start}, list[str]()
    waiting.put_nowait(start)

    async def worker(session: aiohttp.ClientSession) -> None:
        while True:
            url = await waiting.get()
            async with session.get(url) as response:
                body = await response.read()
            if response.status == 200 and response.content_type == "text/html":
                found.append(url)
                for link in understand(decode(body)[0], url, home=url == start).links:
                    if link.url not in seen and link.url.startswith(start) and not is_attachment(link.url):
                        seen.add(link.url)
                        waiting.put_nowait(link.url)
            waiting.task_done()

    async with aiohttp.ClientSession() as session:
        workers = [asyncio.create_task(worker(session)) for _ in range(_AT_ONCE)]
        await waiting.join()
        for one in workers:
            one.cancel()
    return found


def main(start: str, file: Path) -> None:
    found = uvloop.run(walk(start.rstrip("/") + "/"))
    file.write_text("\n".join(sorted(found)), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))

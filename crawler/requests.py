"""What a request says of where it comes from, as browsers say it: some servers show nothing to whoever does not."""

from core.interfaces import is_answer
from core.recorder import Waiting
from core.urls import host_of, join


def came_from(waiting: Waiting) -> dict[str, str]:
    """The Referer: the page itself on its own host, no more than its host to others, nothing where encryption ends."""
    page = waiting.first if waiting.first and is_answer(waiting.url) else waiting.page
    if not page or (page.startswith("https:") and waiting.url.startswith("http:")):
        return {}
    return {"Referer": page if host_of(page) == host_of(waiting.url) else join(page, "/")}

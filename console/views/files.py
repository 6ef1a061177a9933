"""Files: of replies, as downloads to their own unit over its link and to officers who are logged in; pictures of pages."""

from typing import Any

from django.contrib.admin.views.decorators import staff_member_required
from django.db.models import F
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from console.views._link import Visit, linked
from ledger import pictures
from ledger.attachments import Attachment
from ledger.models import Reply
from ledger.settings import CONFIG

#: By the name in the address: the ending of the file, and what it is.
_KINDS = {"small": (".jpg", "image/jpeg"), "whole": (".png", "image/png")}
FOLDER = CONFIG.storage.dir / "replies"


@linked
def of_unit(visit: Visit, reply: int, number: int) -> HttpResponseBase:
    """A file that the unit itself has sent: what another sent before the case was handed over is not shown."""
    return _download(number, pk=reply, case__unit=visit.unit, at__gte=F("case__assigned_at"))


@require_safe
@linked
def picture(visit: Visit, number: int, kind: str) -> HttpResponseBase:
    """What a page of one of the unit's living cases looked like: `small` in the page, `whole` on its own."""
    path = pictures.of_unit(number, visit.unit)
    if path is None or kind not in _KINDS:
        raise Http404
    ending, content = _KINDS[kind]
    path = path.with_suffix(ending)
    if not path.is_file():
        raise Http404
    return _sealed(FileResponse(path.open("rb"), content_type=content))


@require_safe
@staff_member_required
def of_anyone(request: HttpRequest, reply: int, number: int) -> HttpResponseBase:
    return _download(number, pk=reply)


def _download(number: int, **wanted: Any) -> HttpResponseBase:
    found = Reply.objects.filter(**wanted).first()
    if found is None or number >= len(found.files):
        raise Http404
    file = Attachment(**found.files[number])
    path = file.path(FOLDER)
    if not path.is_file():
        raise Http404
    answer = FileResponse(
        path.open("rb"), as_attachment=True, filename=file.name, content_type="application/octet-stream"
    )
    return _sealed(answer)


def _sealed(answer: FileResponse) -> FileResponse:
    """Nothing in the file is run, and it is taken for nothing else."""
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer

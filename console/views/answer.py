"""The unit's page: its cases, its answer, what was received, and the form to print and stamp."""

import secrets
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from console import paper, sheet
from console.forms import CHOICES, AnswerForm
from console.views import plain
from console.views._link import Visit, linked, rules
from console.views.files import FOLDER
from core.errors import BadInput
from ledger import answers, attachments
from ledger.answers import Kind, Said
from ledger.models import Answer, Reply
from reports import papers

#: What follows an answer.
_NEXT: Mapping[str, str] = {
    Kind.SIGNED: "请在时限前完成整改，再从本页答复。",
    Kind.MENDED: "系统将自动复核所答复的页面，通过即销号，结果以邮件告知。",
    Kind.PARTLY: "勾选的位置将自动复核，其余部分继续整改；预计完成日期由发函单位审核，同意之前原时限不变。结果以邮件告知。",
    Kind.LATER: "发函单位将审核延期申请，结果以邮件告知；同意之前原时限不变。",
    Kind.DISPUTED: "发函单位将研究申诉，结果以邮件告知；在此之前原时限不变。",
    Kind.NOT_OURS: "发函单位将核实职责归属，属实的予以转办，结果以邮件告知。",
}


@require_http_methods(["GET", "HEAD", "POST"])
@linked
def page(visit: Visit) -> HttpResponseBase:
    """The cases with the answer form; a good answer leads to `done`, a mistaken one comes back with its words kept."""
    request = visit.request
    if request.method != "POST":
        return _page(visit)
    cases = request.POST.getlist("case")
    form = AnswerForm(request.POST, request.FILES, cases, rules().words["answers"])
    if not form.is_valid():
        return _page(visit, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        answer = answers.take(visit.unit, visit.name, cases, _said(form), form.cleaned_data["page"])
    except BadInput as refused:
        form.add_error(None, list(refused.lines))
        return _page(visit, form, HTTPStatus.CONFLICT)
    return HttpResponseRedirect(f"done/{answer.key}/")


@require_safe
@linked
def done(visit: Visit, key: str) -> HttpResponseBase:
    """What was received."""
    answer = _answer(visit, key)
    reply = Reply.objects.filter(case__number__in=answer.numbers, at=answer.at, kind=answer.kind).first()
    facts = {"visit": visit, "answer": answer, "reply": reply, "next": _NEXT[answer.kind]}
    return render(visit.request, "console/done.html", facts)


@require_safe
@linked
def form(visit: Visit) -> HttpResponseBase:
    """整改情况反馈表, to print and stamp: of one answer, else of all living cases."""
    lines = paper.lines(visit.unit, _asked(visit))
    facts = {"visit": visit, "lines": lines, "person": papers.persons([line.row for line in lines])}
    return render(visit.request, "console/form.html", facts)


@require_safe
@linked
def document(visit: Visit) -> HttpResponseBase:
    """The same as a document for WPS, of what is not closed yet."""
    try:
        content = paper.document(visit.unit, visit.name, _asked(visit))
    except BadInput as nothing:
        return plain.say(visit.request, HTTPStatus.NOT_FOUND, "没有需要反馈的问题", str(nothing))
    return FileResponse(content, as_attachment=True, filename=f"整改情况反馈表（{visit.name}）.docx")


def _page(visit: Visit, form: AnswerForm | None = None, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    words, shown = rules().words["answers"], sheet.sheet(visit.unit, rules())
    usual = Kind.SIGNED if shown.unsigned else Kind.MENDED
    facts = {
        "visit": visit,
        "sheet": shown,
        "form": form,
        "resend": bool(visit.request.FILES),
        "ticked": frozenset(form.cases if form else ()),
        "ticked_places": form.ticked_places if form else (),
        "chosen": (form["kind"].value() if form else "") or usual,
        "choices": CHOICES,
        "page": secrets.token_hex(16),
        "words": words,
        "accept": ",".join(f".{ending}" for ending in words["endings"]),
    }
    return render(visit.request, "console/answer.html", facts, status=status)


def _said(form: AnswerForm) -> Said:
    said = form.cleaned_data
    files = [attachments.keep(file.name or "", file, FOLDER) for file in said["files"]]
    places = form.places if said["kind"] == Kind.PARTLY else {}
    return Said(Kind(said["kind"]), said["name"], said["words"], said["until"], said["url"], files, places)


def _asked(visit: Visit) -> Sequence[str]:
    """The cases of the answer that the address names; without one none in particular."""
    key = visit.request.GET.get("answer", "")
    numbers: Sequence[str] = _answer(visit, key).numbers if key else ()
    return numbers


def _answer(visit: Visit, key: str) -> Answer:
    answer = Answer.objects.filter(key=key, unit=visit.unit).first()
    if answer is None:
        raise Http404
    return answer

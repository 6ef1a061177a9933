"""Letters as they go over the wire: a subject that counts, HTML with inline styles, a text complete by itself, the papers attached."""

import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.headerregistry import Address, Group
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from core.catalogue import Catalogue
from core.config import Config
from ledger.outbox import Written
from reports import _facts as facts
from reports import _letter, _morning, case_list, digest, papers
from reports import ledger as workbook
from reports.html import TEMPLATES

if TYPE_CHECKING:
    from ledger.outbox import Paper, Writer

_TYPES = {
    ".docx": ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ".xlsx": ("application", "vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}
#: The names of some types are longer than a line of 78 characters, and are spoilt where they are folded.
_WIRE = SMTP.clone(max_line_length=120)
_UNSAFE = re.compile(r"[^\w（）()·-]+")


def writer(settings: Config, catalogue: Catalogue) -> "Writer":
    """What `outbox.compose` calls for each letter."""
    return partial(write, settings=settings, catalogue=catalogue)


def subject(paper: "Paper", catalogue: Catalogue) -> str:
    """The subject alone: whose, how much, by when."""
    return _view(paper, catalogue).subject


def write(paper: "Paper", settings: Config, catalogue: Catalogue) -> Written:
    """The letter in full."""
    view = _view(paper, catalogue)
    with tempfile.TemporaryDirectory(prefix="bihuan-letter-") as folder:
        files = list(_attachments(paper, settings, catalogue, view.headline, Path(folder)))
        message = _headed(paper, view.subject, settings)
        known = _known(paper, view, [file.name for file in files], settings, catalogue)
        page = "morning" if paper.morning else "letter"
        message.set_content(_rendered(f"mail/{page}.txt.j2", known), cte="base64")
        message.add_alternative(_rendered(f"mail/{page}.html.j2", known), subtype="html", cte="base64")
        _add_pictures(message, view)
        for file in files:
            kind, form = _TYPES[file.suffix]
            message.add_attachment(file.read_bytes(), kind, form, filename=file.name, params={"name": file.name})
    name = _UNSAFE.sub("", f"{paper.at:%Y%m%d}-{view.name}-{paper.unit_name}")[:60].rstrip("-")
    return Written(view.subject, name, message.as_bytes(policy=_WIRE))


def _add_pictures(message: EmailMessage, view: _letter.View | _morning.View) -> None:
    """The pictures that the HTML shows, as parts of it."""
    body = message.get_body(("html",))
    for picture in view.pictures if isinstance(view, _letter.View) else ():
        assert isinstance(body, EmailMessage)
        content = picture.file.read_bytes()
        body.add_related(content, "image", "jpeg", cid=f"<{picture.cid}>", disposition="inline")


def _view(paper: "Paper", catalogue: Catalogue) -> _letter.View | _morning.View:
    return _morning.view(paper, catalogue) if paper.morning else _letter.view(paper, catalogue)


def _headed(paper: "Paper", subject: str, settings: Config) -> EmailMessage:
    message = EmailMessage(policy=_WIRE)
    who, bureau = paper.recipients, settings.mail.bureau
    issuer = _issuer(paper, settings)
    message["Subject"] = subject
    message["From"] = Address(
        issuer, addr_spec=settings.mail.sender or f"bihuan@{paper.message_id.rpartition('@')[2].strip('>')}"
    )
    # Without an address the letter names its unit, for whoever passes the file on.
    message["To"] = ", ".join(who.to) if who.to else Group(facts.said(paper.unit_name), ())
    if who.cc:
        message["Cc"] = ", ".join(who.cc)
    if bureau and paper.unit:
        message["Reply-To"] = ", ".join(bureau)
    message["Date"] = format_datetime(paper.at)
    message["Message-ID"] = paper.message_id
    message["Auto-Submitted"] = "auto-generated"
    return message


def _issuer(paper: "Paper", settings: Config) -> str:
    """Who signs, by the kind of letter."""
    issuer = settings.cases.issuer
    return facts.said(issuer.supervision if paper.kind == "supervision" else issuer.notice)


def _known(
    paper: "Paper", view: object, attached: Sequence[str], settings: Config, catalogue: Catalogue
) -> Mapping[str, Any]:
    return {
        "view": view,
        "words": catalogue.words["letters"]["words"],
        "attached": attached,
        "issuer": _issuer(paper, settings),
        "contact": "、".join(settings.mail.bureau),
    }


def _rendered(template: str, known: Mapping[str, Any]) -> str:
    return _environment(template.endswith(".html.j2")).get_template(template).render(known).strip() + "\n"


@cache
def _environment(escaped: bool) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shorten"] = digest.shorten
    environment.globals |= {"marks": digest.MARKS, "colours": _letter.COLOURS}
    return environment


def _attachments(paper: "Paper", settings: Config, catalogue: Catalogue, lead: str, folder: Path) -> Iterator[Path]:
    """The papers and workbooks of this kind of letter, each written into `folder`."""
    words = catalogue.words["letters"]
    names = words["attachments"]
    if paper.morning:
        path = folder / names["ledger"]
        workbook.write(paper.morning.rows, catalogue, path)
        yield path
        return
    heading = facts.Heading(issuer=_issuer(paper, settings), to=facts.said(paper.unit_name), day=paper.at.date())
    living = [row for row in paper.rows if row.state in _letter.LIVING]
    for kind in words["letter"][paper.kind]["attached"]:
        path = folder / names[kind].format(unit=_UNSAFE.sub("", paper.unit_name)[:40])
        if kind == "list":
            case_list.write(paper.parts, catalogue, lead, path)
        elif living:
            _PAPERS[kind](living, heading, path, catalogue)
        else:
            continue
        yield path


_PAPERS: Mapping[str, Callable[..., None]] = {
    "notice": papers.notice,
    "supervision": papers.supervision,
    "feedback": papers.feedback_form,
}

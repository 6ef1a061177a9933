"""`bihuan notify`: compose the letters that are due, send what the outbox holds."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands._options import ConfigFile

if TYPE_CHECKING:
    from core.catalogue import Catalogue
    from core.config import Config
    from ledger.outbox import Sent

app = typer.Typer()


@app.command(
    name="notify", help="发信：把应告知的事项写成信函并发出；未设邮件服务器的，存为 outbox 文件夹中的 .eml 文件。"
)
def notify_command(
    config: ConfigFile = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只列出将发出的信函，不写入、不发送")] = False,
    unattended: Annotated[
        bool, typer.Option("--unattended", help="定时运行时用：刚刚交办的稍候，与随后交办的并入一封")
    ] = False,
) -> None:
    import ledger
    from core import catalogue
    from core import config as configs
    from core.clock import now

    settings = configs.load(config)
    ledger.connect(settings, config)
    rules = catalogue.load(extra_standards=settings.standards.files)
    if dry_run:
        _plan(settings, rules)
        return
    from ledger import outbox
    from reports import mail

    letters = outbox.compose(now(), settings, rules, mail.writer(settings, rules), unattended)
    for letter in letters:
        print(letter.subject)
    _tell(outbox.send(now(), settings, rules), len(letters), settings)
    _tell_refused(rules)


def _plan(settings: "Config", rules: "Catalogue") -> None:
    from core.clock import now
    from ledger import outbox
    from ledger.models import Letter
    from reports import mail

    papers = list(outbox.planned(now(), settings, rules))
    for paper in papers:
        who = "、".join((*paper.recipients.to, *paper.recipients.cc)) or "（登记表中没有邮箱）"
        print(f"{mail.subject(paper, rules)} → {who}")
    waiting = Letter.objects.filter(sent_at=None)
    for letter in waiting:
        print(f"{letter.subject} → {'、'.join((*letter.to, *letter.cc))}（已写好，待发）")
    print(f"将写 {len(papers)} 封，另有 {len(waiting)} 封待发；没有写入，也没有发送。")


def _tell_refused(rules: "Catalogue") -> None:
    """Addresses that took no letter in these days: the register wants another one."""
    from core.clock import now
    from ledger import morning

    for trouble in morning.troubles(now(), rules.words["letters"]):
        for address, reason in trouble.refused.items():
            print(f"被拒收：{address}（{reason}）；{trouble.subject}。请核对登记表中的邮箱。")


def _tell(sent: "Sent", composed: int, settings: "Config") -> None:
    where = "" if settings.mail.server else f"，存于 {settings.storage.dir / 'outbox'}"
    print(f"新写 {composed} 封，发出 {sent.sent} 封{where if sent.sent else ''}；待发 {sent.waiting} 封。")
    if sent.failed:
        print(f"其中 {sent.failed} 封本次未能送达，将自动重试。")
    if sent.error:
        print(f"邮件服务器：{sent.error}；信函已留存，将自动重试。")

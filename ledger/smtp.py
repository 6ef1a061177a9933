"""One conversation with the mail server, for all the letters of a run."""

import os
import smtplib
import ssl
from collections.abc import Mapping
from contextlib import AbstractContextManager, ExitStack
from typing import Self
from urllib.parse import unquote, urlsplit

from core.config import Config
from ledger.models import Letter
from ledger.refusals import PutOff, ServerFailed

PASSWORD = "BIHUAN_MAIL_PASSWORD"


class Server(AbstractContextManager["Server"]):
    """The SMTP server of the configuration. Where it offers TLS, we take it, and believe it only with a sound certificate."""

    def __init__(self, settings: Config, timeout: float) -> None:
        self._parts = urlsplit(settings.mail.server or "")
        self._sender = settings.mail.sender or ""
        self._trusted, self._timeout = settings.network.ca_file, timeout
        self._password = os.environ.get(PASSWORD)
        self._smtp: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        if not self._sender:
            raise ServerFailed("[mail] from：未填写发件地址")
        if self._parts.username and self._password is None:
            raise ServerFailed(f"未设置环境变量 {PASSWORD}，不能登录邮件服务器")
        try:
            self._smtp = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise ServerFailed(f"{self._parts.hostname}：连接不上邮件服务器（{_told(error)}）") from None
        return self

    def __exit__(self, *_: object) -> None:
        if self._smtp is not None:
            try:
                self._smtp.quit()
            except (OSError, smtplib.SMTPException):
                self._smtp.close()

    def deliver(self, letter: Letter, content: bytes, to: list[str]) -> Mapping[str, tuple[int, str]]:
        assert self._smtp is not None
        strange = {address: (553, "地址中有非 ASCII 字符") for address in to if not address.isascii()}
        sendable = [address for address in to if address not in strange]
        if not sendable:
            return strange
        try:
            refused = self._smtp.sendmail(self._sender, sendable, content)
        except smtplib.SMTPRecipientsRefused as error:
            refused = error.recipients
        except (smtplib.SMTPDataError, smtplib.SMTPHeloError, smtplib.SMTPNotSupportedError) as error:
            raise PutOff(_told(error)) from None
        except (OSError, smtplib.SMTPException) as error:
            raise ServerFailed(f"{self._parts.hostname}：邮件服务器中断（{_told(error)}）") from None
        return strange | {address: (code, _text(code, said)) for address, (code, said) in refused.items()}

    def _connected(self) -> smtplib.SMTP:
        host, safe = self._parts.hostname or "", self._parts.scheme == "smtps"
        context = ssl.create_default_context()
        if self._trusted:
            context.load_verify_locations(self._trusted)
        if safe:
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, self._parts.port or 465, timeout=self._timeout, context=context)
        else:
            smtp = smtplib.SMTP(host, self._parts.port or 25, timeout=self._timeout)
        with ExitStack() as failing:
            failing.callback(smtp.close)
            smtp.ehlo()
            if not safe and smtp.has_extn("starttls"):
                smtp.starttls(context=context)
                smtp.ehlo()
            if self._parts.username:
                smtp.login(unquote(self._parts.username), self._password or "")
            failing.pop_all()
        return smtp


def _told(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _text(error.smtp_code, error.smtp_error)
    return getattr(error, "strerror", None) or str(error) or type(error).__name__


def _text(code: int, said: bytes | str) -> str:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"

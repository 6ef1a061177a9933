"""The answer form: what a unit may say, and how a mistake in it is told."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from core.clock import today
from ledger import attachments
from ledger.answers import WITH_DAY, WITH_WORDS, Kind

#: The answers as the page offers them, with what each asks for.
CHOICES = (
    (Kind.SIGNED, "签收", "已收到，正在办理"),
    (Kind.MENDED, "已整改", "写明整改措施；提交后自动复核"),
    (Kind.PARTLY, "部分整改", "勾选已整改的位置，随即复核；写明其余情况和预计完成日期"),
    (Kind.LATER, "暂无法整改，申请延期", "写明原因，填预计完成日期"),
    (Kind.DISPUTED, "申诉", "认为不属于问题，写明理由"),
    (Kind.NOT_OURS, "非我单位职责", "写明应由哪个单位负责"),
)
_MB = 1 << 20
_LONGEST_WORDS = 2000


class _Chooser(forms.FileInput):
    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name)


class _Files(forms.FileField):
    """Several files at once, each of a kind and a size that the catalogue allows."""

    widget = _Chooser

    def __init__(self, words: Mapping[str, Any]) -> None:
        super().__init__(required=False)
        self.words = words

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = [super(_Files, self).clean(one, initial) for one in data or ()]
        most, each, total = (self.words[name] for name in ("files", "file_mb", "all_mb"))
        mistakes = [mistake for file in files if (mistake := self._mistake(file, each))]
        if len(files) > most:
            mistakes.append(f"附件最多 {most} 个，选了 {len(files)} 个")
        if sum(file.size or 0 for file in files) > total * _MB:
            mistakes.append(f"附件合计不应超过 {total} MB")
        if mistakes:
            raise forms.ValidationError(mistakes)
        return files

    def _mistake(self, file: "UploadedFile[Any]", megabytes: int) -> str:
        name = (file.name or "")[-60:]
        if (file.size or 0) > megabytes * _MB:
            return f"“{name}”超过 {megabytes} MB，请压缩后再传"
        if attachments.ending(name) not in self.words["endings"]:
            return f"“{name}”的类型不接收，可用 {'、'.join(self.words['endings'])}"
        head = file.read(16)
        file.seek(0)
        return (
            "" if attachments.is_what_it_says(name, head) else f"“{name}”的内容与扩展名不符，请用原文件重新保存后再传"
        )


class AnswerForm(forms.Form):
    """Reads the form that the page writes by hand; `cases` are the numbers that are ticked, `places` what is ticked in them."""

    kind = forms.ChoiceField(
        choices=[(kind, kind) for kind in Kind],
        error_messages={"required": "请选择答复类型", "invalid_choice": "请选择答复类型"},
    )
    name = forms.CharField(
        max_length=30, error_messages={"required": "请填写经办人姓名", "max_length": "姓名不应超过 30 字"}
    )
    words = forms.CharField(
        max_length=_LONGEST_WORDS, required=False, error_messages={"max_length": f"说明不应超过 {_LONGEST_WORDS} 字"}
    )
    until = forms.DateField(required=False, error_messages={"invalid": "日期应如 2026-12-10"})
    url = forms.URLField(
        required=False, assume_scheme="http", max_length=1000, error_messages={"invalid": "链接应为完整的网址"}
    )
    page = forms.CharField(max_length=64, required=False)

    def __init__(self, data: Any, files: Any, cases: Sequence[str], words: Mapping[str, Any]) -> None:
        super().__init__(data, files)
        self.cases, self._words = cases, words
        self.ticked_places = frozenset(data.getlist("place"))
        self.fields["files"] = _Files(words)

    @property
    def places(self) -> dict[str, tuple[str, ...]]:
        """By case the places that the unit calls mended."""
        ticked = sorted(one.split(" ", 1) for one in self.ticked_places if " " in one)
        return {case: tuple(place for number, place in ticked if number == case) for case in self.cases}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not self.cases:
            self.add_error(None, "请先勾选要答复的问题")
        kind = said.get("kind")
        if kind in WITH_WORDS and not said.get("words") and "words" not in self.errors:
            self.add_error("words", "请写明整改措施" if kind == Kind.MENDED else "请写明情况和理由")
        if kind in WITH_DAY:
            self._check_day(said)
        else:
            said["until"] = None
        return said

    def _check_day(self, said: Mapping[str, Any]) -> None:
        until, last = said.get("until"), today() + timedelta(days=self._words["plan_days"])
        if until is None and "until" not in self.errors:
            self.add_error("until", "请填写预计完成日期")
        elif until and not today() < until <= last:
            self.add_error("until", "预计完成日期应在今天之后、一年之内")

"""Django's admin, in Chinese. Registers may be corrected here; cases, events and audits are read: changing them is the book's business."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ledger import link
from ledger.models import Account, Audit, Batch, Case, Column, Event, Letter, Month, Person, Reply, Run, Site, Unit
from ledger.settings import CONFIG

admin.site.site_header = admin.site.site_title = "闭环 · 整改台账"
admin.site.index_title = "数据"


if TYPE_CHECKING:
    Table = admin.ModelAdmin[models.Model]
    Lines = admin.TabularInline[models.Model, models.Model]
else:
    Table, Lines = admin.ModelAdmin, admin.TabularInline


class ReadOnly(Table):
    """Nothing is added, changed or deleted here."""

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class History(Lines):
    model = Event
    fields = readonly_fields = ("at", "kind", "who", "note", "before", "after")
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class People(Lines):
    model = Person
    extra = 0


@admin.register(Case)
class CaseAdmin(ReadOnly):
    list_display = ("number", "state", "unit", "title", "level", "due")
    list_filter = ("state", "level", "check_name", "unit", "batch", "source")
    search_fields = ("number", "title", "subject", "unit")
    inlines = (History,)


@admin.register(Event)
class EventAdmin(ReadOnly):
    list_display = ("at", "case", "kind", "who", "note")
    list_filter = ("kind",)
    date_hierarchy = "at"


@admin.register(Audit)
class AuditAdmin(ReadOnly):
    list_display = ("site", "kind", "taken_at", "complete", "pages")
    list_filter = ("kind", "complete", "site")


@admin.register(Reply)
class ReplyAdmin(ReadOnly):
    list_display = ("at", "case", "kind", "who", "words", "downloads")

    @admin.display(description="附件")
    def downloads(self, reply: Reply) -> SafeString:
        files = ((reverse("any-file", args=(reply.pk, n)), file["name"]) for n, file in enumerate(reply.files))
        return format_html_join("　", '<a href="{}">{}</a>', files)


@admin.register(Letter)
class LetterAdmin(ReadOnly):
    list_display = ("composed_at", "kind", "unit", "subject", "sent_at", "tries", "error")
    list_filter = ("kind", "unit")
    date_hierarchy = "composed_at"


@admin.register(Run)
class RunAdmin(ReadOnly):
    list_display = ("planned_at", "job", "target", "outcome", "started_at", "ended_at", "tries", "detail")
    list_filter = ("outcome", "job")
    date_hierarchy = "planned_at"


@admin.register(Month)
class MonthAdmin(ReadOnly):
    list_display = ("month", "name", "until", "closed_at", "numbers")
    list_filter = ("month",)


@admin.register(Unit)
class UnitAdmin(Table):
    list_display = ("name", "key", "kind", "contact", "phone", "active")
    search_fields = ("name", "key")
    readonly_fields = ("link",)
    inlines = (People,)
    actions = ("revoke",)

    @admin.display(description="答复链接")
    def link(self, unit: Unit) -> SafeString | str:
        """A new one, for the work chat or a telephone call; it opens this unit's cases to whoever has it."""
        return format_html('<a href="{0}">{0}</a>', link.make(unit.key, CONFIG.console.url)) if unit.pk else "—"

    @admin.action(description="停用所选单位此前发出的全部答复链接")
    def revoke(self, request: HttpRequest, units: models.QuerySet[Unit]) -> None:
        for unit in units:
            link.revoke(unit.key, request.user.get_username())
        messages.success(request, f"已停用 {len(units)} 个单位此前的答复链接；之后发出的链接仍可使用。")


@admin.register(Site)
class SiteAdmin(Table):
    list_display = ("name", "key", "unit", "kind", "active")


@admin.register(Column)
class ColumnAdmin(Table):
    list_display = ("path", "site", "type", "unit", "person", "period", "updates")
    list_filter = ("site", "unit", "updates")
    search_fields = ("path", "url")


@admin.register(Account)
class AccountAdmin(Table):
    list_display = ("name", "platform", "unit", "type", "state")
    list_filter = ("platform", "state")


@admin.register(Batch)
class BatchAdmin(Table):
    list_display = ("name", "key", "source", "document", "due", "internal_due")

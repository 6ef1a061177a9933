"""Django's admin, in Chinese. Registers may be corrected here; cases, events and audits are read: changing them is the book's business."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from ledger.models import Account, Audit, Batch, Case, Column, Event, Person, Reply, Site, Unit

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
    list_display = ("at", "case", "kind", "who")


@admin.register(Unit)
class UnitAdmin(Table):
    list_display = ("name", "key", "kind", "contact", "phone", "active")
    search_fields = ("name", "key")
    inlines = (People,)


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

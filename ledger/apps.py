"""Django's name for this folder."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "ledger"
    verbose_name = "整改台账"
    default_auto_field = "django.db.models.BigAutoField"

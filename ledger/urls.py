"""The admin alone; the console has its own pages."""

from django.contrib import admin
from django.urls import path

import ledger.admin  # noqa: F401 - registers the tables

urlpatterns = [path("admin/", admin.site.urls)]

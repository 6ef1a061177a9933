"""What we serve."""

from django.contrib import admin
from django.urls import include, path

import ledger.admin  # noqa: F401 - registers the tables
from console.views import answer, files, plain

_LINK = [
    path("", answer.page, name="page"),
    path("done/<str:key>/", answer.done, name="done"),
    path("form/", answer.form, name="form"),
    path("form/docx/", answer.document, name="document"),
    path("files/<int:reply>/<int:number>/", files.of_unit, name="file"),
    path("pictures/<int:number>/<str:kind>/", files.picture, name="picture"),
]
urlpatterns = [
    path("", plain.home, name="home"),
    path("r/<str:token>/", include(_LINK)),
    path("files/<int:reply>/<int:number>/", files.of_anyone, name="any-file"),
    path("admin/", admin.site.urls),
]
handler400 = "console.views.plain.wrong"
handler404 = "console.views.plain.nowhere"
handler500 = "console.views.plain.broken"

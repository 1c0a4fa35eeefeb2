from django.urls import path

from reports import downloads, publishing, views

app_name = "reports"

urlpatterns = [
    path("councils/<slug:slug>/<slug:round_slug>/report/", views.report, name="report"),
    path("councils/<slug:slug>/<slug:round_slug>/report.json", views.report_json, name="report_json"),
    path("councils/<slug:slug>/<slug:round_slug>/answers.xlsx", views.answers_xlsx, name="answers_xlsx"),
    *downloads.urlpatterns,
    *publishing.urlpatterns,
]

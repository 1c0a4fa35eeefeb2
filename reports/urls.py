from django.urls import path

from reports import downloads, others, publishing, views
from reports.what_if.view import what_if

app_name = "reports"

urlpatterns = [
    path("councils/<slug:slug>/<slug:round_slug>/report/", views.report, name="report"),
    path("councils/<slug:slug>/<slug:round_slug>/report.json", views.report_json, name="report_json"),
    path("councils/<slug:slug>/<slug:round_slug>/answers.xlsx", views.answers_xlsx, name="answers_xlsx"),
    path("councils/<slug:slug>/<slug:round_slug>/what-others-see/", others.what_others_see, name="what_others_see"),
    path("councils/<slug:slug>/<slug:round_slug>/what-if/<slug:dimension_slug>/", what_if, name="what_if"),
    *downloads.urlpatterns,
    *publishing.urlpatterns,
]

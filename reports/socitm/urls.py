from django.urls import path

from reports.socitm import comparing, rounds

app_name = "socitm"

urlpatterns = [
    path("", rounds.desk, name="desk"),
    path("rounds/new/", rounds.new_round, name="new_round"),
    path("rounds/<slug:slug>/", rounds.round, name="round"),
    path("rounds/<slug:slug>/dates/", rounds.change_dates, name="change_dates"),
    path("rounds/<slug:slug>/open/", rounds.open_round, name="open_round"),
    path("rounds/<slug:slug>/close/", rounds.close_round, name="close_round"),
    path("compare/<slug:slug>/", comparing.compare, name="compare"),
    path("compare/<slug:slug>/compare.csv", comparing.compare_csv, name="compare_csv"),
    path("compare/<slug:slug>/distribution.svg", comparing.compare_svg, name="compare_svg"),
    path("compare/<slug:slug>/side-by-side/", comparing.side_by_side, name="side_by_side"),
]

from django.urls import path

from frameworks import views

app_name = "frameworks"

urlpatterns = [
    path("", views.framework_list, name="framework_list"),
    path("<slug:slug>/<str:version>/", views.question_book, name="question_book"),
    path("<slug:slug>/<str:version>/questions.xlsx", views.questions_xlsx, name="questions_xlsx"),
    path("<slug:slug>/<str:version>/files.zip", views.files, name="files"),
    path("<slug:slug>/<str:version>/coverage/", views.coverage, name="coverage"),
]

from django.urls import path

from councils import views

app_name = "councils"

urlpatterns = [
    path("accounts/reminders/", views.reminders, name="reminders"),
    path("invitations/<str:token>/", views.invitation, name="invitation"),
]

from django.urls import include, path

from reports import downloads

urlpatterns = [path("", include((downloads.urlpatterns, "reports"))), path("", include("config.urls"))]

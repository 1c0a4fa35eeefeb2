from django.urls import include, path

from config import pages

urlpatterns = [
    path("", pages.home, name="home"),
    path("method/", pages.method, name="method"),
    path("method/report.schema.json", pages.report_schema, name="report_schema"),
    path("method/replay.py", pages.replay, name="replay"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("privacy/", pages.privacy, name="privacy"),
    path("healthz", pages.healthz, name="healthz"),
    path("accounts/", pages.account, name="account"),
    # A person's address is their council's business: it is changed by an administrator, so allauth's page is closed.
    path("accounts/email/", pages.back_to_account),
    # Single sign-on finds its person by address, each time: there is nothing to connect.
    path("accounts/3rdparty/", pages.back_to_account),
    path("", include("councils.urls")),
    path("accounts/", include("allauth.urls")),
    path("frameworks/", include("frameworks.urls")),
    path("socitm/", include("reports.socitm.urls")),
    path("", include("assessment.urls")),
    path("", include("reports.urls")),
]

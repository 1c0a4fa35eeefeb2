from django.urls import path, register_converter

from assessment.views import (
    answering,
    blocked,
    dimension,
    entrance,
    giving,
    offline,
    opinions,
    people,
    plan,
    plan_files,
    queue,
    remarks,
    sharing,
    signing,
    undo,
    workshop,
)
from frameworks.loader import RESERVED_SLUGS

app_name = "assessment"


class DimensionSlug:
    """A dimension's slug: any slug but the words that name other pages of an assessment."""

    regex = rf"(?!(?:{'|'.join(sorted(word.replace('.', '[.]') for word in RESERVED_SLUGS))})/)[-a-zA-Z0-9_]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(DimensionSlug, "dimension")

urlpatterns = [
    path("councils/", entrance.home, name="home"),
    path("councils/<slug:slug>/", entrance.council, name="council"),
    path("councils/<slug:slug>/people/", people.people, name="people"),
    path("councils/<slug:slug>/people/invite/", people.invite, name="invite"),
    path("councils/<slug:slug>/people/invitations/<int:pk>/resend/", people.resend, name="resend"),
    path("councils/<slug:slug>/people/invitations/<int:pk>/withdraw/", people.withdraw, name="withdraw"),
    path("councils/<slug:slug>/people/<int:pk>/role/", people.change_role, name="change_role"),
    path("councils/<slug:slug>/people/<int:pk>/remove/", people.remove, name="remove"),
    path("councils/<slug:slug>/<slug:round_slug>/start/", entrance.start, name="start"),
    path("councils/<slug:slug>/<slug:round_slug>/", answering.tasks, name="tasks"),
    path("councils/<slug:slug>/<slug:round_slug>/assign/", sharing.assign, name="assign"),
    path("councils/<slug:slug>/<slug:round_slug>/workbook/", offline.workbook, name="workbook"),
    path("councils/<slug:slug>/<slug:round_slug>/workbook/fill-in.xlsx", offline.fill_in_xlsx, name="fill_in_xlsx"),
    path("councils/<slug:slug>/<slug:round_slug>/blocked/<str:code>/", blocked.blocked, name="blocked"),
    path("councils/<slug:slug>/<slug:round_slug>/queue/", queue.queue, name="queue"),
    path("councils/<slug:slug>/<slug:round_slug>/check/", signing.check, name="check"),
    path("councils/<slug:slug>/<slug:round_slug>/submit/", signing.submit, name="submit"),
    path("councils/<slug:slug>/<slug:round_slug>/sign/", signing.sign, name="sign"),
    path("councils/<slug:slug>/<slug:round_slug>/return/", signing.return_to_lead, name="return_to_lead"),
    path("councils/<slug:slug>/<slug:round_slug>/reopen/", signing.reopen, name="reopen"),
    path("councils/<slug:slug>/<slug:round_slug>/remarks/<int:remark_id>/reply/", remarks.reply, name="reply"),
    path("councils/<slug:slug>/<slug:round_slug>/sign-offs/", remarks.sign_offs, name="sign_offs"),
    path("councils/<slug:slug>/<slug:round_slug>/history/<str:question>/", answering.history, name="history"),
    path("councils/<slug:slug>/<slug:round_slug>/history/<str:question>/put-back/", undo.put_back, name="put_back"),
    path("councils/<slug:slug>/<slug:round_slug>/opinions/", opinions.opinions, name="opinions"),
    path("councils/<slug:slug>/<slug:round_slug>/opinions/new/", opinions.new, name="opinions_new"),
    path("councils/<slug:slug>/<slug:round_slug>/opinions/<int:ask_id>/", opinions.ask, name="opinions_ask"),
    path("councils/<slug:slug>/<slug:round_slug>/opinions/<int:ask_id>/give/", giving.give, name="opinions_give"),
    path("councils/<slug:slug>/<slug:round_slug>/opinions/<int:ask_id>/link/", opinions.new_link, name="opinions_link"),
    path("councils/<slug:slug>/<slug:round_slug>/opinions/<int:ask_id>/close/", opinions.close, name="opinions_close"),
    path(
        "councils/<slug:slug>/<slug:round_slug>/opinions/<int:ask_id>/spread/", opinions.spread, name="opinions_spread"
    ),
    path("councils/<slug:slug>/<slug:round_slug>/workshop/<int:ask_id>/", workshop.start, name="workshop_start"),
    path(
        "councils/<slug:slug>/<slug:round_slug>/workshop/<int:ask_id>/<str:question>/",
        workshop.workshop,
        name="workshop",
    ),
    path("councils/<slug:slug>/<slug:round_slug>/plan/", plan.plan, name="plan"),
    path("councils/<slug:slug>/<slug:round_slug>/plan/proposals/", plan.proposals, name="plan_proposals"),
    path("councils/<slug:slug>/<slug:round_slug>/plan/accept/", plan.accept, name="plan_accept"),
    path("councils/<slug:slug>/<slug:round_slug>/plan/add/", plan.add, name="plan_add"),
    path("councils/<slug:slug>/<slug:round_slug>/plan/actions.csv", plan_files.actions_csv, name="plan_csv"),
    path("councils/<slug:slug>/<slug:round_slug>/plan/actions.ics", plan_files.actions_ics, name="plan_ics"),
    path("councils/<slug:slug>/<slug:round_slug>/plan/<int:pk>/", plan.action, name="plan_action"),
    path("opinions/<str:token>/", giving.anonymous, name="opinions_anonymous"),
    path("councils/<slug:slug>/<slug:round_slug>/<dimension:dimension_slug>/", dimension.dimension, name="dimension"),
]

"""Who gets what on every page: every address of the URLconf against every person of DESIGN §7.

A new address fails `test_every_address_is_in_the_table` until it has a row here. A row's path names the address; the
eight words say what each person meets, in the order of PEOPLE:
    200 …  that status        in   sent to sign in        go   sent on to another page
"""

from collections.abc import Iterator
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve
from django.utils import timezone

from assessment.models import SignOff
from assessment.opinion_models import Ask, Opinion
from assessment.plan_models import Action
from assessment.remark_models import Remark, Reply
from councils.models import Invitation, Membership
from tests.conftest import answer_everything

PEOPLE = ("nobody", "viewer", "contributor", "lead", "signatory", "stranger", "analyst", "administrator")

OPEN = "200 200 200 200 200 200 200 200"
ANYONE = "in  200 200 200 200 200 200 200"
SENT_ON = "in  go  go  go  go  go  go  go"
NOWHERE = "go  go  go  go  go  go  go  go"
NOTHING = "in  404 404 404 404 404 404 404"
MOVED = "in  301 301 301 301 301 301 301"
SOCITM = "in  404 404 404 404 404 200 200"

TABLE = f"""
    GET  /                                          200 go  go  go  go  go  go  go
    GET  /method/                                   {OPEN}
    GET  /method/report.schema.json                 {OPEN}
    GET  /method/replay.py                          {OPEN}
    GET  /accessibility/                            {OPEN}
    GET  /privacy/                                  {OPEN}
    GET  /healthz                                   {OPEN}
    GET  /frameworks/                               {OPEN}
    GET  /frameworks/planting-the-flag/2011.1/      {OPEN}
    GET  /frameworks/planting-the-flag/2011.1/coverage/ {OPEN}
    GET  /frameworks/planting-the-flag/2011.1/questions.xlsx {OPEN}
    GET  /frameworks/planting-the-flag/2011.1/files.zip {OPEN}

    GET  /accounts/                                 {ANYONE}
    GET  /accounts/login/                           200 go  go  go  go  go  go  go
    GET  /accounts/logout/                          go  200 200 200 200 200 200 200
    GET  /accounts/inactive/                        {OPEN}
    GET  /accounts/signup/                          200 go  go  go  go  go  go  go
    GET  /accounts/reauthenticate/                  {ANYONE}
    GET  /accounts/email/                           {SENT_ON}
    GET  /accounts/confirm-email/                   {OPEN}
    GET  /accounts/confirm-email/key/               {OPEN}
    GET  /accounts/password/change/                 {ANYONE}
    GET  /accounts/password/set/                    {SENT_ON}
    GET  /accounts/password/reset/                  {OPEN}
    GET  /accounts/password/reset/done/             {OPEN}
    GET  /accounts/password/reset/key/1-key/        {OPEN}
    GET  /accounts/password/reset/key/done/         {OPEN}
    GET  /accounts/login/code/confirm/              {NOWHERE}
    GET  /accounts/2fa/                             {ANYONE}
    GET  /accounts/2fa/authenticate/                {NOWHERE}
    GET  /accounts/2fa/reauthenticate/              {SENT_ON}
    GET  /accounts/2fa/totp/activate/               {SENT_ON}
    GET  /accounts/2fa/totp/deactivate/             {NOTHING}
    GET  /accounts/2fa/recovery-codes/              {NOTHING}
    GET  /accounts/2fa/recovery-codes/generate/     {SENT_ON}
    GET  /accounts/2fa/recovery-codes/download/     {NOTHING}
    GET  /accounts/2fa/webauthn/                    {ANYONE}
    GET  /accounts/2fa/webauthn/add/                {SENT_ON}
    GET  /accounts/2fa/webauthn/reauthenticate/     {SENT_ON}
    GET  /accounts/2fa/webauthn/keys/1/remove/      {SENT_ON}
    GET  /accounts/2fa/webauthn/keys/1/edit/        {SENT_ON}
    GET  /accounts/2fa/webauthn/login/              {NOWHERE}
    GET  /accounts/sessions/                        {ANYONE}
    GET  /accounts/3rdparty/                        {SENT_ON}
    GET  /accounts/3rdparty/signup/                 {NOWHERE}
    GET  /accounts/3rdparty/login/cancelled/        {OPEN}
    GET  /accounts/3rdparty/login/error/            in  401 401 401 401 401 401 401
    GET  /accounts/oidc/sso/login/                  404 404 404 404 404 404 404 404
    GET  /accounts/oidc/sso/login/callback/         404 404 404 404 404 404 404 404
    GET  /accounts/social/login/cancelled/          {MOVED}
    GET  /accounts/social/login/error/              {MOVED}
    GET  /accounts/social/signup/                   {MOVED}
    GET  /accounts/social/connections/              {MOVED}

    GET  /accounts/reminders/                       {ANYONE}
    GET  /invitations/a-token/                      {OPEN}
    POST /invitations/a-token/                      200 403 403 403 403 403 403 403
    GET  /invitations/no-token/                     404 404 404 404 404 404 404 404

    GET  /councils/                                 in  go  go  go  go  go  200 200
    GET  /councils/westerby/                        in  200 200 200 200 404 404 200
    GET  /councils/westerby/people/                 in  200 200 200 200 404 404 200
    POST /councils/westerby/people/invite/          in  403 403 200 200 404 404 200
    POST /councils/westerby/people/invitations/9001/resend/   in  403 403 go  go  404 404 go
    GET  /councils/westerby/people/invitations/9001/withdraw/ in  403 403 200 200 404 404 200
    POST /councils/westerby/people/invitations/9001/withdraw/ in  403 403 go  go  404 404 go
    GET  /councils/westerby/people/9001/role/          in  403 403 200 200 404 404 200
    POST /councils/westerby/people/9001/role/          in  403 403 200 200 404 404 200
    GET  /councils/westerby/people/9001/remove/        in  403 403 200 200 404 404 200
    POST /councils/westerby/people/9001/remove/        in  403 403 go  go  404 404 go
    GET  /councils/westerby/people/9002/role/          in  403 403 403 200 404 404 200
    POST /councils/westerby/people/9002/remove/        in  403 403 403 go  404 404 go
    GET  /councils/westerby/2026/start/             in  403 go  go  go  404 404 403
    POST /councils/westerby/2026/start/             in  403 go  go  go  404 404 403
    GET  /councils/westerby/2026/                   in  200 200 200 200 404 404 200
    GET  /councils/westerby/2026/leadership/        in  200 200 200 200 404 404 200
    POST /councils/westerby/2026/leadership/        in  403 go  go  go  404 404 403
    GET  /councils/westerby/2026/history/LEAD-1/    in  200 200 200 200 404 404 200
    POST /councils/westerby/2026/history/LEAD-1/put-back/ in  403 go  go  go  404 404 403
    GET  /councils/westerby/2026/blocked/LEAD/      in  403 404 404 404 404 404 403
    POST /councils/westerby/2026/blocked/LEAD/      in  403 404 404 404 404 404 403
    GET  /councils/westerby/2026/queue/             in  200 200 200 200 404 404 200
    POST /councils/westerby/2026/queue/             in  403 go  go  go  404 404 403
    GET  /councils/westerby/2026/assign/            in  403 403 200 200 404 404 403
    POST /councils/westerby/2026/assign/            in  403 403 go  go  404 404 403
    GET  /councils/westerby/2026/workbook/             in  403 200 200 200 404 404 403
    POST /councils/westerby/2026/workbook/             in  403 200 200 200 404 404 403
    GET  /councils/westerby/2026/workbook/fill-in.xlsx in  403 200 200 200 404 404 403
    GET  /councils/westerby/2026/check/             in  200 200 200 200 404 404 200
    GET  /councils/westerby/2026/submit/            in  403 403 go  go  404 404 403
    POST /councils/westerby/2026/submit/            in  403 403 go  go  404 404 403
    GET  /councils/westerby/2026/sign/              in  403 403 403 200 404 404 200
    POST /councils/westerby/2026/sign/              in  403 403 403 200 404 404 200
    GET  /councils/westerby/2026/return/            in  403 403 403 go  404 404 go
    POST /councils/westerby/2026/return/            in  403 403 403 200 404 404 200
    GET  /councils/westerby/2026/reopen/            in  403 403 403 200 404 404 200
    POST /councils/westerby/2026/reopen/            in  403 403 403 200 404 404 200
    GET  /councils/westerby/2026/remarks/9001/reply/ in  403 403 200 200 404 404 403
    POST /councils/westerby/2026/remarks/9001/reply/ in  403 403 200 200 404 404 403
    GET  /councils/westerby/2026/remarks/9002/reply/ in  403 200 200 200 404 404 403
    POST /councils/westerby/2026/remarks/9002/reply/ in  403 200 200 200 404 404 403
    GET  /councils/westerby/2026/sign-offs/         in  200 200 200 200 404 404 200
    GET  /councils/westerby/2026/what-others-see/   in  200 200 200 200 404 404 200

    GET  /councils/westerby/2026/opinions/          in  200 200 200 200 404 404 403
    GET  /councils/westerby/2026/opinions/new/      in  403 403 200 200 404 404 403
    POST /councils/westerby/2026/opinions/new/      in  403 403 200 200 404 404 403
    GET  /councils/westerby/2026/opinions/9001/        in  403 403 200 200 404 404 403
    GET  /councils/westerby/2026/opinions/9001/give/   in  200 200 200 200 404 404 403
    POST /councils/westerby/2026/opinions/9001/give/   in  200 200 200 200 404 404 403
    POST /councils/westerby/2026/opinions/9001/link/   in  403 403 go  go  404 404 403
    POST /councils/westerby/2026/opinions/9001/close/  in  403 403 go  go  404 404 403
    GET  /councils/westerby/2026/opinions/9002/spread/ in  403 200 200 200 404 404 403
    GET  /councils/westerby/2026/workshop/9002/        in  403 go  go  go  404 404 403
    GET  /councils/westerby/2026/workshop/9002/LEAD-1/ in  403 200 200 200 404 404 403
    POST /councils/westerby/2026/workshop/9002/LEAD-1/ in  403 403 200 200 404 404 403

    GET  /councils/westerby/2026/plan/              in  200 200 200 200 404 404 200
    GET  /councils/westerby/2026/plan/proposals/    in  200 200 200 200 404 404 200
    POST /councils/westerby/2026/plan/accept/       in  403 403 go  go  404 404 403
    GET  /councils/westerby/2026/plan/add/          in  403 403 200 200 404 404 403
    POST /councils/westerby/2026/plan/add/          in  403 403 200 200 404 404 403
    GET  /councils/westerby/2026/plan/9001/         in  200 200 200 200 404 404 200
    POST /councils/westerby/2026/plan/9001/         in  403 403 200 200 404 404 403
    GET  /councils/westerby/2026/plan/actions.csv   in  200 200 200 200 404 404 200
    GET  /councils/westerby/2026/plan/actions.ics   in  200 200 200 200 404 404 200

    GET  /opinions/who-has-the-link/                {OPEN}
    GET  /opinions/guessed/                         404 404 404 404 404 404 404 404

    GET  /councils/westerby/2026/what-if/leadership/ in  200 200 200 200 404 404 200
    GET  /councils/westerby/2026/report/                    {NOTHING}
    GET  /councils/westerby/2026/report.json                {NOTHING}
    GET  /councils/westerby/2026/answers.xlsx               {NOTHING}
    GET  /councils/westerby/2026/report.pdf                 {NOTHING}
    GET  /councils/westerby/2026/brief.pdf                  {NOTHING}
    GET  /councils/westerby/2026/report/statement/          {NOTHING}
    GET  /councils/westerby/2026/report/statement.txt       {NOTHING}
    GET  /councils/westerby/2026/report/snapshot.json       {NOTHING}
    GET  /councils/westerby/2026/report/files/1/            {NOTHING}
    GET  /councils/westerby/2026/report/files/1.json        {NOTHING}

    GET  /socitm/                                   {SOCITM}
    GET  /socitm/rounds/new/                        {SOCITM}
    GET  /socitm/rounds/2026/                       {SOCITM}
    GET  /socitm/rounds/2026/dates/                 {SOCITM}
    GET  /socitm/rounds/2026/open/                  {SOCITM}
    GET  /socitm/rounds/2026/close/                 {SOCITM}
    GET  /socitm/compare/2026/                      {SOCITM}
    GET  /socitm/compare/2026/compare.csv           {SOCITM}
    GET  /socitm/compare/2026/distribution.svg      {NOTHING}
    GET  /socitm/compare/2026/side-by-side/         {SOCITM}
"""

ROWS = [(method, path, expected) for method, path, *expected in map(str.split, filter(str.strip, TABLE.splitlines()))]


def addresses(patterns: list[URLPattern | URLResolver], above: str = "") -> Iterator[str]:
    """Every pattern of the URLconf, written out from the root."""
    for entry in patterns:
        route = above + str(entry.pattern).removeprefix("^")
        if isinstance(entry, URLResolver):
            yield from addresses(entry.url_patterns, route)
        else:
            yield route


def test_every_address_is_in_the_table():
    known = {resolve(path).route for _method, path, _expected in ROWS}
    assert sorted(set(addresses(get_resolver().url_patterns)) - known) == []


def test_each_person_meets_what_the_table_says(
    assessment, viewer, contributor, lead, signatory, stranger, analyst, administrator, as_user
):
    answer_everything(assessment)
    _with_known_keys(viewer, signatory, lead)
    _asked_around(assessment, lead)
    _replied_to(assessment, signatory)
    Action.objects.create(pk=9001, assessment=assessment, kind="own", step="Act", effort="small", impact="low")
    people = (viewer, contributor, lead, signatory, stranger, analyst, administrator)
    clients = [Client(), *(as_user(person) for person in people)]
    met = [(method, path, [_met(method, path, client) for client in clients]) for method, path, _expected in ROWS]
    assert [row for row in met if row not in ROWS] == []


def _with_known_keys(viewer, signatory, lead) -> None:
    """An invitation, a member (9001) whose role a lead may change, and one (9002) whose role a lead may not."""
    viewer.memberships.update(id=9001)
    signatory.memberships.update(id=9002)
    Invitation.objects.create(
        pk=9001,
        council=viewer.memberships.get().council,
        email="new@westerby.example",
        role=Membership.Role.VIEWER,
        invited_by=lead,
        token_digest=Invitation.digest("a-token"),
    )


def _asked_around(assessment, lead) -> None:
    """What is still asked (9001), with a link, and what has closed (9002), with views enough on one question."""
    today = timezone.localdate()
    about = {"assessment": assessment, "asked_by": lead, "questions": ["LEAD-1"], "groups": ["executive"]}
    Ask.objects.create(pk=9001, closes=today, token_digest=Ask.digest("who-has-the-link"), **about)
    closed = Ask.objects.create(pk=9002, closes=today - timedelta(days=1), **about)
    for level in (1, 2, 3):
        Opinion.objects.create(ask=closed, question="LEAD-1", group="executive", respondent=uuid4(), level=level)


def _replied_to(assessment, signatory) -> None:
    """Answers that were returned, with a remark on the whole (9001) and one on a dimension (9002), both replied to."""
    step = SignOff.objects.create(assessment=assessment, step=SignOff.Step.RETURNED, by=signatory)
    for pk, dimension in ((9001, ""), (9002, "LEAD")):
        remark = Remark.objects.create(pk=pk, sign_off=step, dimension=dimension, text="Why?")
        Reply.objects.create(remark=remark, by=signatory, text="Because.")


def _met(method: str, path: str, client: Client) -> str:
    # One person's act must not change what the next one meets.
    with transaction.atomic():
        response = client.generic(method, path)
        transaction.set_rollback(True)
    if response.status_code != 302:
        return str(response.status_code)
    return "in" if response.url.startswith("/accounts/login/?next=") else "go"

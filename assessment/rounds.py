"""The verbs of a round. Each is one transaction; who may do it is asked before, in the view (access.py)."""

from datetime import date

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessment.models import Round
from frameworks.loader import load, versions

# Words that stand where a round's address would: /councils/<slug>/people/, /socitm/rounds/new/.
RESERVED_SLUGS = frozenset({"new", "people"})


class RoundError(Exception):
    """The round is not in a state for this. The message is for the person who tried."""


def framework_versions() -> list[tuple[str, str]]:
    """Every questionnaire a round can ask, newest first: (slug/version, title)."""
    frameworks = [load(slug, version) for slug, version in reversed(versions())]
    return [(f"{one.slug}/{one.version}", f"{one.title}, {one.version}") for one in frameworks]


def create_round(
    *,
    slug: str,
    name: str,
    framework_slug: str,
    framework_version: str,
    opens: date,
    closes: date,
    publishes: date,
    made_up: bool = False,
) -> Round:
    """A draft, which no council sees. The framework's version is pinned here and never changes."""
    if slug in RESERVED_SLUGS:
        raise RoundError(_("“%(slug)s” is the address of another page.") % {"slug": slug})
    if (framework_slug, framework_version) not in versions():
        raise RoundError(
            _("There is no questionnaire %(slug)s/%(version)s.")
            % {"slug": framework_slug, "version": framework_version}
        )
    _check_order(opens, closes, publishes)
    round = Round(
        slug=slug,
        name=name,
        framework_slug=framework_slug,
        framework_version=framework_version,
        opens=opens,
        closes=closes,
        publishes=publishes,
        made_up=made_up,
    )
    try:
        with transaction.atomic():
            round.save(force_insert=True)
    except IntegrityError as error:
        raise RoundError(_("There is a round with the address “%(slug)s” already.") % {"slug": slug}) from error
    return round


def open_round(*, round: Round) -> None:
    """Let councils start and answer. A closed round opens again only once its closing date lies ahead."""
    with transaction.atomic():
        _lock(round)
        if round.is_open:
            raise RoundError(_("%(round)s is open already.") % {"round": round.name})
        if round.closes < timezone.localdate():
            raise RoundError(
                _("%(round)s was to close on %(date)s. Change its dates before you open it.")
                % {"round": round.name, "date": date_format(round.closes, "j F Y")}
            )
        _move(round, Round.Status.OPEN)


def close_round(*, round: Round) -> None:
    """No answer changes and nobody signs from here on. What is signed stays as it is."""
    with transaction.atomic():
        _lock(round)
        if not round.is_open:
            raise RoundError(_("%(round)s is not open.") % {"round": round.name})
        _move(round, Round.Status.CLOSED)


def change_dates(*, round: Round, opens: date, closes: date, publishes: date) -> None:
    """Announce other dates. They tell councils what to expect: a round is opened and closed by hand."""
    _check_order(opens, closes, publishes)
    with transaction.atomic():
        _lock(round)
        round.opens, round.closes, round.publishes = opens, closes, publishes
        round.save(update_fields=["opens", "closes", "publishes"])


def hold(round_pk: int) -> Round:
    """Read a round, and keep it as it is until this transaction ends. Any number of transactions can hold one at once.

    Whoever writes to an assessment holds its round, so that closing waits for those already writing, and no signature
    lands in a round that has closed.
    """
    # A share lock, for which Django has no word. SQLite needs none: it writes one transaction at a time.
    share = "FOR SHARE" if connection.features.has_select_for_update else ""
    (round,) = Round.objects.raw(f'SELECT * FROM "{Round._meta.db_table}" WHERE id = %s {share}', [round_pk])  # noqa: S608
    return round


def _check_order(opens: date, closes: date, publishes: date) -> None:
    if not opens <= closes <= publishes:
        raise RoundError(_("A round opens before it closes, and closes before its findings are published."))


def _lock(round: Round) -> None:
    """Wait for others who change this round, and read its state as they left it."""
    locked = Round.objects.select_for_update().get(pk=round.pk)
    round.status, round.closes = locked.status, locked.closes


def _move(round: Round, status: Round.Status) -> None:
    round.status = status
    round.save(update_fields=["status"])

"""Who: people, councils, and what a person is to a council."""

from datetime import date
from typing import Any, ClassVar, Self, TypeAlias

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from councils import roles
from councils.invitations import Invitation as Invitation


class UserManager(BaseUserManager["User"]):
    """People are known by their e-mail address, always in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, socitm_role=User.SocitmRole.ADMINISTRATOR, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())


class User(AbstractUser):
    class SocitmRole(models.TextChoices):
        NONE = "", _("Not Socitm staff")
        ANALYST = "analyst", _("Socitm analyst")
        ADMINISTRATOR = "administrator", _("Administrator")

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    socitm_role = models.CharField(max_length=20, choices=SocitmRole, blank=True, default=SocitmRole.NONE)
    reminders = models.BooleanField(default=True, help_text=_("wants to be reminded of unfinished work by e-mail"))
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()  # type: ignore[assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name


class TypeGroup(models.TextChoices):
    """Councils that do the same job under the same law: the first group a council is compared with."""

    COUNTY = "county", _("County councils")
    DISTRICT = "district", _("District councils")
    SINGLE_TIER_ENGLAND = "single-tier-england", _("Single-tier councils in England")
    WALES = "wales", _("Welsh councils")
    SCOTLAND = "scotland", _("Scottish councils")
    NORTHERN_IRELAND = "northern-ireland", _("Northern Irish councils")


class CouncilQuerySet(models.QuerySet["Council"]):
    def current(self, on: date) -> Self:
        """Councils that exist on a day."""
        return self.filter(models.Q(ended=None) | models.Q(ended__gt=on))


class Council(models.Model):
    """A principal council of the UK. Facts come from the register (`load_councils`), never from hand."""

    class Type(models.TextChoices):
        COUNTY = "county", _("County council")
        SHIRE_DISTRICT = "shire_district", _("District council")
        UNITARY = "unitary", _("Unitary council")
        METROPOLITAN_DISTRICT = "metropolitan_district", _("Metropolitan borough or city")
        LONDON_BOROUGH = "london_borough", _("London borough")
        CITY_OF_LONDON = "city_of_london", _("City of London")
        ISLES_OF_SCILLY = "isles_of_scilly", _("Isles of Scilly")
        WELSH_UNITARY = "welsh_unitary", _("Welsh council")
        SCOTTISH_COUNCIL = "scottish_council", _("Scottish council")
        NI_DISTRICT = "ni_district", _("Northern Irish council")

    class Nation(models.TextChoices):
        ENGLAND = "England", _("England")
        WALES = "Wales", _("Wales")
        SCOTLAND = "Scotland", _("Scotland")
        NORTHERN_IRELAND = "Northern Ireland", _("Northern Ireland")

    gss_code = models.CharField(max_length=9, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    authority_type = models.CharField(max_length=30, choices=Type)
    nation = models.CharField(max_length=20, choices=Nation)
    region = models.CharField(max_length=40)
    population = models.PositiveIntegerField(help_text=_("persons"))
    population_year = models.PositiveSmallIntegerField()
    area_km2 = models.DecimalField(max_digits=9, decimal_places=1)
    rural_share = models.DecimalField(max_digits=5, decimal_places=4, help_text=_("share of people, 0 to 1"))
    imd_quintile = models.PositiveSmallIntegerField(help_text=_("1 is the most deprived fifth of the UK"))
    county = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="districts")
    established = models.DateField(null=True, blank=True)
    ended = models.DateField(null=True, blank=True)

    objects = CouncilQuerySet.as_manager()

    class Meta:
        ordering = ["short_name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(rural_share__gte=0, rural_share__lte=1), name="council_rural_share_is_a_share"
            ),
            models.CheckConstraint(
                condition=models.Q(imd_quintile__gte=1, imd_quintile__lte=5), name="council_imd_quintile_is_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def type_group(self) -> TypeGroup:
        return TYPE_GROUPS[self.Type(self.authority_type)]

    def predecessors(self) -> list["Succession"]:
        """Every step that led to this council, the latest first, through councils that are gone themselves."""
        return Succession.objects.leading_to(self)

    def successors(self) -> list["Succession"]:
        """Every step that leads, or will lead, on from this council, the earliest first."""
        return Succession.objects.leading_from(self)


TYPE_GROUPS: dict[Council.Type, TypeGroup] = {
    Council.Type.COUNTY: TypeGroup.COUNTY,
    Council.Type.SHIRE_DISTRICT: TypeGroup.DISTRICT,
    Council.Type.UNITARY: TypeGroup.SINGLE_TIER_ENGLAND,
    Council.Type.METROPOLITAN_DISTRICT: TypeGroup.SINGLE_TIER_ENGLAND,
    Council.Type.LONDON_BOROUGH: TypeGroup.SINGLE_TIER_ENGLAND,
    Council.Type.CITY_OF_LONDON: TypeGroup.SINGLE_TIER_ENGLAND,
    Council.Type.ISLES_OF_SCILLY: TypeGroup.SINGLE_TIER_ENGLAND,
    Council.Type.WELSH_UNITARY: TypeGroup.WALES,
    Council.Type.SCOTTISH_COUNCIL: TypeGroup.SCOTLAND,
    Council.Type.NI_DISTRICT: TypeGroup.NORTHERN_IRELAND,
}


class SuccessionQuerySet(models.QuerySet["Succession"]):
    def leading_to(self, council: Council) -> list["Succession"]:
        found: list[Succession] = []
        for step in self.order_by("-on", "predecessor_name"):
            if step.successor_id == council.pk or any(step.goes_on_with(later) for later in found):
                found.append(step)
        return found

    def leading_from(self, council: Council) -> list["Succession"]:
        found: list[Succession] = []
        for step in self.order_by("on", "successor_name"):
            if step.predecessor_id == council.pk or any(earlier.goes_on_with(step) for earlier in found):
                found.append(step)
        return found


class Succession(models.Model):
    """One council took over from another, or will. Either side may be outside today's register, so names are kept."""

    predecessor_name = models.CharField(max_length=120)
    predecessor_gss = models.CharField(max_length=9, blank=True)
    predecessor = models.ForeignKey(
        Council, null=True, blank=True, on_delete=models.PROTECT, related_name="successions_out"
    )
    successor_name = models.CharField(max_length=120)
    successor = models.ForeignKey(
        Council, null=True, blank=True, on_delete=models.PROTECT, related_name="successions_in"
    )
    on = models.DateField(help_text=_("the successor's first day"))
    source = models.CharField(max_length=200, blank=True)

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        ordering = ["on", "predecessor_name"]
        constraints = [
            models.UniqueConstraint(fields=["predecessor_name", "successor_name", "on"], name="succession_once"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_name} → {self.successor_name} ({self.on})"

    def goes_on_with(self, later: "Succession") -> bool:
        """Whether this step's successor is the later step's predecessor."""
        if self.on >= later.on:
            return False
        # A council that came and went before Cairn has no row: it is the same one if its name is.
        if self.successor_id or later.predecessor_id:
            return self.successor_id == later.predecessor_id
        return self.successor_name == later.predecessor_name


class Membership(models.Model):
    """What a person may do for a council. What each role may do is in assessment/access.py alone."""

    Role: TypeAlias = roles.Role

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)

    class Meta:
        ordering = ["council", "role", "user"]
        constraints = [models.UniqueConstraint(fields=["user", "council"], name="membership_once")]

    def __str__(self) -> str:
        return f"{self.user} is {self.get_role_display()} of {self.council.short_name}"

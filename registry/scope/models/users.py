"""People who sign in."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from registry.base.models.base import Stamped, append_only
from registry.scope.models.organisations import Organisation
from registry.scope.rules.grants import Grant


class UserManager(BaseUserManager["User"]):
    """Makes users; rights are never given here, they come from memberships."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Save a user with a hashed password (unusable when none is given)."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser, Stamped):  # type: ignore[django-manager-missing]  # knox, whose tokens point here, is untyped
    """A person. What a person may do comes from memberships only: role, organisation, region.

    `home` is the organisation that keeps the account: it places a person without any role in a territory, and gives no
    right by itself. `version` grows with every change and guards against overwriting another person's.
    """

    username = models.CharField(_("user name"), max_length=60, unique=True)
    full_name = models.CharField(_("full name"), max_length=80)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("mobile phone"), max_length=20, blank=True)
    language = models.CharField(
        _("language"), max_length=10, default="zh-hans", choices=[("zh-hans", "简体中文"), ("en", "English")]
    )
    home = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("organisation"),
        help_text=_("The body that keeps the account."),
    )
    is_active = models.BooleanField(_("active"), default=True)
    must_change_password = models.BooleanField(_("must change password"), default=False)
    password_changed_at = models.DateTimeField(_("password changed"), default=timezone.now)
    version = models.PositiveIntegerField(_("version"), default=1)

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ("username",)
        verbose_name = _("user")
        verbose_name_plural = _("users")

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_short_name(self) -> str:
        return self.full_name or self.username

    def grants(self) -> list[Grant]:
        """The memberships in force today, read once per instance."""
        cached: list[Grant] | None = self.__dict__.get("_grants")
        if cached is None:
            cached = self.__dict__["_grants"] = self._read_grants()
        return cached

    def _read_grants(self) -> list[Grant]:
        if not self.is_active or self.pk is None:
            return []
        rows = list(self.memberships.in_force().of_valid_organisations().select_related("organisation__region"))
        self.__dict__["_bodies"] = [row.organisation for row in sorted(rows, key=lambda row: row.pk)]
        return [row.as_grant() for row in rows]

    def bodies(self) -> "list[Organisation]":
        """The organisations of the memberships in force today, the first membership first."""
        self.grants()
        found: list[Organisation] = self.__dict__.get("_bodies", [])
        return found

    def forget_grants(self) -> None:
        """Read the memberships afresh at the next question."""
        self.__dict__.pop("_grants", None)

    def roles(self) -> set[str]:
        """The names of all roles held today."""
        return {grant.role for grant in self.grants()}

    @property
    def is_staff(self) -> bool:
        """Whether the stock admin pages open: administrators only."""
        return "administrator" in self.roles()

    @property
    def is_superuser(self) -> bool:
        """Nobody is: rights come from memberships."""
        return False

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Answer the stock admin: an administrator may look, every change goes through a service."""
        return self.is_staff and perm.split(".")[-1].startswith("view_")

    def has_perms(self, perms: list[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff


class SignInEvent(models.Model):
    """One attempt to sign in or out, successful or not; append-only."""

    class Kind(models.TextChoices):
        SIGNED_IN = "signed_in", _("Signed in")
        FAILED = "failed", _("Failed")
        LOCKED = "locked", _("Locked out")
        SECOND_FACTOR = "second_factor", _("Second factor passed")
        SECOND_FACTOR_FAILED = "second_factor_failed", _("Second factor failed")
        SIGNED_OUT = "signed_out", _("Signed out")
        EXPIRED = "expired", _("Session ended")

    at = models.DateTimeField(_("time"), default=timezone.now)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind.choices)
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="sign_ins")
    username = models.CharField(_("user name"), max_length=150)
    ip = models.GenericIPAddressField(_("IP address"), null=True)
    user_agent = models.CharField(_("browser"), max_length=300, blank=True)

    class Meta:
        ordering = ("-at", "-id")
        verbose_name = _("sign-in event")
        verbose_name_plural = _("sign-in events")
        indexes = [models.Index(fields=["-at", "-id"]), models.Index(fields=["username", "-at"])]
        triggers = [append_only("sign_in_event_append_only")]

    def __str__(self) -> str:
        return f"{self.username} {self.kind}"


class FormerPassword(models.Model):
    """The hash of a password a person no longer uses, kept so that it is not taken again."""

    user = models.ForeignKey(User, models.CASCADE, related_name="former_passwords")
    encoded = models.CharField(_("hash"), max_length=128)
    replaced_at = models.DateTimeField(_("replaced"), default=timezone.now)

    class Meta:
        ordering = ("-replaced_at", "-id")
        verbose_name = _("former password")
        verbose_name_plural = _("former passwords")

    def __str__(self) -> str:
        return f"{self.user_id} {self.replaced_at:%Y-%m-%d}"

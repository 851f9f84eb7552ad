"""The stock admin, for looking only: every change goes through a service and its page."""

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from registry.base.rules.errors import NotAllowed
from registry.calendar.models import CalendarDay, CalendarVersion
from registry.mines.models import Mine
from registry.people.policies import memberships, organisations, users
from registry.scope.models import Membership, Organisation, Region, Role, User
from registry.scope.policies.base import grants_with, territory


class ReadOnlySite(admin.AdminSite):
    """Behind the product's own sign-in, so behind its lock, second factor and time limits."""

    site_header = site_title = _("Xiezhi: the tables")
    index_title = _("For looking only; changes are made on the pages of the product")
    site_url = "/"
    enable_nav_sidebar = False

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The product's own sign-in; who is signed in and still comes here is no administrator."""
        if request.user.is_authenticated:
            raise NotAllowed(_("Only an administrator may look at the tables."))
        return redirect(f"{reverse('registry:sign_in')}?{urlencode({'next': request.GET.get('next', '')})}")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Signing out is done on the pages of the product."""
        return redirect("registry:profile")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The product's own page, with its policy."""
        return redirect("registry:password_change")


site = ReadOnlySite()


class ReadOnly(admin.ModelAdmin):
    """A table to look at, cut to the administrator's territory."""

    show_full_result_count = False
    list_per_page = 50
    hidden: tuple[str, ...] = ()

    def get_exclude(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.hidden

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return self.visible(request.user, super().get_queryset(request))

    def visible(self, user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows in the territory of `user`; all of them for reference data."""
        return rows

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


@admin.register(Region, site=site)
class RegionAdmin(ReadOnly):
    list_display = ("code", "level", "name_zh", "name_en", "valid_from", "valid_to")
    search_fields = ("code", "name_zh", "name_en")
    list_filter = ("level",)


@admin.register(CalendarVersion, CalendarDay, site=site)
class CalendarAdmin(ReadOnly):
    pass


@admin.register(Organisation, site=site)
class OrganisationAdmin(ReadOnly):
    list_display = ("name_zh", "kind", "function", "region", "credit_code", "valid_to")
    search_fields = ("name_zh", "name_en", "credit_code")
    list_filter = ("kind", "function")

    def visible(self, user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
        return organisations.policy.scope(user)


@admin.register(User, site=site)
class UserAdmin(ReadOnly):
    list_display = ("username", "full_name", "home", "is_active", "password_changed_at")
    search_fields = ("username", "full_name")
    list_filter = ("is_active",)
    hidden = ("password",)

    def visible(self, user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
        return users.policy.scope(user)


@admin.register(Membership, site=site)
class MembershipAdmin(ReadOnly):
    list_display = ("user", "organisation", "role", "valid_from", "valid_to")
    search_fields = ("user__username", "user__full_name", "organisation__name_zh")
    list_filter = ("role",)

    def visible(self, user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
        return memberships.policy.scope(user)


@admin.register(Mine, site=site)
class MineAdmin(ReadOnly):
    list_display = ("identifier", "name_zh", "region_code", "stage", "method", "mineral")
    search_fields = ("identifier", "name_zh", "name_en")
    list_filter = ("stage", "method", "mineral")

    def visible(self, user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(territory(grants_with(user, Role.ADMINISTRATOR), "region_code"))

"""Page addresses of people and bodies."""

from django.urls import URLPattern, path, re_path

from registry.people.views import (
    memberships,
    organisations,
    profile,
    second_factor,
    sign_in,
    sign_in_log,
    tokens,
    users,
)

_FILE = r"(?P<kind>csv|xlsx)$"

urlpatterns: list[URLPattern] = [
    path("sign-in", sign_in.sign_in, name="sign_in"),
    path("sign-out", sign_in.sign_out, name="sign_out"),
    path("second-factor", second_factor.second_factor, name="second_factor"),
    path("second-factor/set-up", second_factor.second_factor_setup, name="second_factor_setup"),
    path("account", profile.profile, name="profile"),
    path("account/password", profile.password_change, name="password_change"),
    path("account/sessions/end", profile.sessions_end, name="sessions_end"),
    path("account/recovery-codes", second_factor.recovery_codes, name="recovery_codes"),
    path("account/second-factor/remove", second_factor.second_factor_remove, name="second_factor_remove"),
    path("account/tokens", tokens.token_list, name="token_list"),
    path("account/tokens/<slug:key>/revoke", tokens.token_revoke, name="token_revoke"),
    path("users", users.user_list, name="user_list"),
    re_path(rf"^users\.{_FILE}", users.user_export, name="user_export"),
    path("users/new", users.user_create, name="user_create"),
    path("users/<int:pk>", users.user_detail, name="user_detail"),
    path("users/<int:pk>/edit", users.user_edit, name="user_edit"),
    path("users/<int:pk>/do/<slug:verb>", users.user_verb, name="user_verb"),
    path("users/<int:pk>/roles/new", memberships.membership_grant, name="membership_grant"),
    path("memberships/<int:pk>/end", memberships.membership_end, name="membership_end"),
    path("organisations", organisations.organisation_list, name="organisation_list"),
    re_path(rf"^organisations\.{_FILE}", organisations.organisation_export, name="organisation_export"),
    path("organisations/new", organisations.organisation_create, name="organisation_create"),
    path("organisations/<int:pk>", organisations.organisation_detail, name="organisation_detail"),
    path("organisations/<int:pk>/edit", organisations.organisation_edit, name="organisation_edit"),
    path("organisations/<int:pk>/end", organisations.organisation_end, name="organisation_end"),
    path("organisations/<int:pk>/invite", users.organisation_invite, name="organisation_invite"),
    path("sign-ins", sign_in_log.sign_in_log, name="sign_in_log"),
    re_path(rf"^sign-ins\.{_FILE}", sign_in_log.sign_in_log_export, name="sign_in_log_export"),
]

"""A real installation behind TLS; every secret comes from the environment."""

import os

from django.core.exceptions import ImproperlyConfigured

from config.settings.base import *  # noqa: F403
from config.settings.base import ALLOWED_HOSTS, DATABASES, PASSWORD_POLICY, REDIS_URL, SECRET_KEY

_required = {
    "SECRET_KEY": SECRET_KEY,
    "ALLOWED_HOSTS": ALLOWED_HOSTS,
    "DATABASE_URL": DATABASES,
    "REDIS_URL": REDIS_URL,
}
_absent = [name for name, value in _required.items() if not value]
if _absent:
    raise ImproperlyConfigured(f"Set {', '.join(_absent)} in the environment (see .env.example).")
if PASSWORD_POLICY not in {"dengbao", "asvs"}:
    raise ImproperlyConfigured("PASSWORD_POLICY is either dengbao or asvs.")

REQUIRE_SECOND_FACTOR = True
SECURE_SSL_REDIRECT = True
# Load balancers and container health checks ask without TLS, from inside.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = int(os.environ.get("SECURE_HSTS_SECONDS", "31536000"))
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
TRUSTED_PROXY_HOPS = int(os.environ.get("TRUSTED_PROXY_HOPS", "1"))

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

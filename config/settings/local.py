"""A developer's machine and the demonstration: plain http on loopback, accounts shown."""

from config.local.secrets import local_secret
from config.settings.base import *  # noqa: F403
from config.settings.base import RUN_DIR, SECRET_KEY

SECRET_KEY = SECRET_KEY or local_secret(RUN_DIR)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
DEMO = True
REQUIRE_SECOND_FACTOR = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = RUN_DIR / "mail"

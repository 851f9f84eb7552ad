"""A developer's machine and the demonstration: plain http on loopback, accounts shown."""

import os

import dj_database_url

from config import logs
from config.local import broker, postgres
from config.local.secrets import local_secret
from config.settings.base import *  # noqa: F403
from config.settings.base import LOG_LEVEL, RUN_DIR, SECRET_KEY

SECRET_KEY = SECRET_KEY or local_secret(RUN_DIR)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
# Without addresses in the environment, the servers that `make demo` runs on the same data folder.
DATABASES = {
    "default": dj_database_url.parse(
        os.environ.get("DATABASE_URL") or postgres.url(RUN_DIR / "pg", "xiezhi"),
        conn_max_age=60,
        conn_health_checks=True,
    )
}
REDIS_URL = CELERY_BROKER_URL = os.environ.get("REDIS_URL") or broker.url(RUN_DIR / "valkey")
DEMO = True
DEMO_PASSWORD = "Grassland-2026-demo"
REQUIRE_SECOND_FACTOR = False
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = RUN_DIR / "mail"
LOGGING = logs.configuration(LOG_LEVEL, as_json=False)

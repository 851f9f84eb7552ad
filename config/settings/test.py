"""The test suite: fast hashing, memory mail, no broker."""

import dj_database_url

from config import logs
from config.local import testing
from config.settings.base import *  # noqa: F403

SECRET_KEY = "only-for-tests-" + "0" * 40
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
DATABASES = {"default": dj_database_url.parse(testing.maintenance_url())}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
REQUIRE_SECOND_FACTOR = False
CELERY_BROKER_URL = "memory://"
LOGGING = logs.configuration("WARNING", as_json=False)
REST_FRAMEWORK = {**REST_FRAMEWORK, "DEFAULT_THROTTLE_RATES": {"user": None, "address": None}}  # noqa: F405

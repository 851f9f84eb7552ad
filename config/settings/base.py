"""What every deployment shares. Secrets and addresses come from the environment."""

import datetime as dt
import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

import dj_database_url
from csp.constants import NONE, SELF

from config import logs

BASE_DIR = Path(__file__).resolve().parent.parent.parent
RUN_DIR = Path(os.environ.get("XIEZHI_DATA") or BASE_DIR / ".run").resolve()
DATA_DIR = BASE_DIR / "data"

SECRET_KEY = os.environ.get("SECRET_KEY", "")
DEBUG = False
ALLOWED_HOSTS: list[str] = [h for h in os.environ.get("ALLOWED_HOSTS", "").split(",") if h]
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("CSRF_TRUSTED_ORIGINS", "").split(",") if o]
#: Where this installation is reached from outside; printed in letters and QR codes.
PUBLIC_BASE_URL = os.environ.get("PUBLIC_BASE_URL", "http://127.0.0.1:8000")

INSTALLED_APPS = [
    "django.forms",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.admin",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tables2",
    "django_filters",
    "lucide",
    "csp",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "knox",
    "drf_spectacular",
    "registry",
    "restoration",
    "safety",
    "funds",
    "governance",
    "config",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "registry.web.views.middleware.request_context",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "registry.web.views.middleware.row_history",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "registry.people.views.session_guard.session_guard",
    "registry.web.views.middleware.domain_errors",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "registry.web.forms.base.FieldRenderer"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "django.templatetags.i18n", "registry.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "registry.workspace.views.context.shell",
            ],
        },
    }
]

_database = os.environ.get("DATABASE_URL")
DATABASES = {"default": dj_database_url.parse(_database, conn_max_age=60, conn_health_checks=True)} if _database else {}
REDIS_URL = os.environ.get("REDIS_URL", "")
if os.environ.get("REDIS_PASSWORD") and "@" not in REDIS_URL:
    REDIS_URL = REDIS_URL.replace("://", f"://:{quote(os.environ['REDIS_PASSWORD'], safe='')}@", 1)

AUTH_USER_MODEL = "registry.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# scrypt is memory-hard and takes a tenth of the second that today's PBKDF2 needs; old hashes are renewed at sign-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "registry.people.policies.passwords.PolicyValidator"}]
#: "asvs" (OWASP ASVS 5: length, no composition rules, no expiry) or "dengbao" (等保 practice: classes, age, history).
PASSWORD_POLICY = os.environ.get("PASSWORD_POLICY", "asvs")
#: A one-time password given by an administrator can be used for this long.
ONE_TIME_PASSWORD_HOURS = 72

# Lock the combination of user name and address: nobody can lock a colleague out from elsewhere.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "registry.web.views.middleware.client_ip"
AXES_LOCKOUT_CALLABLE = "registry.people.views.sign_in.locked"
AXES_DISABLE_ACCESS_LOG = True  # the product keeps its own sign-in log
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
#: The name that authenticator apps show.
OTP_TOTP_ISSUER = os.environ.get("OTP_TOTP_ISSUER", "Xiezhi")

SESSION_ENGINE = "registry.people.services.session_store"
#: Without any use a session ends after this; and in any case after the absolute limit.
SESSION_IDLE_SECONDS = int(os.environ.get("SESSION_IDLE_SECONDS", 30 * 60))
SESSION_ABSOLUTE_SECONDS = int(os.environ.get("SESSION_ABSOLUTE_SECONDS", 12 * 60 * 60))
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS + 3600  # the page can still say that the session ended
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

LOGIN_URL = "registry:sign_in"
LOGIN_REDIRECT_URL = "registry:home"
LOGOUT_REDIRECT_URL = "governance:public_home"

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static_build"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.storage.StaticStorage"},
}
# esbuild already puts a hash in chunk and font names.
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+[.-][0-9A-Za-z]{8,12}\..+$"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT") or RUN_DIR / "media")

DJANGO_TABLES2_TEMPLATE = "tables/table.html"

#: Where a weakness is reported (RFC 9116), such as `mailto:security@example.gov.cn`; empty means no such file.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", "")
#: Folder with further fonts for letters (FangSong_GB2312, FZXiaoBiaoSong); used before the packaged ones.
PDF_FONT_DIR = os.environ.get("PDF_FONT_DIR", "")
#: Optional online base map (天地图); empty means vector layers only.
TIANDITU_KEY = os.environ.get("TIANDITU_KEY", "")
_tiles = ["https://*.tianditu.gov.cn"] if TIANDITU_KEY else []
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", *_tiles],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

#: How many proxies of ours stand before the web server; their X-Forwarded-For entries are believed.
TRUSTED_PROXY_HOPS = int(os.environ.get("TRUSTED_PROXY_HOPS", "0"))

#: Mail goes out through the outbox sweep; a dead server must not hold it up.
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "xiezhi@localhost")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", 25))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "") == "1"
EMAIL_USE_SSL = os.environ.get("EMAIL_USE_SSL", "") == "1"
EMAIL_TIMEOUT = 20

#: The largest file that can be handed in; a type may allow less.
ATTACHMENT_MAX_BYTES = int(os.environ.get("ATTACHMENT_MAX_BYTES", 50 * 1024 * 1024))
#: clamd as `host:port` or the path of its unix socket; empty means that files are accepted unchecked.
CLAMD_ADDRESS = os.environ.get("CLAMD_ADDRESS", "")

#: The demonstration shows its accounts and waives the second factor for staff.
DEMO = False
#: The password of every demonstration account, shown beside them; empty outside the demonstration.
DEMO_PASSWORD = ""
#: Staff must carry a second factor (TOTP) outside the demonstration.
REQUIRE_SECOND_FACTOR = True

CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_TIME_LIMIT = 300
CELERY_TASK_SOFT_TIME_LIMIT = 270
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 600, "socket_keepalive": True}
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_TIMEZONE = TIME_ZONE
#: Reads what is to be swept from the contributions of the rooms.
CELERY_BEAT_SCHEDULER = "config.heartbeat:Scheduler"

LOG_LEVEL = os.environ.get("LOG_LEVEL", "INFO")
LOGGING = logs.configuration(LOG_LEVEL, as_json=True)

KNOX_TOKEN_MODEL = "registry.ApiToken"
# Ours replaces the table of the package, which would stay behind and point at people.
MIGRATION_MODULES = {"knox": None}
REST_KNOX = {"TOKEN_PREFIX": "xz_"}
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_SCHEMA_CLASS": "registry.web.api.schema.Described",
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "registry.people.api.authentication.TokenAuthentication",
        "registry.people.api.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["registry.web.api.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "registry.web.api.pagination.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": ["registry.web.api.filters.Filters"],
    "DEFAULT_METADATA_CLASS": None,
    "DEFAULT_THROTTLE_CLASSES": ["registry.web.api.throttles.PerUser", "registry.web.api.throttles.PerAddress"],
    #: Per person or token, and per address of callers who are not signed in.
    "DEFAULT_THROTTLE_RATES": {
        "user": os.environ.get("API_RATE_USER", "1200/min"),
        "address": os.environ.get("API_RATE_ADDRESS", "120/min"),
    },
    "EXCEPTION_HANDLER": "registry.web.api.errors.handle",
    "UPLOADED_FILES_USE_URL": False,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Xiezhi API",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "DESCRIPTION": "Joint governance of ecological restoration and safety in mining areas. The same services and the "
    "same rights as the pages; times are ISO 8601 with offset, decimals are strings, codes are GB/T 2260.",
    "LICENSE": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
    "SCHEMA_PATH_PREFIX": r"/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SERVE_AUTHENTICATION": [],
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_NO_READ_ONLY_REQUIRED": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "SORT_OPERATIONS": False,
    "POSTPROCESSING_HOOKS": ["registry.web.api.schema.finish"],
}

"""Django's settings, from the environment (`tamarack.config.environment`)."""

from pathlib import Path

import django_stubs_ext

from tamarack.common import logs
from tamarack.config.environment import environment

django_stubs_ext.monkeypatch()  # generic admin and form classes take their type parameters at run time too

ENVIRONMENT = environment()
PACKAGE = Path(__file__).resolve().parent.parent

DEBUG = False
DEMO = ENVIRONMENT.demo
SECRET_KEY = ENVIRONMENT.secret_key
SECRET_KEY_FALLBACKS = ENVIRONMENT.old_secret_keys
SITE_ADDRESS = ENVIRONMENT.address
ALLOWED_HOSTS = [ENVIRONMENT.hostname, "localhost", "127.0.0.1", "[::1]"]
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.address]

ROOT_URLCONF = "tamarack.config.urls"
WSGI_APPLICATION = "tamarack.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.socialaccount.providers.saml",
    "corsheaders",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_tasks",
    "django_tasks_db",
    "tamarack.common",
    "tamarack.people",
    "tamarack.rubric",
    "tamarack.assessment",
    "tamarack.growth",
    "tamarack.portfolio",
    "tamarack.insight",
    "tamarack.stewardship",
    "tamarack.exchange",
    "tamarack.web",
]

MIDDLEWARE = [
    "tamarack.common.requests.RequestMiddleware",
    "tamarack.common.security.SecurityHeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "corsheaders.middleware.CorsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tamarack.common.compress.CompressMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tamarack.web.account.devices.SignInMiddleware",
    "tamarack.web.limits.LimitMiddleware",
    "tamarack.web.errors.ErrorPageMiddleware",
    "tamarack.web.account.second_step.SecondStepMiddleware",
    "tamarack.api.door.DoorMiddleware",
]

# No `loaders` here: naming them would switch the cached loader off.
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [
            *sorted(PACKAGE.glob("web/*/templates")),
            PACKAGE / "reports" / "templates",
            PACKAGE / "api" / "templates",
        ],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["tamarack.web.templatetags.tamarack", "django.templatetags.i18n"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tamarack.web.context.site",
            ],
        },
    }
]

DATABASES = {"default": ENVIRONMENT.database}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # beyond it, also what still holds is dropped; keep_house keeps below
    }
}

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENVIRONMENT.time_zone

# Accounts
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "tamarack.people.passwords.KnownWordsValidator"},
    {
        "NAME": "tamarack.people.passwords.BreachedValidator",
        "OPTIONS": {"path": ENVIRONMENT.breached_passwords},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "me"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "tamarack.people.accounts.AccountAdapter"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Tamarack] "
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_FORMS = {"signup": "tamarack.people.accounts.SignupForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_DISPLAY = "tamarack.people.accounts.display_name"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ALLAUTH_TRUSTED_PROXY_COUNT = ENVIRONMENT.proxies
MFA_ADAPTER = "tamarack.people.second_step.SecondStepAdapter"
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
MFA_TOTP_ISSUER = "Tamarack"
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "tamarack.people.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_FORMS = {"signup": "tamarack.people.single_sign_on.JoinForm"}
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
REACHES_INNER_NETWORK = ENVIRONMENT.inner_network
SECOND_STEP_FOR_ALL = ENVIRONMENT.second_step

# Security
COOKIE_PREFIX = "__Host-" if ENVIRONMENT.secure else ""
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SECURE = ENVIRONMENT.secure
CSRF_FAILURE_VIEW = "tamarack.web.errors.csrf_failure"
SESSION_COOKIE_SECURE = ENVIRONMENT.secure
SESSION_ENGINE = "tamarack.common.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30
SECURE_SSL_REDIRECT = ENVIRONMENT.secure
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^api/"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if ENVIRONMENT.secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = ENVIRONMENT.secure
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if ENVIRONMENT.proxies else None
SECURE_CSP = {
    "default-src": "'none'",
    "object-src": "'none'",
    "style-src": "'self'",
    "script-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
X_FRAME_OPTIONS = "DENY"
SECURE_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-get=(self), publickey-credentials-create=(self)",
    "X-Frame-Options": X_FRAME_OPTIONS,
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# The API: calls a minute by token and by address without one; whose pages may call it from browsers
API_CALLS = ENVIRONMENT.api_calls
API_CALLS_ANONYMOUS = ENVIRONMENT.api_calls_anonymous
CORS_ALLOWED_ORIGINS = ENVIRONMENT.api_origins
FETCH_HOSTS = ENVIRONMENT.fetch_hosts
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_HEADERS = [
    "accept",
    "accept-language",
    "authorization",
    "content-type",
    "idempotency-key",
    "if-match",
    "if-none-match",
]
CORS_EXPOSE_HEADERS = ["ETag", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After"]

# Files, mail and tasks
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.data / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static"]
STORAGES = {
    "default": ENVIRONMENT.files,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = ENVIRONMENT.data / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
FILE_UPLOAD_HANDLERS = [
    "tamarack.common.uploads.LimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_MOST = ENVIRONMENT.file_mb * 1_000_000
FILES_MOST = ENVIRONMENT.files_mb * 1_000_000
ARCHIVE_MOST = FILES_MOST + 100_000_000
TAKES_ARCHIVES = {"account_bring", "api_bring_archive"}
UPLOAD_MOST = max(3 * FILE_MOST, 20_000_000)
KEYS_ROOT = ENVIRONMENT.data / "keys"
BACKUPS_ROOT = ENVIRONMENT.data / "backups"
globals().update({name: value for name, value in ENVIRONMENT.email.items() if name != "EMAIL_BACKEND"})
EMAIL_BACKEND = "tamarack.common.mail.QueuedBackend"
DELIVERY_BACKEND = ENVIRONMENT.email["EMAIL_BACKEND"]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = ENVIRONMENT.sender
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
REPEATED_TASKS = [
    "tamarack.common.housekeeping.keep_house",
    "tamarack.growth.reminders.send_reminders",
    "tamarack.people.recovering.carry_recoveries_on",
    "tamarack.common.limits.forget_tallies",
    "tamarack.assessment.feedback_tasks.keep_feedback",
    "tamarack.assessment.campaign_tasks.keep_campaigns",
    "tamarack.exchange.retention.keep_retention",
    "tamarack.portfolio.tasks.sweep_files",
    "tamarack.insight.actions.make_snapshots",
    "tamarack.stewardship.tasks.carry_on",
    "tamarack.stewardship.voice_tasks.keep_voice",
    "tamarack.exchange.actions.calls.forget_calls",
    "tamarack.exchange.delivering.keep_webhooks",
]

# Watching
LOGGING = logs.configuration(as_json=ENVIRONMENT.json_log, access=ENVIRONMENT.access_log)
METRICS = ENVIRONMENT.metrics
SENTRY_DSN = ENVIRONMENT.sentry_dsn
VIRUS_SCANNER = ENVIRONMENT.virus_scanner

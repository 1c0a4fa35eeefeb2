"""Cairn's settings. Every deployment choice is one environment variable, checked here and listed in the README."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from config.environment import (
    address,
    bucket,
    choice,
    database,
    flag,
    folder,
    hosts,
    issuer,
    number,
    origin,
    origins,
    secret,
    text,
)

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = folder("CAIRN_VAR", BASE_DIR / "var")

# Development keeps a fixed key and plain http; anything else must bring its own key and runs over https alone.
DEVELOPMENT = flag("CAIRN_DEVELOPMENT", False)
DEBUG = flag("CAIRN_DEBUG", False)
if DEBUG and not DEVELOPMENT:
    raise ImproperlyConfigured("CAIRN_DEBUG must be 0 outside development: its error pages show settings and answers.")
SECRET_KEY = secret("CAIRN_SECRET_KEY", "for development only, and never for real answers" if DEVELOPMENT else None)
ALLOWED_HOSTS = hosts("CAIRN_HOSTS", "localhost,127.0.0.1" if DEVELOPMENT else None)
# For links in e-mail that no page sends: a page knows its own address.
SITE_ADDRESS = address(
    "CAIRN_ADDRESS", "http://localhost:8000" if DEVELOPMENT else f"https://{(ALLOWED_HOSTS or [''])[0].lstrip('.')}"
)
CSRF_TRUSTED_ORIGINS = origins("CAIRN_ORIGINS")
# Proxies between the internet and Cairn. What they add about the visitor is believed; with none, nothing is.
PROXIES = number("CAIRN_PROXIES", 0 if DEVELOPMENT else 1, 0, 5)

INSTALLED_APPS = [
    "councils",
    "frameworks",
    "assessment",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "config.apps.StaticFiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "crispy_forms",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    # Outermost, so that what the others answer or refuse by themselves carries the policy too.
    "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.unsaved.SignInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "assessment.second_factor.SecondFactorMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "assessment.context_processors.person",
            ],
        },
    },
]
CRISPY_TEMPLATE_PACK = "cairn"
CRISPY_ALLOWED_TEMPLATE_PACKS = ["cairn"]
CRISPY_FAIL_SILENTLY = False

# Databases: SQLite unless DATABASE_URL names a PostgreSQL.
DATABASES = {"default": database("DATABASE_URL", f"sqlite:///{VAR_DIR / 'cairn.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Write locks are taken at the start of a transaction: without IMMEDIATE two savers deadlock and one stalls.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }

# Failed sign-ins are counted here. In the database, so that every web process counts the same ones.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cairn_cache",
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    },
    # What each process works out for itself, for an hour at most.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# People.
AUTH_USER_MODEL = "councils.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["email", "name"]},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "assessment:home"
ACCOUNT_ADAPTER = "councils.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # nobody signs up alone: an address is known before its owner arrives
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE: nobody has to choose
ACCOUNT_PRESERVE_USERNAME_CASING = False
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES
ACCOUNT_FORMS = {
    "login": "councils.account_forms.LoginForm",
    "reset_password": "councils.account_forms.ResetPasswordForm",
    "reset_password_from_key": "councils.account_forms.ResetPasswordKeyForm",
    "change_password": "councils.account_forms.ChangePasswordForm",
    "set_password": "councils.account_forms.SetPasswordForm",
    "reauthenticate": "councils.account_forms.ReauthenticateForm",
}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Cairn: "
MFA_FORMS = {
    "authenticate": "councils.account_forms.AuthenticateCodeForm",
    "reauthenticate": "councils.account_forms.ReauthenticateCodeForm",
    "activate_totp": "councils.account_forms.ActivateCodeForm",
    "add_webauthn": "councils.account_forms.AddPasskeyForm",
    "edit_webauthn": "councils.account_forms.RenamePasskeyForm",
    "login_webauthn": "councils.account_forms.LoginPasskeyForm",
    "authenticate_webauthn": "councils.account_forms.AuthenticatePasskeyForm",
    "reauthenticate_webauthn": "councils.account_forms.ReauthenticatePasskeyForm",
}
MFA_ADAPTER = "councils.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Cairn"
MFA_TOTP_TOLERANCE = 1  # a code typed while it changes still counts
MFA_ALLOW_UNVERIFIED_EMAIL = True  # nobody signs up alone, so nobody can lock an address that is not theirs
# Socitm staff see every council. The demonstration's printed sign-ins have no second factor to give.
STAFF_SECOND_FACTOR = flag("CAIRN_STAFF_SECOND_FACTOR", not DEVELOPMENT)

# Single sign-on: one OpenID Connect provider, whose word on a verified address is taken. Off unless it is named.
SOCIALACCOUNT_ADAPTER = "councils.single_sign_on.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {}
OIDC_ISSUER = issuer("CAIRN_OIDC_ISSUER")
if OIDC_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "sso",
                "name": text("CAIRN_OIDC_NAME", "single sign-on"),
                "client_id": text("CAIRN_OIDC_CLIENT_ID"),
                "secret": text("CAIRN_OIDC_CLIENT_SECRET"),
                "settings": {"server_url": OIDC_ISSUER},
            }
        ],
    }
SESSION_COOKIE_AGE = 60 * 60 * 12
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie

# Language and time.
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

# Files.
STATIC_URL = "static/"
STATIC_ROOT = Path(text("CAIRN_STATIC_ROOT", str(BASE_DIR / "staticfiles")))
NODE_DIR = BASE_DIR / "node_modules"
FONT_DIR = NODE_DIR / "@fontsource/atkinson-hyperlegible-next/files"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("fonts", FONT_DIR),
    ("govuk", NODE_DIR / "govuk-frontend/dist/govuk"),
]
# With CAIRN_DEBUG=1 straight from those folders; otherwise collected, and compressed once.
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["br", "gz", "jpg", "map", "png", "woff", "woff2", "zip"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "reports.finders.PlotlyFinder",
]
MEDIA_ROOT = VAR_DIR / "files"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        # Names with a hash in them need every file collected first, which tests should not wait for.
        "BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Keys, region and endpoint are boto3's own variables (AWS_ACCESS_KEY_ID, AWS_ENDPOINT_URL_S3 ...).
if S3_BUCKET := bucket("CAIRN_S3_BUCKET"):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": S3_BUCKET, "default_acl": "private", "file_overwrite": False},
    }

# E-mail: written to files unless a server is named.
EMAIL_HOST = text("CAIRN_EMAIL_HOST", "")
EMAIL_PORT = number("CAIRN_EMAIL_PORT", 25, 1, 65535)
EMAIL_HOST_USER = text("CAIRN_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = text("CAIRN_EMAIL_PASSWORD", "")
EMAIL_USE_TLS = flag("CAIRN_EMAIL_TLS", False)
EMAIL_TIMEOUT = 10  # seconds: a page waits for the mail it sends
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = VAR_DIR / "mail"
DEFAULT_FROM_EMAIL = text("CAIRN_EMAIL_FROM", "Cairn <cairn@localhost>")

# Security.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        # The button for single sign-on is a form, and its answer leads on to the provider.
        "form-action": ["'self'", *([origin(OIDC_ISSUER)] if OIDC_ISSUER else [])],
        "frame-ancestors": ["'none'"],
        "img-src": ["'self'", "data:"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "manifest-src": ["'self'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.unsaved.csrf_failure"
if not DEVELOPMENT:
    SECURE_SSL_REDIRECT = flag("CAIRN_SSL_REDIRECT", True)
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked from inside, by what ends https
    if PROXIES:
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# To standard error, for whatever keeps the machine's logs.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {
        "handlers": ["console"],
        "level": choice("CAIRN_LOG_LEVEL", "WARNING", ["DEBUG", "INFO", "WARNING", "ERROR"]),
    },
}

"""Settings, in the order of Django's documentation, driven by the environment.

Production needs SECRET_KEY, DATABASE_URL and ALLOWED_HOSTS and refuses to start without them.
`make run` and `make test` set DEVELOPMENT=1, which asks only for a DATABASE_URL.
"""

import os
from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import html_tags, process_figure, process_link, process_table
from js_asset import static_lazy

from ccsis.identity import IDENTITY
from ccsis.lib import environment
from ccsis.lib.mailservers import Folder

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("VAR_DIR", BASE_DIR / "var"))

# Core

DEVELOPMENT = environment.flag("DEVELOPMENT")
DEBUG = DEVELOPMENT and environment.flag("DEBUG")
if DEVELOPMENT:
    environment.require("DATABASE_URL")
else:
    environment.require("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS")

SECRET_KEY = os.environ.get("SECRET_KEY") or "for development only; production refuses to start"
# Keys of encrypted fields, kept outside the database and its backups: the first one encrypts, all of
# them decrypt. Without any, one that is derived from SECRET_KEY serves.
FIELD_KEYS = environment.keys("FIELD_KEYS")
# The same of protected identities (`ccsis.lib.sealing`). None is derived in production: without
# any, no identity can be protected.
IDENTITY_KEYS = environment.keys("IDENTITY_KEYS")
environment.require_other_keys("IDENTITY_KEYS", IDENTITY_KEYS, FIELD_KEYS)
ALLOWED_HOSTS = environment.words(
    "ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver" if DEVELOPMENT else ""
)
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_prose_editor",
    "pgtrigger",
    "pictures",
    "procrastinate.contrib.django",
    "taggit",
    "ccsis.apps.StaffConfig",
    "ccsis.apps.CcsisConfig",
    "ccsis.accounts",
    "ccsis.audit",
    "ccsis.demo",
    "ccsis.desk",
    "ccsis.mail",
    "ccsis.intake",
    "ccsis.media",
    "ccsis.workflow",
    "ccsis.publicsite",
    "ccsis.contact",
    "articles",
    "events",
    "submissions",
]

MIDDLEWARE = [
    "ccsis.lib.arrivals.note_arrival",
    "ccsis.middleware.health",
    "ccsis.middleware.headers",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "ccsis.middleware.no_oversized_bodies",
    "ccsis.middleware.no_null_characters",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "articles.middleware.old_addresses",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "ccsis.desk.middleware.keep_unsent",
]

ROOT_URLCONF = "ccsis.urls"
WSGI_APPLICATION = "ccsis.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # Nothing here may touch the session or the database: readers get no cookie.
            # (The frame, the admin's user and messages are lazy.)
            "context_processors": [
                "ccsis.context.identity",
                "articles.frame.frame",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    },
]

# Proxies in front, each of which adds to X-Forwarded-For; the last so many entries are theirs.
TRUSTED_PROXIES = environment.number("TRUSTED_PROXIES", int(environment.flag("BEHIND_PROXY")))

# Database

DATABASES = {"default": environment.database("DATABASE_URL")}
# A server that is away or does not answer must not hold the visitor for long. The limits on
# statements are set by the web server (deploy/gunicorn.py): imports and jobs may take their time.
DATABASES["default"].setdefault("OPTIONS", {}).update(
    connect_timeout=2, tcp_user_timeout=5_000, keepalives_idle=10
)
if DATABASE_LIMITS := os.environ.get("DATABASE_LIMITS"):
    DATABASES["default"]["OPTIONS"]["options"] = DATABASE_LIMITS
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Limits and used codes must hold in every process, so they are in the database too.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counter",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Files

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", VAR_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "media/"
MEDIA_ROOT = Path(os.environ.get("MEDIA_ROOT", VAR_DIR / "media"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "ccsis.lib.stylesheets.BundlingStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG
FILE_UPLOAD_PERMISSIONS = 0o644
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FILES = 20
# What is larger is refused unread, in bytes: the largest picture of the desk and the form around it.
LARGEST_REQUEST = 25 * 1024 * 1024
# All else is held in memory while it is read. Django would write files of more than 2.5 MB to the
# folder for temporary files, plain, also those of protected senders. (A proxy in front may do so.)
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_REQUEST
# What strangers send; no address leads into it.
PRIVATE_ROOT = Path(os.environ.get("PRIVATE_ROOT", VAR_DIR / "private"))
environment.require_apart("PRIVATE_ROOT", PRIVATE_ROOT, MEDIA_ROOT, STATIC_ROOT)
# Bytes that uploads leave free on the disk.
PRIVATE_ROOM = 512 * 1024 * 1024

PICTURES = {
    "BREAKPOINTS": {"s": 704, "m": 1024},
    "CONTAINER_WIDTH": 1312,
    # Widths of 328, 656, 984, 1312, 1968 and 2624 pixels: more would weigh in each page that names them.
    "GRID_COLUMNS": 4,
    "PIXEL_DENSITIES": [1, 2],
    "FILE_TYPES": ["AVIF", "WEBP"],
    "USE_PLACEHOLDERS": False,
    "PICTURE_CLASS": "ccsis.media.renditions.Rendition",
    # Our own job renders after the commit, by the image's id.
    "PROCESSOR": "pictures.tasks.noop",
}

# Languages and time

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
FORMAT_MODULE_PATH = ["ccsis.formats"]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = IDENTITY.time_zone
USE_TZ = True

# Accounts

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = [
    "ccsis.accounts.backends.LockBackend",
    "ccsis.accounts.backends.StaffBackend",
]
# Required, except in a copy for development that says otherwise.
SECOND_FACTOR_REQUIRED = environment.choice("SECOND_FACTOR", "required", "optional") == "required"
if not (DEVELOPMENT or SECOND_FACTOR_REQUIRED):
    raise SystemExit("SECOND_FACTOR=optional is for a copy for development only; leave it out.")

ACCOUNT_ADAPTER = "ccsis.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"change_password": "ccsis.accounts.forms.ChangePasswordForm"}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = True
# Passwords are counted by axes. Codes: a million of them, thirty guesses a day.
ACCOUNT_RATE_LIMITS = {"login_failed": None, "codes": "5/5m/key,30/d/key"}

MFA_ADAPTER = "ccsis.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "add_webauthn": "ccsis.accounts.forms.AddWebAuthnForm",
    "authenticate": "ccsis.accounts.forms.AuthenticateForm",
    "authenticate_webauthn": "ccsis.accounts.forms.AuthenticateWebAuthnForm",
    "edit_webauthn": "ccsis.accounts.forms.EditWebAuthnForm",
    "login_webauthn": "ccsis.accounts.forms.LoginWebAuthnForm",
    "reauthenticate": "ccsis.accounts.forms.ReauthenticateForm",
    "reauthenticate_webauthn": "ccsis.accounts.forms.ReauthenticateWebAuthnForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Also the code before and the one after (RFC 6238, 5.2): people type, and telephones' clocks differ.
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["recovery_codes", "totp", "webauthn"]
# Browsers give passkeys to http://localhost too, and to no other address without HTTPS.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEVELOPMENT

AXES_CLIENT_IP_CALLABLE = "ccsis.accounts.counters.place"
AXES_COOLOFF_TIME = timedelta(minutes=30)
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_FAILURE_LIMIT = 5
AXES_HANDLER = "ccsis.accounts.counters.Counters"
AXES_LOCKOUT_CALLABLE = "ccsis.accounts.counters.same_answer"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "ccsis.accounts.counters.name"
AXES_VERBOSE = False

# Mail

# The address that links in mails begin with.
SITE_URL = environment.site_url("SITE_URL", ALLOWED_HOSTS, development=DEVELOPMENT)
#: None where nobody has said it: mails wait, and the desk says so.
MAIL_SERVER = environment.mail_server("EMAIL_URL")
if MAIL_SERVER is None and DEVELOPMENT:
    MAIL_SERVER = Folder(VAR_DIR / "mail")
MAIL_FROM = environment.mail_address("MAIL_FROM", IDENTITY.email)

# Security

SECURE_SSL_REDIRECT = not DEVELOPMENT
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 0 if DEVELOPMENT else 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if environment.flag("BEHIND_PROXY"):
    # Only for a proxy that sets this header itself and drops the visitor's.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEVELOPMENT
SESSION_COOKIE_NAME = "sessionid" if DEVELOPMENT else "__Host-sessionid"
CSRF_COOKIE_NAME = "csrftoken" if DEVELOPMENT else "__Host-csrftoken"
DEVICE_COOKIE_NAME = "device" if DEVELOPMENT else "__Secure-device"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ccsis.views.csrf_failure"

# One policy for every public page, without nonce or inline code; the admin widens it for itself.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        **({} if DEVELOPMENT else {"upgrade-insecure-requests": True}),
    }
}

# Our own extensions of the editor: their modules, and what the sanitiser lets through for each.
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {
        "js": [static_lazy("js/editor/notes.js")],
        "extensions": {"FootNote": html_tags(["foot-note"])},
    },
    {
        "js": [static_lazy("js/editor/passages.js")],
        "extensions": {
            "PassageLanguage": html_tags(
                ["span"], {"blockquote": ["lang"], "p": ["lang"], "span": ["lang"]}
            )
        },
    },
    # Pictures of the library; the tags are those of figures.
    {
        "js": [static_lazy("js/editor/pictures.js")],
        "extensions": {"Pictures": html_tags([])},
    },
    # These take the place of the editor's own.
    {
        "js": [static_lazy("js/editor/tables.js")],
        "extensions": {"Figure": process_figure, "Table": process_table},
    },
    {
        "js": [static_lazy("js/editor/links.js")],
        "extensions": {"Link": process_link},
    },
    {
        "js": [static_lazy("js/editor/quotes.js")],
        "extensions": {"PullQuote": html_tags(["aside"])},
    },
    {
        "js": [static_lazy("js/editor/paste.js"), static_lazy("js/editor/writing.js")],
        "extensions": {"Paste": html_tags([]), "Writing": html_tags([])},
    },
]

# All in buttons: the library's list of headings cannot be reached by keyboard.
DJANGO_PROSE_EDITOR_MENU_GROUPS = [
    {"group": group}
    for group in (
        *("blockType -lists", "lists", "nodes -blockType -lists", "marks", "link"),
        *("table", "history", "utility", "writing"),
    )
]

# Hashes of withheld names, outside the database, so that a restored backup is freed of them again.
WITHHELD_NAMES = Path(os.environ.get("WITHHELD_NAMES", VAR_DIR / "withheld-names.jsonl"))

# What was erased, outside the database too, so that a restored backup is freed of it again.
ERASURES = Path(os.environ.get("ERASURES", VAR_DIR / "erasures.jsonl"))

# The public forms that staff can close (`ccsis.intake.switches`).
INTAKE_FORMS = [
    ("contact", _("Contact")),
    ("abstract", _("Abstracts")),
    ("abstract-change", _("Changes of abstracts")),
    ("author-change", _("Authors’ own entries")),
    ("partners", _("Letters of interest")),
    ("pitch", _("Pitches")),
    ("simulation", _("Simulations")),
    ("contribution-reply", _("Answers to the editors")),
    ("lost-link", _("Lost links")),
]

# The register of personal data: each app's part (`ccsis.intake.personal.registry`).
PERSONAL_DATA = [
    "ccsis.contact.personal",
    "events.personal",
    "submissions.personal",
    "ccsis.intake.personal.own",
    "articles.personal",
    "ccsis.intake.personal.staff",
]

# The modules that know where an image is shown (`ccsis.media.actions`).
IMAGE_USERS = ["articles.pictures", "events.pictures"]

# The modules that know where the inner links of a text lead (`ccsis.lib.richtext.links`), and the
# address at which the editor finds them by title.
INNER_LINKS = ["articles.links"]
INNER_LINK_CHOICES = "admin:articles_article_link_choices"

# The modules that know what a piece was made of (`articles.admin.origins`).
ARTICLE_ORIGINS = ["submissions.origins"]

# Sitemaps of other apps than the pieces': name to class (`articles.sitemaps`).
SITEMAPS = {"events": "events.sitemaps.EventSitemap"}

# The modules of other apps that know which of their pages readers find (`articles.checks.addresses`).
LINKED_PAGES = ["events.links"]

# The modules that know when the clock alone changes a page (`ccsis.publicsite.version`).
TIMED_CHANGES = ["articles.moments", "events.moments"]

# Jobs

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
# Several jobs side by side: a mail server that hangs holds no other.
PROCRASTINATE_WORKER_DEFAULTS = {"delete_jobs": "successful", "concurrency": 4}

# The desk's forms: the modules that may object to what is written in them (`ccsis.desk.forms`).
DESK_RULES = ["articles.withholding.saying"]

# The desk's home page: the modules that know what waits for whom (`ccsis.lib.queues`), and the
# order of its list of tables.

DESK_QUEUES = [
    "ccsis.desk.queues",
    "articles.queues",
    "ccsis.contact.queues",
    "submissions.queues",
    "events.queues",
    "ccsis.intake.queues",
    "ccsis.mail.queues",
    "ccsis.audit.queues",
]
# The desk's calendar: the modules that know what is on which day (`ccsis.lib.agenda`).
DESK_AGENDA = ["articles.agenda", "events.agenda"]

DESK_ORDER = [
    "articles.article",
    "articles.series",
    "articles.person",
    "submissions.contribution",
    "articles.topic",
    "articles.region",
    "events.event",
    "events.partner",
    "contact.message",
    "articles.page",
    "articles.menuentry",
    "articles.oldaddress",
    "submissions.call",
    "articles.wordpresscategory",
    "articles.importeditem",
    "articles.importedfile",
    "media.image",
    "intake.formswitch",
    "mail.mail",
    "intake.upload",
]

# The demonstration: each app's part, in the order of loading.

DEMO_PARTS = ["ccsis.accounts.demo", "articles.demo", "ccsis.contact.demo", "events.demo"]
DEMO_PARTS += ["submissions.demo"]

# Topics

TAGGIT_CASE_INSENSITIVE = True
TAGGIT_TAGS_FROM_STRING = "articles.topics.from_string"
TAGGIT_STRING_FROM_TAGS = "articles.topics.to_string"

# Logging: what happened and where, never what a person typed.

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "ccsis.lib.logs.PlainFormatter", "with_messages": DEBUG}},
    "filters": {"brief": {"()": "ccsis.lib.logs.Brief"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["brief"],
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        # The audit log tells of failed log-ins.
        "axes": {"level": "ERROR"},
        "ccsis": {"level": "INFO"},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}

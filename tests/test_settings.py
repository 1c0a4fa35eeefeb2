"""Each deployment choice is one environment variable; a wrong value is one clear sentence."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment

ROOT = Path(__file__).resolve().parent.parent
DEPLOYED = {"CAIRN_SECRET_KEY": "k3y-" * 20 + "abcdefgh", "CAIRN_HOSTS": "cairn.example"}
SHOW = """
import json
from config import settings
print(json.dumps({name: getattr(settings, name, None) for name in %r}, default=str))
"""


def python(*arguments: str, tmp_path: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Python in a fresh process, with these variables and none of ours."""
    environ = {"PATH": os.environ["PATH"], "CAIRN_VAR": str(tmp_path)} | variables
    return subprocess.run(
        [sys.executable, *arguments], env=environ, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.fixture
def settings_of(tmp_path):
    """These settings, as they come out of these variables."""

    def show(*names: str, **variables: str) -> dict:
        done = python("-c", SHOW % (names,), tmp_path=tmp_path, **variables)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return show


def test_nothing_starts_with_a_made_up_key(tmp_path):
    done = python("-c", "import config.settings", tmp_path=tmp_path)
    assert done.returncode == 1
    assert done.stderr.strip().endswith("CAIRN_SECRET_KEY must be set. The README lists every setting.")


def test_letters_link_to_the_first_host_unless_told_otherwise(settings_of):
    hosts = DEPLOYED | {"CAIRN_HOSTS": ".cairn.example,localhost"}
    assert settings_of("SITE_ADDRESS", **hosts) == {"SITE_ADDRESS": "https://cairn.example"}
    told = settings_of("SITE_ADDRESS", **hosts, CAIRN_ADDRESS="https://assess.example")
    assert told == {"SITE_ADDRESS": "https://assess.example"}


def test_debug_is_for_development(tmp_path):
    done = python("-c", "import config.settings", tmp_path=tmp_path, **DEPLOYED, CAIRN_DEBUG="1")
    assert "CAIRN_DEBUG must be 0 outside development" in done.stderr


def test_a_deployment_passes_djangos_own_checks(tmp_path):
    done = python("manage.py", "check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path, **DEPLOYED)
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_a_deployment_speaks_https_alone(settings_of):
    deployed = settings_of("SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE", "DEBUG", **DEPLOYED)
    assert deployed == {
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_SECURE": True,
        "DEBUG": False,
    }


def test_without_a_proxy_no_header_about_the_visitor_is_believed(settings_of):
    names = ("SECURE_PROXY_SSL_HEADER", "ALLAUTH_TRUSTED_PROXY_COUNT")
    assert list(settings_of(*names, **DEPLOYED, CAIRN_PROXIES="0").values()) == [None, 0]
    assert list(settings_of(*names, **DEPLOYED).values()) == [["HTTP_X_FORWARDED_PROTO", "https"], 1]


def test_one_variable_moves_the_files_to_a_bucket(settings_of):
    local = settings_of("STORAGES", **DEPLOYED)["STORAGES"]["default"]
    assert local["BACKEND"].endswith("FileSystemStorage")
    moved = settings_of("STORAGES", **DEPLOYED, CAIRN_S3_BUCKET="cairn-reports")["STORAGES"]["default"]
    assert moved["BACKEND"] == "storages.backends.s3.S3Storage"
    assert moved["OPTIONS"] == {"bucket_name": "cairn-reports", "default_acl": "private", "file_overwrite": False}


def test_one_variable_sends_the_mail(settings_of):
    assert settings_of("EMAIL_BACKEND", **DEPLOYED)["EMAIL_BACKEND"].endswith("filebased.EmailBackend")
    sending = settings_of("EMAIL_BACKEND", "EMAIL_PORT", **DEPLOYED, CAIRN_EMAIL_HOST="mail", CAIRN_EMAIL_PORT="587")
    assert sending == {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_PORT": 587}


def test_one_variable_moves_the_data_to_postgresql(settings_of):
    given = settings_of("DATABASES", **DEPLOYED, DATABASE_URL="postgres://cairn:p%40ss@db.example:5433/cairn")
    database = given["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["PASSWORD"]) == ("db.example", 5433, "p@ss")
    assert database["CONN_MAX_AGE"] == 600


OIDC = {
    "CAIRN_OIDC_ISSUER": "https://login.council.example/tenant/v2.0/",
    "CAIRN_OIDC_CLIENT_ID": "cairn",
    "CAIRN_OIDC_CLIENT_SECRET": "s3cret",
    "CAIRN_OIDC_NAME": "Council sign-in",
}


def test_single_sign_on_is_off_unless_a_provider_is_named(settings_of):
    found = settings_of("SOCIALACCOUNT_PROVIDERS", "CONTENT_SECURITY_POLICY", **DEPLOYED)
    assert found["SOCIALACCOUNT_PROVIDERS"] == {}
    assert found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"] == ["'self'"]


def test_a_provider_that_is_named_is_trusted_with_sign_ins_and_forms(settings_of):
    found = settings_of("SOCIALACCOUNT_PROVIDERS", "CONTENT_SECURITY_POLICY", **DEPLOYED, **OIDC)
    provider = found["SOCIALACCOUNT_PROVIDERS"]["openid_connect"]
    assert provider["OAUTH_PKCE_ENABLED"] is True
    assert provider["APPS"] == [
        {
            "provider_id": "sso",
            "name": "Council sign-in",
            "client_id": "cairn",
            "secret": "s3cret",
            "settings": {"server_url": "https://login.council.example/tenant/v2.0"},
        }
    ]
    form_action = found["CONTENT_SECURITY_POLICY"]["DIRECTIVES"]["form-action"]
    assert form_action == ["'self'", "https://login.council.example"]


@pytest.mark.parametrize("missing", ["CAIRN_OIDC_CLIENT_ID", "CAIRN_OIDC_CLIENT_SECRET"])
def test_a_provider_needs_both_halves_of_the_key(tmp_path, missing):
    done = python("-c", "import config.settings", tmp_path=tmp_path, **DEPLOYED, **(OIDC | {missing: ""}))
    assert f"{missing} must be set." in done.stderr
    assert "s3cret" not in done.stderr


def test_socitm_staff_need_a_second_factor_outside_development(settings_of):
    assert settings_of("STAFF_SECOND_FACTOR", **DEPLOYED)["STAFF_SECOND_FACTOR"] is True
    assert settings_of("STAFF_SECOND_FACTOR", CAIRN_DEVELOPMENT="1")["STAFF_SECOND_FACTOR"] is False


@pytest.mark.parametrize(
    ("read", "value", "said"),
    [
        (lambda env: environment.flag("V", False, env), "maybe", "V must be 1 or 0, not 'maybe'."),
        (lambda env: environment.text("V", None, env), "", "V must be set. The README lists every setting."),
        (lambda env: environment.secret("V", None, env), "short", "V must have at least 50 characters; it has 5."),
        (lambda env: environment.hosts("V", None, env), "https://cairn.example", "without scheme or port"),
        (lambda env: environment.hosts("V", None, env), "cairn.example:8000", "not 'cairn.example:8000'"),
        (lambda env: environment.hosts("V", None, env), "*", "not '*'"),
        (lambda env: environment.origins("V", "", env), "cairn.example", "addresses like https://cairn.example"),
        (
            lambda env: environment.address("V", "", env),
            "https://cairn.example/",
            "an address like https://cairn.example",
        ),
        (lambda env: environment.number("V", 25, 1, 65535, env), "smtp", "a whole number from 1 to 65535, not 'smtp'"),
        (lambda env: environment.number("V", 25, 1, 65535, env), "99999", "not '99999'"),
        (lambda env: environment.choice("V", "A", ["A", "B"], env), "C", "V must be one of A, B, not 'C'."),
        (lambda env: environment.issuer("V", env), "login.council.example", "the https address of an OpenID Connect"),
        (lambda env: environment.issuer("V", env), "http://login.council.example", "not 'http://login.council"),
        (
            lambda env: environment.issuer("V", env),
            "https://login.council.example/?tenant=1",
            "must be the https address",
        ),
        (lambda env: environment.bucket("V", env), "s3://reports", "without s3:// or slashes"),
        (
            lambda env: environment.database("V", "", env),
            "mysql://db/cairn",
            "must start with sqlite:// or postgres://",
        ),
        (lambda env: environment.database("V", "", env), "postgres://db:port/cairn", "V cannot be read"),
        (lambda env: environment.database("V", "", env), "postgres://db", "V must name a database"),
        (lambda env: environment.folder("V", ROOT, env), "/dev/null/var", "V must be a folder that can be made"),
    ],
)
def test_a_wrong_value_is_one_clear_sentence(read, value, said):
    with pytest.raises(ImproperlyConfigured) as error:
        read({"V": value})
    assert said in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("value", ["postgres://cairn:s3cret@db:port/cairn", "mysql://cairn:s3cret@db/cairn"])
def test_a_wrong_database_never_shows_its_password(value):
    with pytest.raises(ImproperlyConfigured) as error:
        environment.database("DATABASE_URL", "", {"DATABASE_URL": value})
    assert "s3cret" not in str(error.value)


def test_empty_means_not_set():
    assert environment.number("V", 25, 1, 65535, {"V": ""}) == 25
    assert environment.flag("V", True, {}) is True
    assert environment.hosts("V", "localhost", {"V": ""}) == ["localhost"]
    assert environment.bucket("V", {}) == ""
    assert environment.issuer("V", {"V": ""}) == ""


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("https://login.council.example/", "https://login.council.example"),
        ("https://login.council.example/realm/.well-known/openid-configuration", "https://login.council.example/realm"),
        ("http://localhost:9400", "http://localhost:9400"),
    ],
)
def test_an_issuer_is_read_as_people_paste_it(value, read):
    assert environment.issuer("V", {"V": value}) == read

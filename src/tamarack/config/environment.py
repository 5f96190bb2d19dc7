"""Configuration comes from environment variables alone, each documented in docs/configuration.md."""

import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit
from zoneinfo import ZoneInfo

from environs import Env, EnvError, FileAwareEnv

from tamarack.common import machine
from tamarack.core.errors import TamarackError

BREACHED = Path(__file__).parents[1] / "data" / "breached_passwords.txt"
MAIL_WAITS = 60
"""Seconds that are waited for a mail server, unless EMAIL_URL says otherwise."""


class BadConfiguration(TamarackError):
    """An environment variable, or the data folder, that cannot be used."""

    code = "bad_configuration"


@dataclass(frozen=True)
class Environment:
    """What the environment says, checked."""

    data: Path
    demo: bool
    address: str
    host: str
    port: int
    workers: int
    threads: int
    task_workers: int
    proxies: int
    time_zone: str
    secret_key: str
    old_secret_keys: list[str]
    database: dict[str, Any]
    email: dict[str, Any]
    sender: str
    file_mb: int
    files_mb: int
    files: dict[str, Any]
    json_log: bool
    access_log: bool
    metrics: tuple[str, int] | None
    sentry_dsn: str
    virus_scanner: tuple[str, int] | None
    breached_passwords: Path
    inner_network: bool
    second_step: bool
    api_calls: int
    api_calls_anonymous: int
    api_origins: list[str]
    fetch_hosts: list[str]

    @property
    def secure(self) -> bool:
        """Whether people come by https."""
        return self.address.startswith("https://")

    @property
    def hostname(self) -> str:
        """The name by which people come."""
        return urlsplit(self.address).hostname or "localhost"


@cache
def environment() -> Environment:
    """Read and check the environment once a process."""
    env = FileAwareEnv(strip_whitespace=True)
    try:
        data = Path(env.str("TAMARACK_DATA", "var/data")).expanduser().resolve()
        demo = env.bool("TAMARACK_DEMO", False)
        port = env.int("PORT", 8000)
        proxies = _between("TAMARACK_PROXIES", env.int("TAMARACK_PROXIES", 0), 0, 9)
        host = env.str("TAMARACK_HOST", "127.0.0.1")
        return Environment(
            data=data,
            demo=demo,
            address=_address(env.str("TAMARACK_URL", f"http://127.0.0.1:{port}"), proxies),
            host=host,
            port=_between("PORT", port, 1, 65535),
            workers=_between("TAMARACK_WORKERS", env.int("TAMARACK_WORKERS", machine.processes()), 1, 128),
            threads=_between("TAMARACK_THREADS", env.int("TAMARACK_THREADS", 2), 1, 64),
            task_workers=_between("TAMARACK_TASK_WORKERS", env.int("TAMARACK_TASK_WORKERS", 1), 0, 32),
            proxies=proxies,
            time_zone=_time_zone(env.str("TAMARACK_TIME_ZONE", "America/Toronto")),
            secret_key=env.str("TAMARACK_SECRET_KEY", "") or _secret_key(data),
            old_secret_keys=_named(env, "TAMARACK_OLD_SECRET_KEYS"),
            database=_database(env, data),
            email=_email(env, data),
            sender=env.str("TAMARACK_SENDER", "Tamarack <tamarack@localhost>"),
            file_mb=_between("TAMARACK_FILE_MB", env.int("TAMARACK_FILE_MB", 10), 1, 1000),
            files_mb=_between("TAMARACK_FILES_MB", env.int("TAMARACK_FILES_MB", 250), 1, 1_000_000),
            files=_files(env.str("FILES_URL", "")),
            json_log=_choice("TAMARACK_LOG", env.str("TAMARACK_LOG", "lines" if demo else "json"), "json", "lines"),
            access_log=env.bool("TAMARACK_ACCESS_LOG", not demo),
            metrics=_listener("TAMARACK_METRICS", env.str("TAMARACK_METRICS", "")),
            sentry_dsn=env.str("SENTRY_DSN", ""),
            virus_scanner=_listener("TAMARACK_VIRUS_SCANNER", env.str("TAMARACK_VIRUS_SCANNER", "")),
            breached_passwords=_there(
                "TAMARACK_BREACHED_PASSWORDS", env.str("TAMARACK_BREACHED_PASSWORDS", str(BREACHED))
            ),
            inner_network=env.bool("TAMARACK_INNER_NETWORK", False),
            second_step=env.bool("TAMARACK_SECOND_STEP", False),
            api_calls=_between("TAMARACK_API_CALLS", env.int("TAMARACK_API_CALLS", 600), 1, 1_000_000),
            api_calls_anonymous=_between(
                "TAMARACK_API_CALLS_ANONYMOUS", env.int("TAMARACK_API_CALLS_ANONYMOUS", 60), 1, 1_000_000
            ),
            api_origins=[_origin(value) for value in _named(env, "TAMARACK_API_ORIGINS")],
            fetch_hosts=_named(env, "TAMARACK_FETCH_HOSTS"),
        )
    except (EnvError, ValueError) as error:
        raise BadConfiguration("{problem}", problem=str(error).replace("\n", " ")) from None


def _between(name: str, value: int, least: int, most: int) -> int:
    if not least <= value <= most:
        raise BadConfiguration(
            "{name} is {value}; it must be from {least} to {most}.", name=name, value=value, least=least, most=most
        )
    return value


def _there(name: str, value: str) -> Path:
    path = Path(value).expanduser()
    if not path.is_file():
        raise BadConfiguration("{name} is {value}; there is no such file.", name=name, value=value)
    return path


def _address(value: str, proxies: int) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise BadConfiguration(
            "TAMARACK_URL is “{value}”; it must be the address people use, such as https://grow.example.ca.",
            value=value,
        )
    if parts.scheme == "https" and not proxies:
        raise BadConfiguration(
            "TAMARACK_URL is https, which a proxy in front must take care of: set TAMARACK_PROXIES to their number."
        )
    return value.rstrip("/")


def _named(env: Env, name: str) -> list[str]:
    """What stands in a variable, with commas between."""
    return [value.strip() for value in env.str(name, "").split(",") if value.strip()]


def _origin(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query:
        raise BadConfiguration(
            "TAMARACK_API_ORIGINS names “{value}”; each must be an origin such as https://dashboard.example.ca.",
            value=value,
        )
    return value


def _time_zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise BadConfiguration(
            "TAMARACK_TIME_ZONE is “{value}”; it must be a name such as America/Halifax.", value=value
        ) from None
    return value


def _secret_key(data: Path) -> str:
    """The key in the data folder, made on the first start and readable by its owner alone."""
    path = data / "secret-key"
    try:
        data.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text()
        with open(handle, "w") as file:
            key = secrets.token_urlsafe(48)
            file.write(key)
        return key
    except OSError as error:
        raise BadConfiguration(
            "Tamarack cannot write to its data folder {folder} ({why}). Set TAMARACK_DATA to a folder it may write to.",
            folder=data,
            why=error.strerror,
        ) from None


def _choice(name: str, value: str, yes: str, no: str) -> bool:
    if value not in (yes, no):
        raise BadConfiguration("{name} is “{value}”; it must be {yes} or {no}.", name=name, value=value, yes=yes, no=no)
    return value == yes


def _listener(name: str, value: str) -> tuple[str, int] | None:
    """An address and a port, such as 127.0.0.1:9100."""
    host, _, port = value.rpartition(":")
    if value and not (host and port.isdigit() and 0 < int(port) < 65536):
        raise BadConfiguration("{name} is “{value}”; it must be like 127.0.0.1:9100.", name=name, value=value)
    return (host.strip("[]"), int(port)) if value else None


def _database(env: Env, data: Path) -> dict[str, Any]:
    database: dict[str, Any] = env.dj_db_url("DATABASE_URL", f"sqlite:///{data / 'tamarack.sqlite3'}")
    if database["ENGINE"] == "django.db.backends.postgresql":
        return _postgres(env, database)
    if database["ENGINE"] != "django.db.backends.sqlite3":
        raise BadConfiguration("DATABASE_URL must start with sqlite:// or postgresql://.")
    database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        "PRAGMA mmap_size=134217728;PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;",
    }
    return {**database, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}


def _postgres(env: Env, database: dict[str, Any]) -> dict[str, Any]:
    """With a pool of connections a process, and limits to how long a statement and a lock are waited for."""
    most = _between("TAMARACK_DB_POOL", env.int("TAMARACK_DB_POOL", env.int("TAMARACK_THREADS", 2) + 2), 0, 100)
    seconds = _between("TAMARACK_DB_TIMEOUT", env.int("TAMARACK_DB_TIMEOUT", 30), 0, 3600)
    options = {"connect_timeout": 10, **database.get("OPTIONS", {})}
    if seconds:
        limits = {"statement_timeout": seconds, "lock_timeout": min(seconds, 10)}
        limits["idle_in_transaction_session_timeout"] = 2 * seconds
        told = " ".join(f"-c {name}={1000 * value}" for name, value in limits.items())
        options["options"] = f"{options.get('options', '')} {told}".strip()
    if most:
        options["pool"] = {"min_size": 1, "max_size": most, "timeout": 4, "max_idle": 300, "reconnect_timeout": 10}
    return {**database, "OPTIONS": options, "CONN_MAX_AGE": 0 if most else 60, "CONN_HEALTH_CHECKS": True}


def _files(value: str) -> dict[str, Any]:
    """Where files go: into the data folder, or to what speaks S3."""
    if not value:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(value)
    bucket, _, prefix = parts.path.strip("/").partition("/")
    asked = dict(parse_qsl(parts.query))
    if parts.scheme not in ("s3", "s3+http") or not bucket:
        raise BadConfiguration(
            "FILES_URL must look like s3://KEY:SECRET@s3.ca-central-1.amazonaws.com/BUCKET?region=ca-central-1."
        )
    options = {
        "bucket_name": bucket,
        "location": prefix,
        "endpoint_url": f"{'http' if parts.scheme == 's3+http' else 'https'}://{parts.netloc.rpartition('@')[2]}",
        "region_name": asked.get("region"),
        "addressing_style": asked.get("style", "path"),
        "signature_version": "s3v4",
        "default_acl": None,
        "querystring_auth": True,
        "file_overwrite": False,
    }
    if parts.username:
        options |= {"access_key": unquote(parts.username), "secret_key": unquote(parts.password or "")}
    return {"BACKEND": "tamarack.common.files.PrivateStorage", "OPTIONS": options}


def _email(env: Env, data: Path) -> dict[str, Any]:
    """Where mail goes: to a server if EMAIL_URL names one, else into the data folder."""
    if not env.str("EMAIL_URL", ""):
        return {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend", "EMAIL_FILE_PATH": data / "mail"}
    email = dict(env.dj_email_url("EMAIL_URL"))
    email["EMAIL_TIMEOUT"] = email.get("EMAIL_TIMEOUT") or MAIL_WAITS
    if "EMAIL_BACKEND" not in email:
        raise BadConfiguration("EMAIL_URL must look like smtp://name:password@mail.example.ca:587/?tls=True.")
    return email

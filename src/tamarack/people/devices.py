"""On which device and from which network people sign in, in coarse words; the list of their sessions."""

import hashlib
import ipaddress
import re
import secrets
from datetime import timedelta

from allauth.core.internal.httpkit import get_client_ip
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext

from tamarack.common.database import write
from tamarack.common.limits import unmapped
from tamarack.common.sessions import kept_key
from tamarack.core.errors import N_, UnknownCode
from tamarack.people.models import Person, SignIn
from tamarack.people.notices import tell_new_device

COOKIE_LASTS = timedelta(days=400)
"""How long a device is known; browsers keep no cookie for longer."""
LOOKS = timedelta(minutes=15)
"""How often it is noted that a session was seen."""
IDLE = timedelta(days=14)
"""How long a session lasts that nobody uses."""
MARK = "sign_in"
"""Where a session keeps which sign-in it is of, and when it was seen."""
BROWSERS = (
    ("Edge", r"Edg(A|iOS)?/"), ("Opera", r"OPR/|Opera"), ("Samsung Internet", r"SamsungBrowser/"),
    ("Firefox", r"Firefox/|FxiOS/"), ("Chrome", r"Chrome/|CriOS/|Chromium/"), ("Safari", r"Safari/"),
)  # fmt: skip
SYSTEMS = (
    ("iPhone", r"iPhone"), ("iPad", r"iPad"), ("Android", r"Android"), ("Windows", r"Windows"),
    ("ChromeOS", r"CrOS"), ("macOS", r"Mac OS X|Macintosh"), ("Linux", r"Linux|X11"),
)  # fmt: skip

INNER = [ipaddress.ip_network(f"{network}") for network in (
    "10.0.0.0/8", "100.64.0.0/10", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7",
    "fe80::/10")]  # fmt: skip
"""Networks within an organisation or a home."""


def cookie_name() -> str:
    """What the cookie by which a device is known again is called."""
    return f"{settings.COOKIE_PREFIX}device"


def note_sign_in(request: HttpRequest, person: Person) -> SignIn | None:
    """Note that someone signed in, unless no network has asked for it; `request.new_device` is then what its cookie
    should say."""
    if "REMOTE_ADDR" not in request.META:
        return None
    if not request.session.session_key:
        request.session.save()
    known = request.COOKIES.get(cookie_name(), "")
    device = known if re.fullmatch(r"[0-9a-f]{40}", known) else secrets.token_hex(20)
    agent = request.META.get("HTTP_USER_AGENT", "")[:400]
    now = timezone.now()
    with write():
        row = SignIn.objects.create(
            person=person, session=kept_key(str(request.session.session_key)), device=hashed(device),
            browser=_first(BROWSERS, agent), system=_first(SYSTEMS, agent), network=network(request), at=now,
            seen_at=now,
        )  # fmt: skip
    request.session[MARK] = [row.pk, now.timestamp(), now.timestamp()]
    request.new_device = device  # type: ignore[attr-defined]
    return row


def tell_if_new(person: Person, row: SignIn) -> None:
    """Write to someone who signed in on a device that they did not sign in on before, but for the first time of all."""
    others = SignIn.objects.filter(person=person).exclude(pk=row.pk)
    if others.exists() and not others.filter(device=row.device).exists():
        tell_new_device(person, row)


def note_seen(request: HttpRequest) -> None:
    """Note, not too often, that a session is in use."""
    mark = request.session.get(MARK)
    now = timezone.now()
    if mark and now.timestamp() - mark[1] > LOOKS.total_seconds():
        SignIn.objects.filter(pk=mark[0]).update(seen_at=now, network=network(request))
        request.session[MARK] = [mark[0], now.timestamp(), mark[2]]
        set_end(request)


def set_end(request: HttpRequest) -> None:
    """However much it is used, a session ends as long after the sign-in as every one does; unused, sooner."""
    _, now, began = request.session[MARK]
    left = began + settings.SESSION_COOKIE_AGE - now
    request.session.set_expiry(max(1, int(min(left, IDLE.total_seconds()))))


def follow_session(request: HttpRequest) -> None:
    """Note that a session goes on under another key, as it does when the password changes."""
    if mark := request.session.get(MARK):
        SignIn.objects.filter(pk=mark[0]).update(session=kept_key(str(request.session.session_key)))


def open_sessions(person: Person) -> list[SignIn]:
    """Where someone is signed in, the last seen first."""
    from django.contrib.sessions.models import Session

    rows = list(SignIn.objects.filter(person=person).exclude(session=""))
    held = Session.objects.filter(pk__in=[row.session for row in rows], expire_date__gt=timezone.now())
    alive = {row.pk: row for row in held}
    return [row for row in rows if row.session in alive and _is_of(alive[row.session], person)]


def _is_of(session: object, person: Person) -> bool:
    """Whether a session still opens the account: it ends when the password changes."""
    data = session.get_decoded()  # type: ignore[attr-defined]
    known = {"_auth_user_id": str(person.pk), "_auth_user_hash": person.get_session_auth_hash()}
    return all(data.get(name) == value for name, value in known.items())


def is_this(request: HttpRequest, row: SignIn) -> bool:
    """Whether a sign-in is the one that asks."""
    return row.session == kept_key(str(request.session.session_key))


def end_session(person: Person, pk: int) -> None:
    """End one of someone's sessions.

    Raises
    ------
    UnknownCode
        If there is none of this number.
    """
    row = SignIn.objects.filter(person=person, pk=pk).exclude(session="").first()
    if row is None:
        raise UnknownCode(N_("This session has ended already."))
    _end([row])


def end_other_sessions(request: HttpRequest, person: Person) -> int:
    """End every session of someone's but the one that asks; how many that were."""
    rows = [row for row in open_sessions(person) if not is_this(request, row)]
    _end(rows)
    return len(rows)


def end_all_sessions(person: Person) -> None:
    """End every session of someone's."""
    _end(list(SignIn.objects.filter(person=person).exclude(session="")))


def _end(rows: list[SignIn]) -> None:
    from django.contrib.sessions.models import Session

    with write():
        Session.objects.filter(pk__in=[row.session for row in rows]).delete()
        SignIn.objects.filter(pk__in=[row.pk for row in rows]).update(session="")


def network(request: HttpRequest) -> str:
    """The network that a request comes from: the first three parts of an address, or the first 48 bits."""
    try:
        address = unmapped(get_client_ip(request) or "")
    except ImproperlyConfigured:  # a proxy is missing on the way
        address = ""
    if not address:
        return ""
    wide = 24 if ipaddress.ip_address(address).version == 4 else 48
    return str(ipaddress.ip_network(f"{address}/{wide}", strict=False).network_address)


def network_words(network: str, here: str = "") -> str:
    """A network in coarse words; beside `here`, the one that asks."""
    if not network:
        return gettext("from an unknown network")
    found = ipaddress.ip_address(network)
    if found.is_loopback:
        return gettext("on the machine that Tamarack runs on")
    if network == here:
        return gettext("in the network that you are in now")
    if any(found in inner for inner in INNER if inner.version == found.version):
        return gettext("in a network of your organisation or home ({network})").format(network=_short(network))
    return gettext("in another network ({network})").format(network=_short(network))


def _short(network: str) -> str:
    return network.rpartition(".")[0] + ".…" if "." in network else network.rstrip(":") + ":…"


def device_words(row: SignIn) -> str:
    """A device in coarse words."""
    if row.browser and row.system:
        return gettext("{browser} on {system}").format(browser=row.browser, system=row.system)
    return row.browser or row.system or gettext("an unknown program")


def hashed(text: str) -> str:
    """What the database keeps of a random text that a browser has."""
    return hashlib.sha256(text.encode()).hexdigest()[:40]


def _first(known: tuple[tuple[str, str], ...], agent: str) -> str:
    return next((name for name, pattern in known if re.search(pattern, agent)), "")

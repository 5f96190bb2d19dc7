"""Whether the DNS says that a domain is an organisation's."""

import dns.exception
import dns.resolver

from tamarack.people.models import Domain

WAITS = 5.0
"""Seconds."""


def record_name(domain: Domain) -> str:
    """Where the record stands."""
    return f"_tamarack.{domain.name}"


def record_value(domain: Domain) -> str:
    """What the record says."""
    return f"tamarack-domain={domain.proof}"


def texts_at(name: str) -> list[str]:
    """The TXT records at a name; none where there is no answer."""
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=WAITS)
    except dns.exception.DNSException:
        return []
    return [b"".join(row.strings).decode("utf-8", "replace") for row in answer]


def is_proven(domain: Domain) -> bool:
    """Whether the record is there."""
    return record_value(domain) in texts_at(record_name(domain))

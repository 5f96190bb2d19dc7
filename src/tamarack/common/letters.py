"""Letters: short mails with one link, in plain text and in HTML, in the reader's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.translation import gettext

from tamarack.common.language import language


@dataclass(frozen=True)
class Letter:
    """What a letter says, already in the reader's language.

    Attributes
    ----------
    lines : sequence of str
        Its paragraphs.
    label, address : str
        Its link, and what that leads to.
    words : str
        What someone says in their own words; quoted.
    foot : str
        Why one gets it, and how to end that.
    stop : str
        The address by which one click ends it (RFC 8058), where there is one.
    """

    subject: str
    lines: Sequence[str]
    label: str
    address: str
    words: str = ""
    foot: str = ""
    name: str = ""
    stop: str = ""

    def send(self, to: str) -> None:
        """Queue it."""
        greeting = gettext("Hello {name},").format(name=self.name) if self.name else gettext("Hello,")
        context = {**vars(self), "greeting": greeting, "language": language()}
        subject = " ".join(f"{settings.ACCOUNT_EMAIL_SUBJECT_PREFIX}{self.subject}".split())
        message = EmailMultiAlternatives(
            subject,
            render_to_string("common/letter.txt", context),
            to=[to],
            headers={"Auto-Submitted": "auto-generated", **self._stopping},
        )
        message.attach_alternative(render_to_string("common/letter.html", context), "text/html")
        message.send()

    def send_to(self, addresses: Iterable[str]) -> None:
        """Queue it for each of several addresses of one reader, a mail of its own each."""
        for address in sorted(addresses):
            self.send(address)

    @property
    def _stopping(self) -> dict[str, str]:
        """What tells mail programs how to end it."""
        if not self.stop:
            return {}
        return {"List-Unsubscribe": f"<{self.stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}

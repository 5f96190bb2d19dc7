"""Letters about reviews. They say that something happened, and never what anyone answered."""

from django.utils.translation import get_language, gettext, override

from tamarack.assessment.models import Review
from tamarack.common.addresses import site_url
from tamarack.common.dates import long_date
from tamarack.common.letters import Letter
from tamarack.people.models import Person


def tell_invited(review: Review) -> None:
    """Invite the reviewer, in the language of their account if they have one, else in that of the moment."""
    account = Person.objects.filter(email=review.reviewer_email).first()
    with override(account.language if account else get_language()):
        Letter(
            gettext("{name} invites you to a review").format(name=review.person),
            [
                gettext(
                    "{name} has rated their own practice on a shared rubric and asks you to talk it through: you see "
                    "what they chose to show, agree or differ, and in the end both of you sign."
                ).format(name=review.person),
                gettext("It takes about half an hour, and can be left and resumed until {day}.").format(
                    day=long_date(review.until)
                ),
                gettext("Sign in with this address, or create an account with it. You may decline without a reason."),
            ],
            gettext("To the invitation"),
            site_url("reviews"),
            review.message,
            gettext("You get this mail because {name} gave your address.").format(name=review.person),
            review.reviewer_name,
        ).send(review.reviewer_email)


def tell_answered(review: Review, *, taken_up: bool) -> None:
    """Tell the person whether their invitation was taken up."""
    with override(review.person.language):
        subject = gettext("{name} took your invitation up") if taken_up else gettext("{name} declined your invitation")
        after = (
            gettext("You can follow the review, and talk in it.") if taken_up else gettext("You can ask someone else.")
        )
        _tell(review, review.person, subject.format(name=review.reviewer_name), after)


def tell_signed(review: Review, by: Person) -> None:
    """Tell the other that one has signed, or both that the review is done."""
    other = review.reviewer if by.pk == review.person_id else review.person
    if other is None:
        return
    with override(other.language):
        if review.is_signed:
            _tell(review, other, gettext("The review is signed by both"), gettext("What you agreed stands now."))
        else:
            subject = gettext("{name} signed what you agreed").format(name=by)
            _tell(review, other, subject, gettext("Please look at it once more, and sign, too."))


def _tell(review: Review, to: Person, subject: str, line: str) -> None:
    address = site_url("review", review.pk)
    Letter(subject, [line], gettext("To the review"), address, name=str(to)).send(to.email)

"""What django-allauth says, where our French differs from its own (“courriel”, as one says in Canada).

The project's catalogue comes before those of its libraries: a message that stands here is translated there.
"""

from tamarack.core.errors import N_

MESSAGES = (
    N_("Email"),
    N_("Email Verification"),
    N_("Enter Email Verification Code"),
    N_("Use a different email address"),
    N_("This email address is already associated with this account."),
    N_("The email address and/or password you specified are not correct."),
    N_("A user is already registered with this email address."),
    N_("Authenticator code"),
    N_("Code"),
    N_("Use your password"),
    N_("Use authenticator app or code"),
    N_("Use a security key"),
    N_("Your primary email address must be verified."),
    N_("Confirmation email sent to %(email)s."),
    N_("You have confirmed %(email)s."),
    N_("Primary email address set."),
    N_("Removed email address %(email)s."),
    N_(
        "Forgotten your password? Enter your email address below, and we'll send you an email allowing you to reset it."
    ),
    N_(
        "We have sent you an email. If you have not received it please check your spam folder. Otherwise contact us if "
        "you do not receive it in a few minutes."
    ),
)

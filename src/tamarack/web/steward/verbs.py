"""Changes of structure in words: what each is called, and what it does to ratings."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "add_competency": (
        _("Add a competency"),
        _("Nothing happens to ratings: people rate its criteria when they are ready."),
    ),
    "add_level": (
        _("Add a level"),
        _(
            "Nothing happens to ratings by itself. Where a criterion gets a descriptor at it, ratings below are kept, "
            "and those above are to confirm."
        ),
    ),
    "add_language": (
        _("Add a language"),
        _(
            "Nothing happens to ratings. Every text is missing in it at first, and needs to be there before the "
            "version can be published."
        ),
    ),
    "add_criterion": (
        _("Add a criterion"),
        _("Nobody has a rating for it yet: it is unrated for everyone."),
    ),
    "add_descriptor": (
        _("Add a descriptor at this level"),
        _("Ratings below this level are kept; those at it or above are to confirm."),
    ),
    "retire": (
        _("Retire"),
        "",
    ),
    "bring_back": (
        _("Bring back"),
        _("It is again as the version before has it, and where it stood."),
    ),
    "move": (
        _("Move to another competency"),
        _("Ratings move along as they are. It gets the next free code there; its old code is never given again."),
    ),
    "split": (
        _("Split in two"),
        _("A rating goes to each part, to confirm. Both parts begin with the same texts, for you to cut."),
    ),
    "merge": (
        _("Merge with another criterion"),
        _(
            "The lowest of the ratings carries over, to confirm; whoever has not rated one of them is unrated. "
            "The texts of both stand one after the other, for you to shorten."
        ),
    ),
    "order": (
        _("Put in another place"),
        _("Ratings carry over as they are."),
    ),
}
RETIRES = {
    "competency": _(
        "Its criteria are retired with it, but for those that you move elsewhere first. Their ratings stay in "
        "people’s history, and do not carry over."
    ),
    "criterion": _("Ratings for it stay in people’s history, and do not carry over."),
    "level": _(
        "Its descriptors are retired. A rating at this level falls to the highest descriptor below it, to confirm."
    ),
    "descriptor": _(
        "A rating at this level falls to the highest descriptor below it, or to “not yet”, to confirm. Others are kept."
    ),
}

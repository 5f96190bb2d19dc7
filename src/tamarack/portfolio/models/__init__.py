"""Evidence with its files and impact, the development log, and who else sees or confirms something of it."""

from tamarack.portfolio.models.credential import (
    REASON_MOST,
    Application,
    BroughtCredential,
    Credential,
    Issuer,
    IssuerKey,
    Status,
    StatusList,
)
from tamarack.portfolio.models.evidence import LINE_MOST, TAG_MOST, TEXT_MOST, Evidence, File, Link, Support, Tag
from tamarack.portfolio.models.impact import Impact
from tamarack.portfolio.models.log import ACTIVITY_TITLE_MOST, NOTES_MOST, PROJECT_MOST, Activity, Exemption, Following
from tamarack.portfolio.models.sharing import ENDORSEMENT_LASTS, Acceptance, Endorsement, SharedEvidence
from tamarack.portfolio.models.showcase import Showcase, ShowcaseEntry

__all__ = [
    "ACTIVITY_TITLE_MOST",
    "ENDORSEMENT_LASTS",
    "LINE_MOST",
    "NOTES_MOST",
    "PROJECT_MOST",
    "REASON_MOST",
    "TAG_MOST",
    "TEXT_MOST",
    "Acceptance",
    "Activity",
    "Application",
    "BroughtCredential",
    "Credential",
    "Endorsement",
    "Evidence",
    "Exemption",
    "File",
    "Following",
    "Impact",
    "Issuer",
    "IssuerKey",
    "Link",
    "SharedEvidence",
    "Showcase",
    "ShowcaseEntry",
    "Status",
    "StatusList",
    "Support",
    "Tag",
]

"""Why a member must stand aside: kept as a code, told in the reader's language, to him or about him."""

from django.utils.translation import gettext_lazy as _

APPLICANT, SEAT, OPINION, DRAFT = "applicant", "seat", "opinion", "draft"
#: What the member himself reads.
TO_HIM = {
    APPLICANT: _("You act for the applicant."),
    SEAT: _("Your department sits in this case."),
    OPINION: _("You gave an opinion in this case."),
    DRAFT: _("You drafted a decision in this case."),
}
#: What others and the minutes read.
OF_HIM = {
    APPLICANT: _("acts for the applicant"),
    SEAT: _("the own department sits in this case"),
    OPINION: _("gave an opinion in this case"),
    DRAFT: _("drafted a decision in this case"),
}
#: Stands before a code that is kept in the place of a reason; people do not type it.
_MARK = "⟦duty⟧"


def to_him(code: str) -> str:
    """The sentence for the member; "" when nothing concerns him."""
    return str(TO_HIM[code]) if code else ""


def kept(code: str) -> str:
    """How a code is stored as the reason of standing aside."""
    return _MARK + code if code else ""


def clean(reason: str) -> str:
    """What somebody typed, on one line and without the mark."""
    return " ".join(reason.replace(_MARK, "").split())


def told(reason: str) -> str:
    """A stored reason in the reader's language."""
    code = reason.removeprefix(_MARK)
    return str(OF_HIM[code]) if reason.startswith(_MARK) and code in OF_HIM else reason

"""The statutory clocks of a case."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Clock(models.TextChoices):
    """The completeness check and the decision are clocks of the case, a department's review is one of its seat."""

    INTAKE = "intake", _("Completeness check")
    DECISION = "decision", _("Decision")
    SEAT = "seat", _("Department review")


class Part(models.TextChoices):
    """As what a body holds a case."""

    APPLICANT = "applicant", _("Applicant company")
    INTAKE = "intake", _("Intake clerk")
    OFFICE = "office", _("Committee office")
    SEAT = "seat", _("Department under review")
    SIGNATURE = "signature", _("Second signature")
    CONFLICT = "conflict", _("Owner of a conflict")
    DEPARTMENT = "department", _("Department")

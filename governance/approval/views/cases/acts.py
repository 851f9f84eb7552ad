"""One table of what can be done to a case from its page: form, right, service, words."""

from django.utils.translation import gettext_lazy as _

from governance.approval.forms import acts as forms
from governance.approval.forms import decisions as decision_forms
from governance.approval.models import Case
from governance.approval.selectors.decisions import choices
from governance.approval.services.cases import cases, intake
from governance.approval.services.clocks import clocks
from governance.approval.services.decisions import decisions
from governance.approval.services.dossiers import revisions
from governance.approval.views.cases import act_offers as offers
from governance.approval.views.cases.act_kinds import CLERKS, COMPANY, OFFICE, Act, version_of
from governance.approval.views.decisions import effect_offers
from governance.approval.views.seats import seat_acts

ACTS: tuple[Act, ...] = (
    Act(
        "accept", _("Accept"), "circle-check-big", forms.EmptyForm, "plain",
        _("The application was accepted: the parallel review has begun."),
        offers.within("submitted", roles=CLERKS, of="office"), offers.of_case("accept"),
        lambda view, user, form: intake.accept(view.case.pk, by=user, version=version_of(form.cleaned_data)),
        question=_("Accept this application? The statutory period starts now."),
    ),
    Act(
        "corrections", _("Ask for corrections"), "undo-2", forms.CorrectionsForm, "form",
        _("The company was told what is missing."),
        lambda view, user: offers.within("submitted", roles=CLERKS, of="office")(view, user)
        and intake.may_ask_corrections(view.case),
        offers.of_case("ask_corrections"),
        lambda view, user, form: intake.ask_corrections(
            view.case.pk, by=user, items=form.items(), due_on=form.cleaned_data["due_on"],
            version=version_of(form.cleaned_data),
        ),
        tone="warn",
    ),
    Act(
        "decline", _("Do not accept"), "x", forms.ReasonForm, "form", _("The application was not accepted."),
        offers.within("submitted", roles=CLERKS, of="office"), offers.of_case("decline"),
        lambda view, user, form: intake.decline(
            view.case.pk, by=user, reason=form.cleaned_data["reason"], version=version_of(form.cleaned_data)
        ),
        tone="bad",
    ),
    *seat_acts.ACTS,
    Act(
        "revise", _("Give the dossier back to be changed"), "file-pen", forms.RevisionForm, "form",
        _("The company was told what to change; the clock stands still."),
        offers.within("review", "deciding", "stopped", roles=OFFICE, of="office"), offers.of_case("ask_revision"),
        lambda view, user, form: revisions.ask_revision(
            view.case.pk, by=user, items=form.items(), due_on=form.cleaned_data["due_on"],
            version=version_of(form.cleaned_data),
        ),
        tone="warn",
    ),
    Act(
        "propose", _("Propose the decision"), "file-pen-line", decision_forms.ProposalForm, "proposal",
        _("The decision was proposed: a head of another office must countersign."),
        offers.within("deciding", "stopped", roles=OFFICE, of="office"), offers.of_case("propose"),
        lambda view, user, form: decisions.propose(
            view.case.pk, by=user, outcome=form.cleaned_data["outcome"], reasons=form.cleaned_data["reasons"],
            choices=form.choices(), licence=form.licence(), version=version_of(form.cleaned_data),
        ),
        needs=lambda view, user: {
            "outcomes": choices.OUTCOMES.get(view.case.state, ()), "obligations": offers.obligations(view),
            **(effect_offers.draft(view) if view.case.state == Case.State.DECIDING else {}),
        },
    ),
    Act(
        "countersign", _("Countersign"), "stamp", decision_forms.SignForm, "countersign",
        _("The decision took effect."),
        offers.signing, offers.of_case("countersign"),
        lambda view, user, form: decisions.countersign(
            view.case.pk, by=user, version=version_of(form.cleaned_data)
        ),
        question=_("Countersign this decision? It takes effect and is published."),
        needs=lambda view, user: effect_offers.signature(view),
    ),
    Act(
        "return", _("Return to the office"), "undo-2", decision_forms.ReturnForm, "form",
        _("The proposal was returned to the office."),
        lambda view, user: offers.signing(view, user) and bool(offers.of_case("return")(view, user)),
        offers.of_case("return"),
        lambda view, user, form: decisions.return_to_office(
            view.case.pk, by=user, reason=form.cleaned_data["reason"], version=version_of(form.cleaned_data)
        ),
        tone="warn",
    ),
    Act(
        "pause", _("Stop the clock"), "circle-pause", forms.PauseForm, "form", _("The clock was stopped."),
        offers.decision_clock("running"), offers.of_case("run_clock"),
        lambda view, user, form: clocks.pause(
            view.case.pk, by=user, version=version_of(form.cleaned_data), **form.given()
        ),
        needs=lambda view, user: {"reasons": offers.pause_reasons()},
    ),
    Act(
        "resume", _("Start the clock again"), "circle-play", forms.EmptyForm, "plain", _("The clock runs again."),
        offers.decision_clock("paused"), offers.of_case("run_clock"),
        lambda view, user, form: clocks.resume(view.case.pk, by=user, version=version_of(form.cleaned_data)),
    ),
    Act(
        "extend", _("Extend the period"), "calendar-plus", forms.ExtendForm, "form", _("The period was extended."),
        offers.extendable, offers.of_case("extend_clock"),
        lambda view, user, form: clocks.extend(
            view.case.pk, by=user, reason=form.cleaned_data["reason"], legal_basis=form.cleaned_data["legal_basis"],
            version=version_of(form.cleaned_data),
        ),
    ),
    Act(
        "withdraw", _("Withdraw the application"), "ban", forms.ReasonForm, "form", _("The application was withdrawn."),
        offers.within(
            "draft", "submitted", "correcting", "review", "deciding", "stopped", "revising",
            roles=COMPANY, of="applicant",
        ),
        offers.of_case("withdraw"),
        lambda view, user, form: cases.withdraw(
            view.case.pk, by=user, reason=form.cleaned_data["reason"], version=version_of(form.cleaned_data)
        ),
        tone="bad",
    ),
)  # fmt: skip
BY_KEY = {act.key: act for act in ACTS}

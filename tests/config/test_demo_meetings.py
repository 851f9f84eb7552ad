"""The demonstration's conflicts: one open, one settled by a sitting that upheld the objection."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from config.demo import bodies, meetings, mines, stories
from config.demo.moments import at, working_days_ago
from governance.approval.models import Case, Conflict
from governance.approval.services.procedures import catalogues, procedures
from governance.committee.models import Meeting


@pytest.mark.django_db
def test_one_conflict_is_open_and_one_objection_was_upheld(tmp_path: Path) -> None:
    with override_settings(MEDIA_ROOT=tmp_path, DEMO=True, DEMO_PASSWORD="Demonstration-2026"):
        call_command("load_regions", verbosity=0)
        call_command("load_calendar", verbosity=0)
        catalogues.load(settings.DATA_DIR / "catalogues.json")
        procedures.load(settings.DATA_DIR / "procedures.json")
        made, people = bodies.load()
        with at(working_days_ago(200)):
            held = mines.load(made)
        stage = stories.Stage(people, held)
        stories._stopped(stage)
        case = stories.accepted(stage, "chisong", "applicant3", days=8)
        meetings.play(stage)
    open_one = Conflict.objects.get(case=case, kind="conditions")
    assert open_one.state == "open"
    meeting = Meeting.objects.get()
    assert (meeting.state, meeting.is_simulated) == ("closed", True)
    assert meeting.items.get().outcome == "adopted"
    stopped = Case.objects.get(mine=held["hongshi"])
    assert stopped.state == Case.State.STOPPED
    assert stopped.conflicts.get().settlement == "upheld"

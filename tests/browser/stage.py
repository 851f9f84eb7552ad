"""The demonstration as the browser tests play on it."""

import io
from dataclasses import dataclass

from django.core.management import call_command

from config.demo import bodies, dossiers, layers, mine_records, mines, stories
from config.demo.moments import at, working_days_ago
from governance.approval.models import Case
from governance.approval.services.cases import cases
from governance.approval.services.decisions import letters
from registry.mines.models import Mine
from registry.scope.models import User

PASSWORD = "Demonstration-2026"


@dataclass
class Stage:
    """People by user name, mines by key, cases by the key of their mine."""

    people: dict[str, User]
    mines: dict[str, Mine]

    def person(self, who: str) -> User:
        """A person, read afresh."""
        return User.objects.get(username=who)

    def case(self, key: str) -> Case:
        """The latest case of a mine."""
        return Case.objects.filter(mine=self.mines[key]).latest("pk")

    def decided(self, key: str) -> Case:
        """The approved case of a mine."""
        return Case.objects.filter(mine=self.mines[key], state=Case.State.APPROVED).latest("pk")

    def filled(self, key: str, applicant: str) -> Case:
        """A new draft of a mine with every section written and no document."""
        by = self.person(applicant)
        mine = self.mines[key]
        title = f"{mine.name_zh}开采方案与矿区生态修复方案"
        case = cases.open_case(mine.pk, stories.PROCEDURE, by=by, title_zh=title, title_en=f"Plan of {mine.name_en}")
        is_pit = mine.method == Mine.Method.OPEN_PIT
        dossiers.fill(case, dossiers.open_pit() if is_pit else dossiers.underground(), by=by)
        return case


def load() -> Stage:
    """Load it as `manage.py load_demo` does, without the real register."""
    call_command("load_regions", verbosity=0)
    call_command("load_calendar", verbosity=0)
    call_command("load_rules", stdout=io.StringIO())
    made, people = bodies.load()
    with at(working_days_ago(200)):
        held = mines.load(made)
        layers.load(held)
    played = stories.Stage(people, held)
    stories.play(played)
    mine_records.play(played)
    letters.render_pending()
    return Stage(people, held)

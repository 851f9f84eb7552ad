"""Template databases: what they are made of, what becomes of old and broken ones, what a test finds at its stage."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection

from config.local import databases, testing, watching
from config.local.templates import Template, TemplateBroken, clone
from governance.approval.models import Case
from registry.matters.models import Matter
from registry.scope.models import User
from tests.factories.scenes import Scene
from tests.factories.users import UserFactory
from tests.stages import templates
from tests.stages.clones import Clones
from tests.stages.declared import STAGES


@pytest.fixture
def probes(django_db_setup: Clones) -> Iterator[None]:
    """Take away the templates and clones that the test made."""
    yield
    for name in databases.names():
        if name.startswith((f"xiezhi_{databases.tag()}_template_probe_", "xiezhi_probe_")):
            databases.drop(name)


def test_a_key_sees_every_file_below_a_watched_folder(tmp_path: Path) -> None:
    deep = tmp_path / "room" / "approval" / "services" / "rules.py"
    deep.parent.mkdir(parents=True)
    deep.write_text("one")
    first = watching.key("room", root=tmp_path)
    assert watching.key("*/approval", root=tmp_path) == first
    deep.write_text("two")
    assert watching.key("room", root=tmp_path) != first
    assert watching.key("room", also=["today"], root=tmp_path) != watching.key("room", root=tmp_path)


@pytest.mark.parametrize("pattern", ["room/gone.py", "*/migrations"])
def test_a_watched_path_that_is_missing_is_an_error(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(watching.WatchedMissing, match="there is no such path"):
        watching.key(pattern, root=tmp_path)


def test_a_template_that_cannot_be_built_says_why_and_leaves_nothing(probes: None) -> None:
    tried = []

    def build(database: str, _files: Path) -> None:
        tried.append(database)
        raise RuntimeError("the seventh seat is missing")

    broken = Template("probe", "broken", build, after=testing.migrated())
    for _again in range(2):
        with pytest.raises(TemplateBroken, match="the seventh seat is missing"):
            clone(broken, "xiezhi_probe_clone")
    assert len(tried) == 1, "it is not tried again for every test"
    assert not databases.names() & {*tried, broken.database, "xiezhi_probe_clone"}


def test_a_template_of_other_sources_takes_the_place_of_the_old_one(probes: None, tmp_path: Path) -> None:
    def build(database: str, files: Path) -> None:
        (files / "note.txt").write_text(database)

    old, new = (Template("probe", key, build, after=testing.migrated()) for key in ("old", "new"))
    clone(old, "xiezhi_probe_clone", tmp_path / "old")
    assert old.database in databases.names()
    clone(new, "xiezhi_probe_clone", tmp_path / "new")
    assert not old.folder.exists()
    assert databases.names() & {old.database, new.database} == {new.database}
    assert (tmp_path / "new" / "note.txt").is_file()


def test_what_a_killed_process_has_left_is_dropped_by_the_next(probes: None) -> None:
    databases.create("xiezhi_probe_left")
    holder = databases.run_folder() / "test-holders" / "0-killed"
    holder.write_text("xiezhi_probe_left\n")
    with databases.server():
        assert "xiezhi_probe_left" not in databases.names()
        assert not holder.exists()


@pytest.mark.django_db
def test_the_tests_are_no_superuser_and_own_no_table() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper OR rolcreatedb OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
        with pytest.raises(ProgrammingError, match="must be owner"):
            cursor.execute("ALTER TABLE registry_auditevent DISABLE TRIGGER USER")


@pytest.mark.django_db
@pytest.mark.stage("decided")
@pytest.mark.parametrize("turn", range(2))
def test_a_test_finds_its_stage_as_it_was_played(here: Scene, case: Case, turn: int) -> None:
    assert case.state == Case.State.APPROVED
    assert here.mine == case.mine
    assert not User.objects.filter(full_name="谁也不是").exists()
    User.objects.filter(pk=here.clerk.pk).update(full_name="谁也不是")
    UserFactory()


@pytest.mark.django_db(transaction=True)
@pytest.mark.stage("draft")
@pytest.mark.parametrize("turn", range(2))
def test_what_a_test_commits_is_gone_for_the_next(case: Case, turn: int) -> None:
    assert Case.objects.get().state == Case.State.DRAFT
    Matter.objects.update(title_zh="改过的")
    assert case.title_zh != "改过的"


def test_every_stage_goes_on_from_one_that_is_declared_before() -> None:
    for name, stage in STAGES.items():
        parent = templates.template(name).after
        assert parent == (templates.template(stage.after) if stage.after else testing.ruled())

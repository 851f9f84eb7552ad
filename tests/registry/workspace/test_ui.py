"""The look: every component renders, and no template breaks the content security policy."""

import re
import zipfile
from pathlib import Path

import lucide
import pytest
from django.conf import settings
from django.template import Context, Template
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.utils.translation import override

from registry.base.rules.contributions import contributions
from registry.regions.selectors import geo
from registry.regions.views import maps
from registry.scope.rules.grants import Grant
from registry.templatetags import ui
from registry.web.views import responses
from registry.workspace.selectors import glossary, navigation
from registry.workspace.views import styleguide_samples as samples
from tests.factories.memberships import member
from tests.factories.organisations import natural_resources
from tests.factories.regions import region

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
COMPONENTS = [path for path in TEMPLATES if path.parent.name in {"components", "cotton", "forms", "tables"}]
INLINE = re.compile(r"\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|<style\b|javascript:", re.IGNORECASE)
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)", re.IGNORECASE)
OUTSIDE = re.compile(r"(?:src|href|action)=[\"'](?:https?:)?//", re.IGNORECASE)
ICON = re.compile(r"\{% icon \"([\w-]+)\"|\bicon=\"([\w-]+)\"|icon\|default:\"([\w-]+)\"")


def ids(paths: list[Path]) -> list[str]:
    return [str(path.relative_to(settings.BASE_DIR)) for path in paths]


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_template_keeps_the_content_security_policy(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not INLINE.search(text)
    assert not INLINE_SCRIPT.search(text)
    assert not OUTSIDE.search(text)


@pytest.mark.parametrize("path", COMPONENTS, ids=ids(COMPONENTS))
def test_component_opens_with_a_comment(path: Path) -> None:
    assert path.read_text("utf-8").startswith("{#")


@pytest.mark.parametrize("path", TEMPLATES, ids=ids(TEMPLATES))
def test_template_compiles(path: Path) -> None:
    get_template(str(path.relative_to(Path(settings.BASE_DIR, "templates"))))


def known_icons() -> set[str]:
    archive = next(Path(lucide.__file__).parent.glob("*.zip"))
    return {Path(name).stem for name in zipfile.ZipFile(archive).namelist()}


def test_every_named_icon_exists() -> None:
    used = {name for path in TEMPLATES for groups in ICON.findall(path.read_text("utf-8")) for name in groups if name}
    used |= set(ui.TONE_ICONS.values())
    used |= {
        entry.icon for entry in [*contributions.slot("menu").values(), *contributions.slot("public_menu").values()]
    }
    assert used - known_icons() == set()


def test_an_unknown_icon_in_data_does_not_break_the_page() -> None:
    assert "<svg" in ui.icon("no-such-icon")


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_style_guide_shows_every_component_rendered(client: Client, language: str) -> None:
    page = client.get(f"/{language}/styleguide").content.decode()
    assert "<c-" not in page
    assert not INLINE.search(page)
    for mark in (
        "mg-st-ok",
        "mg-level-red",
        "mg-clock-overdue",
        "mg-lane",
        "mg-tl",
        "mg-facts",
        "mg-empty",
        "mg-err-sum",
    ):
        assert mark in page


@pytest.mark.django_db
def test_style_guide_names_every_include() -> None:
    guide = "".join(path.read_text("utf-8") for path in TEMPLATES if "styleguide" in path.name)
    parts = {"ask", "toasts", "toasts_oob", "sidebar", "search", "prefs", "bell", "account", "brand", "sign_in_link"}
    parts |= {"lane", "term", "confirm_dialog", "page_link", "map_legend", "page_header"}
    parts |= {"level", "demo_mark", "empty"}
    shown = set(re.findall(r"components/(\w+)\.html", guide)) | {"bars", "data_table"}  # inside section_body
    parts |= {"section_panel"}  # section_body with a head
    parts |= {"act_form", "act_rows"}  # inside act
    every = {path.stem for path in COMPONENTS if path.parent.name == "components"}
    assert every - parts - shown == set()


def test_field_writes_label_hint_unit_and_error_for_assistive_technology() -> None:
    form = samples.SampleForm({"reuse": "132"})
    written = form["reuse"].as_field_group()
    assert 'aria-invalid="true"' in written
    assert 'aria-describedby="id_reuse_error id_reuse_unit"' in written
    assert 'id="id_reuse_error"' in written
    assert 'id="id_reuse_unit">%<' in written
    assert 'class="form-control"' in written


def test_incomplete_lands_on_its_field_and_unknown_fields_at_the_top() -> None:
    form = samples.SampleForm({})
    form.add_incomplete({"name": ["Name it."], "boundary": ["Draw it."]})
    assert "Name it." in form.errors["name"]
    assert form.non_field_errors() == ["Draw it."]


def test_sections_know_what_is_refused() -> None:
    with override("en"):
        states = [part.state for part in samples.SampleForm({"name": "A"}).bound_sections()]
    assert states == ["bad", "bad"]


@pytest.mark.django_db
def test_refused_form_answers_422(rf: RequestFactory) -> None:
    request = rf.get("/")
    kept = responses.render_form(request, "registry/workspace/_styleguide_forms.html", samples.SampleForm({}))
    fresh = responses.render_form(request, "registry/workspace/_styleguide_forms.html", samples.SampleForm())
    assert (kept.status_code, fresh.status_code) == (422, 200)


@pytest.mark.parametrize(
    ("sorted_by", "state", "asks"),
    [("", "none", "name"), ("name", "ascending", "-name"), ("-name", "descending", "name")],
)
def test_column_head_says_the_order_and_asks_for_the_next(sorted_by: str, state: str, asks: str) -> None:
    head = samples.SampleTable([], sorted_by=sorted_by).headers[0]
    assert (head.state, head.next) == (state, asks)


def test_figures_are_set_right() -> None:
    heads = {head.name: head.css for head in samples.SampleTable([]).headers}
    assert heads["capacity"] == "mg-fig"
    assert heads["name"] == ""


def test_sort_link_drops_the_cursor(rf: RequestFactory) -> None:
    table = samples.SampleTable([{"name": "M01"}], target="sample-list")
    written = render_to_string("tables/table.html", {"table": table}, rf.get("/?cursor=abc&q=x"))
    assert "?q=x&amp;order=name" in written
    assert "cursor" not in written


@pytest.mark.parametrize(
    ("total", "today", "marks"),
    [(20, 12, [1, 5, 10, 12, 15, 20]), (20, None, [1, 5, 10, 15, 20]), (60, 11, [1, 11, 20, 30, 40, 50, 60])],
)
def test_lane_scale_names_round_days_and_today(total: int, today: int | None, marks: list[int]) -> None:
    assert ui.day_ticks(total, today) == marks


def test_versions_say_what_differs() -> None:
    rows = ui.versions({"a": 1, "b": 2}, {"a": 1, "b": 3})
    assert [row["differs"] for row in rows] == [False, True]


def test_a_term_carries_its_definition() -> None:
    with override("en"):
        known = glossary.definition("Mining area", "en")
        written = Template('{% term "Mining area" %} {% term "No such word" %}').render(Context())
    assert known is not None
    assert known.text in written
    assert "<mg-term>" in written
    assert "No such word" in written


def test_glossary_answers_in_both_languages() -> None:
    entry = glossary.definition("mining area", "zh-hans")
    assert entry is not None
    assert entry.term == "矿区"
    assert len(glossary.entries("en")) == len(glossary.entries("zh-hans")) > 10


@pytest.mark.parametrize("share", [-1, 0, 0.5, 7])
def test_bar_stays_inside_its_frame(share: float) -> None:
    width = float(re.findall(r'mg-bar-fg" width="([\d.]+)"', ui.bar(share))[0])
    assert 0 <= width <= 100


def test_text_in_components_is_escaped() -> None:
    written = render_to_string("components/status.html", {"tone": "ok", "label": "<b>x</b>"})
    assert "&lt;b&gt;" in written


def test_menu_leaves_out_what_does_not_resolve_and_what_is_not_allowed() -> None:
    entry = navigation.Entry(navigation.ADMIN, "Nowhere", "map", "registry:nowhere")
    assert navigation._link(entry) is None
    labels = {str(link.icon) for _, links in navigation.menu([grant("applicant")], "/") for link in links}
    assert "users" not in labels


def grant(role: str, function: str = "emergency_management") -> Grant:
    return Grant(role=role, organisation_id=1, kind="department", function=function, region_prefix="15")


def test_imports_are_for_the_keepers_of_the_register() -> None:
    entry = contributions.slot("menu")["registry:mine_import"]
    for function in ("natural_resources", "emergency_management", "mine_safety"):
        assert entry.open_to([grant("intake_clerk", function)])
    assert not entry.open_to([grant("intake_clerk", "finance")])


@pytest.mark.parametrize(
    ("role", "sees", "misses"),
    [
        ("administrator", "registry:user_list", "registry:audit_list"),
        ("security_officer", "registry:sign_in_log", "registry:audit_list"),
        ("auditor", "registry:audit_list", "registry:mine_import"),
        ("applicant", "registry:home", "registry:user_list"),
        ("reviewer", "registry:mine_list", "registry:user_list"),
    ],
)
def test_menu_follows_the_role(role: str, sees: str, misses: str) -> None:
    shown = {name for name, entry in contributions.slot("menu").items() if entry.open_to([grant(role)])}
    assert sees in shown
    assert misses not in shown


@pytest.mark.django_db
def test_workspace_names_the_person_and_leaves_by_post(client: Client) -> None:
    person = member("reviewer", natural_resources(), full_name="李文")
    client.force_login(person)
    page = client.get("/en/styleguide").content.decode()
    assert "李文" in page
    assert 'class="mg-sidebar' in page
    assert "<c-" not in page


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_map_shows_the_approval_number(language: str) -> None:
    with override(language):
        ground = maps.ground("china_province_light")
    assert "GS（2024）0650号" in ground["attribution"]
    assert ground["tiles"] == []
    assert ground["boundaries"][0].endswith("dist/geo/china_province_light.geojson")


@pytest.mark.django_db
def test_area_names_come_in_the_readers_language() -> None:
    region("150621")
    with override("en"):
        assert geo.names("china_province_light").get("150000")
    with override("zh-hans"):
        assert geo.names("china_province_light") == {}


def test_errors_page_500_needs_nothing() -> None:
    written = render_to_string("500.html")
    assert "mg-error" in written
    assert "<c-" not in written


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["dark", "light", "auto"])
def test_theme_is_kept_and_the_way_back_stays_on_the_site(client: Client, value: str) -> None:
    answer = client.post("/en/theme", {"theme": value, "next": "//evil.example/"})
    assert answer.cookies["theme"].value == value
    assert answer["Location"] == "/"


@pytest.mark.django_db
def test_a_made_up_theme_becomes_auto(client: Client) -> None:
    client.cookies["theme"] = '"><script>'
    assert 'data-theme="auto"' in client.get("/en/styleguide").content.decode()
    assert client.post("/en/theme", {"theme": "pink"}).cookies["theme"].value == "auto"

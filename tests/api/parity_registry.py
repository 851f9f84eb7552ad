"""The same for the register of mines, the map layers, and the pages of accounts and administration."""

from tests.api.parity_reasons import Reason

FORM = Reason("The empty form of an act: the description of the operation says what it takes.")
ACCOUNT = Reason("One's own account: passwords, second factors and tokens are never handed to a machine that has one.")
ADMINISTRATION = Reason("Accounts, roles and bodies are kept by people who signed in with a second factor.")
WATCH = Reason("Read by auditors and security officers on the page; the chain is verified by `verify_audit`.")
LOOK = Reason("How the page looks; nothing is kept.")
FILE = Reason("The list as a file for people; machines page through the list.")
DRAWN = Reason("Drawn from data that have their own operation.")

WRITES: dict[str, str | Reason] = {
    "registry:mine_create": "api:mine-list POST",
    "registry:mine_edit": "api:mine-detail PATCH",
    "registry:mine_boundary_edit": "api:mine-boundary PUT",
    "registry:mine_transfer": "api:mine-transfer POST",
    "registry:mine_stage": "api:mine-stage POST",
    "registry:mine_documents": "api:mine-documents POST",
    "registry:mine_document_withdraw": "api:mine-document-withdraw POST",
    "registry:right_create": "api:mine-rights POST",
    "registry:right_edit": "api:right-detail PATCH",
    "registry:right_end": "api:right-end POST",
    "registry:licence_create": "api:right-licences POST",
    "registry:licence_edit": "api:licence-detail PATCH",
    "registry:licence_status": "api:licence-status POST",
    "registry:hold_place": "api:hold-list POST",
    "registry:hold_lift": "api:hold-lift POST",
    "registry:production_record": "api:production-list POST",
    "registry:mine_import": "api:mine-import-list POST",
    "registry:import_load": "api:mine-import-load POST",
    "registry:layer_import": "api:layer-import-list POST",
    "registry:layer_load": "api:layer-import-load POST",
    "registry:notification_read": "api:notification-read POST",
    "registry:notification_read_all": "api:notification-read-all POST",
    "registry:notification_preferences": ACCOUNT,
    "registry:calendar_edit": Reason("The State Council's notice is entered once a year by an administrator who sees "
                                     "what it moves before he publishes it."),
    "registry:set_theme": LOOK,
    "registry:styleguide": LOOK,
    **dict.fromkeys(
        (
            "registry:sign_in", "registry:second_factor", "registry:second_factor_setup", "registry:profile",
            "registry:password_change", "registry:sessions_end", "registry:recovery_codes",
            "registry:second_factor_remove", "registry:token_list", "registry:token_revoke",
        ),
        ACCOUNT,
    ),
    **dict.fromkeys(
        (
            "registry:user_list", "registry:user_export", "registry:user_create", "registry:user_detail",
            "registry:user_edit", "registry:user_verb", "registry:membership_grant", "registry:membership_end",
            "registry:organisation_list", "registry:organisation_export", "registry:organisation_create",
            "registry:organisation_detail", "registry:organisation_edit", "registry:organisation_end",
            "registry:organisation_invite",
        ),
        ADMINISTRATION,
    ),
    "registry:sign_in_log": WATCH,
    "registry:sign_in_log_export": WATCH,
}  # fmt: skip

READS: dict[str, str | Reason] = {
    "registry:mine_list": "api:mine-list GET",
    "registry:mine_detail": "api:mine-detail GET",
    "registry:mine_boundary": "api:mine-boundary GET",
    "registry:mine_rights": "api:mine-rights GET",  # with mine-holders
    "registry:mine_facilities": "api:mine-facilities GET",
    "registry:mine_documents": "api:mine-documents GET",
    "registry:mine_document": "api:mine-document-content GET",
    "registry:mine_timeline": "api:mine-timeline GET",
    "registry:mine_import": "api:mine-import-list GET",
    "registry:import_run": "api:mine-import-detail GET",
    "registry:import_problems": "api:mine-import-problems GET",
    "registry:hold_list": "api:hold-list GET",
    "registry:hold_detail": "api:hold-detail GET",
    "registry:production_list": "api:production-list GET",
    "registry:production_detail": "api:production-versions GET",  # with production-detail
    "registry:layer_detail": "api:layer-detail GET",
    "registry:layer_features": "api:layer-features GET",
    "registry:layer_import": "api:layer-import-list GET",
    "registry:layer_report": "api:layer-import-detail GET",
    "registry:layer_problems": "api:layer-import-detail GET",
    "registry:search": "api:search-list GET",
    "registry:glossary": "api:term-list GET",
    "registry:home": "api:queue-list GET",
    "registry:notification_list": "api:notification-list GET",
    "registry:notification_open": "api:notification-list GET",
    "registry:calendar": "api:calendar-list GET",
    "registry:organisation_list": "api:organisation-list GET",
    "registry:organisation_detail": "api:organisation-detail GET",
    "registry:region_options": "api:region-subtree GET",
    "registry:import_template": Reason("An empty table to fill in by hand; the columns are those of the register."),
    "registry:about_data": Reason("Words of the house, the same for everybody; they hold no data."),
    "registry:notification_preferences": ACCOUNT,
    "registry:calendar_edit": FORM,
    "registry:styleguide": LOOK,
    **dict.fromkeys(
        ("registry:mine_map", "registry:mine_points", "registry:mine_names", "registry:mine_polygons"), DRAWN
    ),
    **dict.fromkeys(
        (
            "registry:mine_create", "registry:mine_edit", "registry:mine_boundary_edit", "registry:mine_transfer",
            "registry:mine_stage", "registry:right_create",
            "registry:right_edit", "registry:right_end", "registry:licence_create", "registry:licence_edit",
            "registry:licence_status", "registry:hold_place", "registry:hold_lift", "registry:production_record",
        ),
        FORM,
    ),
    **dict.fromkeys(
        (
            "registry:mine_export", "registry:organisation_export", "registry:hold_export",
            "registry:production_export",
        ),
        FILE,
    ),
    **dict.fromkeys(
        (
            "registry:sign_in", "registry:second_factor", "registry:second_factor_setup", "registry:profile",
            "registry:password_change", "registry:recovery_codes", "registry:second_factor_remove",
            "registry:token_list",
        ),
        ACCOUNT,
    ),
    **dict.fromkeys(
        (
            "registry:user_list", "registry:user_export", "registry:user_create", "registry:user_detail",
            "registry:user_edit", "registry:membership_grant", "registry:organisation_create",
            "registry:organisation_edit", "registry:organisation_end", "registry:organisation_invite",
        ),
        ADMINISTRATION,
    ),
    **dict.fromkeys(
        (
            "registry:mine_audit", "registry:audit_list", "registry:audit_export", "registry:audit_detail",
            "registry:sign_in_log", "registry:sign_in_log_export",
        ),
        WATCH,
    ),
}  # fmt: skip

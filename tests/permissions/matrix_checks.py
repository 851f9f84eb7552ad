"""The matrix of the checks of a case, pages and API; the gate that is recorded is the security."""

ROWS = {
    # anonymous; applicant manager rival; nr em ee seatless away; clerk head office member;
    # inspector fund assessor village; auditor security administrator
    "governance:case_checks GET": "S ..H ....H .... ..HH .HH",
    "governance:case_checks POST": "S MMM MMMMM MMMM MMMM MMM",
    "governance:checks_run GET": "S MMM MMMMM MMMM MMMM MMM",
    "governance:checks_run POST": "S DDH ...DH ...D DDHH DHH",
    "governance:check_record GET": "S MMM MMMMM MMMM MMMM MMM",
    "governance:check_record POST": "S DDH .DDDH D.DD D.HH DHH",
    "governance:check_evidence GET": "S DDH ....H .... ..HH .HH",
    "governance:check_evidence POST": "S MMM MMMMM MMMM MMMM MMM",
    "api:check-list GET": "S ..H ....H .... ..HH .HH",
    "api:check-run POST": "S DDH ...DH ...D DDHH DHH",
    "api:check-record POST": "S DDH .DDDH D.DD D.HH DHH",
    "api:check-content GET": "S DDH ....H .... ..HH .HH",
}

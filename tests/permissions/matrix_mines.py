"""The matrix of holds and of production by month."""

_ALL = "S ... ..... .... .... ..."
_SEEN = "S ..H ....H .... ..HH .HH"
_NONE = "S MMM MMMMM MMMM MMMM MMM"
_PLACES = "S DDH ...DH D.DD DDHH DHH"
_LIFTS = "S DDH DDDDH D.DD DDHH DHH"
_RECORDS = "S DDH ..DDH D.DD DDHH DHH"

ROWS = {
    # anonymous; applicant manager rival; nr em ee seatless away; clerk head office member;
    # inspector fund assessor village; auditor security administrator
    "registry:hold_list GET": _ALL,
    "registry:hold_list POST": _NONE,
    "registry:hold_export GET": _ALL,
    "registry:hold_export POST": _NONE,
    "registry:hold_detail GET": _SEEN,
    "registry:hold_detail POST": _NONE,
    "registry:hold_place GET": _PLACES,
    "registry:hold_place POST": _PLACES,
    "registry:hold_lift GET": _LIFTS,
    "registry:hold_lift POST": _LIFTS,
    "registry:production_list GET": _ALL,
    "registry:production_list POST": _NONE,
    "registry:production_export GET": _ALL,
    "registry:production_export POST": _NONE,
    "registry:production_detail GET": _SEEN,
    "registry:production_detail POST": _NONE,
    "registry:production_record GET": _RECORDS,
    "registry:production_record POST": _RECORDS,
    "api:hold-list GET": _ALL,
    "api:hold-list POST": _PLACES,
    "api:hold-detail GET": _SEEN,
    "api:hold-lift POST": _LIFTS,
    "api:production-list GET": _ALL,
    "api:production-list POST": _RECORDS,
    "api:production-detail GET": _SEEN,
    "api:production-versions GET": _SEEN,
}

"""The matrix of the operations that stand beside pages: whoever is let in there is let in here."""

_SEEN = "S ..H ....H .... ..HH .HH"
_SIGNED_IN = "S ... ..... .... .... ..."
_ALL = ". ... ..... .... .... ..."

ROWS = {
    # anonymous; applicant manager rival; nr em ee seatless away; clerk head office member;
    # inspector fund assessor village; auditor security administrator
    "api:application-deliver POST": "S DDH DDDDH .D.D DDHH DHH",
    "api:application-amend POST": "S ..H DDDDH DDDD DDHH DHH",
    "api:application-reconsider POST": "S ..H DDDDH DDDD DDHH DHH",
    "api:application-links GET": _SEEN,
    "api:application-notices GET": _SEEN,
    "api:application-notices POST": "S DDH DDDDH RDRD DDHH DHH",
    "api:application-timeline GET": _SEEN,
    "api:application-choices GET": _SEEN,
    "api:application-revision GET": _SEEN,
    "api:check-map GET": _SEEN,
    "api:obligation-calendar GET": _SIGNED_IN,
    "api:obligation-proof GET": _SEEN,
    "api:queue-list GET": _SIGNED_IN,
    "api:search-list GET": "S RRR RRRRR RRRR RRRR RRR",
    "api:saving-departments GET": "S DDD ..... .... ..DD .DD",
    "api:public-application-list GET": _ALL,
    "api:public-application-detail GET": _ALL,
    "api:public-decision-letter GET": _ALL,
    "api:public-figure-list GET": _ALL,
    "api:public-mine-list GET": _ALL,
    "api:public-mine-detail GET": _ALL,
    "api:public-letter-detail GET": _ALL,
    "api:public-letter-compare POST": _ALL,
    "api:layer-features GET": "S HHH ....H .... ..HH ...",
    "api:layer-import-list GET": "S DDD .DDD. D.DD DDDD DD.",
    "api:layer-import-list POST": "S DDD .DDDR D.DD DDDD DD.",
    "api:layer-import-detail GET": "S HHH .HHHH H.HH HHHH HHH",
    "api:layer-import-load POST": "S HHH .HHHH H.HH HHHH HHH",
    "api:mine-import-list GET": "S DDD ..DD. D.DD DDDD .DD",
    "api:mine-import-list POST": "S DDD .DDD. D.DD DDDD DDD",
    "api:mine-import-detail GET": "S HHH .HHHH H.HH HHHH .HH",
    "api:mine-import-load POST": "S HHH .HHHH H.HH HHHH DHH",
    "api:mine-import-problems GET": "S HHH .HHHH H.HH HHHH .HH",
    "api:mine-timeline GET": _SEEN,
    "api:mine-documents GET": _SEEN,
    "api:mine-documents POST": "S ..H ..DDH D.DD DDHH DHH",
    "api:mine-document-content GET": _SEEN,
    "api:mine-document-withdraw POST": "S ..H ..DDH D.DD DDHH DHH",
    "api:mine-rights POST": "S DDH RDDDH DRDD DDHH DHH",
    "api:right-detail PATCH": "S DDH RDDDH DRDD DDHH DHH",
    "api:right-end POST": "S DDH RDDDH DRDD DDHH DHH",
    "api:right-licences POST": "S DDH RDDDH DRDD DDHH DHH",
    "api:licence-detail PATCH": "S DDH .DDDH D.DD DDHH DHH",
    "api:licence-status POST": "S DDH .DDDH D.DD DDHH DHH",
}

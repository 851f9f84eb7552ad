"""The matrix of obligations, deliveries, public notices and linked cases."""

_SEEN = "S ..H ....H .... ..HH .HH"
_NEVER = "S MMM MMMMM MMMM MMMM MMM"
_ALL = ". ... ..... .... .... ..."
_NONE = "M MMM MMMMM MMMM MMMM MMM"

ROWS = {
    # anonymous; applicant manager rival; nr em ee seatless away; clerk head office member;
    # inspector fund assessor village; auditor security administrator
    "governance:obligation_list GET": "S ... ..... .... .... ...",
    "governance:obligation_list POST": _NEVER,
    "governance:obligation_calendar GET": "S ... ..... .... .... ...",
    "governance:obligation_calendar POST": _NEVER,
    "governance:obligation_detail GET": _SEEN,
    "governance:obligation_detail POST": _NEVER,
    "governance:obligation_report GET": _NEVER,
    "governance:obligation_report POST": "S ..H DDDDH DDDD DDHH DHH",
    "governance:obligation_verify GET": _NEVER,
    "governance:obligation_verify POST": "S DDH DD.DH DDDD DDHH DHH",
    "governance:obligation_file GET": _SEEN,
    "governance:obligation_file POST": _NEVER,
    "governance:case_deliver GET": "S DDH DDDDH .D.D DDHH DHH",
    "governance:case_deliver POST": "S DDH DDDDH .D.D DDHH DHH",
    "governance:case_notice GET": _SEEN,
    "governance:case_notice POST": "S DDH DDDDH RDRD DDHH DHH",
    "governance:case_amend GET": "S ..H DDDDH DDDD DDHH DHH",
    "governance:case_amend POST": "S ..H DDDDH DDDD DDHH DHH",
    "governance:case_reconsider GET": "S ..H DDDDH DDDD DDHH DHH",
    "governance:case_reconsider POST": "S ..H DDDDH DDDD DDHH DHH",
    "governance:comment_answer GET": _NEVER,
    "governance:comment_answer POST": "S DDH ...DH ...D DDHH DHH",
    "governance:comment_hide GET": _NEVER,
    "governance:comment_hide POST": "S DDH ...DH ...D DDHH DHH",
    "governance:public_comment GET": _NONE,
    "governance:public_comment POST": _ALL,
    "governance:public_comment_find GET": _ALL,
    "governance:public_comment_find POST": _NONE,
    "governance:public_comment_detail GET": _ALL,
    "governance:public_comment_detail POST": _NONE,
    "api:obligation-list GET": "S ... ..... .... .... ...",
    "api:obligation-detail GET": _SEEN,
    "api:obligation-report POST": "S ..H DDDDH DDDD DDHH DHH",
    "api:obligation-verify POST": "S DDH DD.DH DDDD DDHH DHH",
    "api:comment-list GET": "S ... ..... .... .... ...",
    "api:comment-detail GET": _SEEN,
    "api:comment-reply POST": "S DDH ...DH ...D DDHH DHH",
    "api:comment-hide POST": "S DDH ...DH ...D DDHH DHH",
    "api:public-notice-list GET": _ALL,
    "api:public-notice-detail GET": _ALL,
    "api:public-notice-comments POST": _ALL,
    "api:public-notice-comment GET": _ALL,
}

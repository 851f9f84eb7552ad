"""The matrix of conflicts and meetings: the conflict stands between emergency management and ecology, the sitting is
open and its chair the member; the substitution is of natural resources."""

ROWS = {
    # anonymous; applicant manager rival; nr em ee seatless away; clerk head office member;
    # inspector fund assessor village; auditor security administrator
    "governance:conflict_detail GET": "S HHH ...HH .... HHHH .HH",
    "governance:conflict_detail POST": "S MMM MMMMM MMMM MMMM MMM",
    "governance:conflict_act GET": "S MMM MMMMM MMMM MMMM MMM",
    "governance:conflict_act POST": "S HHH ...HH D..D HHHH DHH",
    "governance:meeting_new GET": "S DDD DDDDD DD.D DDDD DDD",
    "governance:meeting_new POST": "S DDD DDDDD DDRD DDDD DDD",
    "governance:meeting_detail GET": "S HHH HHHHH H... HHHH .HH",
    "governance:meeting_detail POST": "S MMM MMMMM MMMM MMMM MMM",
    "governance:meeting_add GET": "S MMM MMMMM MMMM MMMM MMM",
    "governance:meeting_add POST": "S HHH HHHHH HDRD HHHH DHH",
    "governance:meeting_minutes GET": "S HHH HHHHH HRRR HHHH RHH",
    "governance:meeting_minutes POST": "S MMM MMMMM MMMM MMMM MMM",
    "governance:substitution_list GET": "S DDD ..... D.DD DDDD DDD",
    "governance:substitution_list POST": "S DDD DDDDD D.DD DDDD DDD",
    "governance:substitution_end GET": "S MMM MMMMM MMMM MMMM MMM",
    "governance:substitution_end POST": "S HHH DHHHH H.HH HHHH HHH",
    "api:substitution-list GET": "S DDD ..... D.DD DDDD DDD",
    "api:substitution-list POST": "S DDD DDDDD D.DD DDDD DDD",
    "api:substitution-detail GET": "S HHH .HHHH H.HH HHHH HHH",
    "api:substitution-end POST": "S HHH DHHHH H.HH HHHH HHH",
    "api:conflict-list GET": "S ... ..... .... .... ...",
    "api:conflict-detail GET": "S HHH ...HH .... HHHH .HH",
    "api:conflict-state POST": "S HHH ...HH D.DD HHHH DHH",
    "api:conflict-option POST": "S HHH ...HH D..D HHHH DHH",
    "api:conflict-raise-level POST": "S HHH DDDHH DD.D HHHH DHH",
    "api:conflict-settle POST": "S HHH DDDHH DDRD HHHH DHH",
    "api:meeting-detail GET": "S HHH HHHHH H... HHHH .HH",
    "api:meeting-minutes GET": "S HHH HHHHH HRRR HHHH RHH",
}

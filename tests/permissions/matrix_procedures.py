"""The matrix of procedures and their drafts, pages and API; the administrator here is the author of the drafts."""

READ, PAGE = ". ... ..... .... .... ...", "M MMM MMMMM MMMM MMMM MMM"
SEES, ACTS, FORM = "S DDD DDDDD DDDD DDDD DD.", "S DDD DDDDD DDDD DDDD DDR", "S MMM MMMMM MMMM MMMM MMM"
OTHERS = "S DDD DDDDD DDDD DDDD DDD"

ROWS = {
    # anonymous; applicant manager rival; nr em ee seatless away; clerk head office member;
    # inspector fund assessor village; auditor security administrator
    "governance:procedure_list GET": READ,
    "governance:procedure_list POST": PAGE,
    "governance:procedure_detail GET": READ,
    "governance:procedure_detail POST": PAGE,
    "governance:procedure_draft_start GET": FORM,
    "governance:procedure_draft_start POST": ACTS,
    "governance:procedure_draft GET": SEES,
    "governance:procedure_draft POST": FORM,
    "governance:procedure_draft_edit GET": SEES,
    "governance:procedure_draft_edit POST": ACTS,
    "governance:procedure_draft_submit GET": FORM,
    "governance:procedure_draft_submit POST": SEES,
    "governance:procedure_draft_return GET": FORM,
    "governance:procedure_draft_return POST": OTHERS,
    "governance:procedure_draft_publish GET": FORM,
    "governance:procedure_draft_publish POST": OTHERS,
    "governance:procedure_draft_discard GET": FORM,
    "governance:procedure_draft_discard POST": SEES,
    "api:procedure-list GET": READ,
    "api:procedure-detail GET": READ,
    "api:procedure-draft-list GET": SEES,
    "api:procedure-draft-list POST": ACTS,
    "api:procedure-draft-detail GET": SEES,
    "api:procedure-draft-detail PUT": ACTS,
    "api:procedure-draft-submit POST": SEES,
    "api:procedure-draft-return-to-author POST": OTHERS,
    "api:procedure-draft-publish POST": OTHERS,
    "api:procedure-draft-discard POST": SEES,
}

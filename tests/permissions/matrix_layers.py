"""The matrix of the map layers."""

ROWS = {
    # anonymous; applicant manager rival; nr em ee seatless away; clerk head office member;
    # inspector fund assessor village; auditor security administrator
    "registry:layer_import GET": "S DDD .DDD. D.DD DDDD DD.",
    "registry:layer_import POST": "S DDD .DDDR D.DD DDDD DD.",
    "registry:layer_report GET": "S HHH .HHHH H.HH HHHH HHH",
    "registry:layer_report POST": "S MMM MMMMM MMMM MMMM MMM",
    "registry:layer_load GET": "S MMM MMMMM MMMM MMMM MMM",
    "registry:layer_load POST": "S HHH .HHHH H.HH HHHH HHH",
    "registry:layer_problems GET": "S HHH .HHHH H.HH HHHH HHH",
    "registry:layer_problems POST": "S MMM MMMMM MMMM MMMM MMM",
    "registry:layer_detail GET": "S HHH ....H .... ..HH ...",
    "registry:layer_detail POST": "S MMM MMMMM MMMM MMMM MMM",
    "registry:layer_features GET": "S HHH ....H .... ..HH ...",
    "registry:layer_features POST": "S MMM MMMMM MMMM MMMM MMM",
    "api:layer-detail GET": "S HHH ....H .... ..HH ...",
}

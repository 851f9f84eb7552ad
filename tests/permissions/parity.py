"""What the attacks need of the operations that stand beside pages: addresses and bodies."""

from typing import Any

from django.utils import timezone

from tests.factories.attachments import upload
from tests.factories.layers import collection, line

WORDS = "理由充分,依据明确,写满十个字以上。"
LAYER_FILE = collection(line((100.0, 30.0), (100.1, 30.0)))

OWNED: dict[str, Any] = {
    **{f"api:application-{name}": lambda o: {"pk": o.decided.pk} for name in ("deliver", "amend", "reconsider")},
    **{f"api:application-{name}": lambda o: {"pk": o.case.pk} for name in (
        "notices", "links", "timeline", "choices",
    )},
    "api:application-revision": lambda o: {"pk": o.case.pk, "number": 1},
    "api:check-map": lambda o: {"pk": o.case.pk},
    "api:obligation-proof": lambda o: {"pk": o.reported.pk, "report": o.report.pk},
    "api:layer-features": lambda o: {"pk": o.layer.pk},
    **{f"api:layer-import-{name}": lambda o: {"pk": o.layer_import.pk} for name in ("detail", "load")},
    **{f"api:mine-import-{name}": lambda o: {"pk": o.run.pk} for name in ("detail", "load", "problems")},
    **{f"api:mine-{name}": lambda o: {"pk": o.mine.pk} for name in ("documents", "timeline")},
    **{f"api:mine-document-{name}": lambda o: {"pk": o.mine_document.pk} for name in ("content", "withdraw")},
    **{f"api:right-{name}": lambda o: {"pk": o.right.pk} for name in ("detail", "end", "licences")},
    **{f"api:licence-{name}": lambda o: {"pk": o.licence.pk} for name in ("detail", "status")},
}  # fmt: skip
OPEN: dict[str, Any] = {
    "api:public-application-detail": lambda o: {"number": o.decided.number},
    "api:public-decision-letter": lambda o: {"number": o.decided.number, "language": "zh-hans"},
    "api:public-mine-detail": lambda o: {"pk": o.mine.pk},
    **{f"api:public-letter-{name}": lambda o: {"code": o.decided.decisions.get().verification_code} for name in (
        "detail", "compare",
    )},
}  # fmt: skip
BODIES: dict[str, Any] = {
    "api:application-deliver POST": lambda _w, _o: {
        "method": "post", "note": "EMS1", "delivered_on": timezone.localdate().isoformat()
    },
    "api:application-amend POST": lambda _w, _o: {"scope": "minor", "title_zh": "变更"},
    "api:application-reconsider POST": lambda _w, _o: {"reason": WORDS, "claim": WORDS},
    "api:application-notices POST": lambda _w, _o: {"text_zh": WORDS, "days": 20},
    "api:layer-import-list POST": lambda _w, o: {
        "kind": "railway", "name_zh": "铁路", "region_code": o.mine.region_code, "data_date": "2026-05-01",
        "source": "测试", "certainty": "likely", "file": upload("layer.geojson", LAYER_FILE),
    },
    "api:mine-import-list POST": lambda _w, _o: {"file": upload("mines.csv", "矿山编号,名称\nX,Y\n".encode())},
    "api:mine-documents POST": lambda _w, _o: {"kind": "report", "title": "新报告", "file": upload()},
    "api:mine-rights POST": lambda w, o: {
        "number": "C9999992026000001", "holder": o.company.pk, "mineral": "coal", "area": "1.5",
        "authority": w.scene.departments["natural_resources"].pk, "registered_on": "2020-01-01",
    },
    "api:right-detail PATCH": lambda _w, _o: {"area": "2.5"},
    "api:right-end POST": lambda _w, _o: {"status": "cancelled", "reason": WORDS},
    "api:right-licences POST": lambda _w, _o: {
        "number": "L9999992026000001", "issued_on": "2026-01-01", "valid_to": "2030-01-01", "capacity": "1",
    },
    "api:licence-detail PATCH": lambda _w, _o: {"capacity": "1.1"},
    "api:licence-status POST": lambda _w, _o: {"verb": "suspend", "reason": WORDS},
    "api:public-letter-compare POST": lambda _w, _o: {"file": upload()},
}  # fmt: skip

"""Small PDFs that stand for the documents of an invented dossier."""

import json

import pylopdf_fonts_zh_cn
import typst
from django.core.files.uploadedfile import SimpleUploadedFile

PAGE = b"""#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set text(font: "Noto Serif SC", lang: "zh", size: 12pt)
#align(center, text(font: "Noto Sans SC", size: 20pt, d.title))
#v(1em) #d.mine #v(1em) #d.body
"""
BODY = (
    "本文件为演示数据，内容系虚构，不对应任何真实矿山。This document is demonstration data and describes no real mine."
)


def paper(title: str, mine: str) -> SimpleUploadedFile:
    """A one-page PDF with a title and the mark of the demonstration."""
    data = json.dumps({"title": title, "mine": mine, "body": BODY}, ensure_ascii=False)
    content = typst.compile(  # type: ignore[misc]
        PAGE,
        font_paths=[str(pylopdf_fonts_zh_cn.__path__[0])],
        ignore_system_fonts=True,
        sys_inputs={"data": data},
    )
    return SimpleUploadedFile(f"{title}.pdf", bytes(content), content_type="application/pdf")

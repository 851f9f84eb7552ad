"""The icons of Lucide as SVG, read from the package once and drawn once for each size and look."""

from functools import cache, lru_cache
from importlib.resources import files
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

from django.utils.safestring import SafeString, mark_safe

_NAMESPACE = "{http://www.w3.org/2000/svg}"


class UnknownIcon(LookupError):
    """The package has no icon of this name."""


@cache
def _archive() -> ZipFile:
    """The drawings, held in memory: processes that fork share no place in a file."""
    return ZipFile(BytesIO(files("lucide").joinpath("lucide.zip").read_bytes()))


@cache
def _parts(name: str) -> tuple[dict[str, str], str]:
    """The attributes of an icon's `svg` element and what stands inside it."""
    try:
        drawing = _archive().read(f"{name}.svg")
    except KeyError as error:
        raise UnknownIcon(name) from error
    svg = ElementTree.fromstring(drawing)  # noqa: S314 (a file of an installed package)
    for node in svg.iter():
        node.tag = node.tag.removeprefix(_NAMESPACE)
    return dict(svg.attrib), "".join(ElementTree.tostring(child, encoding="unicode") for child in svg)


@lru_cache(maxsize=2048)
def drawn(name: str, size: int, attributes: tuple[tuple[str, str], ...]) -> SafeString:
    """One icon, `size` px wide and high, with further attributes; raises `UnknownIcon`."""
    own, inside = _parts(name)
    svg = ElementTree.Element("svg", own | {"width": str(size), "height": str(size)} | dict(attributes))
    opening = ElementTree.tostring(svg, encoding="unicode", short_empty_elements=False).removesuffix("</svg>")
    return mark_safe(f"{opening}{inside}</svg>")

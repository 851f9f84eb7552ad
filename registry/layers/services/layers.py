"""Check, import and end map layers."""

import dataclasses
import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from registry.audit.services import ages, audit
from registry.base.rules import problem_words, spatial
from registry.base.rules.errors import Incomplete, WrongState
from registry.base.services import validation
from registry.files.models import Attachment
from registry.files.services import attachments
from registry.layers.models import LayerFeature, LayerImport, MapLayer
from registry.layers.policies import layers
from registry.layers.rules import layer_features
from registry.layers.rules.layer_features import LayerError, LayerShape, Reading
from registry.regions.rules import regions
from registry.regions.rules.regions import RegionCodeError
from registry.scope.models import User
from registry.scope.models.actors import Actor
from registry.scope.policies import base

TYPES = frozenset({"geojson", "json"})
MAX_KEPT_PROBLEMS = 5000
_BATCH = 500


@dataclass(frozen=True)
class Description:
    """What is said of a layer besides its features."""

    kind: str
    name_zh: str
    source: str
    data_date: dt.date | None
    name_en: str = ""
    region_code: str = ""
    certainty: str = MapLayer.Certainty.LIKELY
    is_simulated: bool = False
    note: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {**dataclasses.asdict(self), "data_date": self.data_date.isoformat() if self.data_date else ""}

    @classmethod
    def of(cls, plain: dict[str, Any]) -> "Description":
        """Back from JSON."""
        return cls(**{**plain, "data_date": dt.date.fromisoformat(plain["data_date"])})


@dataclass(frozen=True)
class Loaded:
    """The layer that is in force now; `is_new` is false where the very same was in force already."""

    layer: MapLayer
    is_new: bool


def described(given: Description) -> Description:
    """Return the description in order, or raise `Incomplete` with everything that is missing or wrong."""
    texts: dict[str, Any] = {
        name: str(getattr(given, name)).strip() for name in ("name_zh", "name_en", "source", "note")
    }
    faults = validation.columns(MapLayer, texts, needed=("name_zh", "source"))
    if given.kind not in MapLayer.Kind:
        faults["kind"] = [_("Choose the kind of layer.")]
    if given.certainty not in MapLayer.Certainty:
        faults["certainty"] = [_("Say how sure the data are.")]
    if given.data_date is None:
        faults["data_date"] = [_("State the date of the data.")]
    elif given.data_date > timezone.localdate():
        faults["data_date"] = [_("The date of the data lies in the future.")]
    try:
        region = prefix_of(given.region_code)
    except RegionCodeError as error:
        region, faults["region_code"] = "", [problem_words.text_of(error.problem)]
    if faults:
        raise Incomplete(faults)
    return dataclasses.replace(given, region_code=region, **texts)


def prefix_of(code: str) -> str:
    """The digits that all regions under a code share; two or four digits stand for a province or city."""
    code = code.strip()
    return regions.prefix_of(code.ljust(6, "0") if len(code) in (2, 4) else code) if code else ""


def read(content: bytes, kind: str) -> Reading:
    """Read a file; `Incomplete` says at `file` why it is none."""
    try:
        return layer_features.read(content, kind)
    except LayerError as error:
        raise Incomplete({"file": [problem_words.text_of(error.problem)]}) from error


@transaction.atomic
def check(upload: Any, description: Description, *, by: User) -> LayerImport:
    """Take in a file and report on every feature; no layer is made."""
    base.ensure(layers.policy.check(by, "import"))
    faults: dict[str, list[Any]] = {} if upload is not None else {"file": [_("Choose a file.")]}
    try:
        description = described(description)
    except Incomplete as error:
        faults |= error.fields
    if "region_code" not in faults and not layers.policy.check_region(by, prefix_of(description.region_code)):
        faults["region_code"] = [_("This region lies outside your territory.")]
    if faults:
        raise Incomplete(faults)
    attachment = attachments.store(upload, by=by, allowed=TYPES)
    upload.seek(0)
    reading = read(upload.read(), description.kind)
    made = LayerImport.objects.create(
        attachment=attachment,
        fields=description.plain,
        feature_count=len(reading.shapes),
        bad_count=len(reading.bad),
        problems=[_kept(one) for one in reading.bad[:MAX_KEPT_PROBLEMS]],
        content_hash=digest(description, reading),
        checked_by=by,
    )
    audit.record("layer.checked", made, by=by, after={"file": attachment.name, "kind": description.kind})
    return made


@transaction.atomic
def load(import_id: Any, *, by: User) -> Loaded:
    """Make a layer of a file whose report was read; a broken feature stays out."""
    kept = layers.import_policy.access(by, import_id, lock=True)
    base.ensure(layers.import_policy.check(by, "load", kept))
    if kept.layer_id is not None:
        raise WrongState(_("This file was loaded already."), current="loaded")
    if kept.attachment.state != Attachment.State.CLEAN:
        raise WrongState(kept.attachment.reason, current=kept.attachment.state)
    if not kept.feature_count:
        raise WrongState(_("There is nothing to load."), current="empty")
    description = Description.of(kept.fields)
    with kept.attachment.file.open("rb") as file:
        found = _put_in_force(description, read(file.read(), description.kind), by=by)
    kept.layer, kept.loaded_at = found.layer, timezone.now()
    kept.save(update_fields=["layer", "loaded_at"])
    return found


@transaction.atomic
def import_layer(description: Description, reading: Reading, *, by: Actor) -> Loaded:
    """Make a layer of features that were read; used by the command and the demonstration."""
    description = described(description)
    if isinstance(by, User):
        base.ensure(layers.policy.check_region(by, description.region_code))
    if not reading.shapes:
        raise Incomplete({"file": [_("There is nothing to load.")]})
    return _put_in_force(description, reading, by=by)


@transaction.atomic
def end(layer_id: Any, *, by: User, reason: str, version: int | None = None) -> MapLayer:
    """Withdraw a layer that should not have been imported; what was decided with it keeps its findings."""
    layer = layers.policy.access(by, layer_id, lock=True)
    base.ensure(layers.policy.check(by, "end", layer))
    ages.require(layer, version, by=by)
    if layer.valid_to is not None:
        raise WrongState(_("This layer is no longer in force."), current="ended")
    _end(layer, by=by, verb="layer.ended", after={"reason": validation.require_reason(reason)})
    return layer


def digest(description: Description, reading: Reading) -> str:
    """SHA-256 of description and features: the same file with the same words changes nothing."""
    words = json.dumps(description.plain, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(f"{words}\n{reading.digest}".encode()).hexdigest()


def _put_in_force(description: Description, reading: Reading, *, by: Actor) -> Loaded:
    """End the edition in force and write the new one; the same content again changes nothing."""
    names = {name: getattr(description, name) for name in ("kind", "region_code", "name_zh")}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"layer:{names}"])
    before = MapLayer.objects.select_for_update(no_key=True).filter(**names, valid_to__isnull=True).first()
    content_hash = digest(description, reading)
    if before is not None and before.content_hash == content_hash:
        return Loaded(before, False)
    boxes = [spatial.box_of(one.geometry) for one in reading.shapes]
    if before is not None:
        _end(before, by=by, verb="layer.replaced", after={})
    layer = MapLayer.objects.create(
        **dataclasses.asdict(description),
        imported_by=by if isinstance(by, User) else None,
        feature_count=len(reading.shapes),
        content_hash=content_hash,
        **_box(boxes),
    )
    LayerFeature.objects.bulk_create(_rows(layer, reading.shapes, boxes), batch_size=_BATCH)
    after = {**description.plain, "features": layer.feature_count, "left_out": len(reading.bad), "hash": content_hash}
    audit.record("layer.imported", layer, by=by, before={"layer": before.pk if before else None}, after=after)
    return Loaded(layer, True)


def _end(layer: MapLayer, *, by: Actor, verb: str, after: dict[str, Any]) -> None:
    layer.valid_to = max(timezone.localdate(), layer.valid_from)
    layer.save(update_fields=["valid_to"])
    audit.record(verb, layer, by=by, before={"valid_to": None}, after={"valid_to": layer.valid_to, **after})


def _box(boxes: Iterable[spatial.Box]) -> dict[str, float]:
    west, south, east, north = zip(*boxes, strict=True)
    return {"west": min(west), "south": min(south), "east": max(east), "north": max(north)}


def _rows(layer: MapLayer, shapes: Iterable[LayerShape], boxes: Iterable[spatial.Box]) -> Iterable[LayerFeature]:
    for one, (west, south, east, north) in zip(shapes, boxes, strict=True):
        yield LayerFeature(
            layer=layer,
            number=one.number,
            name=one.name,
            geometry=one.geojson,
            half_width_m=one.half_width_m,
            properties=one.properties,
            west=west,
            south=south,
            east=east,
            north=north,
        )


def _kept(one: layer_features.BadFeature) -> dict[str, Any]:
    """A feature that was left out, for JSON."""
    return {
        "number": one.number,
        "name": one.name,
        "field": one.field,
        "code": one.problem.code,
        "params": dict(one.problem.params),
    }

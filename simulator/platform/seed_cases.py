"""Cases in every state, and certificates in every status, dated back from *now*."""

from __future__ import annotations

import json
from datetime import timedelta

from simulator.platform import case_moves, forms, identifiers, items, submitted_materials
from simulator.platform.call import Core
from simulator.platform.clock import text
from simulator.platform.contract import Json
from simulator.platform.items import Item
from simulator.platform.people import mask_name
from simulator.platform.seed_people import subject_of, task_of
from simulator.platform.settings import data

MEANS = {"card_insert": "card_read"}


def fill(core: Core) -> None:
    """Write them all."""
    for one in data("cases.toml")["cases"]:
        _case(core, one)
    told = data("certificates.toml")
    for one in told["certificates"]:
        _certificate(core, one)
    for person in core.store.all("SELECT * FROM subjects WHERE subject_type = '1' ORDER BY subject_id"):
        for number in told["proofs"]["items"]:
            _proof(core, person["subject_id"], number, told["proofs"]["copies_a_day"])


def _case(core: Core, one: Json) -> None:
    item = items.load(core.store, task_of(core, one["item"]))
    path: list[tuple[str, int]] = list(one["path"].items())
    submitted = core.clock.now() - timedelta(days=path[0][1])
    serial = core.store.mint(f"case {item.task_code} {submitted.date()}")
    case_no = f"{item.task_code}{submitted:%Y%m%d}{serial:04d}"
    core.store.insert(
        "cases",
        case_no=case_no,
        application_no=f"{submitted:%Y%m%d}{core.store.mint('application'):06d}",
        task_code=item.task_code,
        subject_id=subject_of(core, one["holder"]),
        handling_mode=item.handling_mode,
        guide_version=item.guide_version,
        state="DRAFT",
        state_since=text(submitted),
        submitted_at=text(submitted),
        updated_at=text(submitted),
        unread=0,
        fee_status=one.get("fee", "unpaid" if item.raw["fee"]["charged"] else "none"),
        record=json.dumps(_record(core, item, one.get("delivery", "on_site")), ensure_ascii=False),
    )
    for state, days in path:
        at = text(core.clock.now() - timedelta(days=days))
        case_moves.enter(core, case_moves.get(core.store, case_no), state, at, one.get("points"))
    core.store.run("UPDATE cases SET unread = ? WHERE case_no = ?", one.get("unread", True), case_no)


def _record(core: Core, item: Item, delivery: str) -> Json:
    materials = []
    for wanted in item.materials:
        preferred: str = wanted["preferred_means"]
        means = MEANS.get(preferred, preferred)
        trust = submitted_materials.TRUST.get(means, "C")
        materials.append({"material_id": wanted["material_id"], "means": means, "trust_level": trust})
    address = {
        "recipient": "收件人",
        "phone": "13800000000",
        "region_code": "990101",
        "address": "桃源路10号",
    }
    where = {"post": address} if delivery == "post" else {"hall_code": core.settings.hall["hall_code"]}
    return {
        "form": forms.sample(item),
        "delivery": {"method": delivery, **where},
        "contact": {"phone": "13800000000"},
        "materials": materials,
        "signed": True,
        "children": [],
    }


def _certificate(core: Core, one: Json) -> None:
    subject_id = subject_of(core, one["holder"])
    number = core.store.mint("certificate")
    departments = {d["uscc"]: d["name"] for d in data("items.json")["departments"]}
    _insert(
        core,
        number,
        subject_id=subject_id,
        kind="e_certificate",
        identifier=identifiers.certificate(one["type_code"], one["issuer"], f"{number:09d}"),
        type_code=one["type_code"],
        type_name=one["type_name"],
        certificate_no=one["number"],
        issuer={"name": departments[one["issuer"]], "uscc": one["issuer"]},
        valid_to=one.get("valid_to"),
        status=one.get("status", "valid"),
        face=[{"label": label, "value": value} for label, value in one["face"]],
        task_code=task_of(core, one["task"]) if "task" in one else None,
        seal=one.get("seal", "valid"),
        copies_max=one.get("copies_max", 0),
        copies_a_day=one.get("copies_a_day", 0),
        numbered=one.get("numbered", False),
        serves=one["serves"],
    )


def _proof(core: Core, subject_id: str, number: int, copies_a_day: int) -> None:
    item = items.load(core.store, task_of(core, number))
    _insert(
        core,
        core.store.mint("certificate"),
        subject_id=subject_id,
        kind="proof",
        identifier=None,
        type_code=None,
        type_name=item.raw["result"]["document"],
        certificate_no=None,
        issuer={"name": item.raw["dept_name"], "uscc": item.raw["dept_uscc_sample"]},
        valid_to=None,
        status="valid",
        face=[{"label": "姓名", "value": "{name}"}, {"label": "内容", "value": "示例内容，不作证明使用"}],
        task_code=item.task_code,
        seal="valid",
        copies_max=item.raw["result"]["copies_max_per_session"],
        copies_a_day=copies_a_day,
        numbered=False,
        serves=[],
    )


def _insert(core: Core, number: int, **columns: object) -> None:
    holder = core.store.one("SELECT * FROM subjects WHERE subject_id = ?", columns["subject_id"])
    name = (mask_name(holder["name"]) if holder["subject_type"] == "1" else holder["name"]) if holder else ""
    told = {
        key: json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
        for key, value in columns.items()
    }
    told["face"] = str(told["face"]).replace("{name}", name)
    issued = "2019-06-01" if columns["kind"] == "e_certificate" else None
    core.store.insert(
        "certificates",
        certificate_id=f"ce-{number:04d}",
        issued_on=issued,
        valid_from=issued,
        paper="a4",
        **told,
    )

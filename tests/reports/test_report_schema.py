"""docs/report.schema.json describes every field of report.json, and no field is left undescribed."""

import json
from collections.abc import Iterator
from pathlib import Path

import jsonschema
import pytest
from django.conf import settings

from assessment.models import Assessment, Round
from reports.data import FORMAT, as_data
from reports.report import build
from tests.conftest import answer_everything, make_council, make_round
from tests.reports.edges import EDGES, everything, sign, sign_peers

SCHEMA = json.loads((Path(settings.BASE_DIR) / "docs" / "report.schema.json").read_text(encoding="utf-8"))
CHECK = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def faults(data) -> list[str]:
    return [f"{'.'.join(map(str, fault.path))}: {fault.message}" for fault in CHECK.iter_errors(data)]


def as_json(snapshot):
    return json.loads(json.dumps(as_data(build(snapshot))))


def inside(schema: object, place: str = "") -> Iterator[tuple[str, dict]]:
    if isinstance(schema, dict):
        if "type" in schema or "$ref" in schema or "oneOf" in schema or "enum" in schema:
            yield place, schema
        for name, part in schema.items():
            yield from inside(part, f"{place}.{name}")
    elif isinstance(schema, list):
        for number, part in enumerate(schema):
            yield from inside(part, f"{place}.{number}")


def test_it_is_a_schema_and_describes_every_field():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["properties"]["format"]["const"] == FORMAT
    objects = [(place, part) for place, part in inside(SCHEMA) if part.get("type") == "object"]
    assert len(objects) > 20
    for place, part in objects:
        assert part["additionalProperties"] is False or part["additionalProperties"], place
        for name, field in part.get("properties", {}).items():
            assert field.get("description"), f"{place}.{name}"


@pytest.mark.parametrize("edge", EDGES, ids=lambda edge: edge.__name__)
def test_a_report_at_every_edge(assessment, edge):
    edge(assessment)
    assert faults(as_json(sign(assessment))) == []


def test_a_report_with_peers_and_a_round_before(assessment, council, round):
    before = make_round(2025, status=Round.Status.CLOSED)
    earlier = Assessment.objects.create(council=council, round=before)
    everything(earlier, 1)
    sign(earlier)
    answer_everything(assessment)
    snapshot = sign(assessment)
    sign_peers(round, [make_council(f"E0699{9100 + place}", f"Peer {place}") for place in range(22)])
    data = as_json(snapshot)
    assert all(row["change"] and row["peers"]["place"] for row in data["dimensions"])
    assert faults(data) == []


def test_a_field_that_is_not_described_or_is_missing_fails(assessment):
    answer_everything(assessment)
    data = as_json(sign(assessment))
    data["dimensions"][0]["questions"][0]["colour"] = "green"
    del data["lenses"][0]["scored"]
    found = " ".join(faults(data))
    assert "'colour' was unexpected" in found and "'scored' is a required property" in found


def test_the_file_names_its_schema_which_anyone_may_read(assessment, client):
    answer_everything(assessment)
    address = as_json(sign(assessment))["$schema"]
    assert address == f"{settings.SITE_ADDRESS}/method/report.schema.json"
    response = client.get(address.removeprefix(settings.SITE_ADDRESS))
    assert response.json() == SCHEMA
    assert response["Content-Type"] == "application/schema+json"

"""What has no place here is left with a reason that tells a psychiatrist whether to look into the file."""

from pathlib import Path
from typing import Any

import pytest

from medmanager.exchange.left_reasons import MENTAL_HEALTH, NOT_NEEDED
from tests.exchange.samples import concept, more_samples, only_reason, read, reasons, sample_files

SNOMED = "http://snomed.info/sct"


def a_resource(kind: str, **members: Any) -> dict[str, Any]:
    return {"resourceType": kind, "id": "x1", "subject": {"reference": "Patient/p1"}, **members}


@pytest.mark.parametrize(
    "resource",
    [
        a_resource("Procedure", code=concept(SNOMED, "23835007", "Electroconvulsive therapy")),
        a_resource("Procedure", code=concept(SNOMED, "225337009", "Suicide risk assessment (procedure)")),
        a_resource("Procedure", code={"text": "Psychotherapy, 45 minutes"}),
        a_resource("CarePlan", category=[concept(SNOMED, "736254008", "Psychiatry care plan")]),
        a_resource(
            "CarePlan", activity=[{"detail": {"code": concept(SNOMED, "406185000", "Trauma Therapy")}}]
        ),
        a_resource("CarePlan", title="Mental health plan"),
        a_resource("Goal", description={"text": "Fewer panic attacks"}),
        a_resource("DocumentReference", description="Psychiatric discharge summary"),
        a_resource("DiagnosticReport", code={"text": "Depression screening"}),
    ],
)
def test_that_what_is_about_mental_health_is_pointed_out(tmp_path: Path, resource: dict[str, Any]) -> None:
    assert only_reason(tmp_path, resource) == MENTAL_HEALTH


@pytest.mark.parametrize(
    ("resource", "why"),
    [
        (a_resource("Procedure", code={"text": "Colonoscopy"}), NOT_NEEDED),
        (a_resource("Immunization", vaccineCode={"text": "Influenza"}), NOT_NEEDED),
        (a_resource("Claim", type={"text": "psychiatric"}), NOT_NEEDED),
        (a_resource("DiagnosticReport", code={"text": "Lipid Panel"}), "its values are taken one by one"),
        (a_resource("Procedure", performer=[{"actor": {"display": "Dr. Panic"}}]), NOT_NEEDED),
        (a_resource("CarePlan", activity="none"), "not valid FHIR R4 (activity)"),
    ],
)
def test_that_the_rest_is_left_for_its_own_reason(tmp_path: Path, resource: dict[str, Any], why: str) -> None:
    assert only_reason(tmp_path, resource) == why


@pytest.mark.skipif(more_samples() is None, reason="no folder of more samples beside the checkout")
def test_that_the_psychiatric_plans_and_notes_of_the_samples_are_pointed_out() -> None:
    found = {
        path.name.split("_")[0]: reasons(read(path)).count(MENTAL_HEALTH) for path in sample_files("synthea")
    }
    assert (found["Roberto"], sum(found.values())) == (9, 31)

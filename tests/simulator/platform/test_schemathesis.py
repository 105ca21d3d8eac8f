"""The contract against the platform: generated requests, right and wrong, signed as a terminal signs.

``CONTRACT_EXAMPLES=500`` makes the long run; without it a small and always equal share is taken.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import (
    GenerationConfig,
    PhasesConfig,
    ProjectConfig,
    ProjectsConfig,
    SchemathesisConfig,
)
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from simulator.platform import contract
from simulator.platform.contract import Json
from simulator.platform.running import RunningPlatform
from tests.simulator.platform.signer import Signer
from tests.simulator.platform.terminal import NOW

EXAMPLES = os.environ.get("CONTRACT_EXAMPLES")
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


def document() -> Json:
    """Return the contract without the signing headers: the signer makes them from the bytes sent."""
    told = copy.deepcopy(contract.load().document)
    told["x-fragments"] = {}
    for item in told["paths"].values():
        item.pop("parameters", None)
    del told["info"]["description"]
    return told


def config() -> SchemathesisConfig:
    generation = GenerationConfig(deterministic=EXAMPLES is None, with_security_parameters=False)
    phases = PhasesConfig()
    phases.coverage.enabled = EXAMPLES is not None
    project = ProjectConfig(generation=generation, phases=phases)
    return SchemathesisConfig(projects=ProjectsConfig(default=project))


SCHEMA = schemathesis.openapi.from_dict(document(), config=config())


@schemathesis.serializer("application/offset+octet-stream")
def chunk(_: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.fixture(scope="module")
def signer() -> Iterator[Signer]:
    with RunningPlatform(now=NOW) as platform:
        yield Signer(platform)


@SCHEMA.parametrize()
@settings(
    max_examples=int(EXAMPLES or 8),
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_one_the_contract_knows(case: Any, signer: Signer) -> None:
    signer.fill_in(case)
    response = case.call(base_url=signer.base_url, auth=signer, timeout=30)
    signer.note(response.status_code)
    # An answer to HEAD has no body, so it names no type.
    checks = [c for c in CHECKS if case.method != "HEAD" or c is not content_type_conformance]
    case.validate_response(response, checks=checks)

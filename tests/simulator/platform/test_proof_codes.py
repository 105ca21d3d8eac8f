"""The reference platform's verification codes are checked by the terminal's own reader."""

from __future__ import annotations

from kiosk.documents.sealed.cose import proven
from simulator.platform import proof_codes


def test_a_code_proves_what_it_says_and_says_it_twice_alike() -> None:
    claims = {"code": "A1B2C3", "print_no": "P20260312000001"}
    payload = proof_codes.payload(claims)
    assert payload == proof_codes.payload(claims)
    code = proven(payload, {proof_codes.KEY_ID: proof_codes.public_key().encode()})
    assert dict(code.claims) == claims
    assert len(payload) < 400

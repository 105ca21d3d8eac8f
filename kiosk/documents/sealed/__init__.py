"""Certificates on paper: nothing is printed whose grant, digests, signature or seal do not hold."""

from kiosk.documents.sealed.grant import check_file, check_grant
from kiosk.documents.sealed.orders import Stamp
from kiosk.documents.sealed.trust import Trust, read_trust
from kiosk.documents.sealed.workshop import Workshop

__all__ = ["Stamp", "Trust", "Workshop", "check_file", "check_grant", "read_trust"]

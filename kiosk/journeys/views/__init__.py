"""All views. Each says in plain words what a citizen must know and may choose."""

from kiosk.journeys.views.booking import AreaRow, BookingRow, ChooseArea, ChooseBooking
from kiosk.journeys.views.credential import PresentCredential
from kiosk.journeys.views.home import Home, PleaseWait
from kiosk.journeys.views.standing import StaffCalled, StillThere
from kiosk.journeys.views.submission import SubmissionResult
from kiosk.journeys.views.ticket import Ticket, TicketIssued, TicketPrinting
from kiosk.journeys.views.trouble import STAFF, CannotBeDone, Fault, Picture

__all__ = [
    "STAFF",
    "AreaRow",
    "BookingRow",
    "CannotBeDone",
    "ChooseArea",
    "ChooseBooking",
    "Fault",
    "Home",
    "Picture",
    "PleaseWait",
    "PresentCredential",
    "StaffCalled",
    "StillThere",
    "SubmissionResult",
    "Ticket",
    "TicketIssued",
    "TicketPrinting",
]

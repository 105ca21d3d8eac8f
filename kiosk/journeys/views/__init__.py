"""All views. Each says in plain words what a citizen must know and may choose."""

from kiosk.journeys.views.booking import AreaRow, BookingRow, ChooseArea, ChooseBooking
from kiosk.journeys.views.case import (
    CaseDetail,
    MaterialRow,
    PaperRow,
    Printed,
    SlipPrinting,
    StepRow,
    Told,
)
from kiosk.journeys.views.cases import CaseList, CaseRow
from kiosk.journeys.views.certificate import (
    CERTIFICATE_TEXT_VERSION,
    USE,
    CertificateList,
    CertificatePreview,
    CertificatePrinted,
    CertificatePrinting,
    CertificateRow,
    PaperNumber,
)
from kiosk.journeys.views.credential import PresentCredential
from kiosk.journeys.views.entry import (
    FACTORS,
    ChooseFactor,
    DocumentData,
    EnterCode,
    EnterFactor,
    Entry,
    TypeNumber,
)
from kiosk.journeys.views.face import FACE_TEXT_VERSION, FaceCheck, FaceConsent, FaceNotice
from kiosk.journeys.views.home import Home, OutOfService, PleaseWait
from kiosk.journeys.views.material import MaterialCapture, PageRow, WantedMaterial
from kiosk.journeys.views.my_matters import MatterRow, MyMatters
from kiosk.journeys.views.published import PublishedResults, PublishedRow
from kiosk.journeys.views.purpose import OTHER_PURPOSE, PURPOSE_MOST, PURPOSES, PurposeWords
from kiosk.journeys.views.receipt import SignForResult
from kiosk.journeys.views.standing import StaffCalled, StillThere
from kiosk.journeys.views.subject import (
    CancelDelegation,
    ChooseSubject,
    SubjectDetail,
    SubjectRow,
)
from kiosk.journeys.views.submission import SubmissionResult
from kiosk.journeys.views.ticket import Ticket, TicketIssued, TicketPrinting
from kiosk.journeys.views.track import EnterCaseNumber, ScanCase, TrackBy
from kiosk.journeys.views.trouble import STAFF, CannotBeDone, Fault, Picture

__all__ = [
    "CERTIFICATE_TEXT_VERSION",
    "FACE_TEXT_VERSION",
    "FACTORS",
    "OTHER_PURPOSE",
    "PURPOSES",
    "PURPOSE_MOST",
    "STAFF",
    "USE",
    "AreaRow",
    "BookingRow",
    "CancelDelegation",
    "CannotBeDone",
    "CaseDetail",
    "CaseList",
    "CaseRow",
    "CertificateList",
    "CertificatePreview",
    "CertificatePrinted",
    "CertificatePrinting",
    "CertificateRow",
    "ChooseArea",
    "ChooseBooking",
    "ChooseFactor",
    "ChooseSubject",
    "DocumentData",
    "EnterCaseNumber",
    "EnterCode",
    "EnterFactor",
    "Entry",
    "FaceCheck",
    "FaceConsent",
    "FaceNotice",
    "Fault",
    "Home",
    "MaterialCapture",
    "MaterialRow",
    "MatterRow",
    "MyMatters",
    "OutOfService",
    "PageRow",
    "PaperNumber",
    "PaperRow",
    "Picture",
    "PleaseWait",
    "PresentCredential",
    "Printed",
    "PublishedResults",
    "PublishedRow",
    "PurposeWords",
    "ScanCase",
    "SignForResult",
    "SlipPrinting",
    "StaffCalled",
    "StepRow",
    "StillThere",
    "SubjectDetail",
    "SubjectRow",
    "SubmissionResult",
    "Ticket",
    "TicketIssued",
    "TicketPrinting",
    "Told",
    "TrackBy",
    "TypeNumber",
    "WantedMaterial",
]

"""Which screen draws which view."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

from kiosk.journeys.view import View
from kiosk.journeys.views import Home
from kiosk.screens.screen import Screen

SCREENS: Final[dict[str, tuple[str, str]]] = {
    "at_window": ("choose_one", "ChooseOneScreen"),
    "attract": ("attract", "AttractScreen"),
    "cannot_be_done": ("cannot_be_done", "CannotBeDoneScreen"),
    "certificate_list": ("choose_one", "ChooseOneScreen"),
    "certificate_preview": ("certificate_preview", "CertificatePreviewScreen"),
    "certificate_printed": ("certificate_printing", "CertificatePrintedScreen"),
    "certificate_printing": ("certificate_printing", "CertificatePrintingScreen"),
    "case_detail": ("case_detail", "CaseDetailScreen"),
    "case_list": ("case_list", "CaseListScreen"),
    "choose_area": ("choose_area", "ChooseAreaScreen"),
    "choose_booking": ("choose_booking", "ChooseBookingScreen"),
    "choose_delivery": ("choose_one", "ChooseOneScreen"),
    "choose_factor": ("choose_one", "ChooseOneScreen"),
    "choose_subject": ("choose_one", "ChooseOneScreen"),
    "confirm_submission": ("confirm_submission", "ConfirmSubmissionScreen"),
    "correct_by": ("choose_one", "ChooseOneScreen"),
    "document_data": ("entry", "EntryScreen"),
    "enter_case_number": ("entry", "EntryScreen"),
    "enter_code": ("entry", "EntryScreen"),
    "enter_factor": ("entry", "EntryScreen"),
    "face_check": ("face_check", "FaceCheckScreen"),
    "face_consent": ("face_consent", "FaceConsentScreen"),
    "face_notice": ("face_notice", "FaceNoticeScreen"),
    "fault": ("fault", "FaultScreen"),
    "form_page": ("entry", "EntryScreen"),
    "guide_changed": ("choose_one", "ChooseOneScreen"),
    "guide_detail": ("guide_detail", "GuideDetailScreen"),
    "guide_facets": ("choose_one", "ChooseOneScreen"),
    "guide_material": ("guide_material", "GuideMaterialScreen"),
    "guide_prints": ("choose_one", "ChooseOneScreen"),
    "guide_search": ("guide_search", "GuideSearchScreen"),
    "guide_values": ("guide_values", "GuideValuesScreen"),
    "home": ("home", "HomeScreen"),
    "material_capture": ("material_capture", "MaterialCaptureScreen"),
    "my_matters": ("my_matters", "MyMattersScreen"),
    "not_here_if": ("choose_one", "ChooseOneScreen"),
    "nothing_to_correct": ("choose_one", "ChooseOneScreen"),
    "open_case": ("choose_one", "ChooseOneScreen"),
    "out_of_service": ("out_of_service", "OutOfServiceScreen"),
    "paper_number": ("entry", "EntryScreen"),
    "paper_printing": ("please_wait", "PleaseWaitScreen"),
    "please_wait": ("please_wait", "PleaseWaitScreen"),
    "present_credential": ("present_credential", "PresentCredentialScreen"),
    "published_results": ("published", "PublishedScreen"),
    "purpose_words": ("entry", "EntryScreen"),
    "scan_case": ("scan_case", "ScanCaseScreen"),
    "share_data": ("choose_one", "ChooseOneScreen"),
    "slip_printing": ("please_wait", "PleaseWaitScreen"),
    "staff_devices": ("staff_devices", "StaffDevicesScreen"),
    "staff_eye": ("staff_eye", "StaffEyeScreen"),
    "staff_import": ("staff_import", "StaffImportScreen"),
    "staff_logs": ("staff_logs", "StaffLogsScreen"),
    "staff_report": ("staff_report", "StaffReportScreen"),
    "staff_settings": ("staff_settings", "StaffSettingsScreen"),
    "staff_sign_in": ("entry", "EntryScreen"),
    "staff_touch_aim": ("staff_touch", "StaffTouchAimScreen"),
    "staff_touch_sweep": ("staff_touch", "StaffTouchSweepScreen"),
    "staff_called": ("staff_called", "StaffCalledScreen"),
    "still_there": ("still_there", "StillThereScreen"),
    "ticket_issued": ("ticket", "TicketIssuedScreen"),
    "ticket_printing": ("ticket", "TicketPrintingScreen"),
    "track_by": ("track", "TrackScreen"),
    "type_number": ("entry", "EntryScreen"),
    "use_certificate": ("choose_one", "ChooseOneScreen"),
}
"""A view's name: module and class. Modules are imported when first shown, which keeps the start short."""

PASSING: Final = frozenset({"please_wait", "staff_called", "still_there"})
"""Screens that lie over another for a while and may give it back, with what was typed on it."""

GENERIC: Final = ("generic", "GenericScreen")


def screen_name(view: View) -> str:
    """The screen of a view; a terminal at rest shows its attract picture."""
    if isinstance(view, Home) and view.resting:
        return "attract"
    return view.name()


def build(name: str) -> Screen[Any]:
    """Build a screen; a view that nobody drew yet is drawn plainly."""
    module, kind = SCREENS.get(name, GENERIC)
    built: Screen[Any] = getattr(import_module(f"kiosk.screens.{module}"), kind)()
    return built

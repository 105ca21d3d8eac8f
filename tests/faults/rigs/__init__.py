"""Every device of the table. A new one is added here, and nowhere else."""

from __future__ import annotations

from typing import Final

from tests.faults.rig import Rig
from tests.faults.rigs.camera import CameraRig
from tests.faults.rigs.code_scanner import ScannerRig
from tests.faults.rigs.document_printer import CupsRig
from tests.faults.rigs.document_scanner import DocumentScannerRig
from tests.faults.rigs.id_card import SamvRig
from tests.faults.rigs.id_card_sdt import SdtRig
from tests.faults.rigs.panel import PanelRig
from tests.faults.rigs.smart_card import PcscRig
from tests.faults.rigs.ticket_printer import NetworkPrinterRig, SerialPrinterRig
from tests.faults.rigs.ups import ApcupsdRig, NutRig

RIGS: Final[tuple[type[Rig], ...]] = (
    SamvRig,
    SdtRig,
    PcscRig,
    ScannerRig,
    CameraRig,
    DocumentScannerRig,
    SerialPrinterRig,
    NetworkPrinterRig,
    CupsRig,
    PanelRig,
    ApcupsdRig,
    NutRig,
)

"""A document scanner of nobody: invented pages on a tray, seen by a camera from above, over a real wire.

``Desk`` is the scene; ``simulator.camera.MjpegCamera`` sends it over loopback HTTP, ``still`` writes a
picture into a folder.
"""

from simulator.document_scanner.desk import Desk, Look, still

__all__ = ["Desk", "Look", "still"]

"""A network camera: MJPEG over loopback HTTP, in its own pace, with everything that can go wrong."""

from __future__ import annotations

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final, Self

import cv2

from simulator.camera.film import RATE
from simulator.camera.live import Scene

BOUNDARY: Final = "picture"
QUALITY: Final = 90
GARBAGE: Final = b"\xff\xd8 no picture \xff\xd9"


class MjpegCamera:
    """Serves ``scene`` at ``url`` from the moment it is made until ``close``. Any thread may command it."""

    def __init__(self, scene: Scene, *, port: int = 0, rate: float = RATE) -> None:
        """``rate``: pictures a second."""
        self.scene = scene
        self.rate = rate
        self.refusal = 0
        """An HTTP status that is answered instead of pictures; 0 for none."""
        self.garbage = False
        self.silent = False
        self.watched = threading.Event()
        """Set while somebody gets pictures: the camera's light."""
        self.gone = threading.Event()
        self._turn = threading.Lock()
        self._end = threading.Event()
        self._cut = threading.Event()
        camera = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                camera.serve(self)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}/video"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def do(self, action: str) -> None:
        """Have the person do this."""
        with self._turn:
            self.scene.do(action)

    def show(self, scene: Scene) -> None:
        """Another scene from the next picture on."""
        with self._turn:
            self.scene = scene

    def obey(self, line: str) -> str:
        """Do what one line says of its wire; empty when it says nothing of that."""
        match line.split():
            case ["cut"]:
                self.cut()
            case ["silent", state]:
                self.silent = state == "on"
            case ["garbage", state]:
                self.garbage = state == "on"
            case ["refuse", status] if status.isdecimal():
                self.refusal = int(status)
            case ["mend"]:
                self.silent, self.garbage, self.refusal = False, False, 0
            case _:
                return ""
        return "ok"

    def cut(self) -> None:
        """Hang up on everyone who watches, once."""
        self._cut.set()

    def close(self) -> None:
        """Hang up and be gone."""
        self._end.set()
        self._cut.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def serve(self, to: BaseHTTPRequestHandler) -> None:
        """Answer one who watches."""
        to.close_connection = True
        if self.refusal:
            to.send_error(self.refusal)
            return
        to.send_response(200)
        to.send_header("Content-Type", f"multipart/x-mixed-replace; boundary={BOUNDARY}")
        to.end_headers()
        self._cut.clear()
        self.gone.clear()
        self.watched.set()
        try:
            while not self._cut.wait(1 / self.rate):
                if not self.silent:
                    self._send(to.wfile.write)
        except OSError:
            return  # whoever watched hung up
        finally:
            self.watched.clear()
            self.gone.set()

    def _send(self, write: Callable[[bytes], object]) -> None:
        data = GARBAGE
        if not self.garbage:
            with self._turn:
                frame = self.scene.frame()
            data = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()
        head = f"--{BOUNDARY}\r\nContent-Type: image/jpeg\r\nContent-Length: {len(data)}\r\n\r\n"
        write(head.encode() + data + b"\r\n")

    def __enter__(self) -> Self:
        """Use as a context manager."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

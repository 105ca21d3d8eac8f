"""The self-service terminal of a government-service hall (政务服务自助终端)."""

__version__ = "0.1.0"

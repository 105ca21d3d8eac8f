"""A UPS without a battery: what apcupsd and NUT's upsd say of one, on a loopback socket."""

from simulator.ups.daemon import ApcupsdDaemon, NutDaemon, UpsDaemon
from simulator.ups.supply import Supply

__all__ = ["ApcupsdDaemon", "NutDaemon", "Supply", "UpsDaemon"]

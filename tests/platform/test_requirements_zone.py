"""DX-03: a terminal is on the internet side; an endpoint in the wrong network is refused at the start."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.config_file import load
from kiosk.errors import ConfigError, Mistake
from kiosk.platform.catalogue_shelf import Shelf
from kiosk.platform.client import PlatformSettings, connect
from kiosk.platform.ports.whole import WholePlatform
from kiosk.platform.zone import DONE_HERE, OPERATIONS, Zone
from tests.platform.terminal import settings

URL = "https://platform.example/kiosk/v1"
CONFIG = """
[terminal]
id = "K03"
hall = {{ zh = "云溪区政务服务大厅" }}
[platform]
base_url = "https://platform.example/kiosk/v1"
app_id = "hall-kiosk"
device_id = "K03"
secret_file = "secret"
{zone}
"""


class Inside:
    """An adapter to a platform on the government network."""

    zone = Zone.GOVERNMENT

    def __call__(self, _: PlatformSettings, __: Shelf | None) -> WholePlatform:
        raise AssertionError("built although it is in the wrong network")


inside = Inside()


def mistake(**more: str) -> Mistake:
    with pytest.raises(ConfigError) as refused:
        connect(settings(URL, file="site.toml", **more))
    assert refused.value.file == "site.toml"
    [only] = refused.value.mistakes
    return only


@pytest.mark.req("DX-03")
def test_each_operation_has_one_network_and_a_terminals_are_all_on_the_internet() -> None:
    assert OPERATIONS[Zone.INTERNET] == {"consult", "book", "apply", "feedback"} == DONE_HERE
    assert OPERATIONS[Zone.GOVERNMENT] == {"pre_acceptance", "acceptance", "approval"}


@pytest.mark.req("DX-03")
def test_a_platform_on_the_government_network_is_refused_with_the_reason() -> None:
    told = mistake(zone="government")
    assert told.key == "platform.zone"
    assert told.why == (
        "the government network is for acceptance, approval, pre_acceptance: not done by a terminal"
    )


@pytest.mark.req("DX-03")
def test_an_adapter_of_the_other_network_is_refused_before_it_is_built() -> None:
    told = mistake(adapter=f"{__name__}:inside")
    assert told == Mistake(
        "platform.adapter", "speaks to the government network, but base_url is on the internet"
    )


def test_a_network_that_does_not_exist_is_refused() -> None:
    assert mistake(zone="intranet").why == "'intranet' is unknown; it is one of internet, government"


@pytest.mark.req("DX-03")
def test_a_configuration_with_an_unknown_network_does_not_start(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(CONFIG.format(zone='zone = "moon"'), "utf-8")
    with pytest.raises(ConfigError) as refused:
        load(file, files_must_exist=False)
    [told] = refused.value.mistakes
    assert (refused.value.file, told.key) == (str(file), "platform.zone")
    assert "'moon'" in told.why


@pytest.mark.parametrize("zone", ["", 'zone = "internet"'])
async def test_the_internet_is_the_rule(tmp_path: Path, zone: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(CONFIG.format(zone=zone), "utf-8")
    assert load(file, files_must_exist=False).platform.zone == "internet"
    platform = connect(settings(URL))
    await platform.close()

"""A box without a screen at work: its parts put together and run until it is told to stop."""

from hardware import box
from hardware.health import Health
from hardware.link import Link
from hardware.service_notice import ServiceNotice
from hardware.settings import BoxSettings
from server.contract.catalogue import BoxEnrolled


def run(settings: BoxSettings, enrolled: BoxEnrolled) -> int:
    """Until SIGTERM or Ctrl-C."""
    stop = box.stop_on_signals()
    link = Link(settings.server_url, enrolled.device_key)
    parts = box.assembled(settings, enrolled, box.NobodyListens(), link=link, health=Health(link, box.version()))
    box.run(parts, link=link, notice=ServiceNotice(), stop=stop)
    return 0

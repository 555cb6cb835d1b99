"""The kiosk put together: the parts of every box, and the page with what stands behind it."""

from collections.abc import Sequence

from hardware import box
from hardware.health import Health
from hardware.link import Link
from hardware.news import News
from hardware.parts import Part
from hardware.screen import Screen
from hardware.settings import BoxSettings, ScreenSettings
from kiosk.app import Backing, kiosk_app, page_version
from kiosk.beat import Beat
from kiosk.bulletin import Bulletin
from kiosk.lease_keeper import LeaseKeeper
from kiosk.news_of_box import NewsOfBox
from kiosk.page_server import PageServer
from server.contract.catalogue import BoxEnrolled
from server.contract.topics import KioskTopic
from server.contract.wire import Json


class Kiosk:
    """Raises ``ConfigurationRefused`` when the settings ask for what there is not, a busy port among it."""

    def __init__(self, settings: BoxSettings, enrolled: BoxEnrolled) -> None:
        bulletin = Bulletin()
        bulletin.tell("page", {"version": page_version()})
        self._page = PageServer(settings.kiosk, on_stop=bulletin.close)
        self.link = Link(settings.server_url, enrolled.device_key)
        self._health = Health(self.link, box.version())
        self._beat = Beat(self._health.note, is_kept=settings.screen is not None)
        news = NewsOfBox(bulletin, on_lease_version=lambda version: self._keeper.want(version))
        self._keeper = LeaseKeeper(self.link, settings.state_folder, on_lease=news.lease)
        if self._keeper.lease is not None:
            news.lease(self._keeper.lease)
        self._common = box.assembled(
            settings, enrolled, news, link=self.link, health=self._health, topics=(KioskTopic(enrolled.hall_id),)
        )
        self._page.serve(
            kiosk_app(
                Backing(
                    send=self.link.send,
                    lease=lambda: self._keeper.lease,
                    bulletin=bulletin,
                    beat=self._beat.beat,
                    health=self._how_it_is,
                    hosts=self._page.hosts,
                )
            )
        )

        self._screen = self._kept_screen(settings.screen)

    @property
    def url(self) -> str:
        """Where the browser finds the page."""
        return self._page.url

    @property
    def parts(self) -> Sequence[Part]:
        """Everything to run."""
        return (*self._common, self._keeper, self._beat, self._page, *self._screen)

    def _kept_screen(self, settings: ScreenSettings | None) -> tuple[Part, ...]:
        """The browser in front of the citizens; it is started anew when the page no longer beats."""
        if settings is None:
            return ()
        pulse = self._beat.silence_seconds
        return (Screen(lambda: self.url, note=self._health.note, browser=settings.browser, pulse=pulse),)

    def _how_it_is(self) -> dict[str, Json]:
        devices: list[Json] = [
            {"name": each.name, "state": each.state, "fault": each.fault} for each in self._health.devices()
        ]
        return {
            "version": box.version(),
            "devices": devices,
            "page_silence_seconds": self._beat.silence_seconds(),
            # Archived in the office, or enrolled anew elsewhere: what is on the screen says no more than «no server».
            "is_known": not any(isinstance(part, News) and part.is_refused for part in self._common),
        }

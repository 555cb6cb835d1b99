"""A real server of the sample hall for tests that need no page."""

from tests.browser.hall_fixtures import Seeded as Seeded
from tests.browser.hall_fixtures import hall as hall
from tests.browser.hall_fixtures import seeded as seeded

"""Names in the hall on paper, for those who may not load its gevent."""

from server.contract.terms import BoxId
from tests.kiosk import sample

KEY = "key-1"
BOX = BoxId("box-1")
KIOSK_TOPIC = f"halls/{sample.HALL}/kiosk"
BOX_TOPIC = f"halls/{sample.HALL}/boxes/{BOX}"

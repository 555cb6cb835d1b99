"""USB printers and serial wires are found as the kernel tells of them."""

from __future__ import annotations

from hardware.trials.plugged import Places, SerialPort, UsbPrinter, serial_ports, usb_printers
from tests.hardware.trials.conftest import plug_in_usb

EPSON = {"idVendor": "04b8", "idProduct": "0e15", "manufacturer": "EPSON", "product": "TM-T20II", "serial": "J3A0"}


def test_nothing_is_found_on_a_machine_with_nothing(places: Places) -> None:
    assert usb_printers(places) == ()
    assert serial_ports(places) == ()


def test_a_printer_is_found_with_its_node_and_other_devices_are_not(places: Places) -> None:
    plug_in_usb(places, "1-2", {"1.0": "07"}, node="lp0", **EPSON)
    plug_in_usb(places, "1-3", {"1.0": "03", "1.1": "08"}, idVendor="046d", idProduct="c31c")

    assert usb_printers(places) == (UsbPrinter("EPSON TM-T20II", 0x4B8, 0xE15, "J3A0", places.dev / "usb/lp0"),)


def test_a_printer_is_called_by_the_link_of_its_serial_number_where_udev_made_one(places: Places) -> None:
    plug_in_usb(places, "1-2", {"1.0": "07"}, node="lp0", **EPSON)
    (places.dev / "cherha-printer-J3A0").symlink_to("usb/lp0")

    assert usb_printers(places)[0].node == places.dev / "cherha-printer-J3A0"


def test_a_link_of_another_printer_is_not_taken(places: Places) -> None:
    plug_in_usb(places, "1-2", {"1.0": "07"}, node="lp0", **EPSON)
    (places.dev / "cherha-printer-J3A0").symlink_to("usb/lp1")

    assert usb_printers(places)[0].node == places.dev / "usb/lp0"


def test_a_printer_with_two_interfaces_and_no_driver_is_one_printer_without_a_node(places: Places) -> None:
    plug_in_usb(places, "1-2", {"1.0": "07", "1.1": "07"}, idVendor="0fe6", idProduct="811e")

    assert usb_printers(places) == (UsbPrinter("USB", 0xFE6, 0x811E, "", None),)


def test_serial_wires_are_called_by_the_name_that_stays(places: Places) -> None:
    (places.dev / "serial/by-id").mkdir(parents=True)
    (places.dev / "serial/by-id/usb-FTDI_B-if00").symlink_to("../../ttyUSB1")
    (places.dev / "serial/by-id/usb-FTDI_A-if00").symlink_to("../../ttyUSB0")

    assert [port.path.name for port in serial_ports(places)] == ["usb-FTDI_A-if00", "usb-FTDI_B-if00"]
    assert isinstance(serial_ports(places)[0], SerialPort)

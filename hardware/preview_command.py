"""``cherha-hardware preview``: a slip as a picture, before any paper is used."""

from pathlib import Path

import click

from hardware.command_line import CANNOT_START
from server.contract.terms import Language

SAMPLES = ("usual", "short", "long", "copy")
WIDTHS = ("576", "512", "384")


@click.command("preview")
@click.option("--layout", default="standard", metavar="NAME|FILE", help="A layout by its name, or a file of your own.")
@click.option("--width", type=click.Choice(WIDTHS), default=WIDTHS[0], help="Dots across the paper: 384 for 58 mm.")
@click.option(
    "--language",
    type=click.Choice([each.value for each in Language]),
    default=Language.UKRAINIAN.value,
    help="Of the visitor.",
)
@click.option("--slip", "sample", type=click.Choice(SAMPLES), default=SAMPLES[0], help="Which sample.")
@click.option("--text", "is_text", is_flag=True, help="In the printer's own letters, as over a slow line.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("slip.png"), metavar="FILE")
def preview(*, layout: str, width: str, language: Language, sample: str, is_text: bool, out: Path) -> None:
    """See a slip as PNG, without printing it."""
    from hardware.errors import HardwareError
    from hardware.printers import preview as paper
    from hardware.printers.layout.reading import read_layout
    from hardware.printers.samples import sample_slips

    dots = int(width)
    try:
        chosen = read_layout(layout, width_dots=dots)
        picture = paper.preview(chosen, sample_slips(Language(language))[sample], dots, is_text=is_text)
        picture.save(out, format="PNG", dpi=(paper.DOTS_PER_INCH, paper.DOTS_PER_INCH), optimize=True)
    except HardwareError as error:
        click.echo(f"cherha-hardware: {error}", err=True)
        raise SystemExit(CANNOT_START) from error
    except OSError as error:
        click.echo(f"cherha-hardware: {out} cannot be written ({error.strerror}); choose another --out", err=True)
        raise SystemExit(CANNOT_START) from error
    slip_dots = picture.height - 2 * paper.DESK_DOTS
    millimetres = round(slip_dots / paper.DOTS_PER_INCH * 25.4)
    click.echo(f"{out}: layout {layout}, {dots} dots, {millimetres} mm long")

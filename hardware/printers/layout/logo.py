"""A logo beside a layout: a PNG of any colours becomes dots, one of them for each of its points."""

from pathlib import Path

from PIL import Image, UnidentifiedImageError

TALLEST_DOTS = 150
"""Two centimetres. More is paper and seconds that no citizen asked for, and a picture in one piece must stay below the
16 KB with which a printer is brought back to itself when a slip broke off in its middle."""


class LogoRefused(Exception):
    """The file cannot be printed; says why."""


def read_logo(path: Path, width_dots: int) -> Image.Image:
    """Mode 1, white where it is transparent; raises ``LogoRefused``."""
    try:
        with Image.open(path, formats=("PNG",)) as file:
            if file.width > width_dots or file.height > TALLEST_DOTS:
                raise LogoRefused(
                    f"{path} is {file.width} × {file.height} dots; make it at most {width_dots} × {TALLEST_DOTS}, "
                    "one dot of the printer for each of its points"
                )
            picture = file.convert("RGBA")
    except UnidentifiedImageError as error:
        raise LogoRefused(f"{path} is not a PNG") from error
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise LogoRefused(f"{path} cannot be read ({error})") from error
    paper = Image.new("RGBA", picture.size, "white")
    return Image.alpha_composite(paper, picture).convert("L").convert("1", dither=Image.Dither.FLOYDSTEINBERG)

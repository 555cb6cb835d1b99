"""``python -m server.contract``: writes the contract's forms anew after a change of its dataclasses."""

from server.contract.writing.files import FOLDER, forms

if __name__ == "__main__":
    for name, text in forms().items():
        FOLDER.joinpath(name).write_text(text, encoding="utf-8")

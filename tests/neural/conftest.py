from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def extra():
    for name in ("onnxruntime", "tokenizers"):
        pytest.importorskip(name, reason="needs the extra 'neural'")


@pytest.fixture(scope="session")
def network(extra):
    from framing.neural.network import Network

    return Network.load()

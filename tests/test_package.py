from __future__ import annotations

import subprocess
import sys

import framing as fr

HEAVY = ("pandas", "numpy", "sklearn", "matplotlib", "scipy", "textstat", "nltk", "jinja2")


def test_importing_is_light_and_silent():
    code = (
        "import sys, framing; "
        f"print([m for m in {HEAVY!r} if m in sys.modules], len(framing.__all__))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("[] ")
    assert done.stderr == ""


def test_every_public_name_is_there():
    for name in fr.__all__:
        assert getattr(fr, name) is not None
    assert set(fr.__all__) <= set(dir(fr))


def test_public_names_are_documented():
    for name in fr.__all__:
        if name != "__version__":
            assert getattr(fr, name).__doc__, name


def test_nothing_global_is_changed():
    code = (
        "import warnings, random, numpy as np, matplotlib as mpl; "
        "before = (list(warnings.filters), dict(mpl.rcParams), np.random.get_state()[1].tolist()); "
        "import framing as fr; s = fr.score(fr.load_sample(), progress=False); "
        "fr.charts.profile(fr.compare(s)); "
        "after = (list(warnings.filters), dict(mpl.rcParams), np.random.get_state()[1].tolist()); "
        "print(before[1] == after[1], before[2] == after[2])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]

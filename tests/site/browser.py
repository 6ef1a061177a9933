"""The browser of this machine."""

import os
from pathlib import Path

import pytest

from crawler import browser


@pytest.fixture(scope="session")
def program() -> Path:
    """Without one the test is skipped, or fails where CI must have it."""
    found = browser.find()
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium or playwright is not installed")
        pytest.skip("needs Chromium (Debian: chromium) and playwright")
    return found

"""What a site has to know of the others."""

from pathlib import Path

from checks._elsewhere import places
from core.snapshot import Snapshot
from core.types import Outcome
from tests.build import CATALOGUE, HOME, SITE, build
from tests.invented import NEWS, column, portal, rows
from tests.policies import OFFICE, OFFICE_HOME, site


def test_the_columns_of_a_portal_by_the_names_of_the_standards(tmp_path: Path) -> None:
    """Nothing of one that was not read whole, and none whose link leads nowhere."""
    links = "<a href='/zfgb/'>政府公报</a><a href='/jyxx/'>义务教育</a><a href='/mszx/'>民生在线</a>"
    pages = portal(gzdt=rows(NEWS) + links) | {HOME + "zfgb/": column("政府公报", rows(NEWS))}
    gone = {HOME + "jyxx/": (Outcome.HTTP_ERROR, 404)}
    office = build(tmp_path, site([], home=OFFICE_HOME), site=OFFICE, unit_kind="department")
    whole = build(tmp_path, pages, readings=gone)
    part = build(tmp_path, pages, readings=gone, incomplete_because=["达到页数上限"])
    with Snapshot(office) as own:
        found = [places(own, CATALOGUE, {SITE: path})[0].columns for path in (whole, part, None)]
    assert found == [("政府公报", "机构职能"), (), ()]

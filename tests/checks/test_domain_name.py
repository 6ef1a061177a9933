"""Which host names are a government's."""

from dataclasses import replace
from pathlib import Path

import pytest

from core.types import Verdict
from tests.build import SITE, build, findings
from tests.invented import portal


def verdict(folder: Path, host: str, suffixes: tuple[str, ...] = (".gov.cn",)) -> Verdict:
    site = replace(SITE, urls=(f"http://{host}/",), prefixes=(f"http://{host}/",), operator="dsjj")
    name = host.split(":", maxsplit=1)[0]
    found = findings(build(folder, {}, site=site, allowed_suffixes=list(suffixes)), "domain_name")
    assert found[name].unit == "dsjj"
    return found[name].verdict


@pytest.mark.parametrize("host", ["www.yunze.gov.cn", "yunze.gov.cn", "czj.yunze.gov.cn:8080", "a.b.c.yunze.gov.cn"])
def test_names_under_the_suffix_pass(tmp_path: Path, host: str) -> None:
    assert verdict(tmp_path, host) is Verdict.PASS


@pytest.mark.parametrize("host", ["xn--9kq86ijz1a.xn--zfr164b", "xn--9kqtdx0nczoy6hktkesb.xn--zfr164b.cn"])
def test_chinese_names_under_their_suffix_pass(tmp_path: Path, host: str) -> None:
    assert verdict(tmp_path, host) is Verdict.PASS


@pytest.mark.parametrize("host", ["www.yunze.com", "www.yunze.cn", "yunze-gov.cn", "gov.cn.example.com", "203.0.113.9"])
def test_other_names_and_bare_addresses_fail(tmp_path: Path, host: str) -> None:
    assert verdict(tmp_path, host) is Verdict.FAIL


@pytest.mark.parametrize("suffix", ["gov.cn", ".GOV.CN", ".gov.cn"])
def test_a_suffix_may_be_written_without_its_point(tmp_path: Path, suffix: str) -> None:
    assert verdict(tmp_path, "www.yunze.gov.cn", (suffix,)) is Verdict.PASS
    assert verdict(tmp_path, "www.yunzegov.cn", (suffix,)) is Verdict.FAIL


def test_the_suffix_itself_may_be_the_name(tmp_path: Path) -> None:
    assert verdict(tmp_path, "yunze.example", ("yunze.example",)) is Verdict.PASS


def test_a_part_of_the_portal_is_judged_with_the_portal(tmp_path: Path) -> None:
    assert findings(build(tmp_path, portal(), own_hosts=[]), "domain_name") == {}

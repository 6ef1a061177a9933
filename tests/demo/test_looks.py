"""What the two newer looks hide from a reader of plain HTML, and what hosts show over TLS."""

import json
import re
import socket
import ssl
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from core import inventory
from demo import Practice, practice
from demo.proxy import Listing
from tests.demo.reading import answered, links

AS_OF = date(2026, 11, 23)
EMPLOYMENT, FARMING = "rsj.example.gov.cn", "/gongkai/site_yunzequnyncj/"


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    with practice(AS_OF, folder=tmp_path_factory.mktemp("district"), slow=False) as running:
        yield running


def column(district: Practice, number: int) -> str:
    return answered(f"http://{EMPLOYMENT}:{district.port}/col/col{number}/index.html").body.decode()


def further(district: Practice, query: str, interface: str = "/module/web/jpage/dataproxy.jsp") -> str:
    return answered(f"http://{EMPLOYMENT}:{district.port}{interface}?{query}").body.decode()


def test_a_list_stands_in_the_page_as_data(district: Practice) -> None:
    text = column(district, 47101)
    assert text.count("<record>") == 15
    assert "<totalrecord>22</totalrecord>" in text
    assert "proxyUrl:'/module/web/jpage/dataproxy.jsp'" in text
    assert not [url for url in links(answered(f"http://{EMPLOYMENT}:{district.port}/col/col47101/")) if "/art/" in url]


def test_further_entries_by_their_numbers(district: Practice) -> None:
    text = further(district, "startrecord=16&endrecord=30&perpage=5&columnid=47101")
    assert text.count("<record>") == 7
    assert "<record>" not in further(district, "startrecord=31&endrecord=45&perpage=5&columnid=47101")


def test_further_entries_by_the_number_of_a_page(district: Practice) -> None:
    text = column(district, 47102)
    named = re.search(r'<nextgroup><!\[CDATA\[<a href="([^"]+)">', text)
    assert named is not None
    assert "page=2&" in named.group(1)
    answer = answered(f"http://{EMPLOYMENT}:{district.port}{named.group(1)}").body.decode()
    assert answer.count("<record>") == 10
    assert "page=2&" in answer
    assert "proxyUrl" not in text


def test_a_list_that_is_fetched_whole_as_a_unit(district: Practice) -> None:
    text = column(district, 47104)
    assert "unitbuild.js" in text
    assert "/art/" not in text.partition('class="nr"')[2]
    unit = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    answer = json.loads(further(district, "pageType=column&pageId=47104", unit))
    assert answer["data"]["html"].count("/art/") >= 1
    assert "pageNo" in answer["data"]["html"]


def test_an_unknown_column_is_not_there(district: Practice) -> None:
    found = answered(f"http://{EMPLOYMENT}:{district.port}/module/web/jpage/dataproxy.jsp?columnid=1&startrecord=1")
    assert found.status == 404


@pytest.mark.parametrize(("wrap", "form"), [("cdata", "xml"), ("escaped", "xml"), ("cdata", "array")])
def test_ways_to_pack_entries(wrap: str, form: str) -> None:
    records = tuple(f"<li><a href='/art/{n}.html'>甲 & 乙</a></li>" for n in range(20))
    listing = Listing("47101", records, 5, "range", wrap, form, "某局")
    body = listing.answer({"startrecord": "16", "endrecord": "20"})[0].decode()
    assert ("<li>" in body) is (wrap == "cdata")
    assert body.startswith("dataStore = [" if form == "array" else "<datastore>")
    assert body.count("/art/") == 5


def test_the_breadcrumb_that_is_hidden_goes_further_than_the_one_shown(district: Practice) -> None:
    url = next(url for url in links(answered(f"http://{EMPLOYMENT}:{district.port}/")) if "/art/" in url)
    text = answered(url).body.decode()
    assert "id='hiddenLocation'" in text
    assert "<meta name='Maketime'" in text
    assert "articlehits.jsp" in text


def test_the_platform_names_unit_column_and_article(district: Practice) -> None:
    root = f"http://www.example.gov.cn:{district.port}{FARMING}"
    url = next(url for url in links(answered(root)) if "/doc_" in url)
    text = answered(url).body.decode()
    assert re.search(r"<title>区农业农村局 - [^-]+ - [^-]+</title>", text)
    assert '<meta name="SiteIDCode" content="">' in text
    assert f'<meta name="SiteDomain" content="{root}">' in text


def shown(district: Practice, host: str, context: ssl.SSLContext) -> x509.Certificate:
    """The certificate that a host shows."""
    url = next(url for site in inventory.load(district.inventory).sites for url in site.urls if f"//{host}" in url)
    port = int(url.rstrip("/").rpartition(":")[2])
    with (
        socket.create_connection(("127.0.0.1", port)) as sock,
        context.wrap_socket(sock, server_hostname=f"{host}.example.gov.cn") as tls,
    ):
        return x509.load_der_x509_certificate(tls.getpeercert(binary_form=True) or b"")


def test_certificates(district: Practice) -> None:
    trusting = ssl.create_default_context(cafile=district.config.with_name("ca.pem"))
    assert shown(district, "pufa", trusting).not_valid_after_utc.date() > AS_OF
    for host in ("wangan", "zhiliang", "xianxue"):
        with pytest.raises(ssl.SSLCertVerificationError):
            shown(district, host, trusting)
    careless = ssl.create_default_context()
    careless.check_hostname, careless.verify_mode = False, ssl.CERT_NONE
    day = datetime(AS_OF.year, AS_OF.month, AS_OF.day, tzinfo=UTC)
    assert shown(district, "guofang", careless).not_valid_after_utc < day
    assert timedelta() < shown(district, "jieneng", careless).not_valid_after_utc - day < timedelta(days=30)


def test_nothing_secret_is_left_behind(tmp_path: Path) -> None:
    with practice(AS_OF, folder=tmp_path, slow=False):
        assert "PRIVATE" not in (tmp_path / "ca.pem").read_text("utf-8")


def test_a_list_is_numbered_backwards(district: Practice) -> None:
    """Only links of the pager lead on: its numbers move when an entry is added."""
    root = f"http://zt.example.gov.cn:{district.port}/ztxc/"
    first = answered(root)
    assert "Visual SiteBuilder" in first.body.decode() and "共5条" in first.body.decode()
    assert {url for url in links(first) if url.endswith(".htm") and "/info/" not in url} == {
        f"{root}2.htm",
        f"{root}1.htm",
    }
    middle = [url for url in links(answered(f"{root}2.htm")) if url.startswith(root)]
    assert {root, f"{root}1.htm"} <= set(middle)
    assert len([url for url in links(answered(f"{root}1.htm")) if "/info/" in url]) == 1

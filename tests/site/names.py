"""A name server on a UDP socket of 127.0.0.1: what it is told it answers, of the rest it says that there is no such name."""

import asyncio
from collections.abc import Mapping

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

#: Instead of records: the server says that it failed, or says nothing at all.
SERVFAIL, SILENT = "servfail", "silent"
Records = Mapping[str, tuple[str, ...]] | str


class NameServer(asyncio.DatagramProtocol):
    """`zone` maps names to records by type (a type that is not there is an empty answer), or to one of the words above."""

    def __init__(self) -> None:
        self.zone: dict[str, Records] = {}
        self.asked: list[tuple[str, str]] = []
        self.port = 0
        self._transport: asyncio.DatagramTransport | None = None

    async def open(self) -> None:
        loop = asyncio.get_running_loop()
        self._transport, _ = await loop.create_datagram_endpoint(lambda: self, ("127.0.0.1", 0))
        self.port = self._transport.get_extra_info("sockname")[1]

    async def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        reply = self._reply(dns.message.from_wire(data))
        if reply is not None and self._transport is not None:
            self._transport.sendto(reply.to_wire(), addr)

    def _reply(self, query: dns.message.Message) -> dns.message.Message | None:
        name, kind = query.question[0].name.to_text(True).lower(), query.question[0].rdtype
        self.asked.append((name, kind.name))
        reply = dns.message.make_response(query)
        reply.flags |= dns.flags.AA | dns.flags.RA
        while True:
            records = self.zone.get(name)
            if records == SILENT:
                return None
            if not isinstance(records, Mapping):
                reply.set_rcode(dns.rcode.SERVFAIL if records == SERVFAIL else dns.rcode.NXDOMAIN)
                return reply
            if target := records.get("CNAME"):
                reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", f"{target[0]}."))
                name = target[0]
                continue
            if texts := records.get(kind.name):
                reply.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind.name, *texts))
            return reply

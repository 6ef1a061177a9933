"""The district's own name server, UDP and TCP. It knows its own zones and refuses every other name."""

import asyncio
import struct
from collections.abc import Iterable
from typing import cast

import dns.exception
import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdataclass
import dns.rdatatype
import dns.rrset

from demo.district import Host

_TTL = 60
_LONGEST = 512


class NameServer(asyncio.DatagramProtocol):
    """Answers from the hosts given; `asked` lists (name, type) of every question."""

    def __init__(self, hosts: Iterable[Host]) -> None:
        self._hosts = {dns.name.from_text(host.name): host for host in hosts}
        self._zones = sorted((name for name, host in self._hosts.items() if host.servers), key=len, reverse=True)
        self.asked: list[tuple[str, str]] = []
        self._transport: asyncio.DatagramTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.DatagramTransport, transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        if self._transport and (reply := self.answer(data)):
            wire = reply.to_wire()
            if len(wire) > _LONGEST:
                reply = dns.message.make_response(dns.message.from_wire(data))
                reply.flags |= dns.flags.TC
                wire = reply.to_wire()
            self._transport.sendto(wire, addr)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One TCP connection: messages with their length before them, until the other side ends."""
        try:
            while True:
                (length,) = struct.unpack("!H", await reader.readexactly(2))
                if reply := self.answer(await reader.readexactly(length)):
                    wire = reply.to_wire()
                    writer.write(struct.pack("!H", len(wire)) + wire)
                    await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    def answer(self, data: bytes) -> dns.message.Message | None:
        """The answer to a message; None for what is no question."""
        try:
            query = dns.message.from_wire(data)
        except dns.exception.DNSException:
            return None
        if query.flags & dns.flags.QR or len(query.question) != 1:
            return None
        reply = dns.message.make_response(query)
        question = query.question[0]
        self.asked.append((question.name.to_text(omit_final_dot=True), dns.rdatatype.to_text(question.rdtype)))
        zone = next((zone for zone in self._zones if question.name.is_subdomain(zone)), None)
        if zone is None:
            reply.set_rcode(dns.rcode.REFUSED)
            return reply
        reply.flags |= dns.flags.AA
        self._fill(reply, question.name, question.rdtype)
        if not reply.answer and reply.rcode() != dns.rcode.SERVFAIL:
            reply.authority.append(_soa(zone))
        return reply

    def _fill(self, reply: dns.message.Message, name: dns.name.Name, kind: dns.rdatatype.RdataType) -> None:
        host = self._hosts.get(name)
        if host is None:
            reply.set_rcode(dns.rcode.NXDOMAIN)
            return
        if host.alias:
            reply.answer.append(_records(name, dns.rdatatype.CNAME, [f"{host.alias}."]))
            self._fill(reply, dns.name.from_text(host.alias), kind)
            return
        servers = tuple(f"{server}." for server in host.servers)
        found = {dns.rdatatype.A: host.a, dns.rdatatype.AAAA: host.aaaa, dns.rdatatype.NS: servers}.get(kind, ())
        if found is None:
            reply.set_rcode(dns.rcode.SERVFAIL)
        elif found:
            reply.answer.append(_records(name, kind, found))


def _records(name: dns.name.Name, kind: dns.rdatatype.RdataType, texts: Iterable[str]) -> dns.rrset.RRset:
    return dns.rrset.from_text_list(name, _TTL, dns.rdataclass.IN, kind, list(texts))


def _soa(zone: dns.name.Name) -> dns.rrset.RRset:
    text = f"ns.{zone} hostmaster.{zone} 1 3600 600 86400 60"
    return dns.rrset.from_text(zone, _TTL, dns.rdataclass.IN, dns.rdatatype.SOA, text)

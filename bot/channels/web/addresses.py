"""Whose request it is: the address that limits are counted for."""

from __future__ import annotations

from collections.abc import Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from bot.settings import SettingsError

Address = IPv4Address | IPv6Address


class Addresses:
    """Finds the client's address; `X-Forwarded-For` is believed only as far as trusted proxies wrote it."""

    def __init__(self, trusted: Sequence[str]) -> None:
        try:
            self._trusted = [ip_network(item, strict=False) for item in trusted]
        except ValueError as error:
            remedy = "give addresses or networks such as 10.0.0.0/8"
            raise SettingsError(f"TRUSTED_PROXIES: {error}: {remedy}") from None

    def of(self, peer: str | None, forwarded: Sequence[str]) -> str:
        """The key to count by: an IPv4 address, or the /64 network that an IPv6 one is in.

        `peer` is who connected, `forwarded` the values of every `X-Forwarded-For` of the request, in order.
        """
        connected = _parsed(peer) if peer else None
        address = self._behind(connected, forwarded) if connected else None
        if isinstance(address, IPv6Address):
            return str(ip_network((address, 64), strict=False))
        return str(address or "local")

    def _behind(self, peer: Address, forwarded: Sequence[str]) -> Address:
        """The last address that a proxy of ours did not have itself."""
        hops = ",".join(forwarded).split(",")
        while hops and self._is_trusted(peer):
            previous = _parsed(hops.pop())
            if previous is None:
                break
            peer = previous
        return peer

    def _is_trusted(self, address: Address) -> bool:
        return any(address in network for network in self._trusted)


def _parsed(text: str) -> Address | None:
    """An address, with or without a port; an IPv4 one that is written as IPv6 counts as IPv4."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address

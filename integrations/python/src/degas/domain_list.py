"""Lists of names to allow or to deny, by the rules of ``DomainList`` in ``@degas/inference``."""

import re
from collections.abc import Iterable
from typing import Final

from .errors import DegasError
from .registrable import SPACE, host_name

LONGEST_RULE: Final = 253
is_rule: Final = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*").fullmatch


class DomainList:
    """
    A rule covers the name and all names below it; ``*.example.com`` covers only what is below.

    A rule that is a public suffix covers nothing below itself, as others register there; written ``*.ddns.net``
    it does.
    """

    def __init__(self, rules: Iterable[str]) -> None:
        self._rules: Final = frozenset(map(_normalised, rules))

    def __len__(self) -> int:
        return len(self._rules)

    def find(self, host: str, registrable: str) -> str | None:
        """Returns the most specific rule that covers a host, or None."""
        if not self._rules:
            return None
        lowest = len(host) - len(registrable)
        if host in self._rules:
            return host
        at = host.find(".")
        while at >= 0:
            if host[at:] in self._rules:
                return f"*{host[at:]}"
            if at + 1 <= lowest and host[at + 1 :] in self._rules:
                return host[at + 1 :]
            at = host.find(".", at + 1)
        return None


def _normalised(rule: object) -> str:
    text = rule.strip(SPACE) if isinstance(rule, str) else ""
    is_wildcard = text.startswith("*.")
    host = host_name(text[2:] if is_wildcard else text)
    if len(host) > LONGEST_RULE or not is_rule(host):
        given = f"'{rule[:80]}'" if isinstance(rule, str) else type(rule).__name__
        raise DegasError(
            "INVALID_OPTION",
            f"Invalid rule {given}. Expected a domain name, or '*.' and a domain name. "
            "Take the line out of the list or correct it.",
        )
    return f".{host}" if is_wildcard else host

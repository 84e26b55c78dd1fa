"""What a DNS name is judged by: the rules of ``registrableName`` in ``@degas/features``, held equal by a test."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from ada_url import URL

from .suffixes import private_suffix


class Registrable(NamedTuple):
    """The registrable part of a name, or why it has none."""

    name: str | None
    skipped: str | None


# Underscored labels that announce a service or a policy instead of a host (the IANA registry of RFC 8552).
SERVICE_LABELS: Final = frozenset(
    "_tcp _udp _sctp _dccp _tls _quic _sip _sips _http _https _ldap _ldaps _kerberos _kpasswd _gc _msdcs _sites "
    "_domainkey _dmarc _spf _report _adsp _vouch _acme-challenge _mta-sts _smtp _dns-sd _dns _ta _xmpp _svcb "
    "_validation-contactemail _validation-contactphone".split()
)
# Top-level domains without registrations: RFC 6761, RFC 6762 appendix G, RFC 9476, ICANN's .internal.
PRIVATE_ZONES: Final = frozenset(
    "local localhost test invalid example alt internal intranet private corp home lan".split()
)
# The longest name in presentation form (RFC 1035), its final dot included and an escaped byte counted once.
MAX_NAME_LENGTH: Final = 254
escaped_byte: Final = re.compile(r"\\(?:[0-9]{3}|x[0-9a-fA-F]{2}|[^\n\r\u2028\u2029])")
LONGEST_PLAIN: Final = 253

# What ECMAScript's trim() and \s take for white space; Python's own set differs.
SPACE: Final = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
PLAIN_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
is_plain: Final = re.compile(rf"(?:{PLAIN_LABEL}\.)+(?=[0-9-]*[a-z]){PLAIN_LABEL}").fullmatch
is_host: Final = re.compile(r"(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.|$))+", re.ASCII).fullmatch
is_not_in_hosts: Final = re.compile(rf"[/?#@:\\\[\]{SPACE}%]").search
is_ipv4: Final = re.compile(r"(?=.{7,15}$)[0-9]+(?:\.[0-9]*){2}\.(?:[0-9]*)(?<!\.)").fullmatch
is_ipv6: Final = re.compile(r"\[?(?=[^:]*:)[0-9A-Fa-f:]{0,39}\]?").fullmatch


@lru_cache(maxsize=65_536)
def registrable(name: str) -> Registrable:
    """
    Cuts a DNS name as it stands in a log (upper case, trailing dot, IDN, sub-domains) down to its registrable name.

    IDN becomes punycode. Never raises: a name without a registrable part comes back with the reason.

    >>> registrable("WWW.Example.co.uk.").name
    'example.co.uk'
    """
    if len(name) <= LONGEST_PLAIN and is_plain(name):
        top = name[name.rfind(".") + 1 :]
        if top == "arpa":
            return Registrable(None, "reverse_zone")
        if top in PRIVATE_ZONES:
            return Registrable(None, "private_zone")
        found = private_suffix(name)
        return Registrable(None, "public_suffix") if found is None else Registrable(found, None)
    return _registrable_of_any(name)


def _registrable_of_any(name: str) -> Registrable:
    if _is_too_long(name):
        return Registrable(None, "invalid")
    host = _spelled(name)
    if host == "":
        return Registrable(None, "empty" if name.strip(SPACE) == "" or name == "." else "invalid")
    reason = _skip_reason(host)
    if reason is not None:
        return Registrable(None, reason)
    found = private_suffix(host)
    if found is None:
        return Registrable(None, "public_suffix")
    return Registrable(found, None) if is_host(found) else Registrable(None, "invalid")


def _skip_reason(host: str) -> str | None:
    if is_ip(host):
        return "ip_address"
    labels = host.split(".")
    if not SERVICE_LABELS.isdisjoint(labels):
        return "service_label"
    if "" in labels:
        return "invalid"
    top = labels[-1]
    if top == "arpa":
        return "reverse_zone"
    if len(labels) == 1:
        return "single_label" if is_host(host) else "invalid"
    if top in PRIVATE_ZONES:
        return "private_zone"
    return "invalid" if top.isascii() and top.isdigit() else None


def host_name(name: str) -> str:
    """Returns a name as lists spell it: lower case, no trailing dot, IDN as punycode; empty where that fails."""
    host = _spelled(name)
    return host if host.isascii() else ""


def is_ip(host: str) -> bool:
    """Returns whether a host looks like an address, by the rule of tldts."""
    bare = host.rstrip(".") or host[:1]
    if len(bare) < len("1::"):
        return bare == "::"
    return is_ipv6(bare) is not None or is_ipv4(bare) is not None


def _spelled(name: str) -> str:
    """Return a name as ``host_name`` does, but for labels that IDNA does not take: these stay as they are."""
    trimmed = name.strip(SPACE)
    if trimmed.isascii():
        return trimmed.lower().removesuffix(".")
    host = _idna(trimmed)
    if host is None:
        host = ".".join(
            label.lower() if label.isascii() else (_idna(label) or label.lower()) for label in trimmed.split(".")
        )
    return host.removesuffix(".")


def _idna(name: str) -> str | None:
    """IDNA by Ada, the URL parser that Node has; None for what is not a host name."""
    if is_not_in_hosts(name):
        return None
    try:
        return URL(f"http://{name}").hostname
    except (ValueError, UnicodeEncodeError):
        return None


def _is_too_long(name: str) -> bool:
    length = _utf16_length(name)
    if length <= MAX_NAME_LENGTH or "\\" not in name:
        return length > MAX_NAME_LENGTH
    return _utf16_length(escaped_byte.sub(".", name)) > MAX_NAME_LENGTH


def _utf16_length(text: str) -> int:
    return len(text) + sum(character > "\uffff" for character in text)

"""The Public Suffix List, as the build takes it from the Node packages."""

from importlib.resources import files
from typing import Final

from publicsuffixlist import PublicSuffixList

_content: Final = files("degas").joinpath("data/public_suffix_list.dat").read_bytes()
_list: Final = PublicSuffixList(_content, accept_encoded_idn=False)
_rules: Final = [rule.lstrip("!") for rule in _content.decode().split()]
#: The last two labels of all rules that have as many, and the top-level domains that have rules for all names below.
_ends_of_rules: Final = frozenset(".".join(rule.split(".")[-2:]) for rule in _rules if "." in rule)
_wildcard_zones: Final = frozenset(rule[2:] for rule in _rules if rule.startswith("*.") and rule.count(".") == 1)


def private_suffix(host: str) -> str | None:
    """Returns the public suffix of a host in lower case, and the label before it; None where there is none."""
    dot = host.rfind(".")
    last_two = host[host.rfind(".", 0, dot) + 1 :]
    # Most names end like no longer rule, which the list would look for one by one.
    if dot > 0 and last_two not in _ends_of_rules and host[dot + 1 :] not in _wildcard_zones:
        return last_two
    found: str | None = _list.privatesuffix(host)
    return found

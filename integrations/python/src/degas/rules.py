"""What decides a label beside the score: lists of names, and names that known families make."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from .domain_list import DomainList
from .known_dga import KnownDga
from .registrable import host_name
from .verdict import Decision, Verdict


class Rules:
    """Lists of which the more specific rule decides, then ``allow``; and a filter of names that known families make."""

    def __init__(self, allow: Iterable[str], deny: Iterable[str], known_dga: str | Path | None) -> None:
        self._allow: Final = DomainList(allow)
        self._deny: Final = DomainList(deny)
        self._known: Final = None if known_dga is None else KnownDga(known_dga)
        #: Whether there is any rule at all.
        self.are_given: Final = len(self._allow) + len(self._deny) > 0 or self._known is not None

    def decided(self, verdicts: Sequence[Verdict]) -> list[Verdict]:
        """Returns the verdicts with what the rules say; a name that a rule alone calls DGA resembles no family."""
        hosts = ["" if verdict.registrable is None else host_name(str(verdict.domain)) for verdict in verdicts]
        registrable = self._families_of(verdict.registrable or "" for verdict in verdicts)
        # Some families put a label in front, or register below a host that is no public suffix.
        whole = self._families_of(
            host for host, verdict in zip(hosts, verdicts, strict=True) if verdict.registrable not in {None, host}
        )
        return [
            verdict
            if verdict.registrable is None
            else self._decided(verdict, host, _known(verdict.registrable, registrable) or _known(host, whole))
            for verdict, host in zip(verdicts, hosts, strict=True)
        ]

    def _families_of(self, names: Iterable[str]) -> dict[str, str]:
        return {} if self._known is None else self._known.families_of(name for name in names if name != "")

    def _decided(self, verdict: Verdict, host: str, known: tuple[str, str] | None) -> Verdict:
        decision = self._of_lists(host, verdict.registrable or "")
        if decision is not None and decision.by == "allow":
            return _without_classes(verdict)._replace(label="benign", decision=decision)
        if known is not None:
            name, family = known
            by_name = decision or Decision("known_dga", name)
            return _without_classes(verdict)._replace(label="dga", family=family, decision=by_name)
        return verdict if decision is None else verdict._replace(label="dga", decision=decision)

    def _of_lists(self, host: str, registrable: str) -> Decision | None:
        allowed = self._allow.find(host, registrable)
        denied = self._deny.find(host, registrable)
        if allowed is not None and (denied is None or len(allowed) >= len(denied)):
            return Decision("allow", allowed)
        return None if denied is None else Decision("deny", denied)


def _known(name: str, families: dict[str, str]) -> tuple[str, str] | None:
    family = families.get(name)
    return None if family is None else (name, family)


def _without_classes(verdict: Verdict) -> Verdict:
    return verdict._replace(family=None, kind=None, candidates=(), family_probability=None)

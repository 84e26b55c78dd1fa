from node import needs_node, rows

from degas import registrable
from degas.readings import idn_readings


@needs_node
def test_agrees_with_node_on_twenty_thousand_names() -> None:
    table = rows("names-table.ts")
    assert len(table) == 20_000
    differing = [(row, got) for row in table if (got := registrable(row[0])) != (row[1], row[2])]
    assert differing == []
    read_otherwise = [row for row in table if row[1] is not None and idn_readings(row[1]) != row[3]]
    assert read_otherwise == []
    assert sum(row[3] != [] for row in table) > 1_000


def test_every_reason_to_skip_a_name_is_met() -> None:
    reasons = {
        "": "empty",
        "a..b": "invalid",
        "192.0.2.1": "ip_address",
        "1.2.0.192.in-addr.arpa": "reverse_zone",
        "_dmarc.example.com": "service_label",
        "printer.local": "private_zone",
        "router": "single_label",
        "co.uk": "public_suffix",
    }
    assert {name: registrable(name).skipped for name in reasons} == reasons


def test_cuts_upper_case_trailing_dots_and_idn_down() -> None:
    assert registrable("WWW.Example.CO.UK.").name == "example.co.uk"
    assert registrable("a.x.ddns.net").name == "x.ddns.net"
    assert registrable("www.bücher.de").name == "xn--bcher-kva.de"


def test_random_letters_behind_xn_are_read_as_they_stand() -> None:
    assert idn_readings("xn--qhvwkmznfjydtr.com") == ["qhvwkmznfjydtr.com"]
    assert idn_readings("xn--mnchen-3ya.de") == ["munchen.de"]
    assert idn_readings("xn--e1afmkfd.xn--p1ai") == []
    assert idn_readings("google.com") == []

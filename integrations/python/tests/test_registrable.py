from node import needs_node, rows

from degas import registrable


@needs_node
def test_agrees_with_node_on_twenty_thousand_names() -> None:
    table = rows("names-table.ts")
    assert len(table) == 20_000
    differing = [(row, got) for row in table if (got := registrable(row[0])) != (row[1], row[2])]
    assert differing == []


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

"""What else a name in Punycode may be read as: ``idnReadings`` of ``@degas/features``, held equal by a test."""

import re
from bisect import bisect_left
from typing import Final
from unicodedata import normalize

PREFIX: Final = "xn--"
NEAR: Final = 512
SEVERAL: Final = 3
FIRST_HAN: Final = 0x4E00
LAST_HANGUL: Final = 0xD7A3
HAN_AND_KANA: Final = "east asian"
HANGUL: Final = "hangul"
GREEK: Final = "greek"

# Blocks of living scripts, and the signs and pictures that are met in names; those without a script go with any.
RANGES: Final[tuple[tuple[int, int, str | None], ...]] = (
    (0xA0, 0x24F, "latin"),
    (0x370, 0x3FF, GREEK),
    (0x400, 0x4FF, "cyrillic"),
    (0x530, 0x58F, "armenian"),
    (0x590, 0x5FF, "hebrew"),
    (0x600, 0x6FF, "arabic"),
    (0x750, 0x77F, "arabic"),
    (0x780, 0x7BF, "thaana"),
    (0x900, 0x97F, "devanagari"),
    (0x980, 0x9FF, "bengali"),
    (0xA00, 0xA7F, "gurmukhi"),
    (0xA80, 0xAFF, "gujarati"),
    (0xB00, 0xB7F, "oriya"),
    (0xB80, 0xBFF, "tamil"),
    (0xC00, 0xC7F, "telugu"),
    (0xC80, 0xCFF, "kannada"),
    (0xD00, 0xD7F, "malayalam"),
    (0xD80, 0xDFF, "sinhala"),
    (0xE00, 0xE7F, "thai"),
    (0xE80, 0xEFF, "lao"),
    (0xF00, 0xFFF, "tibetan"),
    (0x1000, 0x109F, "myanmar"),
    (0x10A0, 0x10FF, "georgian"),
    (0x1200, 0x137F, "ethiopic"),
    (0x1780, 0x17FF, "khmer"),
    (0x1E00, 0x1EFF, "latin"),
    (0x1F00, 0x1FFF, GREEK),
    (0x200C, 0x200D, None),
    (0x2010, 0x2014, None),
    (0x20AC, 0x20AC, None),
    (0x2122, 0x2122, None),
    (0x2600, 0x27BF, None),
    (0x2B50, 0x2B55, None),
    (0x3005, 0x3007, HAN_AND_KANA),
    (0x3040, 0x30FF, HAN_AND_KANA),
    (0x4E00, 0x9FFF, HAN_AND_KANA),
    (0xAC00, 0xD7A3, HANGUL),
    (0xFE0F, 0xFE0F, None),
    (0x1F000, 0x1FAFF, None),
)
LAST_OF_RANGES: Final = [last for _, last, _ in RANGES]

# Latin letters that Unicode does not take apart, as people write them in ASCII.
PLAIN_LETTERS: Final = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "\u0131": "i",
        "ł": "l",
        "ŋ": "n",
        "þ": "th",
    }
)

has_letters_only: Final = re.compile("[a-z]+").fullmatch
not_of_hosts: Final = re.compile("[^a-z0-9-]+")
prefixes: Final = re.compile(f"(?:{PREFIX})+")


def idn_readings(registrable: str) -> list[str]:
    """
    Returns what else a name in Punycode may be read as, so that ``xn--`` in front of random letters hides nothing.

    >>> idn_readings("xn--qhvwkmznfjydtr.com")
    ['qhvwkmznfjydtr.com']
    """
    if not registrable.startswith(PREFIX):
        return []
    label, dot, suffix = registrable.partition(".")
    encoded = label.removeprefix(PREFIX)
    decoded = decode_punycode(encoded)
    labels = [] if decoded is None else [_in_plain_letters(decoded)]
    if decoded is None or not is_of_people(decoded, encoded):
        labels.append(prefixes.sub("", label, count=1).strip("-"))
    return [reading + dot + suffix for reading in dict.fromkeys(labels) if reading != ""]


def decode_punycode(encoded: str) -> str | None:
    """Returns what a lower-case label behind ``xn--`` stands for; None where that is nothing beyond ASCII."""
    # Python takes a leading hyphen for the delimiter of no letters; RFC 3492 for a digit, which it is not.
    if encoded.rfind("-") == 0:
        return None
    try:
        decoded = encoded.encode("ascii").decode("punycode")
    except (UnicodeError, ValueError, OverflowError):
        return None
    return None if decoded.isascii() else decoded


def is_of_people(decoded: str, encoded: str) -> bool:
    """Returns whether people may have written a label that is encoded as Punycode."""
    scripts: set[str] = set()
    wide: set[int] = set()
    for character in decoded:
        point = ord(character)
        if character.isascii():
            continue
        at = bisect_left(LAST_OF_RANGES, point)
        if at == len(RANGES) or point < RANGES[at][0]:
            return False
        script = RANGES[at][2]
        if script is not None:
            scripts.add(script)
        if FIRST_HAN <= point <= LAST_HANGUL:
            wide.add(point)
    if len(scripts) > 1 or (len(wide) >= SEVERAL and max(wide) - min(wide) < NEAR):
        return False
    return has_letters_only(encoded) is None or GREEK in scripts or (HAN_AND_KANA in scripts and not wide)


def _in_plain_letters(label: str) -> str:
    plain = normalize("NFKD", label).translate(PLAIN_LETTERS).lower()
    return not_of_hosts.sub("", plain).strip("-")

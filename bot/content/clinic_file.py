"""clinic.yml: the clinic's own settings."""

from __future__ import annotations

from bot.content.checking import Entry
from bot.content.knowledge import Clinic

_COUNTRY_LETTERS = 2


def clinic(entry: Entry) -> Clinic:
    """The clinic that the file describes."""
    found = Clinic(
        name=entry.text("name"),
        phone=_known(entry, "phone"),
        email=_known(entry, "email"),
        address=_known(entry, "address"),
        hours=_known(entry, "hours"),
        website=_known(entry, "website"),
        booking_url=_known(entry, "booking_url"),
        emergency_number=entry.text("emergency_number"),
        ambulance_number=entry.text("ambulance_number"),
        crisis_line=entry.text("crisis_line"),
        country=entry.text("country"),
        obesity_bmi_threshold=entry.number("obesity_bmi_threshold"),
        obesity_bmi_ask_threshold=entry.number("obesity_bmi_ask_threshold"),
        result_valid_days=entry.whole_number("result_valid_days"),
        minimum_age=entry.whole_number("minimum_age"),
        signed_off_by=_signatures(entry.entry("signed_off_by")),
    )
    entry.done()
    _check(entry, found)
    return found


def _known(entry: Entry, key: str) -> str | None:
    """A setting whose line must be there, with null while nobody knows it."""
    if key not in entry.names:
        raise entry.fault(f"add `{key}: null`, or what it is")
    return entry.text_or(key, None)


def _signatures(entry: Entry) -> dict[str, str]:
    signatures = {version: entry.text(version) for version in entry.names}
    entry.done()
    return signatures


def _check(entry: Entry, clinic: Clinic) -> None:
    if len(clinic.country) != _COUNTRY_LETTERS or not clinic.country.isupper():
        raise entry.fault("write the two capital letters of the country, such as IN", "country")
    if clinic.obesity_bmi_ask_threshold > clinic.obesity_bmi_threshold:
        raise entry.fault("it may not be above obesity_bmi_threshold", "obesity_bmi_ask_threshold")
    if clinic.booking_url is not None and not clinic.booking_url.startswith("https://"):
        raise entry.fault("begin it with https://", "booking_url")
    if clinic.website is not None and "://" in clinic.website:
        raise entry.fault("write it without https://, as people say it", "website")

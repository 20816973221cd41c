"""clinic.yml: the clinic's own settings, and who signed off the content."""

from __future__ import annotations

from typing import Any, Final

from pydantic import root_validator, validator

from bot.content.entries import Entry, Named, Number, Text, WholeNumber

FILE: Final = "clinic.yml"
_MAY_BE_UNKNOWN: Final = ("phone", "email", "address", "hours", "website", "booking_url")
_COUNTRY_LETTERS: Final = 2


class SignOff(Entry):
    """That a clinician read and approved exactly this content. `make sign-off` writes it."""

    name: Text
    date: Text
    digest: Text
    files: dict[str, Text]
    """File → its digest, to tell which of them changed since."""


class Clinic(Entry):
    """The clinic's own settings. What nobody knows yet is None."""

    name: Text
    phone: Text | None
    email: Text | None
    address: Text | None
    hours: Text | None
    website: Text | None
    booking_url: Text | None
    emergency_number: Text
    ambulance_number: Text
    crisis_line: Text
    country: Text
    obesity_bmi_threshold: Number
    obesity_bmi_ask_threshold: Number
    result_valid_days: WholeNumber
    minimum_age: WholeNumber
    signed_off: SignOff | None

    @root_validator(pre=True)
    def _lines_are_there(cls, values: dict[str, Any]) -> dict[str, Any]:
        for name in (*_MAY_BE_UNKNOWN, "signed_off"):
            if name not in values:
                raise Named(name, f"add `{name}: null`, or what it is")
        return values

    @validator("country")
    def _two_letters(cls, country: str) -> str:
        if len(country) != _COUNTRY_LETTERS or not country.isupper():
            raise ValueError("write the two capital letters of the country, such as IN")
        return country

    @validator("obesity_bmi_ask_threshold")
    def _asked_before_it_counts(cls, asked: float, values: dict[str, Any]) -> float:
        if asked > values.get("obesity_bmi_threshold", asked):
            raise ValueError("it may not be above obesity_bmi_threshold")
        return asked

    @validator("booking_url")
    def _encrypted(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith("https://"):
            raise ValueError("begin it with https://")
        return url

    @validator("website")
    def _as_said(cls, website: str | None) -> str | None:
        if website is not None and "://" in website:
            raise ValueError("write it without https://, as people say it")
        return website

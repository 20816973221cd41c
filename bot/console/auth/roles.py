"""Who may do what: each route names the role that it needs, and one that is not named here is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

VIEWER, REVIEWER, ADMINISTRATOR = "viewer", "reviewer", "administrator"
ROLES: Final = (VIEWER, REVIEWER, ADMINISTRATOR)
"""Each may do what those before it may."""
PUBLIC: Final = "public"

ACCESS: Final[Mapping[str, str]] = {
    "static": PUBLIC,
    "health.alive": PUBLIC,
    "health.ready": PUBLIC,
    "sign_in.show": PUBLIC,
    "sign_in.enter": PUBLIC,
    "sign_in.leave": VIEWER,
    "inbox.show": VIEWER,
    "inbox.count": VIEWER,
    "inbox.keep": VIEWER,
    "inbox.forget": VIEWER,
    "conversation.show": VIEWER,
    "statistics.show": VIEWER,
    "account.show": VIEWER,
    "account.password": VIEWER,
    "account.begin_totp": VIEWER,
    "account.confirm_totp": VIEWER,
    "account.end_totp": VIEWER,
    "account.end_session": VIEWER,
    "review.change": REVIEWER,
    "review.add_tag": REVIEWER,
    "review.drop_tag": REVIEWER,
    "review.note": REVIEWER,
    "review.misread": REVIEWER,
    "release.red_flag": REVIEWER,
    "release.earlier_yes": REVIEWER,
    "export.printed": REVIEWER,
    "export.as_json": REVIEWER,
    "export.as_csv": REVIEWER,
    "export.list_csv": REVIEWER,
    "export.list_json": REVIEWER,
    "scenario.show": REVIEWER,
    "scenario.save": REVIEWER,
    "erase.conversation": ADMINISTRATOR,
    "staff.show": ADMINISTRATOR,
    "staff.add": ADMINISTRATOR,
    "staff.change": ADMINISTRATOR,
    "staff.password": ADMINISTRATOR,
    "staff.end_sessions": ADMINISTRATOR,
    "audit.show": ADMINISTRATOR,
    "audit.check": ADMINISTRATOR,
}


def may(role: str, needed: str) -> bool:
    """Whether somebody of `role` may do what needs `needed`."""
    if needed == PUBLIC:
        return True
    return role in ROLES and needed in ROLES and ROLES.index(role) >= ROLES.index(needed)

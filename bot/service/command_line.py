"""The command line, `python -m bot COMMAND`: one command for each thing that is started or done by hand.

A command imports what it needs when it is called: Rasa alone takes seconds, and the console does without it.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Heads Up, the assistant of a clinic.

    Settings come from the environment; README.md lists them.
    """


@cli.command()
def serve() -> None:
    """Serve the assistant, and the staff console beside it.

    Ends with 2 and one line where a setting, the content, the model or the database keeps it from starting.
    """
    from bot.service.serving import main

    sys.exit(main())


@cli.command()
def console() -> None:
    """Serve the staff console alone, on CONSOLE_PORT."""
    from bot.console.process.serving import main

    sys.exit(main())


@cli.command()
def chat() -> None:
    """Talk to the running assistant in this terminal.

    It is looked for at PUBLIC_URL, or on this machine at PORT.
    """
    from bot.chat.talk import main

    sys.exit(main())


@cli.command("staff-user")
@click.option("--name", envvar="STAFF_NAME", help="To sign in with; asked for where it is not given.")
@click.option("--role", envvar="STAFF_ROLE", help="What the account may do; the first is an administrator.")
def staff_user(name: str | None, role: str | None) -> None:
    """Make an account for the staff console.

    The password is asked for, or read from STAFF_PASSWORD: others can see what a command line holds.
    """
    from bot.console.process.staff_user import main

    sys.exit(main(name, role))


@cli.command("audit-check")
@click.option("--since", envvar="SINCE", metavar="NUMBER:SEAL", help="What an earlier check said to keep.")
def audit_check(since: str | None) -> None:
    """Follow the chain of the audit trail.

    Ends with 1 where it is broken, and with 2 where it cannot be read. A cut end shows only with --since.
    """
    from bot.console.process.audit_check import main

    sys.exit(main(since))


@cli.command("store-check")
def store_check() -> None:
    """Check that what is stored fits together, as after a restore.

    Ends with 1 and a line for each thing that does not fit, and with 2 where it cannot be read.
    """
    from bot.turn.store_check import main

    sys.exit(main())


@cli.command("check-content")
def check_content() -> None:
    """Check what clinicians and owners edit, without starting.

    Ends with 1 and a line for each mistake: file, item, remedy.
    """
    from bot.service.content_files import check_content

    sys.exit(check_content())


@cli.command("sign-off")
@click.option("--name", envvar="NAME", required=True, help="Who read and approved the content.")
def sign_off(name: str) -> None:
    """Write into the clinic's file that somebody read and approved the content as it is now.

    Ends with 1 where the content has a mistake. In production nothing starts without it.
    """
    from bot.service.content_files import sign

    sys.exit(sign(name))


@cli.command()
def train() -> None:
    """Train the model where its inputs have changed."""
    from bot.dialogue.rasa.training import main

    sys.exit(main())


@cli.command()
@click.argument("text")
@click.option("--asked", metavar="QUESTION", help="The question of the checklist that stands, by its id.")
@click.option("--subject", help='Whom the check is for, where it is for somebody else: "your mother".')
def explain(text: str, asked: str | None, subject: str | None) -> None:
    """Show how a text is read, step by step, and what answers it. Nothing is stored."""
    from bot.service.explain import explain as steps

    for step in steps(text, asked, subject):
        click.echo(step)


@cli.command("red-flags-review")
@click.option(
    "--to", type=click.Path(path_type=Path), default=Path("docs/red-flags-review.md"), show_default=True
)
def red_flags_review(to: Path) -> None:
    """Write the sheet on which a clinician reviews how red flags are recognised."""
    from bot.content.loading import load
    from bot.content.red_flag_review import sheet

    to.write_text(sheet(load()), encoding="utf-8")


@cli.command("review-sheet")
def review_sheet() -> None:
    """Print all that a named clinician decides, with the default taken and why, as a document to sign."""
    from bot.content.loading import load
    from bot.content.review_sheet import review_sheet as sheet

    click.echo(sheet(load()))

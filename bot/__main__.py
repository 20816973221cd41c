"""`python -m bot` lists the commands; `python -m bot COMMAND --help` explains one."""

from bot.service.command_line import cli

if __name__ == "__main__":
    cli()

"""`randnotiz link`: print a link that signs a person in, once."""

import argparse
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from docservice.commands.command import DONE, Command, fitting, ruled
from docservice.db.store import Store
from docservice.db.tables import ROLES
from docservice.http.views.urls import url
from docservice.services import accounts
from docservice.settings import Settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--role", required=True, choices=ROLES)
    parser.add_argument(
        "--name",
        type=ruled(accounts.require_name),
        required=True,
        help="the name that others see",
    )
    parser.add_argument(
        "--email",
        type=ruled(accounts.require_address),
        help="the address that later links are mailed to",
    )
    parser.add_argument("--lang", default="de", choices=("de", "en"))
    parser.add_argument(
        "--base-url",
        type=fitting("base_url"),
        metavar="URL",
        help="the public address; else the setting RANDNOTIZ_BASE_URL",
    )


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Print the link, and where it leads if that is only a guess."""
    if arguments.base_url:
        settings = replace(settings, base_url=arguments.base_url)
    with Store.open(settings.database, settings.read_threads) as store:
        issued = store.write_now(
            accounts.invite,
            name=arguments.name,
            role=arguments.role,
            email=arguments.email,
            lang=arguments.lang,
            now=datetime.now(UTC),
            lasts=timedelta(hours=settings.link_hours),
        )
    print(link_to(settings, issued.secret, arguments.lang))
    if issued.was_known:
        print(
            f"note: the link signs in {issued.person.name!r}, who has an account; give"
            " another --email for somebody else",
            file=sys.stderr,
        )
    if not settings.base_url:
        print(
            "note: RANDNOTIZ_BASE_URL is not set, so the link leads to where `serve`"
            " listens by its settings; give --base-url if that is elsewhere",
            file=sys.stderr,
        )
    return DONE


def link_to(settings: Settings, secret: str, lang: str) -> str:
    """Return the address that a sign-in link's secret opens."""
    base = settings.base_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    return base + url("sign_in_link", lang=lang, secret=secret)


COMMAND = Command("link", "print a sign-in link for a person", run, add_arguments)

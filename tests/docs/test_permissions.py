"""`docs/permissions.md` tells the rights that the code grants."""

from docservice.access import PERMISSIONS
from docservice.http.actors import COOKIE
from docservice.http.api.routing import API
from tests.docs.pages import read, rows, section

PAGE = read("permissions.md")


def test_the_table_of_roles_is_the_one_of_the_code() -> None:
    told = {name: cells for name, *cells in rows(section(PAGE, "Roles"))}

    granted = {
        permission: [
            "yes" if permission in rights else "" for rights in PERMISSIONS.values()
        ]
        for permission in set().union(*PERMISSIONS.values())
    }
    assert list(PERMISSIONS) == ["citizen", "moderator", "drafter", "admin"]
    assert told == granted


def test_every_request_that_needs_a_permission_is_listed_with_it() -> None:
    told = rows(section(PAGE, "What each request needs"))

    assert told == [
        [f"{each.method} {each.path}", each.permission]
        for each in API.operations
        if each.permission
    ]


def test_the_cookie_is_called_what_the_page_says() -> None:
    assert f"`{COOKIE}`" in PAGE

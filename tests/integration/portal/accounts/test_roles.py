"""Every role holds what the table says and nothing else; the account page and the admin, role by role."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from portal.accounts.operations.roles import sync_roles
from portal.accounts.roles import ROLES, Role
from tests.factories.accounts import make_account
from tests.factories.pages import get_home, make_article, make_hub

pytestmark = pytest.mark.django_db

CASEWORK = {
    "records.view_queue",
    "records.view_application_file",
    "records.decide_application",
    "records.view_person_record",
}
STAFF = [role for role in Role if ROLES[role].works_here]
OUTSIDE = [role for role in Role if not ROLES[role].works_here]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_role_holds_exactly_the_permissions_of_the_table(role: Role) -> None:
    assert make_account(role).get_all_permissions() == ROLES[role].permissions


@pytest.mark.parametrize(
    ("role", "held"),
    [
        (Role.APPLICANT, set()),
        (Role.SPECIALIST, CASEWORK),
        (Role.SUPERVISOR, CASEWORK),
        (Role.FISCAL_CLERK, {"records.view_queue"}),
        (Role.REGISTRY_VERIFIER, CASEWORK - {"records.decide_application"}),
        (Role.EDITOR, set()),
        (Role.COACHES_EDITOR, set()),
        (Role.CONTENT_REVIEWER, set()),
        (Role.DISTRICT_OFFICER, set()),
        (Role.PROGRAM_ADMINISTRATOR, set()),
        (Role.ANALYST, set()),
        (Role.ADMIN, CASEWORK),
    ],
)
def test_casework_is_open_to_those_who_do_it(role: Role, held: set[str]) -> None:
    account = make_account(role)
    assert {name for name in CASEWORK if account.has_perm(name)} == held


@pytest.mark.parametrize("role", list(Role))
def test_account_page_opens_for_every_role(role: Role, client: Client) -> None:
    client.force_login(make_account(role))
    answer = client.get("/account/")
    assert answer.status_code == 200
    assert ('href="/admin/"' in answer.content.decode()) == ROLES[role].works_here


@pytest.mark.parametrize("role", STAFF)
def test_staff_enter_the_admin(role: Role, client: Client) -> None:
    client.force_login(make_account(role))
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("role", OUTSIDE)
def test_others_do_not_enter_the_admin(role: Role, client: Client) -> None:
    client.force_login(make_account(role))
    assert client.get("/admin/").status_code in {302, 403}


@pytest.mark.parametrize("role", list(Role))
def test_pages_are_edited_by_editors_only(role: Role) -> None:
    root = Page.get_first_root_node()
    can_edit = root.permissions_for_user(make_account(role)).can_add_subpage()
    assert can_edit == (role in {Role.EDITOR, Role.CONTENT_REVIEWER, Role.ADMIN})


@pytest.mark.parametrize(
    ("role", "may_edit", "may_publish_alone", "may_unpublish"),
    [
        (Role.SPECIALIST, False, False, False),
        (Role.COACHES_EDITOR, False, False, False),
        (Role.EDITOR, True, False, False),
        (Role.CONTENT_REVIEWER, True, False, True),
        (Role.ADMIN, True, True, True),
    ],
)
def test_role_has_its_part_in_a_page(
    role: Role, may_edit: bool, may_publish_alone: bool, may_unpublish: bool
) -> None:
    may = make_article(slug="page").permissions_for_user(make_account(role))

    assert (may.can_edit(), may.can_publish(), may.can_unpublish()) == (
        may_edit,
        may_publish_alone,
        may_unpublish,
    )


def test_editor_of_a_section_edits_below_it_and_nowhere_else() -> None:
    coaches = make_hub(slug="coaches")
    inside, outside = make_article(slug="inside", parent=coaches), make_article(slug="outside")
    account = make_account(Role.COACHES_EDITOR)
    sync_roles()

    pages = (coaches, inside, outside, get_home())
    assert [page.permissions_for_user(account).can_edit() for page in pages] == [
        True,
        True,
        False,
        False,
    ]


def test_sync_takes_away_page_permissions_that_are_not_in_the_table() -> None:
    group, root = Group.objects.get(name="editor"), Page.get_first_root_node()
    publish = Permission.objects.get(codename="publish_page")
    GroupPagePermission.objects.create(group=group, page=root, permission=publish)
    sync_roles()
    held = group.page_permissions.values_list("permission__codename", flat=True)
    assert set(held) == {"add_page", "change_page"}


def test_sync_takes_away_what_is_not_in_the_table() -> None:
    group = Group.objects.get(name="applicant")
    group.permissions.add(Permission.objects.get(codename="decide_application"))
    sync_roles()
    assert group.permissions.count() == 0


def test_sync_twice_changes_nothing() -> None:
    before = [
        (group.name, group.page_permissions.count()) for group in Group.objects.order_by("name")
    ]
    sync_roles()
    assert before == [
        (group.name, group.page_permissions.count()) for group in Group.objects.order_by("name")
    ]

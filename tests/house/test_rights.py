"""Who may do what: every route × role × method × campaign, against one table; a new route fails until it stands there.

The right that a view asks for first is found out by stopping it right after it was granted, so nothing is changed and
pages are not drawn. Who lacks a right then presses every button for real, and the database must stay as it was.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from campaign.campaigns import queries, rules
from campaign.campaigns.models import Campaign, Role, TeamPlace
from campaign.campaigns.rules import Right
from campaign.db import transaction
from campaign.organisers.models import Organiser
from campaign.web.refusals import Refusal
from tests import factories
from tests.browser import Browser
from tests.house.test_routes import is_public
from tests.house.world import World, addresses, everything, routes, token_of

ANY_ORGANISER, OPERATOR = "any organiser", "operator"


def _all(endpoints: str, wanted: Right | str) -> dict[str, Right | str]:
    return dict.fromkeys(endpoints.split(), wanted)


WANTED: dict[str, Right | str] = {
    **_all(
        """
        campaigns.create campaigns.index drafting.markdown_help handover.overdue organisers.account
        organisers.add_passkey
        organisers.again organisers.again_passkey organisers.app_page organisers.change_password
        organisers.end_other_sessions organisers.end_session organisers.factors_page organisers.new_codes
        organisers.new_passkey_options organisers.remove_app organisers.remove_passkey organisers.sessions_page
        roster.index roster.show
        """,
        ANY_ORGANISER,
    ),
    **_all(
        """
        happened.installation roster.write_name roster.apply roster.bring
        roster.columns roster.discard roster.judge roster.preview
        """,
        OPERATOR,
    ),
    **_all(
        """
        campaigns.leave campaigns.show campaigns.team_page dashboard.member dashboard.members dashboard.now
        dashboard.overview drafting.draft_logo drafting.edit drafting.preview inviting.asked inviting.preview
        inviting.text_file missions.calendar missions.index missions.pocket missions.show
        """,
        Right.SEE_OWN,
    ),
    **_all(
        """
        delivering.draft_page delivering.draft_pdf delivering.edition_page delivering.edition_pdf
        delivering.editions handover.came handover.campaign handover.course handover.paper handover.reply_file
        handover.show happened.campaign questions.answer questions.as_pdf questions.as_text questions.index
        questions.show revising.compare revising.texts translating.index
        delivering.translated_pdf delivering.translation_pdf timeline.file timeline.show
        """,
        Right.SEE,
    ),
    **_all(
        """
        translating.begin translating.edit translating.save
        casefacts.choose casefacts.facts casefacts.leave casefacts.offer casefacts.start casefacts.take
        campaigns.story drafting.autosave drafting.create drafting.follow_up drafting.import_word drafting.merge
        drafting.preview_typed drafting.save drafting.take_word inviting.save_text inviting.text questions.check
        questions.course questions.create questions.name_member questions.print_as questions.remove questions.save
        questions.take_off revising.drop revising.publish revising.start timeline.add_document timeline.add_event
        timeline.mend_document timeline.mend_event timeline.outcome timeline.remove_document timeline.remove_event
        timeline.reopen
        """,
        Right.WRITE,
    ),
    **_all(
        """
        drafting.close drafting.end_late drafting.extend drafting.late drafting.open_for_signature
        revising.publish_now translating.publish translating.take_off
        verifying.confirm verifying.rounds verifying.show verifying.start
        """,
        Right.DECIDE,
    ),
    **_all(
        """
        inviting.again inviting.cancel inviting.choose inviting.confirm inviting.remind inviting.send
        inviting.send_again inviting.send_reminders
        """,
        Right.INVITE,
    ),
    **_all(
        """
        desk.confirm_again desk.end desk.show evidence.bring_mail evidence.bring_word evidence.file evidence.index
        evidence.look evidence.mail evidence.refuse evidence.word missions.change missions.drop missions.meeting
        missions.plan missions.remove missions.want missions.want_other evidence.bring_scan evidence.bring_scans
        evidence.bring_signed_file
        evidence.claimed_row evidence.copy evidence.make_sheet evidence.paper evidence.print_sheet evidence.row_picture
        evidence.rows evidence.sheets evidence.signed_file evidence.tick
        """,
        Right.BRING,
    ),
    "evidence.approve": Right.APPROVE,
    **_all(
        """
        webhooks.add webhooks.index webhooks.ping webhooks.remove webhooks.renew_secret webhooks.show webhooks.stop
        webhooks.switch_on
        """,
        Right.PUBLISH,
    ),
    **_all("public.preview publishing.hide publishing.publish publishing.show publishing.show_letter", Right.PUBLISH),
    **_all("handover.hide handover.publish", Right.PUBLISH),
    **_all(
        """
        dashboard.export delivering.issue delivering.issue_early delivering.issue_translations
        handover.attempt handover.cover handover.labels handover.mail handover.note handover.others handover.reply
        handover.send handover.step
        handover.strike handover.term missions.register
        archiving.export
        """,
        Right.ISSUE,
    ),
    **_all(
        """
        campaigns.change_role campaigns.change_team campaigns.remove campaigns.take_back notices.edit privacy.ask
        privacy.erase privacy.export privacy.look
        """,
        Right.LEAD,
    ),
}
BY_MEMBER = {"invitation_id", "ep_id"}
"""What names one Member: a shepherd of another group is told that there is no such thing."""


class Granted(Refusal):
    """Stops a view once it was allowed to go on."""

    status = 418


@dataclass
class Person:
    """Somebody at a browser, with a role in the campaign or without one."""

    name: str
    browser: Browser
    token: str
    role: Role | None = None
    is_operator: bool = False
    group: str | None = None

    def expected(self, rule: Rule) -> int:
        """The status of a view that stops when it is granted."""
        wanted = WANTED[rule.endpoint]
        if wanted is OPERATOR or wanted is ANY_ORGANISER:
            return 0 if wanted is ANY_ORGANISER or self.is_operator else 403
        if self.role is None:
            return 404
        return 418 if rules.may(self.role, Right(wanted)) else 403

    def send(self, app: Flask, world: World, rule: Rule, method: str) -> int:
        data = {"csrf_token": self.token} if method == "POST" else {}
        with app.app_context():
            return self.browser.client.open(world.address(app, rule), method=method, data=data).status_code


@pytest.fixture
def people(app: Flask, world: World) -> list[Person]:
    """One of each: every role in the team, nobody's organiser, an operator without a place."""
    with transaction() as session:
        team = session.scalars(select(Campaign).where(Campaign.public_id == world.values["campaign_id"])).one()
        made = [_member(session, team, role) for role in Role if role is not Role.SHEPHERD]
        made += [_member(session, team, Role.SHEPHERD, group) for group in ("SD", "EPP")]
        made += [
            ("a stranger", None, None, world.stranger),
            ("an operator", None, None, factories.make_operator(session)),
        ]
    return [_person(app, *each) for each in made]


def _member(
    session: Session, campaign: Campaign, role: Role, group: str | None = None
) -> tuple[str, Role, str | None, Organiser]:
    organiser = factories.join_team(session, campaign, role, group=group)
    return f"{role.value} {group or ''}".strip(), role, group, organiser


def _person(app: Flask, name: str, role: Role | None, group: str | None, organiser: Organiser) -> Person:
    browser = Browser(app).logged_in(organiser)
    with app.app_context():  # of its own: what a request keeps for itself must not reach the next one's
        token = token_of(browser)
    return Person(name, browser, token, role, name == "an operator", group)


def guarded(app: Flask) -> Iterator[tuple[str, Rule]]:
    for method in ("GET", "POST"):
        for rule in routes(app, method):
            if not is_public(rule):
                yield method, rule


@pytest.mark.one_engine
def test_every_route_has_its_right_in_the_table(app: Flask) -> None:
    there = {rule.endpoint for _method, rule in guarded(app)}
    assert sorted(there - set(WANTED)) == [], "say in WANTED who may open these"
    assert sorted(set(WANTED) - there) == [], "these are gone"


@pytest.mark.one_engine
def test_every_role_may_do_exactly_what_the_table_says(
    app: Flask, world: World, people: list[Person], monkeypatch: pytest.MonkeyPatch
) -> None:
    real = queries.allow

    def allow(session: Session, place: TeamPlace, right: Right) -> None:
        real(session, place, right)
        raise Granted("granted", "granted")

    monkeypatch.setattr(queries, "allow", allow)
    broken = []
    for method, rule in guarded(app):
        for person in people:
            expected = person.expected(rule)
            status = person.send(app, world, rule, method) if expected else 0
            if status != expected:
                broken.append(f"{person.name}: {method} {rule.endpoint}: {status}, not {expected}")
    assert broken == []


@pytest.mark.one_engine
def test_a_button_that_is_not_ones_own_changes_nothing(app: Flask, world: World, people: list[Person]) -> None:
    before = everything()
    broken = []
    for method, rule in guarded(app):
        for person in people:
            expected = person.expected(rule)
            if method == "POST" and expected in (403, 404):
                status = person.send(app, world, rule, method)
                if status != expected:
                    broken.append(f"{person.name}: {rule.endpoint}: {status}, not {expected}")
    assert broken == []
    assert everything() == before


@pytest.mark.one_engine
def test_a_shepherd_cannot_reach_a_member_of_another_group(app: Flask, world: World, people: list[Person]) -> None:
    sd, epp = (next(each for each in people if each.group == group) for group in ("SD", "EPP"))
    before = everything()
    reached, refused = {}, {}
    for method, rule in guarded(app):
        named = rule.arguments & BY_MEMBER and "letter_id" in rule.arguments
        if named and WANTED[rule.endpoint] in (Right.SEE_OWN, Right.INVITE):
            refused[f"{method} {rule.endpoint}"] = epp.send(app, world, rule, method)
            if method == "GET":
                reached[f"{method} {rule.endpoint}"] = sd.send(app, world, rule, method)
    assert set(refused.values()) == {404}, refused
    assert set(reached.values()) == {200}, reached
    assert everything() == before


@pytest.mark.one_engine
def test_no_page_offers_its_reader_what_would_be_refused(app: Flask, world: World, people: list[Person]) -> None:
    pages = [(rule, address) for rule, address in addresses(app, world, "GET") if not is_public(rule)]
    broken = set()
    for person in people:
        for rule, address in pages if person.role else ():
            if person.expected(rule) in (0, 418):
                with app.app_context():
                    answer = person.browser.client.get(address)
                if answer.status_code == 200 and answer.mimetype == "text/html":
                    broken |= {f"{person.name}, {rule.endpoint}: {each}" for each in _refused(app, person, answer.text)}
    assert "\n".join(sorted(broken)) == ""


def _refused(app: Flask, person: Person, page: str) -> Iterator[str]:
    """What stands on the page as a link or a button, and is not for this person."""
    adapter, tree = app.url_map.bind("localhost"), html.fromstring(page)
    offered = [("GET", each) for each in tree.xpath("//a/@href")]
    offered += [(form.get("method", "get").upper(), form.get("action") or "") for form in tree.xpath("//form")]
    for method, address in offered:
        try:
            rule, _values = adapter.match(address.split("?")[0].split("#")[0], method=method, return_rule=True)
        except HTTPException:
            continue
        if rule.endpoint in WANTED and person.expected(rule) in (403, 404):
            yield f"{method} {rule.endpoint}"

"""A small world in which every route has something to show."""

from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from campaign import tokens, vault
from campaign.campaigns.models import Campaign, Role
from campaign.casefacts.models import LetterStart
from campaign.claims import mails as claims
from campaign.db import transaction
from campaign.delivering import operations as delivering
from campaign.delivering import queries as editions
from campaign.delivering.models import Audience, Channel, Edition, TranslatedEdition
from campaign.desk import qr
from campaign.drafting import content as contents
from campaign.drafting import draft as drafts
from campaign.drafting import operations as drafting
from campaign.drafting import queries, saving
from campaign.drafting.models import Letter, LetterState, RevisionKind
from campaign.handover import operations as handover
from campaign.handover import replying, standings
from campaign.handover.kinds import Outcome, ReplyChannel, ReplyKind
from campaign.handover.operations import AttemptFacts, StepFacts
from campaign.handover.replying import ReplyFacts
from campaign.missions import operations as missions
from campaign.missions.models import Occasion
from campaign.missions.operations import MissionFacts
from campaign.notices import operations as notices
from campaign.notices.rules import Answers
from campaign.open_data import operations as webhooks
from campaign.organisers.models import LinkReason, Organiser, PasswordLink
from campaign.publishing import operations as going_public
from campaign.questions import operations as questions
from campaign.questions.models import Institution
from campaign.questions.operations import Wording
from campaign.revising import operations as publishing
from campaign.revising import queries as revising
from campaign.revising.mails import objection_secret
from campaign.roster.models import ImportDraft, ImportFile
from campaign.signing import mails
from campaign.signing.models import WithdrawalLink
from campaign.statements import mails as statements
from campaign.timeline import operations as timeline
from campaign.timeline.models import DocumentKind
from campaign.timeline.operations import DocumentFacts, EventFacts
from campaign.web.brought import Brought
from tests import factories
from tests.acting.rows import make_office
from tests.house.world import NOON, World
from tests.translating.rows import make_translation

CORRECTIONS = ("corrections.look", "corrections.object_now")
INK = {"file": factories.grey_page(), "evidence": {"row": 1, "code": "AAAAA", "cut": [100, 200]}}
ANSWERS = ("claims.answer", "claims.confirm", "claims.object_to")

STATING = tuple(f"stating.{each}" for each in ("look", "send_code", "make", "file", "publish", "hide", "take_back"))


@pytest.fixture
def world(app: Flask) -> World:
    """One organiser's campaign with a draft, an open and a closed letter; a stranger with an account."""
    with transaction() as session:
        organiser = factories.make_operator(session)
        campaign = factories.make_campaign(session, organiser)
        draft = factories.make_letter(session, campaign)
        opened = factories.make_letter(session, campaign)
        closed = factories.make_letter(session, campaign)
        for letter in (opened, closed):
            drafting.open_for_signature(session, letter, by=organiser, now=NOON)
        invitation, secret = factories.make_invitation(session, opened)
        office = make_office(session, invitation)
        signature = factories.make_signature(session, closed)
        withdrawal = mails.withdrawal_secret(signature)
        session.add(WithdrawalLink(signature_id=signature.id, digest=tokens.digest(withdrawal)))
        drafting.close(session, closed, by=organiser, now=NOON)
        edition = delivering.issue_edition(session, closed, by=organiser, now=NOON)
        translated = _translated(session, closed, organiser)
        asked, enquiry = factories.make_round(session, closed, organiser)
        statement = factories.make_statement(session, file_digest=vault.store(b"%PDF-1.7"), size=8)
        record = factories.make_letter(
            session, campaign, state=LetterState.RECORD, opened_at=NOON, source_url="https://example.org/letter"
        )
        answers = Answers(**dict.fromkeys(Answers.__dataclass_fields__, "Ribbon International"))
        notice = notices.publish(session, campaign, answers, by=organiser, now=NOON)
        claim = factories.make_claim(session, opened, by=organiser, **INK)
        paper, scan = factories.make_paper(session, opened, organiser, INK["file"])
        join, team = _team(session, campaign, organiser)
        revision = queries.current_revision(session, opened)
        assert revision is not None
        objection = _objection(session, opened, organiser)  # publishes a correction: translations come after it
        return World(
            organiser=organiser,
            stranger=factories.make_organiser(session),
            letters={"draft": draft.public_id, "open": opened.public_id, "closed": closed.public_id},
            values={
                "campaign_id": campaign.public_id,
                "invitation_id": invitation.public_id,
                "ep_id": invitation.ep_id,
                "edition_id": edition.public_id,
                "translated_edition_id": translated,
                "language": "fr",
                "round_id": asked.public_id,
                "statement_code": statement.public_id,
                "revision_id": revision.public_id,
                "claim_id": claim.public_id,
                "paper_id": paper.public_id,
                "scan_id": scan.public_id,
                "draft_id": _import_draft(session, organiser),
                "version": notice.version,
                "code": closed.public_id,
                "number": 1,
                "face": "serif",
                "part": "greek-cyrillic",
                "filename": "css/base.css",
                "ticket": "none",
                "template_key": _start(session, draft),
                "assistant_id": office.assistant.public_id,
                **_case(session, campaign, organiser),
                **team,
                **_translation(session, opened, organiser),
                **_desk(session, opened, organiser),
                **_handed_over(session, closed, edition, organiser),
            },
            secrets={
                "signing.withdraw": withdrawal,
                "signing.hide": withdrawal,
                "signing.settle": withdrawal,
                **dict.fromkeys(STATING, statements.secret(statement)),
                **dict.fromkeys(("objecting.look", "objecting.object_to"), enquiry),
                **dict.fromkeys(CORRECTIONS, objection),
                **office.secrets(),
                **dict.fromkeys(ANSWERS, claims.answer_secret(claim)),
                "organisers.set_password": _password_link(session, organiser),
                "campaigns.join": join,
            },
            secret=secret,
            record=record.public_id,
        )


def _translation(session: Session, letter: Letter, by: Organiser) -> dict[str, str]:
    """The ids of a letter's French version and of its published text."""
    translation, revision = make_translation(session, letter, by)
    return {"translation_id": translation.public_id, "translated_id": revision.public_id}


def _translated(session: Session, letter: Letter, by: Organiser) -> str:
    """The code of a translation of the closed letter's edition; the files need not be typeset to be reached."""
    _translation, revision = make_translation(session, letter, by)
    made = [
        TranslatedEdition(
            edition=each,
            translated=revision,
            language="fr",
            file_digest=each.file_digest,
            size=each.size,
            pages=each.pages,
            issued_at=NOON,
        )
        for each in editions.latest_files(session, letter)
        if each.audience is not Audience.ARCHIVE
    ]
    session.add_all(made)
    session.flush()
    return made[0].public_id


def _start(session: Session, letter: Letter) -> str:
    """The key of the template from which this draft was started, long ago."""
    session.add(LetterStart(letter=letter, template="medical-access", made={}))
    return "medical-access"


def _objection(session: Session, letter: Letter, by: Organiser) -> str:
    """The secret with which a signatory objects to a correction of the open letter."""
    signature = factories.make_signature(session, letter)
    saving.prepare_change(session, letter, by=by, now=NOON)
    draft = replace(drafts.of_letter(letter), body=letter.body.replace("since", "sinse"))
    saving.save(session, letter, draft, version=letter.version, by=by, now=NOON)
    prepared = revising.prepared(session, letter)
    assert prepared is not None
    read = {"over": prepared.current.digest, "read": contents.digest(prepared.after)}
    revision = publishing.publish(session, letter, RevisionKind.CORRECTION, "A slip.", **read, by=by, now=NOON)
    return objection_secret(signature, revision)


def _team(session: Session, campaign: Campaign, by: Organiser) -> tuple[str, dict[str, str]]:
    """A colleague with a session and a passkey, and somebody invited; the secret of the invitation."""
    colleague = factories.join_team(session, campaign, Role.VIEWER)
    held = factories.make_login(session, colleague)
    passkey = factories.make_passkey(session, colleague)
    invitation, secret = factories.make_team_invitation(session, campaign, by)
    ids = {
        "organiser_id": colleague.public_id,
        "session_id": held.public_id,
        "passkey_id": passkey.public_id,
        "team_invitation_id": invitation.public_id,
    }
    return secret, ids


def _case(session: Session, campaign: Campaign, by: Organiser) -> dict[str, str]:
    """The ids of an entry and a document of the case's timeline."""
    facts = EventFacts(title="The arrest", starts_on=NOON.date())
    event = timeline.add_event(session, campaign, facts, by=by, now=NOON)
    said = DocumentFacts(kind=DocumentKind.REPORT, title="A report", is_public=True)
    brought = Brought(b"%PDF-1.7", "report.pdf", "application/pdf")
    document = timeline.add_document(session, campaign, said, brought, by=by, now=NOON)
    wording = Wording(institution=Institution.COUNCIL, is_priority=False, subject="A case", text="What will it do?")
    question = questions.start(session, campaign, wording, by=by, now=NOON)
    questions.keep_answer(session, question, b"%PDF-1.7 answer", "answer.pdf", by=by, now=NOON)
    strasbourg = MissionFacts(place="Strasbourg", occasion=Occasion.OTHER, starts_on=NOON.date(), ends_on=NOON.date())
    mission = missions.plan(session, campaign, strasbourg, by=by, now=NOON)
    meeting = missions.want_other(session, mission, "Eva Clerk", by=by, now=NOON)
    going_public.publish(session, campaign, slug="a-case", public_from=NOON, by=by, now=NOON)
    told = webhooks.add(session, campaign, "https://hook.example/letters", by=by, now=NOON)
    return {
        "slug": "a-case",
        "rest": "nothing",
        "webhook_id": told[0].public_id,
        "shown": "on",
        "mission_id": mission.public_id,
        "meeting_id": meeting.public_id,
        "file_type": "csv",
        "picture": "png",
        "event_id": event.public_id,
        "document_id": document.public_id,
        "question_id": question.public_id,
    }


def _handed_over(session: Session, letter: Letter, edition: Edition, by: Organiser) -> dict[str, str]:
    """The ids of an attempt that arrived, its receipt, the answer and its page."""
    paper, by_mail = Brought(b"%PDF-1.7 paper", "paper.pdf", "application/pdf"), ReplyChannel.EMAIL
    party = standings.standing(session, letter, now=NOON).rows[0].party
    facts = AttemptFacts(edition=edition, party=party, channel=Channel.POST)
    arrived = StepFacts(outcome=Outcome.DELIVERED, happened_at=NOON, papers=[paper])
    attempt = handover.write_down(session, letter, facts, arrived, by=by, now=NOON)
    row = standings.standing(session, letter, now=NOON).rows[0]
    came = ReplyFacts(kind=ReplyKind.ANSWER, channel=by_mail, came_on=NOON.date(), papers=[paper])
    reply = replying.write_down(session, letter, row, came, by=by, now=NOON)
    replying.publish(session, reply, shows_files=True, by=by, now=NOON)
    return {
        "party": party.key,
        "attempt_id": attempt.public_id,
        "proof_id": attempt.last.proofs[0].public_id,
        "reply_id": reply.public_id,
        "reply_file_id": reply.files[0].public_id,
        "file_code": reply.files[0].public_id,
    }


def _desk(session: Session, letter: Letter, organiser: Organiser) -> dict[str, str]:
    """The ids of a desk and of what was signed there, and the ticket of a code for the Member's own phone."""
    desk, _secret = factories.make_desk(session, letter, organiser)
    sheet = factories.make_sheet(session, desk)
    ticket = qr.address(desk, sheet.ep_id, now=NOON).rpartition("/")[2]
    return {"desk_id": desk.public_id, "sheet_id": sheet.public_id, "ticket": ticket}


def _password_link(session: Session, organiser: Organiser) -> str:
    secret = tokens.new_token()
    ends_at = NOON.replace(year=NOON.year + 1)
    link = PasswordLink(organiser_id=organiser.id, digest=tokens.digest(secret), made_at=NOON, ends_at=ends_at)
    link.reason = LinkReason.WELCOME
    session.add(link)
    return secret


def _import_draft(session: Session, organiser: Organiser) -> str:
    draft = ImportDraft(organiser_id=organiser.id, shows_on=NOON.date(), maps={}, brought_at=NOON)
    draft.files.append(ImportFile(name="members.csv", content=b"id,given,surname\n9000001,Ada,TESTER\n"))
    session.add(draft)
    session.flush()
    return draft.public_id

"""What every table holds about people: the one table behind retention, access, erasure and docs/data-protection.md.

A house test fails for a table that is not named here, so that nobody adds one without deciding whose data it is, why
it may be held, and when it goes.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from campaign.notices.rules import PREPARED, UNCONFIRMED
from campaign.privacy.periods import After, AfterEnd, Longer, Period


class Basis(StrEnum):
    """Why it may be held (GDPR)."""

    CONSENT = "explicit consent, Art. 9(2)(a)"
    PROOF = "proof of that consent, Art. 9(2)(f), 7(1)"
    INTEREST = "legitimate interest in writing to elected representatives, Art. 6(1)(f)"
    SECURITY = "legitimate interest in a safe service, Art. 6(1)(f)"
    TASK = "the organiser's use of the service, Art. 6(1)(b)"
    OBJECTION = "duty to honour an objection, Art. 21(3)"
    PUBLIC = "published by the Parliament, Art. 6(1)(f)"
    NONE = "no personal data"


class Erasure(StrEnum):
    """What happens to a row when the person it is about asks for erasure."""

    REMOVE = "removed"
    PROOF = "kept once printed (Art. 17(3)(e)); a signature that ended before leaves a tombstone"
    WITH_PROOF = "removed, unless it proves a signature that stays"
    RENAME = "closed, and the name and mailbox replaced"
    KEEP = "kept: an act in a campaign, told without a name once the account is erased"
    PUBLIC = "kept: the Parliament publishes it"
    WISH = "kept: it is the person's own wish not to be written to"
    NOTHING = "–"


WITH_CAMPAIGN = Period(says="with the campaign")
WITH_ACCOUNT = Period(says="until the account is erased")
WITH_ROW = Period(says="with the row that it belongs to")
PUBLIC_PROOF = Period(says="while the letter is public, and as long as legal claims can arise from it")
DIRECTORY = Period(says="as the Parliament's directory has it; ended there, it is ended here, never deleted")
WISH = Period(says="until its owner lifts it")
FOREVER = Period(says="as long as the installation: it proves what happened, by numbers and digests")
MONTH = timedelta(days=30)


@dataclass(frozen=True, kw_only=True)
class Holding:
    """What one table holds, by which way its rows lead to a person, how long, and what erasure does."""

    what: str
    basis: Basis = Basis.NONE
    kept: Period = WITH_CAMPAIGN
    erasure: Erasure = Erasure.NOTHING
    member: str = ""
    """The path to a Member's EP number."""
    organiser: tuple[str, ...] = ()
    """The paths to an organiser."""
    assistant: str = ""
    """The path to a registered assistant."""
    mailbox: str = ""
    """The column with a mailbox in clear."""
    letter: str = ""
    """The path to the letter, for what belongs to one campaign."""


HOLDINGS: dict[str, Holding] = {
    # The roster: what the Parliament publishes.
    "members": Holding(
        what="Members: name and official mailbox",
        basis=Basis.PUBLIC,
        kept=DIRECTORY,
        erasure=Erasure.PUBLIC,
        member="ep_id",
    ),
    "mandates": Holding(
        what="seats, countries, national parties",
        basis=Basis.PUBLIC,
        kept=DIRECTORY,
        erasure=Erasure.PUBLIC,
        member="ep_id",
    ),
    "group_memberships": Holding(
        what="political groups", basis=Basis.PUBLIC, kept=DIRECTORY, erasure=Erasure.PUBLIC, member="ep_id"
    ),
    "committee_memberships": Holding(
        what="committees", basis=Basis.PUBLIC, kept=DIRECTORY, erasure=Erasure.PUBLIC, member="ep_id"
    ),
    "name_forms": Holding(
        what="names as other languages write them",
        basis=Basis.PUBLIC,
        kept=DIRECTORY,
        erasure=Erasure.PUBLIC,
        member="ep_id",
    ),
    "roster_imports": Holding(what="imports that were applied: sources and counts", kept=FOREVER),
    "roster_import_drafts": Holding(
        what="lists waiting for their preview to be applied",
        basis=Basis.PUBLIC,
        kept=After(time=timedelta(days=7), since="brought_at", says="it was brought"),
        erasure=Erasure.REMOVE,
        organiser=("organiser_id",),
    ),
    "roster_import_files": Holding(
        what="the files of such a list", basis=Basis.PUBLIC, kept=WITH_ROW, organiser=("draft_id.organiser_id",)
    ),
    # Asking Members.
    "invitations": Holding(
        what="who was asked, when an answer began and came",
        basis=Basis.INTEREST,
        kept=AfterEnd(says="unless the Member signed", letter="letter_id", without="signatures"),
        erasure=Erasure.WITH_PROOF,
        member="ep_id",
        letter="letter_id",
    ),
    "personal_links": Holding(
        what="the mailbox a link went to; the link's secret as a digest",
        basis=Basis.INTEREST,
        kept=WITH_ROW,
        erasure=Erasure.WITH_PROOF,
        member="invitation_id.ep_id",
        mailbox="mailbox",
        letter="invitation_id.letter_id",
    ),
    "covering_texts": Holding(what="the words of a letter's invitations, the mailbox for answers", letter="letter_id"),
    "outgoing_mails": Holding(
        what="mails: recipient, kind, outcome; the content encrypted until it leaves, then wiped",
        basis=Basis.INTEREST,
        kept=After(
            time=MONTH, since="settled_at", says="it left; invitations go with their invitation", only_alone=True
        ),
        erasure=Erasure.WITH_PROOF,
        mailbox="recipient",
    ),
    "suppressions": Holding(
        what="mailboxes that get no more invitations",
        basis=Basis.OBJECTION,
        kept=WISH,
        erasure=Erasure.WISH,
        mailbox="mailbox",
    ),
    # Members' offices.
    "assistants": Holding(
        what="a Member's assistants: name, official mailbox, since when",
        basis=Basis.INTEREST,
        kept=After(time=MONTH, since="ended_at", says="it ended, unless a signature rests on it"),
        erasure=Erasure.WITH_PROOF,
        member="ep_id",
        assistant="id",
        mailbox="mailbox",
    ),
    "authorisations": Holding(
        what="what an assistant may do, from when to when",
        basis=Basis.PROOF,
        kept=WITH_ROW,
        member="assistant_id.ep_id",
        assistant="assistant_id",
    ),
    "handovers": Holding(
        what="which letter an office gave to which assistant; the link's secret as a digest",
        basis=Basis.INTEREST,
        kept=WITH_ROW,
        erasure=Erasure.WITH_PROOF,
        member="invitation_id.ep_id",
        assistant="assistant_id",
        letter="invitation_id.letter_id",
    ),
    "office_links": Holding(
        what="links to an office's page, as digests, and the mailbox they went to",
        basis=Basis.SECURITY,
        kept=After(time=MONTH, since="expires_at", says="it ended"),
        erasure=Erasure.REMOVE,
        member="ep_id",
        mailbox="mailbox",
    ),
    "pending_office_acts": Holding(
        what="what an office asked for and has yet to confirm",
        basis=Basis.CONSENT,
        kept=After(time=timedelta(days=1), since="asked_at", says="it was asked for"),
        erasure=Erasure.REMOVE,
        member="ep_id",
    ),
    # Signing.
    "pending_signatures": Holding(
        what="what was filled in and waits for its code",
        basis=Basis.CONSENT,
        kept=After(
            time=UNCONFIRMED,
            since="filled_at",
            says="it was filled in",
            longer=Longer("prepared_by_id", PREPARED, "where an assistant prepared it"),
        ),
        erasure=Erasure.REMOVE,
        member="invitation_id.ep_id",
        assistant="prepared_by_id",
        letter="invitation_id.letter_id",
    ),
    "confirmation_codes": Holding(
        what="one-time codes, as keyed digests",
        basis=Basis.SECURITY,
        kept=After(time=timedelta(days=1), since="expires_at", says="it ended"),
        erasure=Erasure.REMOVE,
        member="invitation_id.ep_id",
        letter="invitation_id.letter_id",
    ),
    "declines": Holding(
        what="who said no, and why if it was said",
        basis=Basis.INTEREST,
        kept=AfterEnd(says="", letter="invitation_id.letter_id"),
        erasure=Erasure.REMOVE,
        member="invitation_id.ep_id",
        letter="invitation_id.letter_id",
    ),
    "signatures": Holding(
        what="signatures: name, country, group and party of that day, autograph, evidence, consent version",
        basis=Basis.CONSENT,
        kept=PUBLIC_PROOF,
        erasure=Erasure.PROOF,
        member="ep_id",
        assistant="assistant_id",
        letter="letter_id",
    ),
    "withdrawal_links": Holding(
        what="the secret of a receipt's link, as a digest",
        basis=Basis.PROOF,
        kept=WITH_ROW,
        member="signature_id.ep_id",
        letter="signature_id.letter_id",
    ),
    "withdrawals": Holding(
        what="when a signature was taken back",
        basis=Basis.PROOF,
        kept=WITH_ROW,
        member="signature_id.ep_id",
        letter="signature_id.letter_id",
    ),
    "claims": Holding(
        what="evidence that somebody brought; the mail or scan encrypted in the vault",
        basis=Basis.PROOF,
        kept=AfterEnd(says="unless a signature rests on it", letter="letter_id", empty="signature_id"),
        erasure=Erasure.WITH_PROOF,
        member="ep_id",
        organiser=("brought_by_id", "approved_by_id"),
        assistant="assistant_id",
        letter="letter_id",
    ),
    "tombstones": Holding(what="that a signature was here and ended: numbers and days, no name", kept=PUBLIC_PROOF),
    # Letters and campaigns: the organisers' work, and the persons they write about and to.
    "campaigns": Holding(what="cases: title, story", kept=WITH_CAMPAIGN),
    "team_places": Holding(
        what="who works in which campaign as what",
        basis=Basis.TASK,
        erasure=Erasure.REMOVE,
        organiser=("organiser_id",),
    ),
    "notices": Holding(
        what="privacy notices, version by version",
        basis=Basis.PROOF,
        kept=PUBLIC_PROOF,
        organiser=("made_by_id",),
        erasure=Erasure.KEEP,
    ),
    "letters": Holding(
        what="letters, who saved them last; persons named in the text",
        basis=Basis.TASK,
        erasure=Erasure.KEEP,
        organiser=("saved_by_id",),
    ),
    "addressees": Holding(what="authorities a letter goes to, as holders of an office", basis=Basis.INTEREST),
    "initiators": Holding(
        what="Members named as those who start a letter",
        basis=Basis.CONSENT,
        kept=AfterEnd(says="unless the Member signed", letter="letter_id", unsigned="ep_id"),
        erasure=Erasure.REMOVE,
        member="ep_id",
        letter="letter_id",
    ),
    "revisions": Holding(
        what="frozen texts and their digests",
        basis=Basis.PROOF,
        kept=PUBLIC_PROOF,
        erasure=Erasure.KEEP,
        organiser=("frozen_by_id",),
    ),
    "editions": Holding(what="issued PDFs, the signatures in them by number", basis=Basis.PROOF, kept=PUBLIC_PROOF),
    "translated_editions": Holding(what="issued PDFs in other languages", basis=Basis.PROOF, kept=PUBLIC_PROOF),
    "delivered_translations": Holding(
        what="which of them went along with which delivery", basis=Basis.PROOF, kept=PUBLIC_PROOF
    ),
    "deliveries": Holding(
        what="which PDF was handed to which authority, how, by whom",
        basis=Basis.PROOF,
        kept=PUBLIC_PROOF,
        erasure=Erasure.KEEP,
        organiser=("recorded_by_id",),
    ),
    "further_parties": Holding(
        what="authorities and others who get a letter besides its addressees, as holders of an office",
        basis=Basis.INTEREST,
        letter="letter_id",
    ),
    "cover_texts": Holding(what="the words that go with a letter, the mailbox for answers", letter="letter_id"),
    "delivery_attempts": Holding(
        what="how a PDF was brought to which authority, or was tried to be: mailbox, place, witness",
        basis=Basis.PROOF,
        kept=PUBLIC_PROOF,
        erasure=Erasure.KEEP,
        organiser=("made_by_id",),
        letter="letter_id",
    ),
    "attempted_translations": Holding(
        what="which translations were brought together with that PDF", basis=Basis.PROOF, kept=PUBLIC_PROOF
    ),
    "delivery_steps": Holding(
        what="what became of such an attempt",
        basis=Basis.PROOF,
        kept=PUBLIC_PROOF,
        erasure=Erasure.KEEP,
        organiser=("recorded_by_id",),
        letter="attempt_id.letter_id",
    ),
    "delivery_proofs": Holding(
        what="receipts and photos of it; the files encrypted in the vault",
        basis=Basis.PROOF,
        kept=PUBLIC_PROOF,
        letter="step_id.attempt_id.letter_id",
    ),
    "replies": Holding(
        what="what an authority answered, when; private until it is published",
        basis=Basis.INTEREST,
        erasure=Erasure.KEEP,
        organiser=("recorded_by_id",),
        letter="letter_id",
    ),
    "reply_files": Holding(
        what="the files of a reply, encrypted in the vault", basis=Basis.INTEREST, letter="reply_id.letter_id"
    ),
    "reply_terms": Holding(
        what="when an answer is due, and why",
        basis=Basis.TASK,
        erasure=Erasure.KEEP,
        organiser=("set_by_id",),
        letter="letter_id",
    ),
    "overdue_notices": Holding(what="when organisers were told that an answer is overdue", letter="letter_id"),
    "verifying_rounds": Holding(
        what="when the Members under a letter were asked once more, until when",
        basis=Basis.PROOF,
        kept=WITH_CAMPAIGN,
        erasure=Erasure.KEEP,
        organiser=("started_by_id",),
        letter="letter_id",
    ),
    "verifying_enquiries": Holding(
        what="which signatory was asked, who objected; the link's secret as a digest",
        basis=Basis.PROOF,
        kept=PUBLIC_PROOF,
        erasure=Erasure.WITH_PROOF,
        member="signature_id.ep_id",
        letter="round_id.letter_id",
    ),
    "statements": Holding(
        what="a Member's statement not to have signed, with its sealed PDF; the secret and the code as digests",
        basis=Basis.CONSENT,
        kept=Period(says="2 days after it was asked for; once made, until its Member asks for erasure"),
        erasure=Erasure.REMOVE,
        member="ep_id",
        letter="letter_id",
    ),
    "desks": Holding(
        what="tables at which Members signed in person: place, witness, the device's secret as a digest",
        basis=Basis.TASK,
        kept=After(time=MONTH, since="ends_at", says="it ended"),
        erasure=Erasure.KEEP,
        organiser=("witness_id",),
        letter="letter_id",
    ),
    "desk_sheets": Holding(
        what="what was drawn there, so that nothing is taken twice",
        basis=Basis.PROOF,
        kept=AfterEnd(says="", letter="desk_id.letter_id"),
        erasure=Erasure.REMOVE,
        member="ep_id",
        letter="desk_id.letter_id",
    ),
    "objection_links": Holding(
        what="links to object to a correction, as digests",
        basis=Basis.PROOF,
        kept=WITH_ROW,
        member="signature_id.ep_id",
        letter="signature_id.letter_id",
    ),
    "missions": Holding(what="visits to the Parliament: days, place, the delegation by name", basis=Basis.TASK),
    "meetings": Holding(
        what="meetings of a visit: whom, when, where, what about",
        basis=Basis.TASK,
        erasure=Erasure.REMOVE,
        member="ep_id",
    ),
    "papers": Holding(
        what="sheets that were printed to be signed in ink",
        basis=Basis.TASK,
        kept=AfterEnd(says="", letter="letter_id"),
        erasure=Erasure.KEEP,
        organiser=("made_by_id",),
        letter="letter_id",
    ),
    "paper_rows": Holding(
        what="which row of a sheet was for which Member",
        basis=Basis.INTEREST,
        kept=AfterEnd(says="", letter="paper_id.letter_id"),
        erasure=Erasure.REMOVE,
        member="ep_id",
        letter="paper_id.letter_id",
    ),
    "scans": Holding(
        what="scans of signed sheets, encrypted in the vault; day and witness",
        basis=Basis.PROOF,
        kept=AfterEnd(says="unless a signature rests on the scan", letter="paper_id.letter_id"),
        erasure=Erasure.KEEP,
        organiser=("brought_by_id",),
        letter="paper_id.letter_id",
    ),
    "case_events": Holding(
        what="a case's timeline", basis=Basis.TASK, erasure=Erasure.KEEP, organiser=("added_by_id",)
    ),
    "case_documents": Holding(
        what="a case's documents", basis=Basis.TASK, erasure=Erasure.KEEP, organiser=("added_by_id",)
    ),
    "case_facts": Holding(
        what="facts of a case that letters are made of; the person it is about is named among them",
        basis=Basis.TASK,
        erasure=Erasure.KEEP,
        organiser=("saved_by_id",),
    ),
    "letter_starts": Holding(
        what="the template that a letter was started from, with what was made", letter="letter_id"
    ),
    "translations": Holding(
        what="translations of a letter while they are worked on; persons named in the text",
        basis=Basis.TASK,
        erasure=Erasure.KEEP,
        organiser=("saved_by_id",),
        letter="letter_id",
    ),
    "translation_revisions": Holding(
        what="published translations and their digests",
        basis=Basis.PROOF,
        kept=PUBLIC_PROOF,
        erasure=Erasure.KEEP,
        organiser=("frozen_by_id",),
    ),
    "working_copies": Holding(what="the next text of an open letter, while it is prepared", letter="letter_id"),
    "questions": Holding(what="written questions and their answers"),
    "question_members": Holding(
        what="Members who table or support a written question",
        basis=Basis.INTEREST,
        erasure=Erasure.REMOVE,
        member="ep_id",
    ),
    "webhooks": Holding(
        what="addresses of other systems that are told of published facts; the secret encrypted",
        basis=Basis.TASK,
        erasure=Erasure.KEEP,
        organiser=("added_by_id",),
    ),
    "webhook_messages": Holding(
        what="messages to them: numbers and digests of what is published, no names",
        kept=After(time=MONTH, since="settled_at", says="it was settled"),
    ),
    # Accounts.
    "organisers": Holding(
        what="organisers' accounts: name, mailbox, password as an Argon2 hash",
        basis=Basis.TASK,
        kept=WITH_ACCOUNT,
        erasure=Erasure.RENAME,
        organiser=("id",),
        mailbox="email",
    ),
    "roles": Holding(what="rights in the whole installation", kept=FOREVER),
    "organiser_roles": Holding(
        what="who holds them",
        basis=Basis.TASK,
        kept=WITH_ACCOUNT,
        erasure=Erasure.REMOVE,
        organiser=("organiser_id",),
    ),
    "password_links": Holding(
        what="links that set a password, as digests",
        basis=Basis.SECURITY,
        kept=After(time=MONTH, since="ends_at", says="it ended"),
        erasure=Erasure.REMOVE,
        organiser=("organiser_id",),
    ),
    "login_sessions": Holding(
        what="logins: kind of browser, network cut to /24 or /48, when; the cookie's number as a digest",
        basis=Basis.SECURITY,
        kept=After(time=MONTH, since="seen_at", says="it was used last"),
        erasure=Erasure.REMOVE,
        organiser=("organiser_id",),
    ),
    "authenticators": Holding(
        what="secrets of apps that make one-time codes, encrypted",
        basis=Basis.SECURITY,
        kept=WITH_ACCOUNT,
        erasure=Erasure.REMOVE,
        organiser=("organiser_id",),
    ),
    "passkeys": Holding(
        what="public halves of passkeys, the names they were given",
        basis=Basis.SECURITY,
        kept=WITH_ACCOUNT,
        erasure=Erasure.REMOVE,
        organiser=("organiser_id",),
    ),
    "recovery_codes": Holding(
        what="recovery codes, as keyed digests",
        basis=Basis.SECURITY,
        kept=WITH_ACCOUNT,
        erasure=Erasure.REMOVE,
        organiser=("organiser_id",),
    ),
    "challenges": Holding(
        what="what a passkey is asked to sign, as a digest",
        basis=Basis.SECURITY,
        kept=After(time=timedelta(days=1), since="made_at", says="it was made"),
    ),
    "team_invitations": Holding(
        what="who was asked into a team: mailbox, role; the link's secret as a digest",
        basis=Basis.TASK,
        kept=After(time=MONTH, since="ends_at", says="it ended"),
        erasure=Erasure.REMOVE,
        organiser=("by_id",),
        mailbox="email",
    ),
    # The service itself.
    "attempts": Holding(
        what="how often somebody tried, by keyed digests of networks and links",
        basis=Basis.SECURITY,
        kept=After(time=timedelta(days=2), since="at", says="it was counted"),
    ),
    "journal": Holding(
        what="what happened and who did it, by numbers and digests, chained",
        basis=Basis.PROOF,
        kept=FOREVER,
        erasure=Erasure.KEEP,
    ),
    "heartbeats": Holding(what="the latest moment the worker saw: one row", kept=FOREVER),
}


def as_markdown() -> str:
    """The retention table as docs/data-protection.md prints it."""
    rows = ["| table | what it holds | why | how long | on erasure |", "|---|---|---|---|---|"]
    for name, each in sorted(HOLDINGS.items()):
        rows.append(f"| `{name}` | {each.what} | {each.basis} | {each.kept.words} | {each.erasure} |")
    return "\n".join(rows)

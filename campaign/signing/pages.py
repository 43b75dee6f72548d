"""What the Member-facing pages show: the letter with its form, the code, the signature, the ways out."""

from datetime import datetime
from typing import Any

from flask import render_template, url_for
from sqlalchemy.orm import Session

from campaign import clock, config, onetime
from campaign.db import reading
from campaign.drafting import changes
from campaign.drafting import content as contents
from campaign.drafting.content import Content
from campaign.inviting import queries as inviting
from campaign.notices import queries as notices
from campaign.signing import consent, earlier, guard, inking, lines, mails, preparing, queries
from campaign.signing.forms import ActForm, CodeForm, DeclineForm, SignForm
from campaign.signing.models import AutographKind, Signature
from campaign.signing.refusals import CannotSign
from campaign.signing.rules import Case, Purpose
from campaign.signing.wishes import Wish
from campaign.translating import queries as translating


def letter(case: Case, form: SignForm, *, secret: str, now: datetime) -> str:
    """The letter, who asks, what signing means, and the form."""
    content = contents.of_revision(case.text)
    before = signed_before(case)
    form.csrf_token.data, form.digest.data = guard.token(secret), case.text.digest
    form.agreed_to.data = consent.version(case.letter.campaign)
    return render_template(
        "pages/signing/read.html",
        **about(case),
        content=content,
        form=form,
        secret=secret,
        member=case.person,
        line=line(case.person, content, now=now),
        consent=consent,
        notice=notices.version_of(case.letter.campaign),
        translations=translating.published(reading(), case.letter),
        pending=queries.pending_of(reading(), case.invitation),
        sheet=inking.sheet(),
        signed_before=before,
        changes=changes.between(contents.of_revision(before.signed_text), content) if before else (),
    )


def filled_in(case: Case) -> dict[str, Any]:
    """What the form stands at: what was filled in before, or the Member's name, typed."""
    values: dict[str, Any] = {"kind": AutographKind.TYPED.value, "typed_name": lines.full_name(case.person)}
    pending = queries.pending_of(reading(), case.invitation)
    before = signed_before(case)
    if before is not None:
        values |= _as_before(before)
    if pending is None:
        return values
    wish = Wish.of_json(pending.form, None)
    values["in_individual_capacity"] = wish.in_individual_capacity
    if wish.kind is not AutographKind.IMAGE:  # a picture has to be chosen again
        values["kind"] = wish.kind.value
    if wish.kind is AutographKind.TYPED and wish.autograph:
        values["typed_name"] = wish.autograph["text"]
    if wish.kind is AutographKind.DRAWN and wish.autograph:
        values["strokes"] = inking.as_field(wish.autograph)
    return values


def signed_before(case: Case) -> Signature | None:
    """The Member's signature under an earlier text, which ended with it; the first text has none before it."""
    return queries.lapsed_of(reading(), case.invitation) if case.text.number > 1 else None


def _as_before(signature: Signature) -> dict[str, Any]:
    """What was chosen for the earlier text. Nobody who only holds a link sees that there was ink: see earlier.py."""
    values: dict[str, Any] = {"in_individual_capacity": signature.in_individual_capacity}
    if signature.autograph_kind is AutographKind.TYPED and signature.autograph:
        values["typed_name"] = signature.autograph["text"]
    elif signature.autograph_kind is AutographKind.NONE:
        values["kind"] = AutographKind.NONE.value
    return values


def code(case: Case, form: CodeForm, *, secret: str, now: datetime) -> str:
    """Where the code for a signature is typed; what an assistant prepared is shown first, as it will be printed."""
    form.csrf_token.data = guard.token(secret)
    pending = queries.pending_of(reading(), case.invitation)
    content = contents.of_revision(case.text)
    return render_template(
        "pages/signing/confirm.html",
        **about(case),
        form=form,
        secret=secret,
        again=act(secret),
        mailbox=mails.mailbox(case),
        code=queries.code_of(reading(), case.invitation, Purpose.SIGN),
        minutes=_minutes(),
        prepared_by=pending.prepared_by if pending else None,
        wish=preparing.wish_of(pending) if pending else None,
        content=content,
        line=line(case.person, content, now=now),
        consent=consent,
        notice=notices.version_of(case.letter.campaign),
    )


def signed(case: Case, signature: Signature, *, secret: str) -> str:
    """The signature as it stands: thanks to the one who just gave it, an answer to the one who looks again."""
    return render_template(
        "pages/signing/signed.html",
        **about(case),
        signature=signature,
        line=line(signature, contents.of_revision(signature.signed_text), now=signature.signed_at),
        ink=inking.path(signature.autograph),
        secret=secret,
        withdraw=withdrawal_link(signature),
        mailbox=mails.mailbox(case),
    )


def decline(case: Case, form: DeclineForm, *, secret: str) -> str:
    """Where a no is said."""
    form.csrf_token.data = guard.token(secret)
    return render_template("pages/signing/decline.html", **about(case), form=form, secret=secret)


def declined(case: Case, *, secret: str) -> str:
    """Thanks for a no, and how to change it."""
    return render_template("pages/signing/declined.html", **about(case), secret=secret)


def withdraw(signature: Signature, form: CodeForm, *, secret: str, now: datetime) -> str:
    """Where a signature is taken back: before it, while it waits for the code, and afterwards."""
    case = queries.case_of(reading(), signature, now=now)
    form.csrf_token.data = guard.token(secret)
    return render_template(
        "pages/signing/withdraw.html",
        **about(case),
        signature=signature,
        withdrawal=signature.withdrawal,
        form=form,
        secret=secret,
        again=act(secret),
        line=line(signature, contents.of_revision(signature.signed_text), now=signature.signed_at),
        mailbox=mails.mailbox(case),
        code=queries.code_of(reading(), case.invitation, Purpose.WITHDRAW),
        minutes=_minutes(),
    )


def stopped(refusal: CannotSign, case: Case | None, secret: str) -> str:
    """Help where the link leads no further: why, and whom to write to."""
    known = about(case) if case else {"contact": config.current().operator_email, "letter": None}
    return render_template(
        "pages/signing/stopped.html", **known, reason=refusal.why, sentence=refusal.sentence, secret=secret
    )


def line(person: lines.Named, content: Content, *, now: datetime) -> str:
    """The name as the letter prints it."""
    return lines.printed_line(person, content.list_format, language=content.language, on=clock.brussels_day(now))


def withdrawal_link(signature: Signature) -> str:
    """The page on which this signature is taken back."""
    return url_for("signing.withdraw", secret=mails.withdrawal_secret(signature))


def after_code(session: Session, signature: Signature, *, secret: str, now: datetime) -> str:
    """Where the right code leads: to thanks, or first to the autograph the Member used before, if there is one."""
    if earlier.offered(session, signature) is None:
        return url_for("signing.read", secret=secret)
    return url_for("earlier.choose", secret=secret, ticket=earlier.ticket(signature, now=now))


def about(case: Case) -> dict[str, Any]:
    """What every page about a letter says: which one, who asks, whom to write to."""
    reply_to = inviting.covering_text(reading(), case.letter).reply_to
    return {
        "letter": case.letter,
        "case": case,
        "sender": mails.sender(case.letter),
        "contact": reply_to or config.current().operator_email,
    }


def act(secret: str) -> ActForm:
    """A form of one button behind this link."""
    form = ActForm(formdata=None)
    form.csrf_token.data = guard.token(secret)
    return form


def _minutes() -> int:
    return onetime.MINUTES

"""A code or a file that turns out to be a Member's statement: what it is, and whether the statement still holds."""

from flask import render_template
from sqlalchemy.orm import Session

from campaign.delivering import checking
from campaign.delivering.checking import Checked, Finding
from campaign.drafting.models import Letter
from campaign.statements import queries, rules
from campaign.statements.models import Statement


def named(session: Session, pdf: bytes, checked: Checked) -> tuple[Statement, Finding] | None:
    """The statement that a file begins with or names, and what the file is; None where it is about something else.

    A file that only names one is not the one that was made, whatever was done to it.
    """
    if checked.letter is not None:
        return None
    if checked.is_sealed_here and (statement := queries.beginning(session, pdf)):
        return statement, Finding.EXTENDED
    statement = queries.by_code(session, checked.named)
    return (statement, Finding.ALTERED) if statement else None


def page(session: Session, statement: Statement, finding: Finding, *, is_file: bool) -> str:
    """The answer. Whoever holds the code is told what the statement says as long as it holds.

    Of one that ended nothing is told but that: taken back or overtaken by a signature, which no edition may hold yet.
    """
    holds = queries.holds(session, statement)
    return render_template(
        "pages/checking/statement.html",
        statement=statement,
        finding=finding,
        is_file=is_file,
        holds=holds,
        digest=rules.digest(statement),
        signed=None if holds else _published_signature(session, statement),
    )


def _published_signature(session: Session, statement: Statement) -> Letter | None:
    """The letter, where its latest edition already shows everybody that the Member stands under it."""
    if statement.letter is None or statement.taken_back_at is not None:
        return None
    shown = checking.by_code(session, statement.letter.public_id).signatures
    return statement.letter if any(each.ep_id == statement.ep_id for each in shown) else None

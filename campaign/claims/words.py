"""What pages say about claims: methods, what must happen next, how they ended, what each check found."""

from flask_babel import lazy_gettext as _

from campaign.claims.mail_seals import Seal
from campaign.claims.messages import Check
from campaign.claims.models import Method, Outcome
from campaign.claims.scans import Trouble
from campaign.claims.signed_files import Check as FileCheck
from campaign.claims.signed_files import Qualified
from campaign.claims.sorting import Unfit

METHODS = {
    Method.MAIL_REPLY: _("Reply by mail"),
    Method.AUTHORISED_ASSISTANT: _("Signed by an assistant"),
    Method.PAPER_SHEET: _("Ink on a sheet"),
    Method.IN_PERSON: _("Signed in person"),
    Method.PDF_SIGNATURE: _("Signed PDF"),
    Method.WORD: _("Said so, nothing signed"),
}

NEXT = {
    Method.MAIL_REPLY: _("Somebody other than who brought it looks at the mail and approves."),
    Method.AUTHORISED_ASSISTANT: _("The Member's mailbox confirms, or does not object in time."),
    Method.PAPER_SHEET: _("Somebody other than who brought it compares the ink and approves."),
    Method.IN_PERSON: _("The Member's mailbox confirms."),
    Method.PDF_SIGNATURE: _("Somebody other than who brought it looks at the report and approves."),
    Method.WORD: _("Nothing: it never counts. Ask the Member to sign."),
}

OUTCOMES = {
    Outcome.SIGNED: _("signed"),
    Outcome.REFUSED: _("refused"),
    Outcome.OBJECTED: _("the Member's mailbox objected"),
    Outcome.EXPIRED: _("not confirmed in time"),
    Outcome.OVERTAKEN: _("overtaken"),
}

HELD = {
    Check.ONE_OF_EACH: _("Each header that people look at stands in it once."),
    Check.SENDER: _("It comes from the Member's registered mailbox."),
    Check.SEAL: _("The seal of the mailbox's domain (DKIM) is valid: nobody changed the mail on its way."),
    Check.SEAL_COVERS: _("The seal covers sender, date, subject and the whole text."),
    Check.DATE: _("Its date lies in the past, and the text was open then."),
    Check.NAMES_LETTER: _("The Member's own words name this letter's code."),
    Check.BY_A_PERSON: _("It is no automatic answer."),
}

FAILED = {
    Check.ONE_OF_EACH: _("A header stands in it twice: readers may see something else than what was sealed."),
    Check.SENDER: _("It does not come from the Member's registered mailbox."),
    Check.SEAL: _("Nothing shows that the mailbox's domain sent this mail."),
    Check.SEAL_COVERS: _("No seal covers sender, date, subject and the whole text."),
    Check.DATE: _("It has no date, or one that lies ahead."),
    Check.NAMES_LETTER: _("The Member's own words do not name this letter's code, so they may be about another one."),
    Check.BY_A_PERSON: _("It is an automatic answer, not a person's word."),
}

SEALS = {
    Seal.GOOD: _("Verified against the key that the domain published."),
    Seal.NONE: _("The mail carries no seal. A forwarded or copied mail loses it: save the original mail as a file."),
    Seal.OTHER_DOMAIN: _("The seal is another domain's. It says nothing about the Member's mailbox."),
    Seal.NO_KEY: _("The domain publishes no key for this seal, or says that it is only testing."),
    Seal.NO_ANSWER: _("The domain's name server did not answer. Bring the mail in again later."),
    Seal.BROKEN: _("The seal is broken: the mail was changed after it was sent, or the seal was forged."),
    Seal.PARTIAL: _("The seal is valid but leaves room: part of the mail is not covered by it."),
    Seal.WEAK: _("The seal is made in a way that is no longer safe."),
}

FILE_HELD = {
    FileCheck.OUR_COPY: _("The file begins with the exact bytes of our copy of this text."),
    FileCheck.NOTHING_ELSE_ADDED: _("Nothing but signatures and proofs about them was added to our copy."),
    FileCheck.SIGNED: _("It carries an electronic signature."),
    FileCheck.INTACT: _("The signature is mathematically valid: nothing it covers was changed."),
    FileCheck.LAST_WORD: _("Nothing was changed after the signature."),
    FileCheck.IN_FORCE: _("The certificate was in force and, as far as the file itself shows, not revoked."),
    FileCheck.A_PERSONS: _("The certificate is not one for seals or websites."),
    FileCheck.NAME: _("The name in the certificate is the Member's."),
    FileCheck.TRUSTED: _("The certificate leads to an authority that this installation trusts."),
}

FILE_FAILED = {
    FileCheck.OUR_COPY: _("The file does not begin with our copy of this text."),
    FileCheck.NOTHING_ELSE_ADDED: _("More than a signature was added to our copy: the pages may show something else."),
    FileCheck.SIGNED: _("It carries no electronic signature."),
    FileCheck.INTACT: _("A signature in it is broken: the file was changed."),
    FileCheck.LAST_WORD: _("Something was changed after the signature."),
    FileCheck.IN_FORCE: _("The certificate was not in force, or was revoked."),
    FileCheck.A_PERSONS: _("The certificate is for seals or websites, not for a person's signature."),
    FileCheck.NAME: _("The name in the certificate is not plainly the Member's. Compare it yourself."),
    FileCheck.TRUSTED: _("This installation does not know the authority behind the certificate. Find out who it is."),
}

QUALIFIED = {
    Qualified.NOT_SAID: _("The certificate does not say that it is qualified."),
    Qualified.SAID: _("The certificate says that it is qualified."),
    Qualified.IN_A_DEVICE: _("The certificate says that it is qualified and that its key rests in a qualified device."),
}

TROUBLES = {
    Trouble.KIND: _("Choose PDF, PNG or JPEG files."),
    Trouble.TOO_LARGE: _("Together they are larger than 15 MB. Bring fewer pages at once, or scan in grey at 200 dpi."),
    Trouble.TOO_MANY: _("These are more than 12 pages. Bring them in parts."),
    Trouble.UNREADABLE: _("A file could not be read as a scan. Scan the sheet again as a plain PDF or picture."),
}

UNFIT = {
    Unfit.UNREAD: _(
        "no code of a sheet could be read on it. Photograph the whole page from above in good light, or bring it on "
        "the page of its sheet, where you say which page it is."
    ),
    Unfit.UNKNOWN_SHEET: _(
        "its codes name a sheet that was not made here. Print a sheet of this letter and have that one signed."
    ),
    Unfit.OTHER_LETTER: _("it is a sheet of another letter, %(letter)s. Bring it on that letter's evidence page."),
    Unfit.OLDER_TEXT: _(
        "it was signed under an older text, which has changed since. Make a new sheet and ask the Members again."
    ),
    Unfit.CONTRADICTION: _("its codes contradict each other. Photograph one sheet at a time, or print it again."),
}

"""What the pages say about facts and templates."""

from flask_babel import lazy_gettext as _

from campaign.drafting.facts import Group

GROUPS = {
    Group.PERSON: _("The person"),
    Group.ADDRESSEE: _("The addressee"),
    Group.DETENTION: _("Detention and charge"),
    Group.TRIAL: _("Trial"),
    Group.HEALTH: _("Health"),
    Group.ENTRY: _("Refused entry"),
    Group.LISTING: _("Sanctions listing"),
    Group.CONSULAR: _("Consular access"),
    Group.TREATIES: _("Treaties that bind the state"),
    Group.ASKED: _("What is asked"),
}
LABELS = {
    "person": _("Name of the person"),
    "state": _("State"),
    "source": _("Who reports it"),
    "addressee_name": _("Name of the addressee"),
    "addressee_office": _("Office of the addressee"),
    "salutation": _("Salutation"),
    "detained_since": _("Detained since"),
    "place_held": _("Place of detention"),
    "charge": _("Charge"),
    "law_article": _("Article of the law"),
    "lawyer": _("Name of the lawyer"),
    "court": _("Court"),
    "hearing_on": _("Day of the hearing"),
    "observers": _("Who wishes to observe the trial"),
    "health": _("State of health"),
    "treatment": _("Treatment that is needed"),
    "refused_on": _("Day of the refusal"),
    "refused_act": _("What was refused"),
    "ground": _("Ground that was given"),
    "conduct": _("What the persons are said to have done"),
    "proposed": _("Persons whose listing is asked for"),
    "evidence": _("Published evidence"),
    "nationality": _("Member State of nationality"),
    "consulate": _("Consular post"),
    "iccpr_since": _("Civil and political rights: binding since"),
    "cat_since": _("Convention against Torture: binding since"),
    "vccr_since": _("Consular relations: binding since"),
    "reply_by": _("A reply is asked for by"),
    "requests": _("What else is asked"),
}
HINTS = {
    "person": _("As it shall stand in the letter."),
    "state": _("As in “the authorities of …”."),
    "source": _("Goes on from “according to”: the family, the lawyer, an organisation."),
    "addressee_name": _("With titles, such as H.E. Mr …"),
    "salutation": _("As typed, such as “Your Excellency,”"),
    "place_held": _("Goes on from “is now at”."),
    "charge": _("Goes on from “is accused of”."),
    "law_article": _("With the name of the law."),
    "court": _("With its article, such as “the City Court of …”."),
    "observers": _("Goes before “wish to attend the hearing”."),
    "health": _("Goes on from “suffers from”. Say no more than the person agrees to."),
    "treatment": _("Goes on from “needs”."),
    "refused_act": _("Goes on from “was refused”: a visa, entry, with the occasion."),
    "ground": _("In the words of the decision."),
    "conduct": _("In neutral words: it is told as reported by the source above."),
    "proposed": _("Name and office, one person a line."),
    "evidence": _("Report, publisher, day; one a line."),
    "consulate": _("With its article, such as “the Embassy of …”."),
    "iccpr_since": _(
        "International Covenant on Civil and Political Rights: the day of entry into force for this state, from the"
        " United Nations Treaty Collection. If it is not bound, take the passage out of the letter."
    ),
    "cat_since": _("The same for the Convention against Torture."),
    "vccr_since": _("The same for the Vienna Convention on Consular Relations."),
    "requests": _("One point a line; they go on from the template's own. May stay empty."),
}
TEMPLATES = {
    "political-prisoner": (
        _("Political prisoner"),
        _("Asks the authorities to release a person, or to prove before an independent court why not."),
    ),
    "trial-observation": (
        _("Trial observation"),
        _("Asks that observers be admitted to a hearing, and that the trial be public and fair."),
    ),
    "medical-access": (
        _("Medical access"),
        _("Asks for an independent doctor and for treatment in detention, under the Nelson Mandela Rules."),
    ),
    "torture-inquiry": (
        _("Inquiry into ill-treatment"),
        _("Asks for a prompt and impartial inquiry, under the Convention against Torture."),
    ),
    "visa-ban": (
        _("Visa or entry ban"),
        _("Asks to review a decision that keeps a person out, and for its reasons."),
    ),
    "sanctions-listing": (
        _("Sanctions listing"),
        _("Asks the High Representative or Member States to examine listing those responsible."),
    ),
    "consular-access": (
        _("Consular access"),
        _("Asks that the consular post may visit a detained citizen of a Member State."),
    ),
}

"""Texts about what a state decides: to refuse entry, or to list those who are responsible."""

from campaign.casefacts.phrases import CLOSING, COVENANT, OPENING, Template

VISA_BAN = Template(
    key="visa-ban",
    title="Entry ban against {person}",
    subject="Refusal of entry to {person}",
    body=f"""{OPENING} the decision of {{refused_on}} by which {{person}} was refused {{refused_act}}.

The ground that was given is: {{ground}}. According to {{source}}, {{person}} has not been told enough to answer it.

We do not question the right of states to decide who may enter their territory. We ask that such a decision should \
not answer peaceful words or lawful work for human rights. We recall {COVENANT}. Article 19 protects the freedom to \
seek, receive and impart information and ideas of all kinds "regardless of frontiers". Under Article 2(3) whoever's \
rights under the Covenant are violated must have an effective remedy.

We respectfully ask you to arrange that:

{{demands}}

{CLOSING}""",
    demands=(
        "the decision against {person} is reviewed, and lifted unless reasons stand in its way that can be verified;",
        "{person} is given the reasons in writing, with the evidence as far as it can be disclosed;",
        "{person} can challenge the decision before an independent body;",
        "the ban is not passed on to other states while the review lasts.",
    ),
)
SANCTIONS_LISTING = Template(
    key="sanctions-listing",
    title="Listing of persons responsible in the case of {person}",
    subject="EU Global Human Rights Sanctions Regime: the case of {person}",
    body=f"""{OPENING} the case of {{person}} in {{state}}, and ask you to examine whether those responsible \
should be listed under the EU Global Human Rights Sanctions Regime, that is, under Council Decision \
(CFSP) 2020/1999 and Council Regulation (EU) 2020/1998 of 7 December 2020.

According to {{source}}, the following is documented: {{conduct}}.

The regime covers, among other acts, torture and other cruel, inhuman or degrading treatment or punishment, \
extrajudicial, summary or arbitrary executions and killings, enforced disappearances, and arbitrary arrests or \
detentions. Measures are a ban on entry and transit, the freezing of funds and economic resources, and the \
prohibition to make such funds and resources available to those listed. The Council decides unanimously, on a \
proposal from a Member State or from the High Representative of the Union for Foreign Affairs and Security Policy.

On the evidence named below we ask you to examine the listing of:

{{proposed}}

The published evidence on which we rely:

{{evidence}}

Nothing in this letter anticipates the Council's own assessment. Whoever is listed is told the reasons, may submit \
observations, and can challenge the listing before the Court of Justice of the European Union.

We ask you:

{{demands}}

{CLOSING}""",
    demands=(
        "to examine the evidence and, where it meets the criteria, to propose or to support the listing;",
        "to raise the case of {person} with the authorities of {state};",
        "to tell us which steps were taken, as far as confidentiality allows.",
    ),
)

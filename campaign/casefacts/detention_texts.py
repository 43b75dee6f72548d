"""Texts for somebody who is held: release, a fair trial, care, an inquiry, the consul's visit."""

from campaign.casefacts.phrases import CLOSING, COVENANT, OPENING, Template

POLITICAL_PRISONER = Template(
    key="political-prisoner",
    title="Release of {person}",
    subject="Detention of {person}",
    body=f"""{OPENING} the detention of {{person}}, who has been held since {{detained_since}}, according to \
{{source}}, and is now at {{place_held}}.

{{person}} is accused of {{charge}} under {{law_article}}. The reports that we have received raise the question \
whether the accusation punishes the peaceful exercise of rights that everybody has. {{person}} is represented by \
{{lawyer}}.

We recall {COVENANT}. Article 9 forbids arbitrary detention and gives everybody who is detained the right to have a \
court decide without delay whether the detention is lawful. Article 10 requires that detained persons be treated \
with humanity and with respect for their dignity. Article 14 guarantees a fair and public hearing by an independent \
and impartial tribunal, the presumption of innocence, and enough time and means to prepare a defence with a lawyer \
of one's own choosing. Article 19 protects the freedom of expression.

We respectfully ask you to use your good offices so that:

{{demands}}

{CLOSING}""",
    demands=(
        "{person} is released, unless an independent court finds in a fair hearing that the detention is lawful and"
        " necessary;",
        "the case is examined without regard to political opinion;",
        "{person} meets {lawyer} in confidence, and the family, for as long as the detention lasts;",
        "{person} is protected from ill-treatment and from pressure to testify or to confess.",
    ),
)
TRIAL_OBSERVATION = Template(
    key="trial-observation",
    title="Observers at the trial of {person}",
    subject="Observation of the trial of {person}, {hearing_on}",
    body=f"""{OPENING} the trial of {{person}}, which {{court}} is to hear on {{hearing_on}}. {{person}} is \
accused of {{charge}} under {{law_article}} and is represented by {{lawyer}}.

{{observers}} wish to attend the hearing as observers. Observers do not take part in the trial and do not comment on \
its subject in the courtroom. Their presence shows confidence in a court that works in public.

We recall {COVENANT}. Under Article 14 everybody who is accused of a crime is entitled to a fair and public hearing \
by a competent, independent and impartial tribunal established by law. The public may be excluded only for the \
reasons that the Article names. Also where it was excluded, the judgment is to be made public, apart from the \
exceptions that the Article makes for juveniles and for family disputes.

We respectfully ask you to make sure, within the limits of your office and of the independence of the court, that:

{{demands}}

{CLOSING}""",
    demands=(
        "{observers} are admitted to the hearing of {hearing_on} and to those that follow, with an interpreter;",
        "the dates and places of all hearings are announced early enough for observers to travel;",
        "the reasons are given in writing if the public is to be excluded from any part;",
        "{person} and {lawyer} have the time, the means and the confidential contact that the defence needs.",
    ),
)
MEDICAL_ACCESS = Template(
    key="medical-access",
    title="Medical care for {person}",
    subject="Access to medical care for {person}",
    body=f"""{OPENING} the health of {{person}}, who has been held since {{detained_since}} and is now at \
{{place_held}}.

According to {{source}}, {{person}} suffers from {{health}} and needs {{treatment}}.

The United Nations Standard Minimum Rules for the Treatment of Prisoners, which the General Assembly adopted as the \
Nelson Mandela Rules in its resolution 70/175 of 17 December 2015, state what care is due in Rules 24 to 35. Health \
care for prisoners is a responsibility of the state, and its standard is that of the community outside (Rule 24). \
Urgent cases must be seen promptly, and prisoners who need specialised treatment are to be transferred to \
institutions that can give it; clinical decisions belong to the responsible health-care professionals alone and may \
not be overruled or ignored by non-medical prison staff (Rule 27). Prisoners have access to their medical files on \
request (Rule 26).

We also recall {COVENANT}. Article 7 forbids torture and cruel, inhuman or degrading treatment. Article 10 requires \
that detained persons be treated with humanity and with respect for their dignity.

We respectfully ask you to make sure without delay that:

{{demands}}

{CLOSING}""",
    demands=(
        "{person} is examined by a qualified doctor who is independent of the place of detention;",
        "{person} receives {treatment}, where needed in a hospital outside;",
        "{person}, and with the consent of {person} also {lawyer} and the family, may read the medical file;",
        "no punishment or restriction stands in the way of treatment.",
    ),
)
TORTURE_INQUIRY = Template(
    key="torture-inquiry",
    title="Inquiry into the treatment of {person}",
    subject="Reports of ill-treatment of {person} in detention",
    body=f"""{OPENING} reports that {{person}}, who has been held since {{detained_since}} and is now at \
{{place_held}}, has been ill-treated. The reports come from {{source}}. We have not been able to \
verify them ourselves, which is why we ask for an inquiry.

We recall the Convention against Torture and Other Cruel, Inhuman or Degrading Treatment or Punishment, which has \
bound {{state}} since {{cat_since}}. Article 12 requires a prompt and impartial investigation wherever there is \
reasonable ground to believe that an act of torture has been committed. Under Article 13 whoever alleges torture has \
the right to complain and to be protected against ill-treatment or intimidation because of it. Article 15 forbids to \
use a statement that was made as a result of torture as evidence, except against a person accused of torture, to \
show that it was made. No exceptional circumstances whatsoever justify torture (Article 2).

We respectfully ask you to make sure that:

{{demands}}

{CLOSING}""",
    demands=(
        "the reports are investigated promptly, by a body that is independent of those accused;",
        "{person} is examined by an independent doctor and can speak to {lawyer} in confidence;",
        "no statement that may have been obtained by ill-treatment is used against {person} or others;",
        "{person}, the family and {lawyer} suffer no reprisal for having complained.",
    ),
)
CONSULAR_ACCESS = Template(
    key="consular-access",
    title="Consular access to {person}",
    subject="Consular access to {person}, a national of {nationality}",
    body=f"""{OPENING} {{person}}, a national of {{nationality}}, who has been held in {{state}} since \
{{detained_since}} and is now at {{place_held}}. According to {{source}}, {{consulate}} has not been \
able to visit.

We recall the Vienna Convention on Consular Relations of 24 April 1963, which has bound {{state}} since \
{{vccr_since}}. Under Article 36 the authorities must tell a detained foreign national without delay of the right to \
have the consular post informed, must inform the post without delay where the person so requests, and must let \
consular officers visit, converse and correspond with the person and arrange for legal representation. Consular \
officers are to refrain from acting for a person who expressly opposes it.

We respectfully ask you to make sure without delay that:

{{demands}}

{CLOSING}""",
    demands=(
        "{consulate} can visit {person}, speak in confidence and return as often as needed;",
        "{person} can write to and receive letters from {consulate};",
        "{person} is represented by a lawyer of the person's own choice.",
    ),
)

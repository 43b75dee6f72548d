"""Undersigned: letters signed by Members of the European Parliament. create_app() wires the parts, decides nothing."""

from flask import Flask
from flask_babel import Babel

from campaign import config, db
from campaign.config import Settings


def create_app(settings: Settings | None = None) -> Flask:
    """The application, from the given settings or from the environment.

    Raises SettingsError naming everything that is missing.
    """
    from campaign.acting import views as acting
    from campaign.archiving import views as archiving
    from campaign.campaigns import allowed
    from campaign.campaigns import happened_views as happened
    from campaign.campaigns import views as campaigns
    from campaign.casefacts import views as casefacts
    from campaign.checking import views as checking
    from campaign.claims import own_file as answering
    from campaign.claims import views as evidence
    from campaign.dashboard import views as dashboard
    from campaign.delivering import copies, glyphs, ink_sheets, telling
    from campaign.delivering import views as delivering
    from campaign.desk import phone, tablet
    from campaign.desk import views as desk
    from campaign.drafting import views as drafting
    from campaign.handover import summary_views as standing
    from campaign.handover import views as handover
    from campaign.handover import watching as watching_deliveries
    from campaign.health import views as health
    from campaign.inviting import views as inviting
    from campaign.inviting import watching
    from campaign.missions import views as missions
    from campaign.notices import views as notices
    from campaign.open_data import api, embedding, following, guide
    from campaign.open_data import views as webhooks
    from campaign.organisers import accounts
    from campaign.organisers import views as organisers
    from campaign.outbox import smtp
    from campaign.outbox import views as outbox
    from campaign.privacy import views as privacy
    from campaign.public import finding, press_views
    from campaign.public import views as public
    from campaign.publishing import views as publishing
    from campaign.questions import views as questions
    from campaign.revising import views as revising
    from campaign.revising import watching as watching_changes
    from campaign.roster import views as roster
    from campaign.signing import earlier_views as earlier
    from campaign.signing import standing as former_signatories
    from campaign.signing import views as signing
    from campaign.statements import operations as denying
    from campaign.statements import stating
    from campaign.statements import views as statements
    from campaign.timeline import views as timeline
    from campaign.translating import views as translating
    from campaign.verifying import objecting
    from campaign.verifying import operations as asking
    from campaign.verifying import views as verifying
    from campaign.web import colours, compression, errors, fonts, security, templating, wellformed

    settings = settings or config.from_environment()
    app = Flask(__name__, template_folder=str(templating.template_folder()))
    app.extensions["settings"] = settings
    db.init_app(app, settings)
    wellformed.init_app(app)
    security.init_app(app, settings)
    compression.init_app(app)
    templating.init_app(app)
    errors.init_app(app)
    Babel(app)
    accounts.init_app(app)
    allowed.init_app(app)
    smtp.init_app(app, settings)
    watching.init_app()
    former_signatories.init_app()
    watching_changes.init_app()
    watching_deliveries.init_app()
    standing.init_app(app)
    copies.init_app()
    ink_sheets.init_app()
    glyphs.init_app()
    phone.init_app()
    telling.init_app()
    asking.init_app()
    denying.init_app()
    pages = [
        public,
        api,
        guide,
        webhooks,
        following,
        embedding,
        press_views,
        finding,
        checking,
        organisers,
        happened,
        campaigns,
        timeline,
        questions,
        missions,
        publishing,
        notices,
        privacy,
        archiving,
        drafting,
        casefacts,
        translating,
        inviting,
        signing,
        earlier,
        desk,
        tablet,
        phone,
        answering,
        acting,
        evidence,
        verifying,
        objecting,
        revising,
        revising.objections,
        delivering,
        handover,
        statements,
        stating,
        dashboard,
        roster,
        fonts,
        colours,
        health,
    ]
    if settings.development:
        pages.append(outbox)
    for each in pages:
        app.register_blueprint(each.blueprint)
    app.register_blueprint(embedding.offers)
    return app

"""Proof and the case around the letter."""

import sqlalchemy as sa
from alembic import op

import campaign.db
from campaign import journal

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "challenges",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_challenges")),
    )
    with op.batch_alter_table("challenges", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_challenges_made_at"), ["made_at"], unique=False)

    op.create_table(
        "heartbeats",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("beat_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_heartbeats")),
    )
    op.create_table(
        "authenticators",
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("last_counter", sa.Integer(), nullable=False),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organisers.id"], name=op.f("fk_authenticators_organiser_id_organisers")
        ),
        sa.PrimaryKeyConstraint("organiser_id", name=op.f("pk_authenticators")),
    )
    op.create_table(
        "case_documents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "letter",
                "question",
                "reply",
                "report",
                "statement",
                "press",
                "page",
                "other",
                name="documentkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("file_digest", sa.Text(), nullable=True),
        sa.Column("file_name", sa.Text(), nullable=True),
        sa.Column("file_size", sa.Integer(), nullable=True),
        sa.Column("file_type", sa.Text(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("added_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(file_digest IS NULL) = (file_name IS NULL) AND (file_digest IS NULL) = (file_size IS NULL) AND (file_digest IS NULL) = (file_type IS NULL)",
            name=op.f("ck_case_documents_file_with_its_facts"),
        ),
        sa.CheckConstraint("(url IS NULL) != (file_digest IS NULL)", name=op.f("ck_case_documents_link_or_file")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["organisers.id"], name=op.f("fk_case_documents_added_by_id_organisers")
        ),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_case_documents_campaign_id_campaigns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_documents")),
        sa.UniqueConstraint("public_id", name=op.f("uq_case_documents_public_id")),
    )
    with op.batch_alter_table("case_documents", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_documents_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "case_facts",
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("saved_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_case_facts_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["saved_by_id"], ["organisers.id"], name=op.f("fk_case_facts_saved_by_id_organisers")),
        sa.PrimaryKeyConstraint("campaign_id", "name", name=op.f("pk_case_facts")),
    )
    op.create_table(
        "login_sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("browser", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("second_factor", sa.Boolean(), nullable=False),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("seen_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organisers.id"], name=op.f("fk_login_sessions_organiser_id_organisers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_login_sessions")),
        sa.UniqueConstraint("digest", name=op.f("uq_login_sessions_digest")),
        sa.UniqueConstraint("public_id", name=op.f("uq_login_sessions_public_id")),
    )
    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_login_sessions_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "missions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column(
            "occasion",
            sa.Enum(
                "part_session",
                "mini_session",
                "committees",
                "groups",
                "other",
                name="occasion",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("delegation", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("created_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_missions_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_missions_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_missions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_missions_public_id")),
    )
    with op.batch_alter_table("missions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_missions_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "name_forms",
        sa.Column("ep_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ep_id"], ["members.ep_id"], name=op.f("fk_name_forms_ep_id_members")),
        sa.PrimaryKeyConstraint("ep_id", "language", name=op.f("pk_name_forms")),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_notices_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(["made_by_id"], ["organisers.id"], name=op.f("fk_notices_made_by_id_organisers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sa.UniqueConstraint("campaign_id", "number", name=op.f("uq_notices_campaign_id_number")),
    )
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_notices_campaign_id"), ["campaign_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_notices_version"), ["version"], unique=False)

    op.create_table(
        "office_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ep_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("expires_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["ep_id"], ["members.ep_id"], name=op.f("fk_office_links_ep_id_members")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_office_links_digest")),
    )
    with op.batch_alter_table("office_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_office_links_ep_id"), ["ep_id"], unique=False)

    op.create_table(
        "passkeys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("credential_id", sa.Text(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["organiser_id"], ["organisers.id"], name=op.f("fk_passkeys_organiser_id_organisers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkeys")),
        sa.UniqueConstraint("credential_id", name=op.f("uq_passkeys_credential_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_passkeys_public_id")),
    )
    with op.batch_alter_table("passkeys", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_passkeys_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "pending_office_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("ep_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.Enum("register", "authorise", name="act", native_enum=False, length=32), nullable=False),
        sa.Column("wanted", sa.JSON(), nullable=False),
        sa.Column("code_digest", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("asked_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("sent_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["ep_id"], ["members.ep_id"], name=op.f("fk_pending_office_acts_ep_id_members")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pending_office_acts")),
        sa.UniqueConstraint("ep_id", name=op.f("uq_pending_office_acts_ep_id")),
    )
    op.create_table(
        "questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.Integer(), nullable=False),
        sa.Column(
            "institution",
            sa.Enum(
                "commission", "vp_hr", "council", "european_council", name="institution", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("is_priority", sa.Boolean(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=True),
        sa.Column("tabled_on", sa.Date(), nullable=True),
        sa.Column("forwarded_on", sa.Date(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("question_url", sa.Text(), nullable=True),
        sa.Column("answer_url", sa.Text(), nullable=True),
        sa.Column("answer_digest", sa.Text(), nullable=True),
        sa.Column("answer_name", sa.Text(), nullable=True),
        sa.Column("answer_size", sa.Integer(), nullable=True),
        sa.Column("source_url", sa.Text(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("created_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("saved_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("source_url IS NULL OR text = ''", name=op.f("ck_questions_no_text_of_ours_on_a_record")),
        sa.CheckConstraint(
            "(answer_digest IS NULL) = (answer_name IS NULL) AND (answer_digest IS NULL) = (answer_size IS NULL)",
            name=op.f("ck_questions_answer_with_its_facts"),
        ),
        sa.CheckConstraint(
            "answered_on IS NULL OR tabled_on IS NOT NULL", name=op.f("ck_questions_tabled_before_answered")
        ),
        sa.CheckConstraint(
            "forwarded_on IS NULL OR tabled_on IS NOT NULL", name=op.f("ck_questions_tabled_before_forwarded")
        ),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_questions_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_questions_public_id")),
        sa.UniqueConstraint("reference", name=op.f("uq_questions_reference")),
    )
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_questions_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("used_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["organisers.id"], name=op.f("fk_recovery_codes_organiser_id_organisers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("digest", name=op.f("uq_recovery_codes_digest")),
    )
    with op.batch_alter_table("recovery_codes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_codes_organiser_id"), ["organiser_id"], unique=False)

    op.create_table(
        "team_invitations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("owner", "editor", "desk", "viewer", "shepherd", name="role", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("group_code", sa.Text(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("settled_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(role = 'shepherd') = (group_code IS NOT NULL)", name=op.f("ck_team_invitations_shepherd_of_a_group")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["organisers.id"], name=op.f("fk_team_invitations_by_id_organisers")),
        sa.ForeignKeyConstraint(
            ["campaign_id"], ["campaigns.id"], name=op.f("fk_team_invitations_campaign_id_campaigns")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_invitations")),
        sa.UniqueConstraint("digest", name=op.f("uq_team_invitations_digest")),
        sa.UniqueConstraint("public_id", name=op.f("uq_team_invitations_public_id")),
    )
    with op.batch_alter_table("team_invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_invitations_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "webhooks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("off_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "off_because", sa.Enum("failed", "gone", "stopped", name="off", native_enum=False, length=32), nullable=True
        ),
        sa.Column("failing_since", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=True),
        sa.CheckConstraint("(off_at IS NULL) = (off_because IS NULL)", name=op.f("ck_webhooks_off_for_a_reason")),
        sa.ForeignKeyConstraint(["added_by_id"], ["organisers.id"], name=op.f("fk_webhooks_added_by_id_organisers")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_webhooks_campaign_id_campaigns")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhooks")),
        sa.UniqueConstraint("public_id", name=op.f("uq_webhooks_public_id")),
    )
    with op.batch_alter_table("webhooks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_webhooks_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "assistants",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("ep_id", sa.Integer(), nullable=False),
        sa.Column("mandate_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=True),
        sa.Column("registered_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("confirm_digest", sa.Text(), nullable=False),
        sa.Column("confirmed_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("ended_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_because",
            sa.Enum("office", "assistant", "seat_over", "replaced", name="ended", native_enum=False, length=32),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(current IS NULL) = (ended_at IS NOT NULL)", name=op.f("ck_assistants_ended_is_not_current")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_because IS NULL)", name=op.f("ck_assistants_ended_for_a_reason")
        ),
        sa.CheckConstraint("current IS NULL OR current", name=op.f("ck_assistants_true_or_null")),
        sa.ForeignKeyConstraint(["ep_id"], ["members.ep_id"], name=op.f("fk_assistants_ep_id_members")),
        sa.ForeignKeyConstraint(["mandate_id"], ["mandates.id"], name=op.f("fk_assistants_mandate_id_mandates")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assistants")),
        sa.UniqueConstraint("confirm_digest", name=op.f("uq_assistants_confirm_digest")),
        sa.UniqueConstraint("ep_id", "mailbox", "current", name=op.f("uq_assistants_ep_id_mailbox_current")),
        sa.UniqueConstraint("public_id", name=op.f("uq_assistants_public_id")),
    )
    with op.batch_alter_table("assistants", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_assistants_ep_id"), ["ep_id"], unique=False)

    op.create_table(
        "case_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("campaign_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("is_public", sa.Boolean(), nullable=False),
        sa.Column("added_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= starts_on", name=op.f("ck_case_events_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["added_by_id"], ["organisers.id"], name=op.f("fk_case_events_added_by_id_organisers")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_case_events_campaign_id_campaigns")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["case_documents.id"], name=op.f("fk_case_events_document_id_case_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_events")),
        sa.UniqueConstraint("public_id", name=op.f("uq_case_events_public_id")),
    )
    with op.batch_alter_table("case_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_case_events_campaign_id"), ["campaign_id"], unique=False)

    op.create_table(
        "cover_texts",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("sender_name", sa.Text(), nullable=False),
        sa.Column("reply_to", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_cover_texts_letter_id_letters")),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_cover_texts")),
    )
    op.create_table(
        "desks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("witness_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("account_digest", sa.Text(), nullable=False),
        sa.Column("started_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ends_at > started_at", name=op.f("ck_desks_in_order")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_desks_letter_id_letters")),
        sa.ForeignKeyConstraint(["witness_id"], ["organisers.id"], name=op.f("fk_desks_witness_id_organisers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desks")),
        sa.UniqueConstraint("digest", name=op.f("uq_desks_digest")),
        sa.UniqueConstraint("public_id", name=op.f("uq_desks_public_id")),
    )
    with op.batch_alter_table("desks", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desks_letter_id"), ["letter_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desks_witness_id"), ["witness_id"], unique=False)

    op.create_table(
        "further_parties",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("postal", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("salutation", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("added_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_further_parties_letter_id_letters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_further_parties")),
        sa.UniqueConstraint("letter_id", "key", name=op.f("uq_further_parties_letter_id_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_further_parties_public_id")),
    )
    with op.batch_alter_table("further_parties", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_further_parties_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "letter_starts",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("made", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_letter_starts_letter_id_letters")),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_letter_starts")),
    )
    op.create_table(
        "meetings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("mission_id", sa.Integer(), nullable=False),
        sa.Column("ep_id", sa.Integer(), nullable=True),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("with_staff", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("wished", "agreed", "held", "cancelled", name="meetingstate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("starts_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("(ep_id IS NULL) != (person = '')", name=op.f("ck_meetings_a_member_or_somebody_else")),
        sa.CheckConstraint("state = 'wished' OR starts_at IS NOT NULL", name=op.f("ck_meetings_agreed_for_an_hour")),
        sa.ForeignKeyConstraint(["ep_id"], ["members.ep_id"], name=op.f("fk_meetings_ep_id_members")),
        sa.ForeignKeyConstraint(["mission_id"], ["missions.id"], name=op.f("fk_meetings_mission_id_missions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meetings")),
        sa.UniqueConstraint("public_id", name=op.f("uq_meetings_public_id")),
    )
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_meetings_ep_id"), ["ep_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_meetings_mission_id"), ["mission_id"], unique=False)

    op.create_table(
        "overdue_notices",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("told_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_overdue_notices_letter_id_letters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_overdue_notices")),
        sa.UniqueConstraint(
            "letter_id", "key", "due_on", "number", name=op.f("uq_overdue_notices_letter_id_key_due_on_number")
        ),
    )
    with op.batch_alter_table("overdue_notices", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_overdue_notices_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "question_members",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("ep_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Enum("author", "supporter", name="part", native_enum=False, length=32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("printed_name", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("group_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["ep_id"], ["members.ep_id"], name=op.f("fk_question_members_ep_id_members")),
        sa.ForeignKeyConstraint(
            ["question_id"], ["questions.id"], name=op.f("fk_question_members_question_id_questions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_members")),
        sa.UniqueConstraint("question_id", "ep_id", name=op.f("uq_question_members_question_id_ep_id")),
    )
    with op.batch_alter_table("question_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_question_members_ep_id"), ["ep_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_question_members_question_id"), ["question_id"], unique=False)

    op.create_table(
        "replies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum("acknowledgement", "answer", "refusal", "silence", name="replykind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "email",
                "post",
                "by_hand",
                "meeting",
                "phone",
                "published",
                "none",
                name="replychannel",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("came_on", sa.Date(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("published_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("shows_files", sa.Boolean(), nullable=False),
        sa.Column("struck_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("struck_because", sa.Text(), nullable=False),
        sa.CheckConstraint("(kind = 'silence') = (channel = 'none')", name=op.f("ck_replies_silence_has_no_channel")),
        sa.CheckConstraint(
            "struck_at IS NULL OR published_at IS NULL", name=op.f("ck_replies_a_struck_one_is_not_public")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_replies_letter_id_letters")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["organisers.id"], name=op.f("fk_replies_recorded_by_id_organisers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replies")),
        sa.UniqueConstraint("public_id", name=op.f("uq_replies_public_id")),
    )
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_replies_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "reply_terms",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("days BETWEEN 1 AND 365", name=op.f("ck_reply_terms_within_a_year")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_reply_terms_letter_id_letters")),
        sa.ForeignKeyConstraint(["set_by_id"], ["organisers.id"], name=op.f("fk_reply_terms_set_by_id_organisers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_terms")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reply_terms_public_id")),
    )
    with op.batch_alter_table("reply_terms", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_terms_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "statements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("ep_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("letter_code", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("document_digest", sa.Text(), nullable=True),
        sa.Column("asked_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("link_digest", sa.Text(), nullable=False),
        sa.Column("code_digest", sa.Text(), nullable=True),
        sa.Column("code_sent_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("code_tries", sa.Integer(), nullable=False),
        sa.Column("given", sa.Text(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("country", sa.Text(), nullable=False),
        sa.Column("confirmed_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("taken_back_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("file_digest", sa.Text(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "NOT is_published OR confirmed_at IS NOT NULL", name=op.f("ck_statements_made_before_published")
        ),
        sa.CheckConstraint(
            "taken_back_at IS NULL OR confirmed_at IS NOT NULL", name=op.f("ck_statements_made_before_taken_back")
        ),
        sa.ForeignKeyConstraint(["ep_id"], ["members.ep_id"], name=op.f("fk_statements_ep_id_members")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_statements_letter_id_letters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statements")),
        sa.UniqueConstraint("link_digest", name=op.f("uq_statements_link_digest")),
        sa.UniqueConstraint("public_id", name=op.f("uq_statements_public_id")),
    )
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_statements_document_digest"), ["document_digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_ep_id"), ["ep_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_file_digest"), ["file_digest"], unique=False)
        batch_op.create_index(batch_op.f("ix_statements_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "tombstones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("text_digest", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=False),
        sa.Column("erased_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_tombstones_letter_id_letters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tombstones")),
        sa.UniqueConstraint("public_id", name=op.f("uq_tombstones_public_id")),
    )
    with op.batch_alter_table("tombstones", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tombstones_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "translations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written", sa.JSON(), nullable=False),
        sa.Column("saved_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Integer(), nullable=False),
        sa.Column("taken_off_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_translations_letter_id_letters")),
        sa.ForeignKeyConstraint(
            ["saved_by_id"], ["organisers.id"], name=op.f("fk_translations_saved_by_id_organisers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translations")),
        sa.UniqueConstraint("letter_id", "language", name=op.f("uq_translations_letter_id_language")),
        sa.UniqueConstraint("public_id", name=op.f("uq_translations_public_id")),
    )
    with op.batch_alter_table("translations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translations_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "verifying_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("started_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("started_by_id", sa.Integer(), nullable=False),
        sa.Column("wait_until", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.CheckConstraint("wait_until > started_at", name=op.f("ck_verifying_rounds_waits_a_while")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_verifying_rounds_letter_id_letters")),
        sa.ForeignKeyConstraint(
            ["started_by_id"], ["organisers.id"], name=op.f("fk_verifying_rounds_started_by_id_organisers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verifying_rounds")),
        sa.UniqueConstraint("public_id", name=op.f("uq_verifying_rounds_public_id")),
    )
    with op.batch_alter_table("verifying_rounds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verifying_rounds_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "webhook_messages",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("webhook_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "delivered", "given_up", "cancelled", name="messagestate", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("due_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("leased_until", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_status", sa.Integer(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("settled_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["webhook_id"], ["webhooks.id"], name=op.f("fk_webhook_messages_webhook_id_webhooks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_messages")),
        sa.UniqueConstraint("public_id", name=op.f("uq_webhook_messages_public_id")),
    )
    with op.batch_alter_table("webhook_messages", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_webhook_messages_state"), ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_webhook_messages_webhook_id"), ["webhook_id"], unique=False)

    op.create_table(
        "working_copies",
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("started_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_working_copies_letter_id_letters")),
        sa.PrimaryKeyConstraint("letter_id", name=op.f("pk_working_copies")),
    )
    op.create_table(
        "authorisations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("assistant_id", sa.Integer(), nullable=False),
        sa.Column(
            "scope",
            sa.Enum("prepare", "single", "standing", name="scope", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.Column("granted_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ends_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("revoke_digest", sa.Text(), nullable=False),
        sa.Column("ended_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column(
            "ended_because",
            sa.Enum("office", "assistant", "seat_over", "replaced", name="ended", native_enum=False, length=32),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(scope = 'single') = (letter_id IS NOT NULL)", name=op.f("ck_authorisations_single_names_its_letter")
        ),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_because IS NULL)", name=op.f("ck_authorisations_ended_for_a_reason")
        ),
        sa.CheckConstraint("ends_at > granted_at", name=op.f("ck_authorisations_days_in_order")),
        sa.ForeignKeyConstraint(
            ["assistant_id"], ["assistants.id"], name=op.f("fk_authorisations_assistant_id_assistants")
        ),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_authorisations_letter_id_letters")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authorisations")),
        sa.UniqueConstraint("public_id", name=op.f("uq_authorisations_public_id")),
        sa.UniqueConstraint("revoke_digest", name=op.f("uq_authorisations_revoke_digest")),
    )
    with op.batch_alter_table("authorisations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_authorisations_assistant_id"), ["assistant_id"], unique=False)

    op.create_table(
        "handovers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("invitation_id", sa.Integer(), nullable=False),
        sa.Column("assistant_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=True),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("ended_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(current IS NULL) = (ended_at IS NOT NULL)", name=op.f("ck_handovers_ended_is_not_current")
        ),
        sa.CheckConstraint("current IS NULL OR current", name=op.f("ck_handovers_true_or_null")),
        sa.ForeignKeyConstraint(["assistant_id"], ["assistants.id"], name=op.f("fk_handovers_assistant_id_assistants")),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitations.id"], name=op.f("fk_handovers_invitation_id_invitations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handovers")),
        sa.UniqueConstraint("digest", name=op.f("uq_handovers_digest")),
        sa.UniqueConstraint("invitation_id", "current", name=op.f("uq_handovers_invitation_id_current")),
        sa.UniqueConstraint("public_id", name=op.f("uq_handovers_public_id")),
    )
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_handovers_assistant_id"), ["assistant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_handovers_invitation_id"), ["invitation_id"], unique=False)

    op.create_table(
        "papers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_papers_letter_id_letters")),
        sa.ForeignKeyConstraint(["made_by_id"], ["organisers.id"], name=op.f("fk_papers_made_by_id_organisers")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_papers_revision_id_revisions")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_papers")),
        sa.UniqueConstraint("public_id", name=op.f("uq_papers_public_id")),
    )
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_papers_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "reply_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("reply_id", sa.Integer(), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("file_digest", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mimetype", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["reply_id"], ["replies.id"], name=op.f("fk_reply_files_reply_id_replies")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_files")),
        sa.UniqueConstraint("public_id", name=op.f("uq_reply_files_public_id")),
    )
    with op.batch_alter_table("reply_files", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reply_files_reply_id"), ["reply_id"], unique=False)

    op.create_table(
        "translation_revisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("translation_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("frozen_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("frozen_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["frozen_by_id"], ["organisers.id"], name=op.f("fk_translation_revisions_frozen_by_id_organisers")
        ),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_translation_revisions_revision_id_revisions")
        ),
        sa.ForeignKeyConstraint(
            ["translation_id"], ["translations.id"], name=op.f("fk_translation_revisions_translation_id_translations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation_revisions")),
        sa.UniqueConstraint("public_id", name=op.f("uq_translation_revisions_public_id")),
        sa.UniqueConstraint("translation_id", "number", name=op.f("uq_translation_revisions_translation_id_number")),
    )
    with op.batch_alter_table("translation_revisions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translation_revisions_translation_id"), ["translation_id"], unique=False)

    op.create_table(
        "claims",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("ep_id", sa.Integer(), nullable=False),
        sa.Column(
            "method",
            sa.Enum(
                "mail_reply",
                "authorised_assistant",
                "paper_sheet",
                "in_person",
                "pdf_signature",
                "word",
                name="method",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "role", sa.Enum("member", "assistant", name="actorrole", native_enum=False, length=32), nullable=False
        ),
        sa.Column(
            "channel",
            sa.Enum(
                "personal_link",
                "mail",
                "paper",
                "tablet",
                "file",
                "publication",
                name="channel",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("acted_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("brought_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("brought_by_id", sa.Integer(), nullable=True),
        sa.Column("assistant_id", sa.Integer(), nullable=True),
        sa.Column("approved_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("ripe_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("expires_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("answer_digest", sa.Text(), nullable=True),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("file_digest", sa.Text(), nullable=True),
        sa.Column("in_individual_capacity", sa.Boolean(), nullable=False),
        sa.Column(
            "autograph_kind",
            sa.Enum("none", "typed", "drawn", "image", name="autographkind", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("autograph", sa.JSON(), nullable=True),
        sa.Column("autograph_image", sa.LargeBinary(), nullable=True),
        sa.Column("consent_version", sa.Text(), nullable=False),
        sa.Column("settled_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.Column("refused_because", sa.Text(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "signed", "refused", "objected", "expired", "overtaken", name="outcome", native_enum=False, length=32
            ),
            nullable=True,
        ),
        sa.Column("signature_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(signature_id IS NULL) = (outcome IS NULL OR outcome != 'signed')", name=op.f("ck_claims_signed_or_not")
        ),
        sa.CheckConstraint("method != 'word' OR signature_id IS NULL", name=op.f("ck_claims_a_word_is_no_signature")),
        sa.CheckConstraint(
            "signature_id IS NULL OR method != 'pdf_signature' OR brought_by_id IS NULL OR approved_by_id IS NOT NULL",
            name=op.f("ck_claims_a_second_person_looked_at_files"),
        ),
        sa.CheckConstraint(
            "signature_id IS NULL OR method NOT IN ('mail_reply', 'paper_sheet') OR (approved_by_id IS NOT NULL AND brought_by_id IS NOT NULL)",
            name=op.f("ck_claims_a_second_person_looked"),
        ),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name=op.f("ck_claims_settled_with_an_outcome")),
        sa.CheckConstraint(
            "approved_by_id IS NULL OR approved_by_id != brought_by_id", name=op.f("ck_claims_two_people")
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"], ["organisers.id"], name=op.f("fk_claims_approved_by_id_organisers")
        ),
        sa.ForeignKeyConstraint(["assistant_id"], ["assistants.id"], name=op.f("fk_claims_assistant_id_assistants")),
        sa.ForeignKeyConstraint(["brought_by_id"], ["organisers.id"], name=op.f("fk_claims_brought_by_id_organisers")),
        sa.ForeignKeyConstraint(["ep_id"], ["members.ep_id"], name=op.f("fk_claims_ep_id_members")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_claims_letter_id_letters")),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_claims_revision_id_revisions")),
        sa.ForeignKeyConstraint(["signature_id"], ["signatures.id"], name=op.f("fk_claims_signature_id_signatures")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claims")),
        sa.UniqueConstraint("answer_digest", name=op.f("uq_claims_answer_digest")),
        sa.UniqueConstraint("public_id", name=op.f("uq_claims_public_id")),
        sa.UniqueConstraint("signature_id", name=op.f("uq_claims_signature_id")),
    )
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_claims_ep_id"), ["ep_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_claims_letter_id"), ["letter_id"], unique=False)
        batch_op.create_index(
            "ix_claims_one_waiting",
            ["letter_id", "ep_id", "method"],
            unique=True,
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )

    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "email",
                "post",
                "embassy",
                "mission",
                "delegation",
                "by_hand",
                "open_letter",
                name="channel",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("delivered_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_deliveries_edition_id_editions")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["organisers.id"], name=op.f("fk_deliveries_recorded_by_id_organisers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint("public_id", name=op.f("uq_deliveries_public_id")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_deliveries_edition_id"), ["edition_id"], unique=False)

    op.create_table(
        "delivery_attempts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("addressee", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.Column(
            "channel",
            sa.Enum(
                "email",
                "post",
                "embassy",
                "mission",
                "delegation",
                "by_hand",
                "open_letter",
                name="channel",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("way", sa.Enum("mail", "post", "by_hand", name="way", native_enum=False, length=32), nullable=True),
        sa.Column("tracking", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("mailbox", sa.Text(), nullable=False),
        sa.Column("once", sa.Text(), nullable=True),
        sa.Column("made_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(channel = 'open_letter') = (url != '')", name=op.f("ck_delivery_attempts_published_somewhere")
        ),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_delivery_attempts_edition_id_editions")),
        sa.ForeignKeyConstraint(["letter_id"], ["letters.id"], name=op.f("fk_delivery_attempts_letter_id_letters")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["organisers.id"], name=op.f("fk_delivery_attempts_made_by_id_organisers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_attempts")),
        sa.UniqueConstraint("letter_id", "once", name=op.f("uq_delivery_attempts_letter_id_once")),
        sa.UniqueConstraint("public_id", name=op.f("uq_delivery_attempts_public_id")),
    )
    with op.batch_alter_table("delivery_attempts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_attempts_letter_id"), ["letter_id"], unique=False)

    op.create_table(
        "objection_links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("signature_id", sa.Integer(), nullable=False),
        sa.Column("revision_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("told_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("objected_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["revision_id"], ["revisions.id"], name=op.f("fk_objection_links_revision_id_revisions")
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signatures.id"], name=op.f("fk_objection_links_signature_id_signatures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_links")),
        sa.UniqueConstraint("digest", name=op.f("uq_objection_links_digest")),
        sa.UniqueConstraint("signature_id", "revision_id", name=op.f("uq_objection_links_signature_id_revision_id")),
    )
    with op.batch_alter_table("objection_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_objection_links_revision_id"), ["revision_id"], unique=False)

    op.create_table(
        "paper_rows",
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("ep_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ep_id"], ["members.ep_id"], name=op.f("fk_paper_rows_ep_id_members")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_paper_rows_paper_id_papers")),
        sa.PrimaryKeyConstraint("paper_id", "number", name=op.f("pk_paper_rows")),
        sa.UniqueConstraint("paper_id", "code", name=op.f("uq_paper_rows_paper_id_code")),
        sa.UniqueConstraint("paper_id", "ep_id", name=op.f("uq_paper_rows_paper_id_ep_id")),
    )
    op.create_table(
        "scans",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("paper_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column(
            "recognised",
            sa.Enum("straightened", "named", "not", name="recognised", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("empty_rows", sa.JSON(), nullable=False),
        sa.Column("file_digest", sa.Text(), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("brought_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("brought_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["brought_by_id"], ["organisers.id"], name=op.f("fk_scans_brought_by_id_organisers")),
        sa.ForeignKeyConstraint(["paper_id"], ["papers.id"], name=op.f("fk_scans_paper_id_papers")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scans")),
        sa.UniqueConstraint("public_id", name=op.f("uq_scans_public_id")),
    )
    with op.batch_alter_table("scans", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scans_paper_id"), ["paper_id"], unique=False)

    op.create_table(
        "translated_editions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("translated_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("file_digest", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.Column("issued_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["editions.id"], name=op.f("fk_translated_editions_edition_id_editions")
        ),
        sa.ForeignKeyConstraint(
            ["translated_id"],
            ["translation_revisions.id"],
            name=op.f("fk_translated_editions_translated_id_translation_revisions"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translated_editions")),
        sa.UniqueConstraint(
            "edition_id", "translated_id", name=op.f("uq_translated_editions_edition_id_translated_id")
        ),
        sa.UniqueConstraint("public_id", name=op.f("uq_translated_editions_public_id")),
    )
    with op.batch_alter_table("translated_editions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_translated_editions_file_digest"), ["file_digest"], unique=False)

    op.create_table(
        "verifying_enquiries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("signature_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("mail_id", sa.Integer(), nullable=True),
        sa.Column("objected_at", campaign.db.UtcDateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(mail_id IS NULL) = (digest IS NULL)", name=op.f("ck_verifying_enquiries_a_link_in_a_mail")
        ),
        sa.ForeignKeyConstraint(
            ["mail_id"], ["outgoing_mails.id"], name=op.f("fk_verifying_enquiries_mail_id_outgoing_mails")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["verifying_rounds.id"], name=op.f("fk_verifying_enquiries_round_id_verifying_rounds")
        ),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signatures.id"], name=op.f("fk_verifying_enquiries_signature_id_signatures")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verifying_enquiries")),
        sa.UniqueConstraint("digest", name=op.f("uq_verifying_enquiries_digest")),
        sa.UniqueConstraint("round_id", "signature_id", name=op.f("uq_verifying_enquiries_round_id_signature_id")),
    )
    with op.batch_alter_table("verifying_enquiries", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_verifying_enquiries_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_verifying_enquiries_signature_id"), ["signature_id"], unique=False)

    op.create_table(
        "attempted_translations",
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column("translated_edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"],
            ["delivery_attempts.id"],
            name=op.f("fk_attempted_translations_attempt_id_delivery_attempts"),
        ),
        sa.ForeignKeyConstraint(
            ["translated_edition_id"],
            ["translated_editions.id"],
            name=op.f("fk_attempted_translations_translated_edition_id_translated_editions"),
        ),
        sa.PrimaryKeyConstraint("attempt_id", "translated_edition_id", name=op.f("pk_attempted_translations")),
    )
    op.create_table(
        "delivered_translations",
        sa.Column("delivery_id", sa.Integer(), nullable=False),
        sa.Column("translated_edition_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_delivered_translations_delivery_id_deliveries")
        ),
        sa.ForeignKeyConstraint(
            ["translated_edition_id"],
            ["translated_editions.id"],
            name=op.f("fk_delivered_translations_translated_edition_id_translated_editions"),
        ),
        sa.PrimaryKeyConstraint("delivery_id", "translated_edition_id", name=op.f("pk_delivered_translations")),
    )
    op.create_table(
        "delivery_steps",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("attempt_id", sa.Integer(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "planned",
                "sent",
                "delivered",
                "refused",
                "bounced",
                "returned",
                "stopped",
                name="outcome",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("happened_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("delivery_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["delivery_attempts.id"], name=op.f("fk_delivery_steps_attempt_id_delivery_attempts")
        ),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_delivery_steps_delivery_id_deliveries")
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["organisers.id"], name=op.f("fk_delivery_steps_recorded_by_id_organisers")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_steps")),
        sa.UniqueConstraint("delivery_id", name=op.f("uq_delivery_steps_delivery_id")),
        sa.UniqueConstraint("public_id", name=op.f("uq_delivery_steps_public_id")),
    )
    with op.batch_alter_table("delivery_steps", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_steps_attempt_id"), ["attempt_id"], unique=False)

    op.create_table(
        "desk_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("desk_id", sa.Integer(), nullable=False),
        sa.Column("ep_id", sa.Integer(), nullable=False),
        sa.Column("drawn_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("taken_at", campaign.db.UtcDateTime(timezone=True), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["claim_id"], ["claims.id"], name=op.f("fk_desk_sheets_claim_id_claims")),
        sa.ForeignKeyConstraint(["desk_id"], ["desks.id"], name=op.f("fk_desk_sheets_desk_id_desks")),
        sa.ForeignKeyConstraint(["ep_id"], ["members.ep_id"], name=op.f("fk_desk_sheets_ep_id_members")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_sheets")),
        sa.UniqueConstraint("claim_id", name=op.f("uq_desk_sheets_claim_id")),
        sa.UniqueConstraint("key", name=op.f("uq_desk_sheets_key")),
        sa.UniqueConstraint("public_id", name=op.f("uq_desk_sheets_public_id")),
    )
    with op.batch_alter_table("desk_sheets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_desk_sheets_desk_id"), ["desk_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_desk_sheets_ep_id"), ["ep_id"], unique=False)

    op.create_table(
        "delivery_proofs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.Text(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False),
        sa.Column("file_digest", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("mimetype", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["step_id"], ["delivery_steps.id"], name=op.f("fk_delivery_proofs_step_id_delivery_steps")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery_proofs")),
        sa.UniqueConstraint("public_id", name=op.f("uq_delivery_proofs_public_id")),
    )
    with op.batch_alter_table("delivery_proofs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_delivery_proofs_step_id"), ["step_id"], unique=False)

    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.add_column(sa.Column("slug", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("public_from", campaign.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("closed_at", campaign.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "outcome",
                sa.Enum(
                    "achieved",
                    "partly",
                    "not_achieved",
                    "overtaken",
                    name="campaignoutcome",
                    native_enum=False,
                    length=32,
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("outcome_text", sa.Text(), server_default="", nullable=False))
        batch_op.create_unique_constraint(batch_op.f("uq_campaigns_slug"), ["slug"])

    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "audience",
                sa.Enum("addressee", "public", "archive", name="audience", native_enum=False, length=32),
                server_default="addressee",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("late_ids", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("notes", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(sa.Column("merkle_root", sa.Text(), nullable=True))
        batch_op.drop_constraint(batch_op.f("uq_editions_letter_id_number"), type_="unique")
        batch_op.create_index(batch_op.f("ix_editions_file_digest"), ["file_digest"], unique=False)
        batch_op.create_unique_constraint(
            batch_op.f("uq_editions_letter_id_number_audience"), ["letter_id", "number", "audience"]
        )

    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.add_column(sa.Column("salt", sa.Text(), server_default="", nullable=False))

    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revision_number", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("is_public", sa.Boolean(), server_default=sa.true(), nullable=False))
        batch_op.add_column(sa.Column("follows_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("late_until", campaign.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_letters_follows_id_letters"), "letters", ["follows_id"], ["id"])

    with op.batch_alter_table("pending_signatures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("prepared_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_pending_signatures_prepared_by_id_assistants"), "assistants", ["prepared_by_id"], ["id"]
        )

    with op.batch_alter_table("personal_links", schema=None) as batch_op:
        batch_op.alter_column("kind", existing_type=sa.VARCHAR(length=32), nullable=True)
        batch_op.alter_column("mail_id", existing_type=sa.INTEGER(), nullable=True)

    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "kind",
                sa.Enum("first", "correction", "material", name="revisionkind", native_enum=False, length=32),
                server_default="first",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("reason", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("basis", sa.Integer(), server_default="1", nullable=False))

    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.add_column(sa.Column("lapsed_at", campaign.db.UtcDateTime(timezone=True), nullable=True))
        batch_op.add_column(
            sa.Column(
                "lapsed_because",
                sa.Enum("text_changed", "objected", name="lapse", native_enum=False, length=32),
                nullable=True,
            )
        )
        batch_op.add_column(
            sa.Column(
                "role",
                sa.Enum("member", "assistant", name="actorrole", native_enum=False, length=32),
                server_default="member",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("assistant_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "channel",
                sa.Enum(
                    "personal_link",
                    "mail",
                    "paper",
                    "tablet",
                    "file",
                    "publication",
                    name="channel",
                    native_enum=False,
                    length=32,
                ),
                server_default="personal_link",
                nullable=False,
            )
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_signatures_assistant_id_assistants"), "assistants", ["assistant_id"], ["id"]
        )

    with op.batch_alter_table("team_places", schema=None) as batch_op:
        batch_op.add_column(sa.Column("group_code", sa.Text(), nullable=True))
        batch_op.alter_column(
            "role",
            existing_type=sa.TEXT(),
            type_=sa.Enum("owner", "editor", "desk", "viewer", "shepherd", name="role", native_enum=False, length=32),
            existing_nullable=False,
        )

    # What is known of the rows that are there: each open or closed letter has its first revision, what was published by
    # others came as a publication. Then the checks hold for them too.
    op.execute("UPDATE letters SET revision_number = 1 WHERE state IN ('open', 'closed')")
    op.execute("UPDATE signatures SET channel = 'publication' WHERE assurance = 'public_source'")
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_campaigns_closed_with_an_outcome"), "(closed_at IS NULL) = (outcome IS NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_campaigns_public_at_an_address"), "public_from IS NULL OR slug IS NOT NULL"
        )
    with op.batch_alter_table("team_places", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_team_places_shepherd_of_a_group"), "(role = 'shepherd') = (group_code IS NOT NULL)"
        )
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_revisions_a_correction_rests_on_another"), "kind != 'correction' OR basis < number"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_revisions_a_new_text_is_its_own_basis"), "kind = 'correction' OR basis = number"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_revisions_changed_for_a_reason"), "kind = 'first' OR reason != ''"
        )
        batch_op.create_check_constraint(batch_op.f("ck_revisions_first_is_first"), "(number = 1) = (kind = 'first')")
    with op.batch_alter_table("personal_links", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_personal_links_a_mail_has_a_kind"), "(kind IS NULL) = (mail_id IS NULL)"
        )
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.create_check_constraint(
            batch_op.f("ck_signatures_lapsed_for_a_reason"), "(lapsed_at IS NULL) = (lapsed_because IS NULL)"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_signatures_lapsed_stands_no_more"), "lapsed_at IS NULL OR standing IS NULL"
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_signatures_only_assistants_act_for_others"), "assistant_id IS NULL OR role = 'assistant'"
        )
    if op.get_bind().dialect.name == "postgresql":
        for statement in journal.NO_TRUNCATE:
            op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_campaigns_closed_with_an_outcome"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_campaigns_public_at_an_address"), type_="check")
    with op.batch_alter_table("team_places", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_team_places_shepherd_of_a_group"), type_="check")
    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_revisions_a_correction_rests_on_another"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_revisions_a_new_text_is_its_own_basis"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_revisions_changed_for_a_reason"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_revisions_first_is_first"), type_="check")
    with op.batch_alter_table("personal_links", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_personal_links_a_mail_has_a_kind"), type_="check")
    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_signatures_lapsed_for_a_reason"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_signatures_lapsed_stands_no_more"), type_="check")
        batch_op.drop_constraint(batch_op.f("ck_signatures_only_assistants_act_for_others"), type_="check")
    with op.batch_alter_table("team_places", schema=None) as batch_op:
        batch_op.alter_column(
            "role",
            existing_type=sa.Enum(
                "owner", "editor", "desk", "viewer", "shepherd", name="role", native_enum=False, length=32
            ),
            type_=sa.TEXT(),
            existing_nullable=False,
        )
        batch_op.drop_column("group_code")

    with op.batch_alter_table("signatures", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_signatures_assistant_id_assistants"), type_="foreignkey")
        batch_op.drop_column("channel")
        batch_op.drop_column("assistant_id")
        batch_op.drop_column("role")
        batch_op.drop_column("lapsed_because")
        batch_op.drop_column("lapsed_at")

    with op.batch_alter_table("revisions", schema=None) as batch_op:
        batch_op.drop_column("basis")
        batch_op.drop_column("reason")
        batch_op.drop_column("kind")

    with op.batch_alter_table("personal_links", schema=None) as batch_op:
        batch_op.alter_column("mail_id", existing_type=sa.INTEGER(), nullable=False)
        batch_op.alter_column("kind", existing_type=sa.VARCHAR(length=32), nullable=False)

    with op.batch_alter_table("pending_signatures", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_pending_signatures_prepared_by_id_assistants"), type_="foreignkey")
        batch_op.drop_column("prepared_by_id")

    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_letters_follows_id_letters"), type_="foreignkey")
        batch_op.drop_column("late_until")
        batch_op.drop_column("follows_id")
        batch_op.drop_column("is_public")
        batch_op.drop_column("revision_number")

    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_column("salt")

    with op.batch_alter_table("editions", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_editions_letter_id_number_audience"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_editions_file_digest"))
        batch_op.create_unique_constraint(batch_op.f("uq_editions_letter_id_number"), ["letter_id", "number"])
        batch_op.drop_column("merkle_root")
        batch_op.drop_column("notes")
        batch_op.drop_column("late_ids")
        batch_op.drop_column("audience")

    with op.batch_alter_table("campaigns", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_campaigns_slug"), type_="unique")
        batch_op.drop_column("outcome_text")
        batch_op.drop_column("outcome")
        batch_op.drop_column("closed_at")
        batch_op.drop_column("public_from")
        batch_op.drop_column("slug")

    with op.batch_alter_table("delivery_proofs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_proofs_step_id"))

    op.drop_table("delivery_proofs")
    with op.batch_alter_table("desk_sheets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desk_sheets_ep_id"))
        batch_op.drop_index(batch_op.f("ix_desk_sheets_desk_id"))

    op.drop_table("desk_sheets")
    with op.batch_alter_table("delivery_steps", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_steps_attempt_id"))

    op.drop_table("delivery_steps")
    op.drop_table("delivered_translations")
    op.drop_table("attempted_translations")
    with op.batch_alter_table("verifying_enquiries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verifying_enquiries_signature_id"))
        batch_op.drop_index(batch_op.f("ix_verifying_enquiries_round_id"))

    op.drop_table("verifying_enquiries")
    with op.batch_alter_table("translated_editions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_translated_editions_file_digest"))

    op.drop_table("translated_editions")
    with op.batch_alter_table("scans", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scans_paper_id"))

    op.drop_table("scans")
    op.drop_table("paper_rows")
    with op.batch_alter_table("objection_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_objection_links_revision_id"))

    op.drop_table("objection_links")
    with op.batch_alter_table("delivery_attempts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_delivery_attempts_letter_id"))

    op.drop_table("delivery_attempts")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_deliveries_edition_id"))

    op.drop_table("deliveries")
    with op.batch_alter_table("claims", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_claims_one_waiting",
            sqlite_where=sa.text("settled_at IS NULL"),
            postgresql_where=sa.text("settled_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_claims_letter_id"))
        batch_op.drop_index(batch_op.f("ix_claims_ep_id"))

    op.drop_table("claims")
    with op.batch_alter_table("translation_revisions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_translation_revisions_translation_id"))

    op.drop_table("translation_revisions")
    with op.batch_alter_table("reply_files", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_files_reply_id"))

    op.drop_table("reply_files")
    with op.batch_alter_table("papers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_papers_letter_id"))

    op.drop_table("papers")
    with op.batch_alter_table("handovers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_handovers_invitation_id"))
        batch_op.drop_index(batch_op.f("ix_handovers_assistant_id"))

    op.drop_table("handovers")
    with op.batch_alter_table("authorisations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_authorisations_assistant_id"))

    op.drop_table("authorisations")
    op.drop_table("working_copies")
    with op.batch_alter_table("webhook_messages", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_webhook_messages_webhook_id"))
        batch_op.drop_index(batch_op.f("ix_webhook_messages_state"))

    op.drop_table("webhook_messages")
    with op.batch_alter_table("verifying_rounds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_verifying_rounds_letter_id"))

    op.drop_table("verifying_rounds")
    with op.batch_alter_table("translations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_translations_letter_id"))

    op.drop_table("translations")
    with op.batch_alter_table("tombstones", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tombstones_letter_id"))

    op.drop_table("tombstones")
    with op.batch_alter_table("statements", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_statements_letter_id"))
        batch_op.drop_index(batch_op.f("ix_statements_file_digest"))
        batch_op.drop_index(batch_op.f("ix_statements_ep_id"))
        batch_op.drop_index(batch_op.f("ix_statements_document_digest"))

    op.drop_table("statements")
    with op.batch_alter_table("reply_terms", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reply_terms_letter_id"))

    op.drop_table("reply_terms")
    with op.batch_alter_table("replies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_replies_letter_id"))

    op.drop_table("replies")
    with op.batch_alter_table("question_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_question_members_question_id"))
        batch_op.drop_index(batch_op.f("ix_question_members_ep_id"))

    op.drop_table("question_members")
    with op.batch_alter_table("overdue_notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_overdue_notices_letter_id"))

    op.drop_table("overdue_notices")
    with op.batch_alter_table("meetings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_meetings_mission_id"))
        batch_op.drop_index(batch_op.f("ix_meetings_ep_id"))

    op.drop_table("meetings")
    op.drop_table("letter_starts")
    with op.batch_alter_table("further_parties", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_further_parties_letter_id"))

    op.drop_table("further_parties")
    with op.batch_alter_table("desks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_desks_witness_id"))
        batch_op.drop_index(batch_op.f("ix_desks_letter_id"))

    op.drop_table("desks")
    op.drop_table("cover_texts")
    with op.batch_alter_table("case_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_events_campaign_id"))

    op.drop_table("case_events")
    with op.batch_alter_table("assistants", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_assistants_ep_id"))

    op.drop_table("assistants")
    with op.batch_alter_table("webhooks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_webhooks_campaign_id"))

    op.drop_table("webhooks")
    with op.batch_alter_table("team_invitations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_invitations_campaign_id"))

    op.drop_table("team_invitations")
    with op.batch_alter_table("recovery_codes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_codes_organiser_id"))

    op.drop_table("recovery_codes")
    with op.batch_alter_table("questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_questions_campaign_id"))

    op.drop_table("questions")
    op.drop_table("pending_office_acts")
    with op.batch_alter_table("passkeys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_passkeys_organiser_id"))

    op.drop_table("passkeys")
    with op.batch_alter_table("office_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_office_links_ep_id"))

    op.drop_table("office_links")
    with op.batch_alter_table("notices", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_notices_version"))
        batch_op.drop_index(batch_op.f("ix_notices_campaign_id"))

    op.drop_table("notices")
    op.drop_table("name_forms")
    with op.batch_alter_table("missions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_missions_campaign_id"))

    op.drop_table("missions")
    with op.batch_alter_table("login_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_login_sessions_organiser_id"))

    op.drop_table("login_sessions")
    op.drop_table("case_facts")
    with op.batch_alter_table("case_documents", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_documents_campaign_id"))

    op.drop_table("case_documents")
    op.drop_table("authenticators")
    op.drop_table("heartbeats")
    with op.batch_alter_table("challenges", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_challenges_made_at"))

    op.drop_table("challenges")

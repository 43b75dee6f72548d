"""What every form shares: stripped input and sentences that say what to do."""

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, FileField, MultipleFileField, PasswordField

REQUIRED = _("Fill in this field.")


def strip(value: Any) -> Any:
    """Text without white space around it; anything else as it is."""
    return value.strip() if isinstance(value, str) else value


class BaseForm(FlaskForm):  # type: ignore[misc]
    """A form whose text fields come stripped."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Strip what was typed; passwords and files stay as they are."""

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Bind the field, with the strip filter before its own ones."""
            field: Field = unbound_field.bind(form=form, **options)
            if not isinstance(field, (PasswordField, FileField, MultipleFileField)):
                field.filters = [strip, *field.filters]
            return field

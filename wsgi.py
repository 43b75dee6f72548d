"""The application for a server that runs from a checkout: `gunicorn wsgi:app`."""

from campaign import create_app

app = create_app()

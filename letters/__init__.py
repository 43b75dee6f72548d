"""Letters as documents: plain values in, PDF bytes out; no web, no database, no campaign."""

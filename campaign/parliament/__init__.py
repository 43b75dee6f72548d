"""Reference values of the European Parliament: countries, political groups, terms, names. No database."""

"""Tables, migrations, the one writer and the queries; rows never leave here."""

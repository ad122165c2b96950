import json
from pathlib import Path

import pytest

from docservice.http.assets import Assets, AssetsError, entries_of


def test_an_entry_is_served_under_the_name_that_the_build_gave_it() -> None:
    assets = Assets(Path(), {"src/reader.ts": "reader-4f2a.js"})

    assert assets.url("src/reader.ts") == "/assets/reader-4f2a.js"


def test_an_unknown_source_is_refused_and_the_known_ones_are_named() -> None:
    assets = Assets(Path(), {"src/reader.ts": "reader.js", "css/app.css": "app.css"})

    with pytest.raises(AssetsError, match=r"'src/none.ts'.*css/app.css, src/reader.ts"):
        assets.url("src/none.ts")


def test_only_page_entries_of_the_manifest_have_an_address(tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.json"
    chunks = {
        "src/app.ts": {"file": "app-1.js", "isEntry": True, "imports": ["_shared.js"]},
        "_shared.js": {"file": "shared-2.js"},
    }
    manifest.write_text(json.dumps(chunks))

    assert entries_of(manifest) == {"src/app.ts": "app-1.js"}

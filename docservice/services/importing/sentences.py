"""What a refused or altered file is told, in the languages of the pages.

Each code has a message (what is wrong) and a remedy (what to do); `{name}` stands
for a parameter. Code and parameters are what travels; the sentence is made late,
in the language of the reader.
"""

from typing import Final, Literal

Lang = Literal["de", "en"]

# code → language → (message, remedy)
REFUSALS: Final[dict[str, dict[Lang, tuple[str, str]]]] = {
    "empty_file": {
        "de": (
            "Die Datei ist leer (0 Byte).",
            "Bitte speichern Sie das Dokument noch einmal und laden Sie es erneut hoch.",
        ),
        "en": (
            "The file is empty (0 bytes).",
            "Please save the document again and upload it once more.",
        ),
    },
    "too_large": {
        "de": (
            "Die Datei hat {bytes} Byte; erlaubt sind {limit} Byte.",
            "Bitte entfernen Sie große Bilder oder teilen Sie das Dokument auf.",
        ),
        "en": (
            "The file has {bytes} bytes; {limit} bytes are allowed.",
            "Please remove large pictures or split the document.",
        ),
    },
    "unsupported_type": {
        "de": (
            "Diese Datei ist vom Typ {type} und kann nicht eingelesen werden.",
            "Bitte speichern Sie den Text als Markdown (.md), Word-Dokument (.docx), "
            "OpenDocument-Text (.odt) oder HTML-Seite (.html).",
        ),
        "en": (
            "This file is of the type {type}, which cannot be imported.",
            "Please save the text as Markdown (.md), Word document (.docx), "
            "OpenDocument text (.odt) or web page (.html).",
        ),
    },
    "no_type": {
        "de": (
            "Diese Datei hat keine Endung, die ihr Format nennt.",
            "Bitte geben Sie ihr die passende Endung: .md, .docx, .odt oder .html.",
        ),
        "en": (
            "This file is without an extension, so its format is not known.",
            "Please give it the matching one: .md, .docx, .odt or .html.",
        ),
    },
    "old_word": {
        "de": (
            "Die Datei ist ein altes Word-Dokument (.doc) oder mit einem Kennwort "
            "geschützt.",
            "Bitte öffnen Sie sie in der Textverarbeitung und speichern Sie sie ohne "
            "Kennwort als .docx oder .odt.",
        ),
        "en": (
            "The file is an old Word document (.doc) or protected by a password.",
            "Please open it in your word processor and save it as .docx or .odt "
            "without a password.",
        ),
    },
    "type_mismatch": {
        "de": (
            "Die Datei heißt {named}, ihr Inhalt ist aber {found}.",
            "Bitte speichern Sie sie im gewünschten Format oder geben Sie ihr die "
            "passende Endung.",
        ),
        "en": (
            "The file is named {named}, but its content is {found}.",
            "Please save it in the format you want or give it the matching extension.",
        ),
    },
    "broken_archive": {
        "de": (
            "Die Datei ist beschädigt und lässt sich nicht entpacken.",
            "Bitte speichern Sie das Dokument in der Textverarbeitung noch einmal.",
        ),
        "en": (
            "The file is damaged and cannot be unpacked.",
            "Please save the document in your word processor once more.",
        ),
    },
    "encrypted": {
        "de": (
            "Die Datei ist mit einem Kennwort geschützt.",
            "Bitte speichern Sie sie ohne Kennwort.",
        ),
        "en": (
            "The file is protected by a password.",
            "Please save it without a password.",
        ),
    },
    "archive_bomb": {
        "de": (
            "Die Datei wird beim Entpacken unverhältnismäßig groß.",
            "Bitte prüfen Sie, woher die Datei stammt, und entfernen Sie große "
            "eingebettete Inhalte.",
        ),
        "en": (
            "The file grows out of all proportion when it is unpacked.",
            "Please check where the file comes from and remove large embedded content.",
        ),
    },
    "macros": {
        "de": (
            "Die Datei enthält Makros ({part}).",
            "Bitte speichern Sie sie ohne Makros, zum Beispiel als .docx statt .docm.",
        ),
        "en": (
            "The file contains macros ({part}).",
            "Please save it without macros, for instance as .docx instead of .docm.",
        ),
    },
    "external_entities": {
        "de": (
            "Die Datei enthält eine Dokumenttyp-Deklaration ({part}), die auf fremde "
            "Inhalte verweisen kann.",
            "Bitte speichern Sie das Dokument in der Textverarbeitung noch einmal.",
        ),
        "en": (
            "The file contains a document type declaration ({part}), which may refer "
            "to foreign content.",
            "Please save the document in your word processor once more.",
        ),
    },
    "active_content": {
        "de": (
            "Die HTML-Datei enthält aktive Inhalte ({found}).",
            "Bitte speichern Sie nur den Text der Seite, ohne Skripte und "
            "eingebettete Inhalte.",
        ),
        "en": (
            "The HTML file contains active content ({found}).",
            "Please save only the text of the page, without scripts and embedded "
            "content.",
        ),
    },
    "not_utf8": {
        "de": (
            "Die Datei ist nicht in UTF-8 gespeichert: Byte {offset} (Zeile {line}) "
            "passt nicht.",
            "Bitte speichern Sie sie im Texteditor mit der Zeichenkodierung UTF-8.",
        ),
        "en": (
            "The file is not stored as UTF-8: byte {offset} (line {line}) does not fit.",
            "Please save it in your text editor with the encoding UTF-8.",
        ),
    },
    "utf16": {
        "de": (
            "Die Datei ist in {encoding} gespeichert, nicht in UTF-8.",
            "Bitte speichern Sie sie im Texteditor mit der Zeichenkodierung UTF-8.",
        ),
        "en": (
            "The file is stored as {encoding}, not as UTF-8.",
            "Please save it in your text editor with the encoding UTF-8.",
        ),
    },
    "control_character": {
        "de": (
            "Die Datei enthält ein Steuerzeichen ({character}) in Zeile {line}.",
            "Bitte prüfen Sie, ob es eine Textdatei ist, und entfernen Sie das Zeichen.",
        ),
        "en": (
            "The file contains a control character ({character}) in line {line}.",
            "Please check that it is a text file, and remove the character.",
        ),
    },
    "not_readable": {
        "de": (
            "Die Datei konnte nicht gelesen werden. Das Programm, das sie liest, meldet "
            "auf Englisch: „{detail}“.",
            "Bitte speichern Sie das Dokument noch einmal oder in einem anderen Format.",
        ),
        "en": (
            "The file could not be read. The program that reads it says: “{detail}”.",
            "Please save the document again or in another format.",
        ),
    },
    "too_complex": {
        "de": (
            "Das Einlesen braucht zu viel Zeit oder Speicher.",
            "Bitte teilen Sie das Dokument auf oder vereinfachen Sie seinen Aufbau.",
        ),
        "en": (
            "Reading the file takes too much time or memory.",
            "Please split the document or simplify its structure.",
        ),
    },
    "too_many_paragraphs": {
        "de": (
            "Das Dokument hat mehr als {limit} Absätze.",
            "Bitte teilen Sie es auf.",
        ),
        "en": (
            "The document has more than {limit} paragraphs.",
            "Please split it.",
        ),
    },
    "paragraph_too_long": {
        "de": (
            "Absatz {number} hat {bytes} Byte; erlaubt sind {limit} Byte.",
            "Bitte teilen Sie ihn in mehrere Absätze auf.",
        ),
        "en": (
            "Paragraph {number} has {bytes} bytes; {limit} bytes are allowed.",
            "Please split it into several paragraphs.",
        ),
    },
    "no_text": {
        "de": (
            "Das Dokument enthält keinen Text.",
            "Eingescannte Seiten und Bilder müssen zuerst in Text umgewandelt werden.",
        ),
        "en": (
            "The document contains no text.",
            "Scanned pages and pictures have to be turned into text first.",
        ),
    },
}

# code → language → sentence
NOTICES: Final[dict[str, dict[Lang, str]]] = {
    "image_dropped": {
        "de": "{count} Bild(er) nicht übernommen; Alternativtext bleibt als Text.",
        "en": "{count} picture(s) left out; alternative text is kept as text.",
    },
    "raw_dropped": {
        "de": "{count} Stelle(n) mit HTML-Code nicht übernommen, zuerst: {sample}",
        "en": "{count} piece(s) of HTML code left out, the first: {sample}",
    },
    "link_dropped": {
        "de": "{count} Verweis(e) ohne Web- oder Mailadresse; der Text bleibt: {sample}",
        "en": "{count} link(s) without web or mail address; the text stays: {sample}",
    },
    "cells_unmerged": {
        "de": "{count} verbundene Tabellenzelle(n) in einzelne Zellen aufgelöst.",
        "en": "{count} merged table cell(s) taken apart into single cells.",
    },
}

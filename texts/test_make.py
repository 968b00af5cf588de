"""texts/make finds every kind of mistake that is planted in a catalogue, and makes what each platform reads."""

import importlib.machinery
import importlib.util
import json
import pathlib
import sys
import xml.etree.ElementTree as tree

import pytest

HERE = pathlib.Path(__file__).resolve().parent
loader = importlib.machinery.SourceFileLoader("make", str(HERE / "make"))
sys.dont_write_bytecode = True
make = importlib.util.module_from_spec(importlib.util.spec_from_loader("make", loader))
sys.modules["make"] = make
loader.exec_module(make)


def mistakes(folder: pathlib.Path, text: str) -> list[str]:
    catalogue = folder / "catalogue.toml"
    catalogue.write_text(f"[list]\n{text}\n", encoding="utf-8")
    return make.read(catalogue)[1]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ('title = { en = "Title" }', "no text in de"),
        ('title = { en = "Title", de = " " }', "no text in de"),
        ('title = { en = "On {server}", de = "Auf {host}" }', "['server'] in en, ['host'] in de"),
        ('left = { count = "left", en = ["1", "{left}"], de = ["{left}"] }', "1 forms in de instead of 2"),
        ('left = { count = "left", en = ["one", "many"], de = ["eins", "viele"] }', "does not say its number"),
        ('title = { en = "A { brace", de = "Eine { Klammer" }', "a brace that is no place"),
    ],
)
def test_a_planted_mistake_is_found(tmp_path: pathlib.Path, text: str, mistake: str) -> None:
    found = mistakes(tmp_path, text)
    assert any(mistake in sentence for sentence in found), found


def test_the_catalogue_has_no_mistake() -> None:
    assert make.read()[1] == []


def test_a_text_that_nobody_says_is_found(tmp_path: pathlib.Path) -> None:
    (tmp_path / "Screen.kt").write_text("texts.listTitle", encoding="utf-8")
    forms = {"en": ["a"], "de": ["b"]}
    entries = [make.Entry("list.title", None, forms), make.Entry("list.other", None, forms)]
    assert make.unused(entries, [str(tmp_path)]) == ["list.other: no source names it"]


def test_android_reads_texts_plurals_and_what_must_be_escaped(tmp_path: pathlib.Path) -> None:
    entries = [
        make.Entry("a.plain", None, {"en": ["It's <100%>"], "de": ["?"]}),
        make.Entry("a.left", "left", {"en": ["One of {name}", "{left} of {name}"], "de": ["Eins: {name}", "{left}: {name}"]}),
    ]
    make.android(entries, tmp_path)
    english = tree.parse(tmp_path / "res/values/strings.xml").getroot()
    assert english.find("string").text == r"It\'s <100%>"
    assert [item.text for item in english.find("plurals")] == ["One of %2$s", "%1$d of %2$s"]
    german = tree.parse(tmp_path / "res/values-de/strings.xml").getroot()
    assert german.find("string").text == r"\?"
    kotlin = (tmp_path / "kotlin/Texts.kt").read_text(encoding="utf-8")
    assert 'fun aLeft(left: Int, name: String): String = source.plural("a_left", left).format(left, name)' in kotlin


def test_apple_reads_texts_and_plurals(tmp_path: pathlib.Path) -> None:
    make.apple([make.Entry("a.left", "left", {"en": ["One", "{left}"], "de": ["Eins", "{left}"]})], tmp_path)
    made = json.loads((tmp_path / "Localizable.xcstrings").read_text(encoding="utf-8"))
    plural = made["strings"]["a.left"]["localizations"]["de"]["variations"]["plural"]
    assert plural["other"]["stringUnit"] == {"state": "translated", "value": "%1$lld"}


def test_swift_names_each_text_with_what_is_put_in(tmp_path: pathlib.Path) -> None:
    entries = [
        make.Entry("a.plain", None, {"en": ["Plain"], "de": ["Schlicht"]}),
        make.Entry("a.left", "left", {"en": ["One of {name}", "{left} of {name}"], "de": ["Eins: {name}", "{left}: {name}"]}),
    ]
    make.apple(entries, tmp_path)
    swift = (tmp_path / "swift/Messages.swift").read_text(encoding="utf-8")
    assert "static var aPlain: Message {" in swift
    assert "static func aLeft(left: Int, name: some Sayable) -> Message {" in swift
    assert '.text(name: "a.left", arguments: [.number(left), name.argument])' in swift

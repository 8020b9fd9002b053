"""Opens our exports with other people's programs and compares the words that they cut out with ours.

    python check.py SAYSO WORK PROJECT...

SAYSO is the program, WORK a folder for what it writes. Each check is then run on a spoilt copy, where it must fail:
a check that cannot fail proves nothing.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import time
import zipfile

import agreement
import corpora
import tables
import truth as truths

HERE = pathlib.Path(__file__).resolve().parent


def node_is_new_enough():
    """Whether there is a Node.js that the packages run on."""
    if not shutil.which("node"):
        return False
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout
    return int(version.lstrip("v").split(".")[0] or 0) >= 20


def node(script, packages):
    def run(folder, truth):
        if not node_is_new_enough():
            return None
        command = ["node", str(HERE / script), str(folder), str(folder.parent / "jsonl.jsonl")]
        done = subprocess.run(command, cwd=packages, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, (done.stdout + done.stderr)[-1500:]
        return int(re.findall(r"compared (\d+)", done.stdout)[-1])

    return run


def doccano(path, truth):
    """doccano's own pipeline, in an environment of its own."""
    python = os.environ.get("DOCCANO", "")
    if not pathlib.Path(python).is_file():
        return None
    command = [python, str(HERE / "doccano.py"), str(path), str(path.parent / "jsonl.jsonl")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, (done.stdout + done.stderr)[-1500:]
    return int(re.findall(r"compared (\d+)", done.stdout)[-1])


def vnu(path, truth):
    jar = os.environ["VNU_JAR"]
    if not (shutil.which("java") and pathlib.Path(jar).exists()):
        return None
    done = subprocess.run(["java", "-jar", jar, "--errors-only", str(path)], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[:1500]
    return 1


def shifted(pattern, by=1):
    """Moves the first number that a pattern finds in each text file."""

    def spoil(data):
        return re.sub(pattern, lambda found: found[0].replace(found[1], str(int(found[1]) + by), 1), data, count=1)

    return spoil


def replaced(old, new):
    def spoil(data):
        assert old in data, f"nothing to spoil: {old}"
        return data.replace(old, new, 1)

    return spoil


PACKAGES = pathlib.Path(os.environ.get("NODE_PACKAGES", "."))

# What is exported, whose program reads it, and how a copy is spoilt: a file's ending and what is done to its text, or none
# and what is done to the copy itself.
CHECKS = [
    ("brat", "pybrat", corpora.pybrat, (".ann", shifted(r"T1\tClaim (\d+)"))),
    ("brat", "brat's own server", corpora.brat, (".ann", shifted(r"T1\tClaim (\d+)"))),
    ("uima", "dkpro-cassis", corpora.cassis, (".xmi", shifted(r'custom:Claim [^>]*begin="(\d+)"'))),
    ("uima", "Apache UIMA (Java)", corpora.uima_java, (".xmi", shifted(r'custom:Claim [^>]*begin="(\d+)"'))),
    ("labelstudio", "Label Studio's SDK and converter", corpora.label_studio, (".json", shifted(r'"start":(\d+)'))),
    ("doccano", "doccano's form", corpora.doccano, (".jsonl", shifted(r'"label":"claim[^}]*"start_offset":(\d+)'))),
    ("doccano", "doccano's own pipeline", doccano, (".jsonl", shifted(r'"label":"claim[^}]*"start_offset":(\d+)'))),
    ("refi", "REFI Project.xsd and pyrefiqda", corpora.refi, ("project.qde", shifted(r'startPosition="(\d+)"'))),
    ("csv", "duckdb and polars", tables.csv_by_hand, (".csv", shifted(r'"\[\[(\d+),'))),
    ("csv", "LibreOffice", tables.csv_in_libreoffice, (".csv", replaced("\r\n", "\r\n=1+1"))),
    ("xlsx", "openpyxl and LibreOffice", tables.xlsx, ("xl/worksheets/sheet1.xml", lambda data: data.replace(" the ", " teh "))),
    ("claims-jsonl", "duckdb and polars", tables.claims_jsonl, (".jsonl", shifted(r'"claim_offsets":\[\[(\d+)'))),
    ("parquet", "duckdb and polars", tables.parquet, (None, tables.shifted_parquet)),
    ("documents-jsonl", "polars", tables.documents_jsonl, (".jsonl", shifted(r'"spans":\[\{"start":(\d+)'))),
    ("docx", "python-docx", tables.docx, ("word/document.xml", replaced("w:shd ", "w:nothing "))),
    ("html", "Nu HTML checker", vnu, (".html", replaced("</header>", "</nav>"))),
    ("webannotation", "Apache Annotator, Recogito, dokieli and jsonld.js", node("webannotation.mjs", PACKAGES), (".jsonld", shifted(r'"start":(\d+)'))),
    ("claimreview", "structured data testers", node("claimreview.mjs", PACKAGES), (".html", replaced('"claimReviewed"', '"claimRevewed"'))),
]


def export(sayso, project, work):
    """Every format of the project, archives unpacked, by key."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    paths = {}
    listed = subprocess.run([sayso, "export", "--list"], capture_output=True, text=True, check=True).stdout
    for key in re.findall(r"^(\S+) +\S", listed, re.M):
        path = work / f"{key}.{ {'html': 'html', 'jsonl': 'jsonl', 'csv': 'csv', 'xlsx': 'xlsx', 'docx': 'docx', 'parquet': 'parquet', 'refi': 'qdpx'}.get(key, 'out')}"
        command = [sayso, "export", str(project), "--format", key, "--claims", "all", "--out", str(path)]
        command += ["--publisher", "Example Checks", "--page", "https://checks.example.org/{article}/{claim}"]
        done = subprocess.run(command, capture_output=True, text=True)
        assert path.exists(), f"{key}: {done.stderr}"
        if zipfile.is_zipfile(path) and key not in ("xlsx", "docx", "refi"):
            folder = work / key
            folder.mkdir()
            zipfile.ZipFile(path).extractall(folder)
            path = folder
        if key == "webannotation":
            (work / key).mkdir()
            path = path.rename(work / key / "annotations.jsonld").parent
        paths[key] = path
    return paths


def spoilt(path, spoil, work):
    """A copy in which one thing is wrong."""
    ending, change = spoil
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir()
    copy = work / path.name
    if path.is_dir():
        shutil.copytree(path, copy)
        for file in sorted(copy.rglob(f"*{ending}")):
            data = file.read_text("utf-8")
            changed = change(data)
            if changed != data:
                file.write_text(changed, "utf-8")
                break
        else:
            raise AssertionError(f"nothing to spoil in {path}")
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(copy, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                new.writestr(name, change(data.decode()).encode() if name.endswith(ending) else data)
    elif ending is None:
        shutil.copy(path, copy)
        change(copy)
    else:
        data = path.read_bytes().decode("utf-8")
        assert change(data) != data, f"nothing to spoil in {path}"
        copy.write_bytes(change(data).encode())
    shutil.copy(path.parent / "jsonl.jsonl", work)
    return copy


def main(sayso, work, projects):
    work = pathlib.Path(work)
    failed = 0
    for project in projects:
        here = work / pathlib.Path(project).name
        paths = export(sayso, project, here)
        truth = truths.read(here / "jsonl.jsonl")
        print(f"{project}: {len(truth.texts)} articles, {len(truth.claims)} claims, {len(truth.pieces())} pieces")
        for key, who, check, spoil in CHECKS:
            began = time.monotonic()
            try:
                compared = check(paths[key], truth)
            except Exception as error:  # a foreign program may fail in any way
                failed += 1
                print(f"FAILED  {key}, {who}: {type(error).__name__}: {str(error)[:1500]}", flush=True)
                continue
            if compared is None:
                print(f"skipped {key}, {who}: what it needs is not installed here", flush=True)
                continue
            caught = "no spoilt copy"
            if spoil:
                try:
                    copy = spoilt(paths[key], spoil, here / "spoilt")
                except AssertionError as nothing:
                    # Where there was something to compare, a check that cannot fail proves nothing.
                    failed += compared > 0
                    verdict = "FAILED " if compared else "ok     "
                    print(f"{verdict} {key}, {who}: {compared} compared, 0 differences; {nothing}", flush=True)
                    continue
                try:
                    check(copy, truth)
                    failed += 1
                    caught = "A SPOILT COPY PASSED"
                except Exception:
                    caught = "a spoilt copy fails"
            print(f"ok      {key}, {who}: {compared} compared, 0 differences; {caught} ({time.monotonic() - began:.1f} s)", flush=True)
        failed += not figures(sayso, here)
    return failed


def figures(sayso, here):
    """Whether our figures of agreement are those of other programs."""
    try:
        compared = agreement.check(sayso, here / "jsonl.jsonl", here / "agreement")
    except Exception as error:
        print(f"FAILED  agreement: {type(error).__name__}: {str(error)[:1500]}", flush=True)
        return False
    try:
        agreement.check(sayso, here / "jsonl.jsonl", here / "agreement", spoilt=True)
    except AssertionError:
        print(f"ok      agreement: {compared} figures are those of scikit-learn, krippendorff and pygamma-agreement to 1e-6")
        return True
    print("FAILED  agreement: OTHER READINGS HAVE THE SAME FIGURES", flush=True)
    return False


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1], sys.argv[2], sys.argv[3:]) else 0)

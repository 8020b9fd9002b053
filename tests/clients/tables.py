"""duckdb, polars, openpyxl, LibreOffice and python-docx on tables and documents."""

import csv
import json
import pathlib
import re
import shutil
import subprocess
import tempfile

from truth import same



def all_words(truth):
    return sorted(" … ".join(claim.words) for claim in truth.placed())


def guarded(cell):
    """A cell without the apostrophe that keeps it from being run."""
    return cell[1:] if re.match(r"'\s*[=+\-@＝＋－＠]", cell) else cell


def placed(rows):
    return [row for row in rows if row["not_found_in_text"] == "no"]


def records(relation):
    """The rows of a DuckDB relation as dictionaries."""
    columns = relation.columns
    return [dict(zip(columns, row)) for row in relation.fetchall()]


def csv_by_hand(path, truth):
    import duckdb
    import polars

    rows = records(duckdb.read_csv(str(path), all_varchar=True, quotechar='"', escapechar='"', header=True))
    compared = same("duckdb", sorted(guarded(row["claim"]) for row in placed(rows)), all_words(truth))
    frame = polars.read_csv(path, infer_schema=False).to_dicts()
    compared += same("polars", sorted(guarded(row["claim"]) for row in placed(frame)), all_words(truth))
    for row in placed(frame):
        text = truth.texts[row["article_id"]]
        cut = [text[a:b] for a, b in json.loads(row["claim_offsets"])]
        assert " … ".join(cut) == guarded(row["claim"]), row
        compared += 1
    return compared


def csv_in_libreoffice(path, truth):
    """As a spreadsheet shows the table: no cell is a formula, every word is there."""
    if not shutil.which("soffice"):
        return None
    with tempfile.TemporaryDirectory() as out:
        command = ["soffice", f"-env:UserInstallation=file://{out}/profile", "--headless", "--infilter=CSV:44,34,76,1,,0,false,true"]
        subprocess.run(command + ["--convert-to", "xlsx", "--outdir", out, str(path)], check=True, capture_output=True, timeout=180)
        return sheet(pathlib.Path(out, f"{path.stem}.xlsx"), truth, "LibreOffice on CSV", None, guarded)


def sheet(path, truth, what, name, as_written=lambda cell: cell):
    import openpyxl

    book = openpyxl.load_workbook(path)
    page = book[name] if name else book.active
    rows = list(page.iter_rows())
    heads = [str(cell.value).lower().replace(" ", "_") for cell in rows[0]]
    assert not any(cell.data_type == "f" for row in rows for cell in row), f"{what}: a cell is a formula"
    told = [dict(zip(heads, (cell.value for cell in row))) for row in rows[1:]]
    return same(what, sorted(as_written(str(row["claim"])) for row in placed(told)), all_words(truth))


def typed(path):
    """Counts the cells that have a type of their own: days and counts, and every other one is text."""
    import openpyxl

    days = {"Date"}
    counts = {"Claims", "Accepted claims", "Disputed claims", "Rejected claims", "Reviewed claims", "Count"}
    compared = 0
    for page in openpyxl.load_workbook(path):
        heads, *rows = page.iter_rows()
        for head, column in zip((cell.value for cell in heads), zip(*rows)):
            for cell in column:
                if cell.value is not None:
                    # Excel has no day before 1900.
                    old = head in days and str(cell.value) < "1900-03"
                    wanted = "d" if head in days and not old else "n" if head in counts else "s"
                    assert cell.data_type == wanted, f"{page.title}!{cell.coordinate} {cell.value!r}: {cell.data_type}"
                    compared += wanted != "s"
    return compared


def xlsx(path, truth):
    compared = sheet(path, truth, "openpyxl", "Claims") + typed(path)
    if not shutil.which("soffice"):
        print("        (without LibreOffice, which is not installed)")
        return compared
    with tempfile.TemporaryDirectory() as out:
        command = ["soffice", f"-env:UserInstallation=file://{out}/profile", "--headless", "--convert-to"]
        filter_ = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"
        subprocess.run(command + [filter_, "--outdir", out, str(path)], check=True, capture_output=True, timeout=180)
        (made,) = pathlib.Path(out).glob("*.csv")
        rows = list(csv.DictReader(made.open(encoding="utf-8", newline="")))
        shown = sorted(row["Claim"] for row in rows if row["Not found in text"] == "no")
        return compared + same("LibreOffice on XLSX", shown, all_words(truth))


def claims_jsonl(path, truth):
    import duckdb
    import polars

    found = records(duckdb.read_json(str(path), format="newline_delimited", maximum_object_size=2**30))
    lost = [row for row in polars.read_ndjson(path).to_dicts() if (row["article_id"], row["claim_id"]) not in {(one.article, one.id) for one in truth.placed()}]
    lost_ids = {(row["article_id"], row["claim_id"]) for row in lost}
    pieces = sorted(
        (row["article_id"], a, b, truth.texts[row["article_id"]][a:b])
        for row in found if (row["article_id"], row["claim_id"]) not in lost_ids for a, b in row["claim_offsets"]
    )
    return same("duckdb on claims", pieces, truth.pieces())


def parquet(path, truth):
    """As data frames and databases read it: typed columns, lists of places, the unit in the file itself."""
    import datetime

    import duckdb
    import polars

    told = dict(duckdb.sql(f"select decode(key), decode(value) from parquet_kv_metadata('{path}')").fetchall())
    assert told["offset_unit"].startswith("unicode code points"), told
    table = duckdb.read_parquet(str(path))
    assert "TIMESTAMP WITH TIME ZONE" in str(dict(zip(table.columns, table.types))["reviews"]), table.types
    # DuckDB hands instants to Python only with one more package.
    by_duckdb = records(duckdb.sql(f"select * exclude (reviews, verdict_at, marked_at) from '{path}'"))
    by_polars = polars.read_parquet(path).to_dicts()
    assert all(isinstance(one["at"], datetime.datetime) for row in by_polars for one in row["reviews"])
    compared = 0
    for what, rows in [("duckdb", by_duckdb), ("polars", by_polars)]:
        def cut(row, column):
            text = truth.texts[row["article_id"]]
            return [(row["article_id"], one["start"], one["end"], text[one["start"]:one["end"]]) for one in row[column] if not one["orphaned"]]

        for row in rows:
            for column in ["claim_offsets", "source_offsets", "cue_offsets"]:
                assert [one[3] for one in cut(row, column)] == [one["words"] for one in row[column] if not one["orphaned"]], row
            assert row["date_published"] is None or isinstance(row["date_published"], datetime.date), row["date_published"]
        compared += same(f"{what} on claims", sorted(one for row in rows for one in cut(row, "claim_offsets")), truth.pieces())
        sources = {one for row in rows for one in cut(row, "source_offsets")}
        cues = {one for row in rows for one in cut(row, "cue_offsets")}
        for row in rows:
            for link in row["relayed_by"]:
                sources |= set(cut({**row, **link}, "source_offsets"))
                cues |= set(cut({**row, **link}, "cue_offsets"))
        placed = {(claim.article, claim.id) for claim in truth.placed()}
        if all((row["article_id"], row["claim_id"]) in placed for row in rows):
            compared += same(f"{what} on sources", sorted(sources), truth.sources())
            compared += same(f"{what} on cues", sorted(cues), truth.cues())
        names = {(row["article_id"], row["claim_id"]): [one["name"] for one in row["speaker"]] for row in rows}
        ours = {(claim.article, claim.id): claim.links[0].speakers if claim.links else [] for claim in truth.claims}
        compared += same(f"{what} on speakers", sorted(names.items()), sorted(ours.items()))
    return compared


def shifted_parquet(path):
    """Every claim one character further on, written by another program."""
    import polars

    frame = polars.read_parquet(path)
    spans = polars.element()
    moved = spans.struct.with_fields((spans.struct.field("start") + 1).alias("start"))
    frame.with_columns(polars.col("claim_offsets").list.eval(moved)).write_parquet(path, metadata={"offset_unit": "unicode code points"})


def documents_jsonl(path, truth):
    import polars

    compared = 0
    for line in path.read_text("utf-8").split("\n"):
        if line:
            line = json.loads(line)
            ours = sorted(words for claim in truth.of(line["id"]) for words in claim.words)
            cut = sorted(line["text"][one["start"]:one["end"]] for claim in line["claims"] for one in claim["spans"] if not one["orphaned"])
            compared += same(f"documents {line['id']}", cut, ours)
    assert len(polars.read_ndjson(path, infer_schema_length=None)) == len(truth.texts)
    return compared


def docx(path, truth):
    """python-docx: the highlighted words together are the words of the claims; each claim has a comment."""
    import docx as library
    from docx.oxml.ns import qn

    document = library.Document(str(path))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for name, whole in truth.texts.items():
        if truth.of(name):
            for line in filter(None, (line.replace("\t", "\t") for line in whole.split("\n"))):
                assert line in text, f"{name}: a line is missing: {line[:60]}"
    shaded = "".join(
        run.text for paragraph in document.paragraphs for run in paragraph.runs
        if run._r.rPr is not None and run._r.rPr.find(qn("w:shd")) is not None
    )
    covered = []
    for name in sorted(truth.texts, key=lambda name: text.find(truth.texts[name].split("\n")[0] or "\0")):
        marks = set()
        for claim in truth.of(name):
            for start, end, _ in claim.pieces:
                marks.update(range(start, end))
        covered.append("".join(truth.texts[name][at] for at in sorted(marks) if truth.texts[name][at] != "\n"))
    assert sorted("".join(covered)) == sorted(shaded), "the highlighted words are not those of the claims"
    comments = [comment.text for comment in document.comments]
    return len(shaded) + same("comments", [len(comments)], [len(truth.placed())])

"""Imports a file through doccano's own pipeline, into a database in a temporary folder, and compares what it then holds.

    python doccano.py FILE.jsonl TRUTH.jsonl

Runs in an environment of its own (requirements-doccano.txt), for doccano wants older libraries than the rest.
"""

import importlib.util
import json
import os
import pathlib
import sys
import tempfile

import truth as truths

FILE, TRUTH = (pathlib.Path(path).resolve() for path in sys.argv[1:3])


def started():
    """doccano's Django application, on an empty database."""
    (root,) = importlib.util.find_spec("backend").submodule_search_locations
    sys.path.insert(0, root)
    os.chdir(root)
    home = tempfile.mkdtemp()
    settings = "config.settings.development"
    os.environ.update(DATABASE_URL=f"sqlite:///{home}/db.sqlite3", DOCCANO_HOME=home, DJANGO_SETTINGS_MODULE=settings)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def imported():
    """The file as a project with overlapping spans and relations, which is what docs/export.md tells a person to make."""
    from data_import.datasets import load_dataset
    from data_import.pipeline.catalog import create_file_format
    from data_import.pipeline.readers import FileName
    from django.contrib.auth import get_user_model
    from projects.models import SequenceLabelingProject

    user = get_user_model().objects.create_user("reader", password="reader")
    project = SequenceLabelingProject.objects.create(
        name="claims", created_by=user, project_type="SequenceLabeling", allow_overlapping=True, use_relation=True
    )
    file = FileName(full_path=str(FILE), generated_name=FILE.name, upload_name=FILE.name)
    form = create_file_format("JSONL")
    dataset = load_dataset("RelationExtraction", form, [file], project, column_data="text", column_label="label", encoding="utf_8")
    dataset.save(user)
    assert not dataset.errors, [error.dict() for error in dataset.errors][:3]
    return project


def main():
    truth = truths.read(TRUTH)
    started()
    from labels.models import Relation, Span

    by_text = {text: name for name, text in truth.texts.items()}
    found, relations = [], 0
    for example in imported().examples.all():
        relations += Relation.objects.filter(example=example).count()
        for span in Span.objects.filter(example=example):
            if span.label.text.startswith("claim"):
                start, end = truths.characters(example.text, span.start_offset, span.end_offset)
                found.append((by_text[example.text], start, end, example.text[start:end]))
    wanted = sum(len(json.loads(line)["relations"]) for line in FILE.read_text("utf-8").split("\n") if line)
    compared = truths.same("doccano", sorted(found), truth.pieces())
    assert relations == wanted, f"{relations} relations against {wanted}"
    print(f"compared {compared + relations}")


main()

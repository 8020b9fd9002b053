"""Prints the widgets of one running program, as the accessibility bus tells them, one JSON object a line.

Usage: widgets.py PID             list the widgets
       widgets.py PID NAME ROLE   do the first action of the widget with this name (and role, unless empty)
Nothing is started or changed here but by that action.
"""

import json
import sys

import pyatspi

STATES = {
    pyatspi.STATE_CHECKED: "checked",
    pyatspi.STATE_EDITABLE: "editable",
    pyatspi.STATE_ENABLED: "enabled",
    pyatspi.STATE_EXPANDED: "expanded",
    pyatspi.STATE_FOCUSED: "focused",
    pyatspi.STATE_SELECTED: "selected",
    pyatspi.STATE_SHOWING: "showing",
}


def asked(question, otherwise):
    """A widget may lack an interface, or be gone when it is asked."""
    try:
        return question()
    except (NotImplementedError, RuntimeError, AttributeError, LookupError):
        return otherwise
    except Exception as error:  # pyatspi wraps errors of the bus in types of its own
        if type(error).__module__.startswith(("gi", "pyatspi")):
            return otherwise
        raise


def value(widget):
    text = asked(lambda: widget.queryText().getText(0, -1), None)
    if text:
        return text
    number = asked(lambda: widget.queryValue().currentValue, None)
    return "" if number is None else repr(number)


def caret(widget):
    """The caret and the selection of a text, in characters."""
    text = asked(widget.queryText, None)
    if text is None:
        return None, None
    place = asked(lambda: text.caretOffset, None)
    selected = asked(lambda: text.getNSelections(), 0)
    return place, list(asked(lambda: text.getSelection(0), [])) if selected else None


def described(widget, depth):
    box = asked(lambda: widget.queryComponent().getExtents(pyatspi.DESKTOP_COORDS), None)
    states = asked(lambda: widget.getState().getStates(), [])
    place, selection = caret(widget)
    return {
        "caret": place,
        "selection": selection,
        "role": asked(widget.getRoleName, ""),
        "name": asked(lambda: widget.name, "") or "",
        "description": asked(lambda: widget.description, "") or "",
        "value": value(widget),
        "states": [STATES[state] for state in states if state in STATES],
        "depth": depth,
        "x": box.x if box else 0,
        "y": box.y if box else 0,
        "width": box.width if box else 0,
        "height": box.height if box else 0,
    }


def walk(widget, depth=0):
    yield widget, depth
    for place in range(asked(lambda: widget.childCount, 0)):
        child = asked(lambda: widget.getChildAtIndex(place), None)
        if child is not None:
            yield from walk(child, depth + 1)


def main():
    pid = int(sys.argv[1])
    desktop = pyatspi.Registry.getDesktop(0)
    applications = [app for app in desktop if app is not None and asked(app.get_process_id, 0) == pid]
    if not applications:
        sys.exit("no program with this id is on the accessibility bus")
    wanted = sys.argv[2:4]
    for widget, depth in walk(applications[0]):
        if not wanted:
            print(json.dumps(described(widget, depth)))
        elif asked(lambda: widget.name, "") == wanted[0] and wanted[1] in ("", asked(widget.getRoleName, "")):
            if not widget.queryAction().doAction(0):
                sys.exit("the widget refused")
            return
    if wanted:
        sys.exit("no widget has this name")


main()

# The wording of Sayso in British English. Keys begin with the part of the program that shows the text.
# `{ $name }` is replaced by a value; numbers choose a plural form. A literal brace is written {"{"}.

### Counts, for every part

count-claims = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
}
count-number = { $count }
count-more = { $count } more
count-of-state = { $count } { $state }
count-articles = { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
count-speakers = { $count ->
    [one] { $count } speaker
   *[other] { $count } speakers
}
count-sources = { $count ->
    [one] { $count } source
   *[other] { $count } sources
}
count-cues = { $count ->
    [one] { $count } cue
   *[other] { $count } cues
}
count-links = { $count ->
    [one] { $count } link
   *[other] { $count } links
}
count-matches = { $count ->
    [one] { $count } match
   *[other] { $count } matches
}

### Commands: menus, palette, tooltips, help

command-group-marking = Mark and attribute
command-group-reviewing = Review
command-group-moving = Find your way
command-group-project = Projects and articles
command-group-window = Window
command-group-reading = Reading

command-attribute = Confirm or attribute…
    .tooltip = Take the source and cue that the text offers; else ask who says the words, or a claim that nobody says yet
command-change-speaker = Change speaker…
    .tooltip = Ask who says the words or the claim, also where a speaker is set
command-mark-for-later = Mark for later
    .tooltip = Mark the selected words as a claim that is to be attributed
command-set-source = Set source
    .tooltip = The selected words mention the claim's speaker
command-set-cue = Set cue
    .tooltip = The selected words make the attribution: 'said that'
command-add-piece = Add to claim
    .tooltip = The selected words belong to the claim too
command-stand-here = Stand here
    .tooltip = The selected words take the place of the claim's words that are no longer in the article
command-lost-claims = Claims that lost their place…
    .tooltip = List the claims whose words are no longer in the article, to give them a place
command-end-back = End one word earlier
    .tooltip = Move the claim's end back by a word
command-end-forward = End one word later
    .tooltip = Move the claim's end on by a word
command-start-back = Start one word earlier
    .tooltip = Move the claim's start back by a word
command-start-forward = Start one word later
    .tooltip = Move the claim's start on by a word
command-delete-claim = Delete claim
    .tooltip = Remove the claim with all that was said of it
command-undo = Undo
    .tooltip = Take the last step back
command-redo = Redo
    .tooltip = Do the step again that was taken back
command-accept = Accept
    .tooltip = The claim is rightly marked and attributed
command-dispute = Dispute
    .tooltip = It is doubtful whether the claim is rightly marked and attributed
command-reject = Reject
    .tooltip = The claim is wrongly marked or attributed
command-unreview = Take my review back
    .tooltip = Leave the claim undecided
command-dispute-because = Dispute, and say why…
    .tooltip = Dispute the claim, then write the reason
command-reject-because = Reject, and say why…
    .tooltip = Reject the claim, then write the reason
command-review-queue = Review claim by claim
    .tooltip = Go through the claims that wait for your review, each in its text; again to end it
command-edit-claims = Edit claims…
    .tooltip = Change speaker, review, quotation, verdict and tags of the claims chosen in the table, at once
command-show-annotate = Annotate
    .tooltip = Show the article with its claims
command-show-claims = Claims
    .tooltip = Show all claims of the project as a table
command-show-speakers = Speakers
    .tooltip = Show all speakers and what each of them said
command-next-claim = Next claim
    .tooltip = Go to the next claim of the article
command-previous-claim = Previous claim
    .tooltip = Go to the previous claim of the article
command-next-article = Next article
    .tooltip = Go to the next article in the list
command-previous-article = Previous article
    .tooltip = Go to the previous article in the list
command-find = Find…
    .tooltip = Look for words in the article
command-find-next = Find next
    .tooltip = Go to the next place where the words stand
command-find-previous = Find previous
    .tooltip = Go to the previous place where the words stand
command-find-everywhere = Find in all articles…
    .tooltip = Look for words in every article of the project
command-palette = Search or run a command…
    .tooltip = Find a command, an article or a speaker
command-filter-articles = Filter articles
    .tooltip = Show only articles whose title or publisher matches
command-deselect = Deselect
    .tooltip = Let the selected words, then the selected claim go
command-open = Open…
    .tooltip = Open a project, or articles to review
command-new-project = New project…
    .tooltip = Start a project in a folder of its own
command-add-articles = Add articles…
    .tooltip = Bring articles into this project, from files and folders
command-paste-article = Paste as article…
    .tooltip = Make an article of the text on the clipboard
command-article-details = Article details…
    .tooltip = Correct title, publisher, date and the rest
command-update-article = Update article…
    .tooltip = Replace the text by a newer version of the article and carry its claims over
command-toggle-done = Article is done
    .tooltip = Say that nothing more is to be marked here, or take it back
command-remove-article = Remove article from project
    .tooltip = Take the article and its claims out of the project
command-show-guidelines = Guidelines
    .tooltip = Show the rules for marking claims in this project, or hide them
command-edit-guidelines = Edit guidelines…
    .tooltip = Write the rules for marking claims in this project
command-show-check = Check
    .tooltip = List what is incomplete or contradicts itself, or hide the list
command-edit-scale = Rating scale…
    .tooltip = Change the ratings that a verdict may take
command-export = Export…
    .tooltip = Write reviewed claims to a file
command-export-again = Export again
    .tooltip = Write the last export of this project once more, to the same file, without asking
command-save = Save now
    .tooltip = Everything is saved by itself within a second; this does it at once
command-close-project = Close project
    .tooltip = Go back to the start screen
command-quit = Quit
    .tooltip = Close the window; everything is saved
command-copy = Copy
    .tooltip = Copy the selected words, or the claim's
command-copy-with-attribution = Copy with attribution
    .tooltip = Copy the claim with its speaker and article
command-copy-markdown = Copy as Markdown
    .tooltip = Copy the claim, or those chosen in the table, as quotations in Markdown
command-copy-formatted = Copy for documents and mails
    .tooltip = Copy the claim, or those chosen in the table, with links and bold names
command-reviewer-name = Your name…
    .tooltip = The name under which you review
command-shortcuts = Keyboard shortcuts
    .tooltip = Show every key
command-toggle-side = Show or hide articles and speakers
    .tooltip = Make room for the text
command-toggle-inspector = Show or hide the inspector
    .tooltip = Make room for the text
command-zoom-in = Larger text
    .tooltip = Read the article in larger type
command-zoom-out = Smaller text
    .tooltip = Read the article in smaller type
command-zoom-reset = Text at 100 %
    .tooltip = Read the article in its usual size
command-column-narrow = Narrow column
    .tooltip = Set the article in a narrow column
command-column-normal = Normal column
    .tooltip = Set the article in the usual column
command-column-wide = Wide column
    .tooltip = Set the article as wide as the window has room for
command-lines-close = Close lines
    .tooltip = Set the lines of the article close together
command-lines-normal = Normal lines
    .tooltip = Set the lines of the article as usual
command-lines-wide = Wide lines
    .tooltip = Set the lines of the article far apart
command-face-serif = Letters with serifs
    .tooltip = Set the article as a book is set
command-face-sans = Letters without serifs
    .tooltip = Set the article as the rest of the window is set
command-direction-automatic = Direction: automatic
    .tooltip = Each paragraph of the article runs as its first letter does
command-direction-left-to-right = Direction: left to right
    .tooltip = Every paragraph of the article runs from left to right
command-direction-right-to-left = Direction: right to left
    .tooltip = Every paragraph of the article runs from right to left
command-theme-system = Theme of the system
    .tooltip = Light or dark as the system has it
command-theme-light = Light theme
    .tooltip = Dark ink on paper
command-theme-dark = Dark theme
    .tooltip = Light ink on a dark ground

### Window: lists, kit, sidebar, speakers, speaker picker, review queue, check, find, palette

# Values: speakers, claims, reviews, sizes, times

voice-unattributed = Unattributed
voice-article = The article
voice-and-others = { $name } +{ $count }
excerpt-only = excerpt only
claim-part-claim = “{ $words }”
claim-part-source = source “{ $words }”
claim-part-cue = cue “{ $words }”
kind-person = Person
    .inline = person
kind-organisation = Organisation
    .inline = organisation
kind-group = Group
    .inline = group
kind-outlet = Outlet
    .inline = outlet
kind-document = Document
    .inline = document
kind-unnamed = Unnamed
    .inline = unnamed
quotation-direct = Direct
quotation-indirect = Indirect
quotation-mixed = Mixed
decision-accepted = accepted
decision-disputed = disputed
decision-rejected = rejected
review-unreviewed = unreviewed
review-accepted = accepted
review-disputed = disputed
review-rejected = rejected
review-split = split
stance-supports = Supports
stance-refutes = Refutes
stance-context = Context
size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
size-kilobytes = { $count } KB
size-megabytes = { $count } MB
ago-today = today { $time }
ago-yesterday = yesterday { $time }
ago-days = { $count } days ago
language-ar = Arabic
language-de = German
language-en = English
language-es = Spanish
language-fa = Persian
language-fr = French
language-he = Hebrew
language-hi = Hindi
language-it = Italian
language-ja = Japanese
language-ku = Kurdish
language-nl = Dutch
language-pl = Polish
language-pt = Portuguese
language-ru = Russian
language-tr = Turkish
language-uk = Ukrainian
language-ur = Urdu
language-zh = Chinese

# Fields and dialogs

field-add = Add…
field-comma-separated = comma-separated
dialog-cancel = Cancel
dialog-text = Text
dialog-text-full = Full text
dialog-text-excerpt = Excerpt

# Articles and speakers on the left

sidebar-articles = Articles
sidebar-filter = Filter articles
    .hint = Filter…
sidebar-no-articles = No articles yet. Drop files here or click +
sidebar-all-done = All articles are done
sidebar-no-match = No matching articles
sidebar-shown = Show: { $kind }
sidebar-all = All articles
sidebar-open = Articles not done
sidebar-done = Done articles
sidebar-article = { $title }, { $state }, { $reviewed } of { $claims } claims reviewed
article-state-done = done
article-state-done-unreviewed = done, some claims unreviewed
article-state-not-started = not started
article-state-started = started
article-state-partly-reviewed = partly reviewed
article-state-reviewed = all claims reviewed
sidebar-speakers = Speakers
sidebar-speaker-attribute = { $speaker }
    Click to attribute the selected words
sidebar-speaker-edit = { $speaker }
    Click to edit
sidebar-own-voice = Claims in the article's own voice

# Speakers

speaker-and-claims = { $name }, { count-claims }
speaker-new = New speaker…
speakers-none = No speakers yet. They appear when you attribute claims.
speakers-no-match = No matching speakers
speakers-find = Find a speaker
    .hint = Find a speaker…
speakers-list = List of { count-speakers }
speakers-empty = Speakers appear here when you attribute claims to them.
speakers-select = Select a speaker on the left
speaker-kind-and-key = { $kind } · key { $key }
speaker-edit = Edit speaker
speaker-remove = Remove speaker
speaker-move-claims = Move { count-claims } to a new speaker…
speaker-split = Split…
    .tooltip = Move some claims to a new speaker
speaker-merge = Merge…
    .tooltip = Merge a duplicate into this speaker
speaker-mentions = Mentioned as
speaker-mention-is-alias = “{ $words }” is an alias
speaker-mention-add = “{ $words }”
    Click to add as alias
speaker-article-claims = { $title }
    Show these claims in the table
speaker-all-claims = Show all in table
speaker-claims-in = Claims in { count-articles }
speaker-no-claims = No claims yet
speaker-title = Speaker
speaker-title-new = New speaker
speaker-name = Name
    .hint = Yahya Rasoul
speaker-kind = Kind
speaker-aliases = Aliases
speaker-role = Role
    .hint = Iraqi army spokesman
speaker-affiliation = Affiliation
speaker-no-affiliation = None
speaker-wikidata = Wikidata ID
speaker-note = Note
    .hint = Notes about this speaker
speaker-colour = Colour
speaker-colour-number = Colour { $number }
speaker-needs-name = Enter a name
speaker-bad-wikidata = Enter a Wikidata ID: Q and a number, for example Q42
speaker-save = Save speaker
speaker-cannot-remove = Cannot remove “{ $name }”
    .hint = Merge it into another speaker, or reattribute its claims first.
speaker-used-by-claims = It is used by { count-claims }
speaker-used-by-members = It is used by { count-speakers }
speaker-used-by-both = It is used by { $claims ->
    [one] { $claims } claim
   *[other] { $claims } claims
} and { $members ->
    [one] { $members } speaker
   *[other] { $members } speakers
}
merge-title = Merge into “{ $name }”
merge-explanation = Choose the duplicate. You will see the changes before they are made.
merge-find = Find a speaker
    .hint = Type a few letters…
merge-merge = Merge
merge-unnamed = Unnamed speakers with the same description are often different people.
merge-keep-other = Keep “{ $name }” instead
merge-removes = “{ $goes }” will be removed. It has no claims.
merge-moves = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
} in { $articles } will move from “{ $goes }” to “{ $stays }”. “{ $goes }” will be removed.
merge-joint = { $count ->
    [one] { $count } claim names both speakers; it will name “{ $stays }” once.
   *[other] { $count } claims name both speakers; they will name “{ $stays }” once.
}
merge-aliases = New aliases: { $aliases }.
merge-role = New role: { $role }.
merge-wikidata = New Wikidata ID: { $item }.
merge-affiliation = New affiliation: “{ $name }”.
merge-no-affiliation = Its affiliation will be removed.
merge-members = Now affiliated with it: { $members }.
merge-undo = You can undo this in one step.
split-title = Move { count-claims } from “{ $name }”
split-explanation = They move to a new speaker. Sources and cues do not change.
split-name = Name of the new speaker
split-move = Move claims

# Speaker picker

picker-name = Who says this?
picker-who = Who says this? Type a name…
picker-who-else = Who else says this? Type a name…
picker-who-relays = Who relays this? Type a name…
picker-which-document = In which document? Type its name…
picker-nearby = named nearby
picker-new-nearby = new, named nearby
picker-new = new speaker
picker-new-unnamed = new unnamed speaker
picker-unnamed = { $words }, unnamed
picker-hint = Press a key, type a name, or choose a line with Up and Down
picker-hint-highlighted = Enter: use the highlighted line · Esc: cancel
picker-foot-later = mark for later
picker-foot-move = move here
picker-foot-source = source
picker-foot-cue = cue
picker-foot-add = add span

# Review queue

queue-title = Review
queue-scope = Claims to review
queue-scope-article = This article
queue-scope-project = Whole project
queue-scope-table = Filtered claims
queue-nothing = Nothing left to review here
queue-position = { $at } of { $all }
queue-no-decisions = no decisions
queue-done = Done: { $decisions }
queue-ended = { $reviewed } of { $all } reviewed ({ $decisions }), { $skipped } skipped
queue-end = End review
queue-close = Done
queue-review-skipped = Review skipped claims
queue-skip = Skip
queue-previous = Previous claim

# Check

check-summary = { $count } to check
check-summary-checking = Checking…
check-no-problems = No problems
check-to-do = No problems. { $count } to do.
check-problems = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
}
check-problems-and-to-do = { $problems ->
    [one] { $problems } problem
   *[other] { $problems } problems
}, { $tasks } to do
check-checking = Checking the project…
check-checked = { $articles } and { $claims } checked
check-unread = { $count ->
    [one] Checking { $count } more article…
   *[other] Checking { $count } more articles…
}
check-group = { $group }, { $count }
check-show-more = Show { $count } more
check-expand = Expand
check-collapse = Collapse
check-fix = { $fix }…
check-fix-explanation = { $does } You can undo this.
check-preview-merge = Preview the merge

# Find

find-name = Find in the article
    .hint = Find…
find-no-matches = No matches
find-position = { $at } of { $count }
find-position-at-least = { $at } of { $count }+
find-matches-at-least = { $count }+ matches
find-match-case = Match case and accents
find-whole-words = Match whole words
find-regex = Regular expression
find-close = Close
find-everywhere = Find in all articles
    .hint = Find in all articles…
find-everywhere-empty = Type words to find in all articles
find-everywhere-none = No matches in any article
find-searching = Searching…
find-in = { $matches } in { $articles }
find-in-so-far = { $matches } in { $articles } so far…
find-first-in = First { $matches } in { $articles }; refine the search to see the rest

# Palette and keyboard shortcuts

palette-search = Search or run a command
    .hint = Search or run a command…
palette-no-match = No command, article or speaker matches
palette-article = article
palette-speaker = speaker
shortcuts-title = Keyboard shortcuts
shortcuts-close = Close
gesture-drag = Drag
    .does = Select words (hold Alt for exact characters)
gesture-double-click = Double-click, triple-click
    .does = Select a word, a sentence
gesture-ctrl-click = Ctrl+click
    .does = Select a quotation
gesture-digits = 1 to 9, 0
    .does = Attribute to speaker 1–9, or 0 for the article
gesture-letters = Letters, Enter
    .does = Attribute by name, or add a speaker
gesture-arrows = Arrows
    .does = Move the caret (Ctrl: by word, Alt: by sentence)
gesture-shift-arrows = Shift+arrows
    .does = Extend the selection

### Window: article, inspector, guidelines; what undo says

### Window: claims, projects, export, chrome

claims-edit = Edit…
claims-selected = { $count } selected
claims-filter = Filter
    .hint = Filter…
claims-bulk-title = Edit { count-claims }
claims-bulk-explanation = Fields set to “No change” keep their values.
claims-bulk-apply = Change { count-claims }
claims-no-change = No change
claims-clear-review = Clear my review
claims-quotation-automatic = Automatic
claims-no-verdict = No verdict
claims-add-tags = Add tags
    .hint = comma-separated
claims-attributed-to = Attributed to
claims-save-filter = Save filter
claims-save-filter-explanation = Saved filters are stored on this computer.
claims-save-this-filter = Save filter…
claims-filter-name = Name
    .hint = Disputed in February
claims-column-speaker = Speaker
claims-column-claim = Claim
claims-column-source = Source
claims-column-cue = Cue
claims-column-article = Article
claims-column-publisher = Publisher
claims-column-date = Date
claims-column-affiliation = Affiliation
claims-column-quotation = Quotation
claims-column-review = Review
claims-column-verdict = Verdict
claims-column-note = Note
claims-select-all = Select all
    .tooltip = Select all shown claims  (Ctrl+A)
claims-columns-and-grouping = Columns and grouping
claims-columns = Columns
claims-group-by = Group by
claims-group-none = Nothing
    .name = Group by nothing
claims-group-by-speaker = Group by speaker
claims-group-by-article = Group by article
claims-seek = Type to find…
claims-unreviewed = Unreviewed { $count }
claims-unattributed = Unattributed { $count }
claims-disputed = Disputed { $count }
claims-clear = Clear
claims-find-speaker = Find a speaker
claims-any-speaker = Any speaker
claims-find-article = Find an article
claims-any-article = Any article
claims-any-date = Any date
claims-date-from = From { $date }
claims-date-until = Until { $date }
claims-from = From
claims-to = To
claims-wrong-date = Enter a date as YYYY-MM-DD, for example 2024-02-11
claims-more = More
claims-missing = Missing
claims-no-speaker = No speaker
claims-no-source = No source
claims-no-cue = No cue
claims-not-found = Not found in the text
claims-repeated = Repeated
claims-repeated-only = Repeated claims only
claims-filters = Filters
claims-no-saved-filters = No saved filters
claims-delete-filter = Delete filter { $name }
claims-table = Claims, { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
claims-repeats = Repeated: { $count } claims in this project use the same words
claims-none = No claims yet. Open an article and mark one.
claims-none-match = No matching claims
claims-clear-filter = Clear filter

details-title = Article details
details-publisher = Publisher
    .hint = newspaper, agency or site
details-byline = Byline
    .hint = author
details-credit = Credit lines
    .hint = Reuters, Agencies
details-url = URL
details-date = Date
    .hint = YYYY-MM-DD
details-language = Language
    .hint = en, ar or de
details-direction = Text direction
details-direction-automatic = Automatic
details-direction-left-to-right = Left to right
details-direction-right-to-left = Right to left
details-no-title = Enter a title
details-wrong-date = Enter the date as YYYY-MM-DD, for example 2024-02-11
details-save = Save details

project-new = New project
project-new-explanation = A project is a folder that you can copy, zip or keep in git.
project-title = Title
    .hint = Baghdad talks
project-location = Location
project-folder = Project folder: { $path }
project-waiting = { $count ->
    [one] { $count } file or folder will be added
   *[other] { $count } files or folders will be added
}
project-create = Create project
project-browse = Browse…
project-path = Path
project-update-path = Update article
    .explanation = Enter the path of the new version.
project-add-path = Add articles
    .explanation = Enter the path of a file or folder.
project-open-path = Open
    .explanation = Enter the path of a project folder or text file.
project-paste = Paste as article
project-paste-explanation = The text is kept exactly as pasted (line endings are normalised).
project-paste-title-hint = first line
project-paste-text = Text
    .hint = Paste the article here
project-add-article = Add article
project-articles-and-projects = Articles and projects
project-all-files = All files
project-not-found = Project not found: { $path }
    .hint = It may have been moved or renamed. Find it with Open….
project-read-only = This project is open read-only
project-overwrite = Save mine; keep a copy of theirs

scale-title = Rating scale
scale-explanation = The ratings that verdicts in this project can have, in order.
scale-no-name = Enter a name for each rating
scale-same-name = Two ratings have the same name
scale-undecided = Choose a new rating for claims whose rating is removed
scale-add = Add rating
scale-save = Save scale
scale-remove = Remove “{ $rating }”
scale-move-down = Move down “{ $rating }”
scale-move-up = Move up “{ $rating }”
scale-keep = Keep “{ $rating }”
scale-rated = Claims rated “{ $rating }”
scale-rating = Rating { $number }
scale-rating-hint = Mostly true
scale-removed = { $count ->
    [one] “{ $rating }” will be removed. { $count } claim has this rating:
   *[other] “{ $rating }” will be removed. { $count } claims have this rating:
}
scale-clear = Clear their verdict
scale-change-to = Change to “{ $rating }”
scale-choose = Choose…

start-brand = Sayso: on whose say-so?
start-motto = on whose say-so?
start-recent = Recent
start-recent-tooltip =
    { $path }
    Right-click to remove from this list
start-drop-here = Drop articles or a project here
start-drop-to-open = Drop to open
start-or = or{" "}
start-open = open…
start-paste = paste text as an article…
start-create = create a project…
start-reviewed = { $count } reviewed
start-sample = Sample project
start-tour = two-minute tour

unsaved-title = Changes could not be saved
unsaved-copied = Sayso wrote a copy of them to this folder:
unsaved-restore = It stays there after you close Sayso. The file about.txt in it says how to restore them.
unsaved-not-copied = No copy could be written either. Closing Sayso discards these changes.
unsaved-close = Close Sayso
unsaved-discard = Discard and close

reviewer-title = Reviewer name
reviewer-explanation = Your reviews are saved under this name.
reviewer-name = Your name
    .hint = for example Amal Haddad
reviewer-continue = Continue

files-open = Open a project or articles
files-new-version = Choose the new version
files-project-folder = Choose where to create the project
files-folder-failed = Could not open the folder: { $error }: { $path }

window-menu = Menu
window-search = Search or run a command…
window-cancel = Cancel
window-open-folder = Open folder
window-dismiss = Dismiss
window-dismiss-all = Dismiss all
window-more = { $count } more
window-progress = { $what }: { $done } of { $total }
window-adding-articles = Adding articles
window-updating-claims = Updating claims
window-waiting = { $count ->
    [one] { $count } change waiting. { $what }
   *[other] { $count } changes waiting. { $what }
}
window-close-panel = Close panel
window-no-suggestion = No suggestion. Press Shift+Enter to change the speaker.
window-loading = Loading the article…
window-drop-articles =
    Drop article files or folders here: text, web pages, Word, PDF, tables.
    Or press Ctrl+Shift+O to choose files, Ctrl+V to paste text.
window-select-article = Select an article on the left

status-claims = { $count ->
    [one] claim
   *[other] claims
}
status-speakers = { $count ->
    [one] speaker
   *[other] speakers
}
status-attributed = attributed
status-reviewed = reviewed
status-shown = { $count } of { $total } shown
status-paragraph = Paragraph { $number } of { $total }
status-percent = { $percent }%
status-saved = Saved
    .tooltip = All changes saved
status-saving = Saving…
    .tooltip = Changes are saved within a second
status-read-only = Read-only
status-failed = Could not save

export-title = Export claims
export-button = Export { count-claims }
export-claims = Claims
export-speaker = Speaker
export-verdict = Verdict
export-any-verdict = Any verdict
export-claims-choice = { $name } ({ $count })
export-claims-reviewed = Reviewed
export-claims-all = All claims
export-claims-accepted = Accepted
export-claims-disputed = Disputed
export-claims-rejected = Rejected
export-claims-split = Split
export-claims-unreviewed = Unreviewed
export-claims-filtered = Filtered claims
export-claims-selected = Selected claims
export-publisher = Publisher
    .hint = organisation name
export-page = Review page URL
export-none-reviewed = No reviewed claims. Review some, or choose All claims.
export-none-rated = None of these claims has a verdict
export-none-match = No matching claims
export-no-publisher = Enter a publisher and a review page URL
export-nothing-to-preview = Nothing to preview: the first claims have no data for this format
export-preview = Preview
export-file = File
export-replaces = This file exists and will be replaced
export-progress = Exporting: { $size }
export-still-running = Another export is still running
export-done = Exported { count-claims } to { $path }
export-skipped = { $count ->
    [one] { $count } claim skipped: { $reason }
   *[other] { $count } claims skipped: { $reason }
}
export-skipped-without-verdict = ClaimReview needs a verdict and a publisher
export-skipped-without-offsets = these claims have no offsets
export-copied-as-markdown = Copied { count-claims } as Markdown
export-copied-with-formatting = Copied { count-claims } with formatting
export-copied-as-text = Copied { count-claims } as plain text (formatting is not supported here)
export-could-not-write = could not write the export
export-could-not-create = could not create the file: { $reason }
export-publisher-missing = publisher and page URL are missing (set them in the export form, or use --publisher and --page)
export-too-many-rows = too many rows for Excel (limit { $limit }); select fewer claims or use CSV
export-cell-too-long = a cell exceeds Excel's limit of { $limit } characters: “{ $start }…”; use CSV or JSON Lines

formats-for-people = Documents and tables
formats-for-the-web = Web
formats-for-programs = Data and annotation tools
formats-includes = Includes: { $what }
formats-leaves-out = Leaves out: { $what }
formats-offsets = Offsets: { $unit }
formats-no-offsets = none

format-xlsx = Excel workbook
    .audience = Excel, LibreOffice and Google Sheets. The best choice for a table.
    .includes = Sheets for claims, speakers, articles and a summary.
    .leaves-out = Article texts, guidelines, times of day, offsets of relaying links.
format-csv = CSV
    .audience = Spreadsheets and statistics programs.
    .includes = One row per claim: article, speakers, source, cue, reviews, verdict.
    .leaves-out = Article texts, guidelines, times of day, offsets of relaying links, speakers' aliases and notes.
format-csv-plain = CSV, unescaped
    .audience = Scripts and databases. Do not open in a spreadsheet: cells may run as formulas.
    .includes = As CSV, every cell unchanged.
    .leaves-out = As CSV.
format-html = HTML report
    .audience = Reading, printing and sending as one file.
    .includes = Articles with highlighted claims, claims by speaker, and a table you can filter.
    .leaves-out = Guidelines, speakers' aliases and notes.
format-markdown = Markdown report
    .audience = Notes, wikis and editorial systems.
    .includes = Claims by article with speakers, reviews, verdict, evidence and note.
    .leaves-out = Article texts, offsets, sources, cues.
format-docx = Word document
    .audience = Word and LibreOffice.
    .includes = Articles with highlighted claims and a comment on each.
    .leaves-out = Sources and cues, speakers' roles and affiliations.
format-webannotation = W3C Web Annotation
    .audience = Hypothesis, Recogito and other web annotation tools.
    .includes = Claims, sources and cues with quotes and offsets; speakers, review status, verdict.
    .leaves-out = Article texts, roles and affiliations, individual reviews. Quotes may not match the live page.
format-claimreview = ClaimReview
    .audience = Fact-check pages and Google's Fact Check Explorer.
    .includes = One JSON-LD file per rated claim, ready to embed.
    .leaves-out = Claims without a verdict, offsets, sources, cues, chains.
format-jsonl = JSON Lines
    .audience = Backup, other programs, moving a project.
    .includes = All articles, claims, speakers, reviews, verdicts, evidence and guidelines.
    .leaves-out = History and original files.
format-claims-jsonl = JSON Lines: claims
    .audience = pandas, DuckDB, Hugging Face: one record per claim.
    .includes = Claim with article, first speaker, source, cue, verdict.
    .leaves-out = Article texts, chains, individual reviews, evidence.
format-documents-jsonl = JSON Lines: documents
    .audience = Language technology: one record per article.
    .includes = Text with all annotations.
    .leaves-out = Speakers' details, guidelines, articles without exported claims.
format-parquet = Parquet
    .audience = DuckDB, polars, pandas, R, Spark.
    .includes = One typed row per claim with its full chain, reviews and evidence.
    .leaves-out = Article texts, guidelines, speakers' aliases and notes.
format-gender-gap-tracker = Gender Gap Tracker
    .audience = Media research with the Gender Gap Tracker's tools.
    .includes = Speaker, quote, verb and offsets.
    .leaves-out = All else; joint and relayed speakers become one name.
format-quotebank = Quotebank
    .audience = Media research with Quotebank's tools.
    .includes = Quotation, speaker, Wikidata IDs, date, URL.
    .leaves-out = Claims without quoted words, all else.
format-brat = brat
    .audience = brat: unzip into its data folder.
    .includes = As JSON Lines; details brat cannot show are kept in notes.
    .leaves-out = History and original files; brat itself skips claims across paragraphs.
format-uima = UIMA CAS XMI
    .audience = INCEpTION, DKPro and other UIMA programs.
    .includes = Texts, claims, sources, cues, relations; speakers, review status, verdicts, evidence and notes.
    .leaves-out = Roles and affiliations, individual reviews.
format-labelstudio = Label Studio
    .audience = Label Studio: paste config.xml as labelling interface, then import tasks.json.
    .includes = Texts, claims, sources, cues, relations; speakers' names, review status, verdicts and notes.
    .leaves-out = Roles and affiliations, individual reviews, evidence.
format-doccano = doccano
    .audience = doccano: allow overlapping labels and relations.
    .includes = Texts, claims, sources, cues, relations.
    .leaves-out = Speakers, reviews, verdicts, evidence and notes.
format-refi = REFI-QDA
    .audience = MAXQDA, ATLAS.ti, NVivo, QualCoder, Quirkos.
    .includes = Coded selections, speakers as cases, reviews and verdicts as codes.
    .leaves-out = Times, individual reviews. Some programs skip cases or links.

document-untitled = Untitled
document-excerpt = excerpt only
document-link = Source
document-speaker = Speaker: { $speaker }
document-quotation = Quotation: { $quotation }
document-verdict = Verdict: { $verdict }
document-not-found = Not found in the text: “{ $words }” ({ $about })
document-own-voice = Article's own voice
document-unattributed = Unattributed
document-articles = articles
document-claims = claims
document-reviewed = reviewed
document-rated = with a verdict
document-speakers = speakers
document-claims-by-speaker = Claims by speaker
document-heading-speaker = Speaker
document-heading-claims = Claims
document-heading-review = Review

report-cause = cause: { $cause }
report-hint = hint: { $hint }
report-hint-not-found = Check the path. The file may have been moved, renamed or deleted.
report-hint-permission = You do not have permission. Ask for access or use another folder.
report-hint-disk-full = The disk is full. Free some space and try again.
report-hint-read-only = The disk is read-only. Use another disk.

### Adding articles: window and warnings

### Session: what goes on in the background

### Command line

### Store, model, search: errors and findings


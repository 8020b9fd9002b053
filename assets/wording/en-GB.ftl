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

### Adding articles: window and warnings

### Session: what goes on in the background

### Command line

### Store, model, search: errors and findings

### Merging

merging-undo-merge = merge changes
merging-undo-keep-mine = keep my version
merging-undo-take-theirs = take their version
merging-problem-heading = Two people changed the same thing
merging-problem = { $record }: { $field }
merging-keep-mine = Keep mine
    .tooltip = Keeps the version that is shown, and drops the other one
merging-take-theirs = Use theirs
    .tooltip = Replaces the version that is shown with the other one
merging-field-spans = words
merging-field-voice = speaker
merging-field-quotation = quotation
merging-field-review = review
merging-field-verdict = verdict
merging-field-evidence = evidence
merging-field-note = note
merging-field-marked-by = who marked it
merging-field-marked-at = when it was marked
merging-field-name = name
merging-field-kind = kind
merging-field-role = role
merging-field-affiliation = affiliation
merging-field-wikidata = Wikidata item
merging-field-color = colour
merging-field-title = title
merging-field-publisher = publisher
merging-field-byline = byline
merging-field-url = address
merging-field-published = date
merging-field-language = language
merging-field-partial = whether the text is complete
merging-field-direction = text direction
merging-field-added = when it was added
merging-field-original = imported file
merging-field-text = text
merging-field-done = whether it is done
merging-field-guidelines = guidelines
merging-field-reviewer = name of a reviewer
merging-field-rating = rating of the scale
merging-field-scale-order = order of the scale
merging-field-presence = removed by one, changed by the other

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
count-problems = { $count ->
    [one] { $count } problem
   *[other] { $count } problems
}
count-quotations = { $count ->
    [one] { $count } quotation
   *[other] { $count } quotations
}
count-references = { $count ->
    [0] no reference texts
    [one] { $count } reference text
   *[other] { $count } reference texts
}
count-matches = { $count ->
    [one] { $count } match
   *[other] { $count } matches
}

### Commands: menus, palette, tooltips, help

command-group-annotate = Annotate
command-group-review = Review
command-group-navigate = Navigate
command-group-project = Projects and articles
command-group-edit = Edit
command-group-view = View
command-group-help = Help
command-group-text-appearance = Text appearance

command-attribute = Confirm suggestion or attribute…
    .tooltip = Accept the suggested source and cue; without a suggestion, choose the speaker
command-change-speaker = Change speaker…
    .tooltip = Choose another speaker for the selected words or claim
command-mark-for-later = Mark for later
    .tooltip = Mark the selected words as a claim and attribute it later
command-set-source = Set source
    .tooltip = Use the selected words as the source, in place of the one that is set: they name the speaker
command-set-cue = Set cue
    .tooltip = Use the selected words as the cue, such as “said that”, in place of the one that is set
command-add-to-source = Add to source
    .tooltip = Use the selected words as another part of the source
command-add-to-cue = Add to cue
    .tooltip = Use the selected words as another part of the cue
command-add-span = Add span to claim
    .tooltip = Add the selected words as another span of the claim
command-add-joint-speaker = Add joint speaker…
    .tooltip = Choose somebody who says it jointly with the speaker
command-add-relay = Add relaying speaker…
    .tooltip = Choose who relays what the speaker says
command-add-document = Add document…
    .tooltip = Choose the document in which the speaker says it
command-toggle-denies = Speaker denies the claim
    .tooltip = Say that the cue denies the claim; again: that it affirms it
command-move-claim-here = Move claim here
    .tooltip = Place a claim whose words are gone on the selected words
command-orphaned-claims = Claims not found in the text…
    .tooltip = List claims whose words are no longer in the article, to place them again
command-shorten-end = Shorten at end
    .tooltip = Move the end of the claim back one word
command-extend-end = Extend at end
    .tooltip = Move the end of the claim forward one word
command-extend-start = Extend at start
    .tooltip = Move the start of the claim back one word
command-shorten-start = Shorten at start
    .tooltip = Move the start of the claim forward one word
command-delete-claim = Delete claim
    .tooltip = Delete the claim with its reviews, verdict, evidence and note
command-toggle-suggestions = Show suggestions
    .tooltip = Show suggested claims in the text, or hide them
command-next-suggestion = Next suggestion
    .tooltip = Go to the next suggested claim (Tab in the text)
command-previous-suggestion = Previous suggestion
    .tooltip = Go to the previous suggested claim (Shift Tab in the text)
command-take-all-suggestions = Take all sure suggestions…
    .tooltip = Mark every suggested claim of the article that is sure
command-suggestion-settings = Suggestions…
    .tooltip = See how suggestions have fared, and choose articles that are shown without any
command-accept = Accept
    .tooltip = The claim is marked and attributed correctly
command-dispute = Dispute
    .tooltip = The marking or attribution is doubtful
command-reject = Reject
    .tooltip = The claim is marked or attributed wrongly
command-clear-review = Clear my review
    .tooltip = Remove your decision on the claim
command-dispute-with-reason = Dispute with reason…
    .tooltip = Dispute the claim and enter a reason
command-reject-with-reason = Reject with reason…
    .tooltip = Reject the claim and enter a reason
command-set-verdict = Set verdict…
    .tooltip = Open the rating scale: a digit sets the verdict, 0 clears it
command-add-evidence = Add evidence…
    .tooltip = Add evidence with the address on the clipboard
command-review-queue = Review queue
    .tooltip = Go through the claims you have not reviewed; press again to stop
command-edit-claims = Edit selected claims…
    .tooltip = Change speaker, review, quotation, verdict or tags of the selected claims
command-show-annotate = Annotate
    .tooltip = Show the article with its claims
command-show-claims = Claims
    .tooltip = Show all claims of the project as a table
command-show-speakers = Speakers
    .tooltip = Show every speaker and what they said
command-show-compare = Compare
    .tooltip = Compare two reviewers, and settle their differences
command-next-claim = Next claim
    .tooltip = Go to the next claim of the article
command-previous-claim = Previous claim
    .tooltip = Go to the previous claim of the article
command-next-article = Next article
    .tooltip = Go to the next article in the list
command-previous-article = Previous article
    .tooltip = Go to the previous article in the list
command-find = Find…
    .tooltip = Find words in this article
command-find-next = Find next
    .tooltip = Go to the next match
command-find-previous = Find previous
    .tooltip = Go to the previous match
command-find-everywhere = Find in all articles…
    .tooltip = Find words in all articles of the project
command-palette = Command palette…
    .tooltip = Find a command, article or speaker by name
command-next-part = Next part of the window
    .tooltip = Move the keyboard to the next part of the window
command-filter-articles = Filter articles
    .tooltip = Show only articles that match words or fields such as publisher: and tag:
command-show-articles = List of articles
    .tooltip = Show all articles over the whole page, or go back
command-deselect = Deselect
    .tooltip = Clear the text selection, then deselect the claim
command-open = Open…
    .tooltip = Open a project or article files
command-new-project = New project…
    .tooltip = Create a project in a new folder
command-add-articles = Add articles…
    .tooltip = Add article files to this project
command-add-folder = Add folder…
    .tooltip = Add all articles in a folder to this project
command-paste-article = Paste as article…
    .tooltip = Create an article from the text on the clipboard
command-article-details = Article details…
    .tooltip = Edit title, publisher, date and other details
command-update-article = Update article…
    .tooltip = Replace the text with a newer version and keep its claims
command-toggle-done = Mark article as done
    .tooltip = Mark the article as done, or reopen it
command-remove-article = Remove article…
    .tooltip = Remove the article and its claims from the project
command-show-guidelines = Guidelines
    .tooltip = Show or hide this project's guidelines
command-edit-guidelines = Edit guidelines…
    .tooltip = Edit this project's guidelines
command-show-check = Check project
    .tooltip = Show or hide the list of problems and open tasks
command-edit-scale = Rating scale…
    .tooltip = Edit the ratings that verdicts use
command-name-speakers = Name speakers from sources…
    .tooltip = Name the speakers of claims that came with their sources only
command-export = Export…
    .tooltip = Export claims to a file
command-export-again = Export again
    .tooltip = Repeat the last export, to the same file
command-save = Save now
    .tooltip = Changes are saved automatically; this saves immediately
command-save-as-one-file = Save as one file…
    .tooltip = Pack the project into one file that can be sent by mail
command-open-as-folder = Open as folder…
    .tooltip = Unpack a project that came as one file, into a folder of your choice
command-close-project = Close project
    .tooltip = Return to the start screen
command-quit = Quit
    .tooltip = Save and close the window
command-undo = Undo
    .tooltip = Undo the last change
command-redo = Redo
    .tooltip = Redo the change that was undone
command-copy = Copy
    .tooltip = Copy the selected words, or the claim's
command-copy-with-attribution = Copy with attribution
    .tooltip = Copy the claim with its speaker and article
command-copy-markdown = Copy as Markdown
    .tooltip = Copy the selected claims as Markdown quotations
command-copy-formatted = Copy as formatted text
    .tooltip = Copy the selected claims for a document or e-mail
command-toggle-left-panel = Show or hide left panel
    .tooltip = Show or hide articles and speakers
command-toggle-inspector = Show or hide the inspector
    .tooltip = Show or hide the details of the selected claim
command-zoom-in = Larger text
    .tooltip = Increase the text size
command-zoom-out = Smaller text
    .tooltip = Decrease the text size
command-zoom-reset = Reset text size
    .tooltip = Set the text size to 100%
command-theme-system = Theme: system
    .tooltip = Follow the system setting
command-theme-light = Theme: light
    .tooltip = Dark text on light
command-theme-dark = Theme: dark
    .tooltip = Light text on dark
command-help = Help
    .tooltip = Read the pages of the documentation
command-report-problem = Report a problem…
    .tooltip = Write version, system and log to a file, without any text of articles
command-tour = Tour
    .tooltip = Take the tour in six steps on a copy of the sample project, or leave it
command-reviewer-name = Reviewer name…
    .tooltip = Change the name on your reviews
command-shortcuts = Keyboard shortcuts
    .tooltip = Show all keyboard shortcuts
command-column-narrow = Column width: narrow
    .tooltip = Make the text column narrow
command-column-normal = Column width: normal
    .tooltip = Give the text column its default width
command-column-wide = Column width: wide
    .tooltip = Make the text column as wide as the window allows
command-spacing-tight = Line spacing: tight
    .tooltip = Reduce the space between lines
command-spacing-normal = Line spacing: normal
    .tooltip = Use the default space between lines
command-spacing-loose = Line spacing: loose
    .tooltip = Increase the space between lines
command-font-serif = Font: serif
    .tooltip = Show articles in a serif font
command-font-sans = Font: sans serif
    .tooltip = Show articles in the interface font
command-direction-automatic = Text direction: automatic
    .tooltip = Set direction by the first letter of each paragraph
command-direction-left-to-right = Text direction: left to right
    .tooltip = Set every paragraph left to right
command-direction-right-to-left = Text direction: right to left
    .tooltip = Set every paragraph right to left

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
articles-options = Sort, group and show articles
articles-sort = Sort by
articles-sort-added = Order added
articles-sort-date = Date
articles-sort-title = Title
articles-sort-publisher = Publisher
articles-sort-open-claims = Open claims
articles-sorted = Sort: { $by }
articles-group = Group by
articles-group-none = No groups
articles-group-month = Month
articles-group-tag = Tag
articles-group-state = State
articles-group-assigned = Assigned to
articles-grouped = Group: { $by }
articles-group-done = { $done } of { $articles }
articles-group-counted = { $articles ->
    [one] { $articles } article
   *[other] { $articles } articles
} · { $done } done
articles-group-reviewed = { $reviewed } of { $claims ->
    [one] { $claims } claim
   *[other] { $claims } claims
}
articles-no-publisher = No publisher
articles-no-date = No date
articles-no-tag = No tag
articles-not-assigned = Not assigned
articles-show = Show
articles-any = Any
articles-tags = Tags
articles-reviewed = Reviewed
articles-of = { $reviewed } of { $claims }
articles-list = List of { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
articles-select-all = Select all articles
articles-deselect = Deselect
articles-back = Back to the article
articles-filter-hint = Words, or publisher: date: tag: state:
articles-field-title = title
articles-field-publisher = publisher
articles-field-byline = byline
articles-field-date = date
articles-field-language = language
articles-field-tag = tag
articles-field-state = state
articles-field-assigned = assigned
    .nobody = nobody
articles-state-open = open
articles-details = Details…
articles-assign = Assign…
articles-assign-hint = Click: to read these. Again: take back.
articles-details-title = Details of { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
articles-details-explained = Only fields you fill in change.
articles-none-yet = none yet
articles-all-the-same = the same in all { $count }
articles-differ = { $count } differ
articles-unchanged = unchanged
articles-remove-tags = Remove tags
articles-from-names = From file names
articles-pattern-parts = date, publisher, title, language, tag, *
articles-pattern-fits = Fits { $fitting } of { $count ->
    [one] { $count } file name
   *[other] { $count } file names
}
articles-pattern-no-fit = does not fit
articles-pattern-empty = Put at least one field in braces: {"{"}date{"}"}_{"{"}publisher{"}"}
articles-pattern-unknown = Use only these in braces: date, publisher, title, language, tag, *
articles-pattern-unseparated = Put something between two fields, such as _
articles-change = Change { $count ->
    [one] { $count } article
   *[other] { $count } articles
}
articles-remove = Remove { $count ->
    [one] { $count } article
   *[other] { $count } articles
}?
articles-remove-button = Remove articles
sidebar-all = All articles
sidebar-open = Articles not done
sidebar-done = Done articles
sidebar-article = { $title }, { $state }, { $reviewed } of { $claims } claims reviewed
article-done-waits = Done for you. { $count ->
    [one] { $names } still reads this article.
   *[other] { $names } still read this article.
}
article-state-done = done
article-state-done-unreviewed = done, some claims unreviewed
article-state-not-started = not started
article-state-started = started
article-state-partly-reviewed = partly reviewed
article-state-reviewed = all claims reviewed
sidebar-speakers = Speakers
sidebar-give-key = Key { $key }
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
naming-title = Name speakers from sources
naming-explanation = These claims have a source but no speaker. Equal words become one speaker. This is one step for Undo.
naming-none = Every claim with a source has a speaker.
naming-include = Name the speaker of “{ $words }”
naming-name-of = Speaker of “{ $words }”
naming-name = { $count ->
    [one] Name the speaker of 1 claim
   *[other] Name the speakers of { $count } claims
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
picker-new-in-article = new, named in the article
picker-new-nearby = new, named nearby
picker-new = new speaker
picker-not-stated = Not stated
picker-names-no-one = { $cue } names no one
picker-denies = denies it
picker-relayed-by = relayed by { $name }
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
menu-project = Project
menu-edit = Edit
menu-claim = Claim
menu-review = Review
menu-view = View
menu-help = Help
palette-needs-project = open a project first
palette-needs-claim = select a claim first
palette-needs-words = select words first
palette-needs-workspace = not in this workspace
palette-article = article
palette-speaker = speaker
shortcuts-title = Keyboard shortcuts
shortcuts-close = Close
gesture-drag = Drag
    .does = Select words (hold Alt for exact characters)
gesture-double-click = Double, triple click
    .does = Select a word, a sentence
gesture-ctrl-click = Ctrl+click
    .does = Select a quotation
gesture-digits = 1 to 9, 0
    .does = Attribute to speaker 1–9, or 0 for the article
gesture-letters = Letters, Enter
    .does = Attribute by name, or add a speaker
gesture-arrows = Arrows
    .does = Move the caret (Ctrl: word, Alt: sentence)
gesture-shift-arrows = Shift+arrows
    .does = Extend the selection
gesture-suggestions = Tab, Shift+Tab
    .does = Next and previous suggestion
gesture-take = Enter, Backspace
    .does = Take the suggestion; refuse it for good
gesture-rows = Space, Ctrl+A
    .does = Select rows of the table

### Window: article, inspector, guidelines; what undo says

article-text = Article text
article-loading = Loading the article…
article-lit-source = source
article-lit-cue = cue
article-menu-mark = Mark as claim…
article-overview = Overview of claims
article-remove = Remove “{ $title }”?
article-remove-explained = { $claims ->
    [0] This removes the article from the project folder. You can undo this.
    [one] This removes the article and its claim from the project folder. You can undo this.
   *[other] This removes the article and its { $claims } claims from the project folder. You can undo this.
}
article-remove-button = Remove article

### Suggestions of whole claims

suggestions-title = Suggestions
suggestions-chip = Suggested claim by { $who }
suggestions-region = Suggestions, { $count } in this article
suggestions-counts = { $here } here · { $all } in all
    .counting = { $here } here · { $all }… in all
suggestions-reading = Reading…
suggestions-none-left = No suggestions left in this article
suggestions-blind = No suggestions here: this article is a control
suggestions-fewer = fewer, surer
suggestions-more = more
suggestions-level = How many suggestions: { $place } of { $count }
suggestions-right-here = about { $right } in 10 right
suggestions-right-expected = about { $right } in 10 expected
suggestions-right-explained = What was measured in this project, once 30 have been decided on; until then what the model expects
suggestions-too-few = too few to tell
suggestions-take-all = Take all…
suggestions-take-all-question = { $count ->
    [one] Take the sure suggestion?
   *[other] Take the { $count } sure suggestions?
}
suggestions-take-all-explained = They will be marked, not reviewed. This is one step for Undo.
suggestions-take-all-button = Take them
suggestions-next = Next suggestion
suggestions-previous = Previous suggestion
suggestions-hide = Hide suggestions
suggestions-sure = sure
suggestions-likely = likely
suggestions-unsure = unsure
suggestions-no-source = not stated in the text
suggestions-denies = { $cue } (denies)
suggestions-nobody = Nobody named
suggestions-new-speaker = new speaker
suggestions-because = because { $reasons }
suggestions-because-cue = “{ $words }” attributes it
suggestions-because-source = “{ $words }” stands beside the cue
suggestions-because-quotation = it stands in quotation marks
suggestions-because-opening = “{ $words }” opens it
suggestions-because-learned = “{ $words }” was decided so here before
suggestions-mended = changed by you
suggestions-key-take = take
suggestions-key-next = next
suggestions-key-never = never again
suggestions-key-end = end
suggestions-key-speaker = speaker
suggestions-number = Suggestion { $number } of { $count }
suggestions-why = Why it is suggested
suggestions-would-say = What it would say
suggestions-says = { $who } said: { $words }
suggestions-only = Only a suggestion
suggestions-only-explained = A suggestion is in no count, export or file until you take it
suggestions-so-far = So far, in this project
suggestions-taken = Taken as they were
suggestions-changed = Taken and changed
suggestions-refused = Never again
suggestions-by-hand = Marked without one
suggestions-blind-share = 1 article in { $count } gets none, as a control
suggestions-told-taken = Taken as it was: { $who }
suggestions-told-changed = Taken and changed: { $who }
suggestions-told-all = { $count ->
    [one] 1 suggestion taken
   *[other] { $count } suggestions taken
}
suggestions-told-refused = Never suggested again
suggestions-settings = Suggestions
suggestions-settings-explained = Claims are suggested from the article's words. Nothing is sent anywhere, and nothing counts until you take it.
suggestions-show = Show suggestions in the text
suggestions-blind-articles = Articles without suggestions
suggestions-blind-none = None
suggestions-one-in = 1 article in { $count }
suggestions-blind-explained = Sayso picks them at random. They show no suggestions until they are done, so that you can see how much suggestions change the result.
suggestions-refused-here = { $count ->
    [one] 1 suggestion of this article is never made again
   *[other] { $count } suggestions of this article are never made again
}
suggestions-allow-again = Suggest again
suggestions-learn = Learn from what is decided about suggestions in this project
suggestions-learnt-nothing = Nothing learnt here yet
suggestions-learnt = Learnt from { $count } decisions. Weights are kept on this computer, and no text.
suggestions-learnt-cues = As cues
suggestions-learnt-openings = As beginnings of claims
suggestions-learnt-extents = Within cues
suggestions-forget = Forget what was learnt
suggestions-done = Close

claim-chip = Claim: “{ $words }”, { $who }, { $review }
claim-chip-rated = Claim: “{ $words }”, { $who }, { $review }, { $rating }
claim-chip-tooltip =
    { $who } · { $review }
    “{ $words }”
claim-decide = { $command }: { $who }
claim-copied = “{ $words }” ({ $who }, { $title })
claim-go-above = Go to the claim's span above
claim-go-below = Go to the claim's span below

# For a screen reader: by 'by Iraqi army', state 'accepted', about both with the words of the claim.
claim-by = by { $who }
claim-by-nobody = unattributed
claim-by-article = in the article's own voice
claim-by-and-state = { $by }, { $state }
claim-continued = continued
claim-about = { $by }, { $state }: “{ $words }”
claim-named = Claim { $what }: “{ $words }”
claim-previous = Previous claim { $about }
claim-next = Next claim { $about }
claim-number = Claim { $number } of { $count }
claim-selected = { claim-number } { $about }
claim-begins = (claim { $what })
claim-continues = (claim continues)
claim-ends = (end of claim)
claim-of-ends = (end of claim { $by })

claims-not-found = { $count ->
    [one] 1 claim not found in the text
   *[other] { $count } claims not found in the text
}
claims-not-found-short = { $count } not found
claims-not-found-tooltip = { claims-not-found }: the words are no longer in the article
claims-not-found-hint = Press Enter, select the words that now make the claim, then press { $key }
claims-not-found-row = Claim not found in the text: { $words }, { $who }
claims-all-found = All claims of this article were found in the text

text-zoom = { $percent }%
text-zoom-button = Text: { $zoom }
text-zoom-tooltip = Text size, column width, line spacing, font, direction
text-size = Text size
text-column = Column width
text-narrow = Narrow
text-wide = Wide
text-normal = Normal
text-spacing = Line spacing
text-tight = Tight
text-loose = Loose
text-font = Font
text-font-serif = Serif
text-font-sans = Sans serif
text-direction = Text direction
text-direction-of-article = Text direction of this article
text-direction-automatic = Automatic
text-ltr = Left to right
text-rtl = Right to left

inspector-nothing-selected = No claim selected
inspector-hint-key = Drag over a claim, then press its speaker's key: 1 to 9, or 0 for the article.
inspector-hint-name = Or type part of a name and press Enter.
inspector-hint-keys = J and K: next and previous claim. A: accept, D: dispute, X: reject.
inspector-field = { $name }: { $value }
inspector-remove-span = Remove this span
inspector-not-found = Not found in the text
inspector-not-found-hint = Select the words that now make the claim, then press { $command } ({ $key })
inspector-move-here = { $command }: “{ $words }”
inspector-speaker = Speaker
inspector-choose-speaker = choose a speaker…
inspector-change-speaker = Change speaker
inspector-edit-speaker = Edit speaker…
inspector-remove-speaker = Remove speaker
inspector-unknown-speaker = Unknown speaker { $id }
inspector-in-document = In document
inspector-relayed-by = Relayed by
inspector-add-relay = Who relayed it to them…
inspector-jointly-with = Jointly with…
inspector-add-document = In a document…
inspector-remove-from-chain = Remove from chain
inspector-move-up = Move up in chain
inspector-source = Source
inspector-cue = Cue
inspector-select-words = select the words, then press { $key }
inspector-clear-words = Clear
inspector-inferred = Inferred: not named in the text
inspector-cue-that-denies = Denies
inspector-add-alias = Add as alias
inspector-add-alias-explained = Adds “{ $alias }” as an alias of { $name }, so that it is recognised next time
inspector-confirm-source = Confirm suggested source
inspector-confirm-cue = Confirm suggested cue
inspector-confirm-explained =
    { $name }: “{ $words }”
    Press { $key } to confirm source and cue
inspector-quotation = Quotation
inspector-quotation-detected = detected from quotation marks
inspector-quotation-set = set by hand
inspector-review = Review
inspector-reason = Reason
inspector-reason-hint = optional
inspector-decided = { $reviewer }: { $decision }
inspector-decided-with-reason = { $reviewer }: { $decision } · { $reason }
inspector-verdict = Verdict
inspector-no-verdict = No verdict
inspector-verdict-set-by = { $rating } · set by { $reviewer }, { $when }
inspector-verdict-stale = Given before the claim changed
inspector-verdict-keys = A digit sets it, 0 clears it · Esc: cancel
inspector-evidence = Evidence
inspector-evidence-counts = { $supports } supports · { $refutes } refutes
inspector-evidence-empty = Nothing entered yet
inspector-evidence-line = Evidence: { $title }, { $stance }
inspector-evidence-keys = Alt 1 supports · Alt 2 refutes · Alt 3 context · Enter: done
inspector-evidence-done = Close evidence
inspector-edit-evidence = Edit evidence
inspector-remove-evidence = Remove evidence
inspector-evidence-url = Evidence URL
inspector-evidence-title = Evidence title
inspector-evidence-title-hint = title
inspector-evidence-excerpt = Evidence excerpt
inspector-evidence-excerpt-hint = relevant passage
inspector-evidence-accessed = Date accessed
inspector-evidence-accessed-hint = YYYY-MM-DD
inspector-evidence-date-problem = Enter a date as YYYY-MM-DD, for example 2024-02-11
inspector-stance = Evidence supports or refutes
inspector-note = Note
inspector-note-hint = notes for other reviewers
inspector-tags = Tags
inspector-tags-hint = comma-separated

# The chain read back: 'United States said that Army denied (“denies that”) in Statement, partly quoted: it fired'.
read-back-article = The article says: { $words }
read-back-quoted = { $said }, quoted: { $words }
read-back-partly-quoted = { $said }, partly quoted: { $words }
read-back-reported = { $said }: { $words }
read-back-said = { $who } said
read-back-denied = { $who } denied
read-back-inferred = { $said } (inferred)
read-back-in-document = { $said } in { $document }
read-back-that = { $relayed } that { $said }
read-back-and = { $names } and { $last }
read-back-unknown-speaker = An unknown speaker

history-title = History
history-empty = No history yet. It starts with your next change.
history-earlier = { $count ->
    [one] 1 earlier change
   *[other] { $count } earlier changes
}
history-by = { $reviewer }, { $when }
history-of = { $reviewer }: { $change }
history-marked = marked “{ $words }”
history-removed = removed “{ $words }”
history-words = changed words to “{ $words }”
history-attributed = attributed to { $who }
history-unattributed = set to unattributed
history-source = source “{ $words }”
history-no-source = source removed
history-cue = cue “{ $words }”
history-no-cue = cue removed
history-chain = changed the attribution chain
history-quotation = quotation type set to { $kind }
history-quotation-automatic = quotation type set to automatic
history-no-review = cleared the review
history-reason = changed the reason
history-rated = rated “{ $rating }”
history-no-verdict = cleared the verdict
history-evidence = changed the evidence
history-note = changed the note
history-tags = tags { $tags }
history-no-tags = removed all tags

guidelines-search = Search the guidelines
guidelines-search-hint = Search…
guidelines-match = { $number } of { $count }
guidelines-no-matches = No matches
guidelines-markdown = Markdown: # heading, - list, **bold**, *italic*, > quote, `code`, [link](URL)
guidelines-source = Guidelines in Markdown
guidelines-source-hint = # What counts as a claim
guidelines-none = No guidelines yet
guidelines-none-explained = Guidelines tell annotators how to mark claims in this project.
guidelines-insert-default = Start from the default guidelines
guidelines-write = Write your own…
guidelines-edit = Edit
guidelines-done = Done

# On a link that opens a question.
fix-remove = Remove
fix-remove-all = Remove all
fix-remove-speaker = Removes { $name }. No claim or speaker uses it.
fix-remove-speakers = Removes { $count } speakers. No claim or speaker uses them.
fix-add = Add
fix-add-rating = Adds “{ $rating }” to the end of the scale. Verdicts do not change.
fix-reopen = Reopen
fix-reopen-article = Reopens “{ $title }”. Its claims do not change.
fix-clear = Clear
fix-clear-source = Clears the source “{ $words }”. The claim and its speaker stay.
fix-clear-cue = Clears the cue “{ $words }”. The claim and its speaker stay.

notice-files-failed = { $count } files could not be imported
notice-no-font = This computer has no font for “{ $letters }”: boxes are shown in their place
notice-no-font-hint = The text itself is whole. Install a font that has these letters, for example one of Noto (noto.google.com), and start Sayso again.
notice-crash = Sayso crashed last time
notice-crash-file = A crash report was saved: { $path }
notice-crash-hint = The report holds the program's version, the place of the error and its log, but nothing of your articles. Send it to whoever maintains Sayso.
notice-open-folder = Open folder

undo-step = Undo { $step }
redo-step = Redo { $step }
undo-undone = Undone: { $step }
undo-redone = Redone: { $step }

undo-mark-claim = mark claim
undo-delete-claim = delete claim
undo-delete-claims = delete claims
undo-edit-claims = edit claims
undo-add-span = add span
undo-remove-span = remove span
undo-resize-claim = resize claim
undo-move-claim = move claim
undo-clear-missing-words = clear missing words
undo-set-quotation-type = set quotation type
undo-edit-note = edit note
undo-edit-tags = edit tags
undo-attribute-claim = attribute claim
undo-add-joint-speaker = add joint speaker
undo-remove-claim-speaker = remove speaker from claim
undo-add-relaying-speaker = add relaying speaker
undo-add-document = add document to chain
undo-remove-from-chain = remove from chain
undo-reorder-chain = reorder chain
undo-set-source = set source
undo-set-cue = set cue
undo-remove-source = remove source
undo-remove-cue = remove cue
undo-confirm-suggestion = confirm source and cue
undo-mark-inferred = mark speaker as inferred
undo-set-denial = set denial
undo-accept-claim = accept claim
undo-dispute-claim = dispute claim
undo-reject-claim = reject claim
undo-clear-review = clear review
undo-accept-claims = accept claims
undo-dispute-claims = dispute claims
undo-reject-claims = reject claims
undo-clear-reviews = clear reviews
undo-edit-reason = edit reason
undo-rate-claim = rate claim
undo-add-evidence = add evidence
undo-edit-evidence = edit evidence
undo-classify-evidence = classify evidence
undo-remove-evidence = remove evidence
undo-name-speakers = name speakers
undo-take-suggestion = take suggestion
undo-take-suggestions = take suggestions
undo-refuse-suggestion = never suggest again
undo-allow-suggestions = suggest again
undo-set-blind = choose articles without suggestions
undo-add-speaker = add speaker
undo-edit-speaker = edit speaker
undo-edit-aliases = edit aliases
undo-edit-role = edit role
undo-edit-wikidata = edit Wikidata ID
undo-add-alias = add alias
undo-edit-affiliation = edit affiliation
undo-remove-speaker = remove speaker
undo-remove-unused-speakers = remove unused speakers
undo-merge-speakers = merge speakers
undo-split-speaker = split speaker
undo-add-articles = { $new ->
    [one] add article
   *[other] add { $new } articles
}
undo-update-articles = { $updated ->
    [one] update article
   *[other] update { $updated } articles
}
undo-add-and-update-articles = { $new ->
    [one] { $updated ->
        [one] add article and update article
       *[other] add article and update { $updated } articles
    }
   *[other] { $updated ->
        [one] add { $new } articles and update article
       *[other] add { $new } articles and update { $updated } articles
    }
}
undo-remove-article = remove article
undo-remove-articles = remove articles
undo-edit-details = edit article details
undo-edit-details-of-many = edit details of articles
undo-set-direction = set text direction
undo-mark-done = mark article as done
undo-reopen-article = reopen article
undo-settle = settle differences
undo-assign = assign articles
undo-unassign = take assigned articles back
undo-edit-guidelines = edit guidelines
undo-insert-default-guidelines = insert default guidelines
undo-edit-scale = edit rating scale
undo-add-rating = add rating
undo-name-publisher = name the publisher
undo-rename-reviewer = edit reviewer name

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
claims-filter-not-found = Not found in the text
claims-merged = { $count ->
        [one] Merged just now: 1
       *[other] Merged just now: { $count }
    }
claims-repeated = Repeated
claims-facets-hint = Click: any of. Again: none of.
claims-facet-chosen = { $field }: { $values }
claims-facet-or = { " or " }
claims-facet-not = not { $value }
claims-facet-marker = Marked by
claims-facet-reviewer = Reviewed by
claims-facet-origin = Suggestions
claims-facet-unsettled = Changed by two people
claims-facet-no-tag = no tag
claims-facet-no-marker = not known
claims-facet-no-reviewer = nobody
claims-facet-no-role = no role
claims-facet-no-language = not known
claims-facet-no-note = no note
claims-facet-a-note = a note
claims-facet-settled = no difference
claims-facet-differing = differently, to be settled
claims-facet-taken = taken as suggested
claims-facet-changed = suggested, then changed
claims-facet-by-hand = marked by hand
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
details-page = Page
    .hint = 4, A7
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
    .explanation = Choose the new version from the list, or enter its path.
project-add-path = Add articles
    .explanation = Choose a file or folder from the list, or enter its path.
project-add-folder = Add folder
project-choose-folder = Choose a folder from the list, or enter its path.
project-copy-path = Save a copy here
project-export-path = Export here
project-parent-folder = Parent folder
project-open-path = Open
    .explanation = Choose a project folder or text file from the list, or enter its path.
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
project-packed-path = Enter the path of a project in one file.
project-one-file = Projects in one file
project-save-copy = Save a copy in…
project-copy-saved = Copy saved as a project of its own: { $path }

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
start-purpose = Mark the claims in news articles, and record who makes them.
start-try = Try it
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
start-sample-about = an example to explore
start-tour-about = six steps, two minutes

help-title = Help
help-close = Close
problem-reported = The report was written: { $path }
    .hint = Say in it what happened, and send it to whoever looks after Sayso for you. It holds no text of articles.

tour-title = Tour
tour-step = Tour, step { $number } of { $count }
tour-mark = Mark a claim
tour-mark-how = A claim is what somebody says, without “he said”. Drag over these words: “{ $words }”
tour-attribute = Say who says it
tour-attribute-how = These words are a claim, and the sentence tells who makes it. Press Enter to take the suggested speaker, or type a name.
tour-confirm = Confirm source and cue
tour-confirm-how = The source names the speaker, the cue attributes, such as “speak of”. They are evidence that the claim is theirs. Press { $key } to confirm what is suggested.
tour-decide = Decide
tour-decide-how = A reviewer says whether the claim is recorded right. Press { $accept } to accept it, { $dispute } to dispute it, { $reject } to reject it.
tour-find = Find it in the table
tour-find-how = All claims of all articles are in one table, to filter, sort and group. Press { $key } to show it.
tour-export = Export reviewed claims
tour-export-how = Other programs get spreadsheets, documents or data. Press { $key }, then Enter to write the file beside the project.
tour-done = Done: { $claims ->
    [one] { $claims } claim
   *[other] { $claims } claims
} marked
tour-done-how = This was a copy of the sample project. Menu › Help has the keys and the documentation; your own articles wait.
tour-open-own = Open your own articles…
tour-waits = Goes on when you have done it
tour-select-words = Select them for me  (Ctrl Enter)
tour-next = Next
tour-skip = Skip this step
tour-back = Back
tour-leave = Leave the tour

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
files-unpack-folder = Unpack within
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
window-reading = Reading the project
window-reading-folder =
    { $path }

    Its articles appear on the left as they are read.
window-drop-articles =
    Drop article files or folders here: text, web pages, Word, PDF, tables.
    Or press Ctrl+Shift+O to choose files, Ctrl+V to paste text.
window-select-article = Select an article on the left

status-claims = { $count ->
    [one] claim
   *[other] claims
}
status-articles = { $count ->
    [one] article
   *[other] articles
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
status-to-resolve = to resolve
status-resolved = resolved
status-saved = Saved
    .tooltip = All changes saved
status-saving = Saving…
    .tooltip = Changes are saved within a second
status-read-only = Read-only
status-failed = Could not save, retrying

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
export-changed-meanwhile = “{ $path }” was changed while the project was exported; export again
export-publisher-missing = publisher and page URL are missing (set them in the export form, or use --publisher and --page)
# At the end of a cell that holds only the beginning of its text.
export-cell-cut = … (cut, { $count ->
    [one] { $count } character
   *[other] { $count } characters
})
export-cut = { $count ->
    [one] { $count } cell is too long for Excel and was cut: { $cells }
   *[other] { $count } cells are too long for Excel and were cut: { $cells }
}
    .hint = The whole texts are on the sheet “Long texts”.
export-cut-cell = { $column } of { $of } ({ $count ->
    [one] { $count } character
   *[other] { $count } characters
})
export-cut-more = { $count } more
export-cut-claim = claim { $id } in “{ $title }”

formats-for-people = Documents and tables
formats-for-the-web = Web
formats-for-programs = Data and annotation tools
formats-includes = Includes: { $what }
formats-leaves-out = Leaves out: { $what }
formats-offsets = Offsets: { $unit }
formats-no-offsets = none

format-xlsx = Excel workbook
    .audience = Excel, LibreOffice and Google Sheets. The best choice for a table.
    .includes = Sheets for claims, reviews, speakers, articles and a summary.
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
    .leaves-out = Article texts, roles and affiliations, individual reviews.
format-claimreview = ClaimReview
    .audience = Fact-check pages and Google's Fact Check Explorer.
    .includes = One JSON-LD file per rated claim, ready to embed.
    .leaves-out = Claims without a verdict, rejected claims unless you ask for them, offsets, sources, cues, chains.
format-jsonl = JSON Lines
    .audience = Backup, other programs, moving a project.
    .includes = All articles, claims, speakers, reviews, verdicts, evidence and guidelines.
    .leaves-out = History and original files.
format-claims-jsonl = JSON Lines: claims
    .audience = pandas, DuckDB, Hugging Face: one record per claim.
    .includes = Claim with article, first speaker, source, cue, reviews, verdict.
    .leaves-out = Article texts, chains, evidence.
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
    .includes = Speaker, quote, verb, offsets, review status.
    .leaves-out = All else; joint and relayed speakers become one name.
format-quotebank = Quotebank
    .audience = Media research with Quotebank's tools.
    .includes = Quotation, speaker, Wikidata IDs, date, URL, review status.
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
    .leaves-out = Speakers, reviews, verdicts, evidence, notes, and rejected claims unless you ask for them.
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


### Adding articles: window and warnings

import-file-kind-text = plain text
import-file-kind-markdown = Markdown
import-file-kind-html = web page (HTML)
import-file-kind-docx = Word document (DOCX)
import-file-kind-odt = OpenDocument text (ODT)
import-file-kind-pdf = PDF document
import-file-kind-epub = e-book (EPUB)
import-file-kind-mail = e-mail (EML)
import-file-kind-mailbox = mailbox (MBOX)
import-file-kind-feed = feed (RSS or Atom)
import-file-kind-jsonfeed = JSON Feed
import-file-kind-ninjs = agency article (ninjs)
import-file-kind-csv = table (CSV)
import-file-kind-xlsx = Excel workbook (XLSX)
import-file-kind-jsonl = table (JSON Lines)
import-file-kind-transcript = transcript (WebVTT, SRT, SBV, TTML)
import-file-kind-newsml = agency article (NewsML-G2, NITF)
import-file-kind-scholarly = TEI or JATS document
import-file-kind-web-archive = web archive (WARC, WACZ)
import-file-kind-references = reference list (RIS)
import-file-kind-posts = Telegram or X export
import-file-kind-bundle = archive of articles (ZIP)
import-file-kind-rtf = rich text document (RTF)
import-format-sayso-lines = Sayso JSON Lines
import-pasted-text = pasted text

import-warning-encoding-guessed = encoding guessed as { $encoding }; check that the text looks right
import-warning-not-decodable = { $count ->
    [one] { $count } character is not valid { $encoding } and appears as �; try another encoding
   *[other] { $count } characters are not valid { $encoding } and appear as �; try another encoding
}
import-warning-long-line = line { $line } is very long ({ $size }) and may be slow
import-warning-partial = { $count ->
    [one] { $count } article is an excerpt or summary only
   *[other] { $count } articles are excerpts or summaries only
}
import-warning-changes-accepted = tracked changes were accepted
import-warning-tags-removed = HTML tags in the texts were removed
import-warning-lines-joined = { $hyphens ->
    [0] lines were joined into paragraphs
    [one] lines were joined into paragraphs; { $hyphens } end-of-line hyphen removed
   *[other] lines were joined into paragraphs; { $hyphens } end-of-line hyphens removed
}
import-warning-running-lines = { $count ->
    [one] page headers and footers removed ({ $count } line)
   *[other] page headers and footers removed ({ $count } lines)
}
import-warning-pages-without-text = { $count ->
    [one] { $count } of { $pages } pages has no text and may be a scan
   *[other] { $count } of { $pages } pages have no text and may be scans
}
import-warning-letters-unknown = { $count ->
    [one] { $count } letter is missing: the file does not say which character it is
   *[other] { $count } letters are missing: the file does not say which characters they are
}
import-warning-whole-page = could not find the article in the page; the whole page was imported
import-warning-article-in-doubt = the article may be another part of the page; compare it with the page, or choose another part (--part 2, --part whole)
import-warning-parts-of-page = { $count ->
    [one] skipped { $count } file that a browser saved with a page
   *[other] skipped { $count } files that a browser saved with a page
}
import-warning-without-text = { $count ->
    [one] { $count } entry without text was skipped
   *[other] { $count } entries without text were skipped
}
import-warning-dates-not-read = { $count ->
    [one] a date was not read: { $first }; it names no day, or one of two. Write it as 2024-04-03 and add the file again, or correct it in the article’s details
   *[other] { $count } dates were not read, such as { $first }; they name no day, or one of two. Write them as 2024-04-03 and add the file again, or correct them in the articles’ details
}
import-warning-columns-guessed = columns were mapped automatically: { $columns }
import-warning-attachments = attachments were not imported: { $names }
import-warning-repeated-lines = { $count ->
    [one] 1 repeated line was left out
   *[other] { $count } repeated lines were left out
}
import-warning-pages-not-read = { $count ->
    [one] 1 archived page could not be read
   *[other] { $count } archived pages could not be read
}
import-warning-encoded-twice = { $count ->
    [one] 1 page was encoded twice and was put right
   *[other] { $count } pages were encoded twice and were put right
}
import-warning-parts-not-read = { $count ->
    [one] 1 file in the archive was not read: { $names }
   *[other] { $count } files in the archive were not read: { $names }
}
import-warning-press-database = { $count ->
    [one] read as 1 article of a press database; its head and foot were left out
   *[other] split into { $count } articles of a press database; their heads and feet were left out
}
import-warning-looks-like = the text looks like { $what }; check that this is an article
import-looks-like-markup = markup
import-looks-like-code = code
import-looks-like-header = the header of a message or record
import-looks-like-data = data
import-warning-lost-before = { $count ->
    [one] 1 character was already lost in the file (�)
   *[other] { $count } characters were already lost in the file (�)
}
import-warning-attached-mails = { $count ->
    [one] 1 attached message was added as an article
   *[other] { $count } attached messages were added as articles
}
import-damaged-record = a record without its length
import-damaged-source = the text “{ $name }” is missing
import-unnamed-attachment = unnamed attachment

import-error-empty = the file is empty: { $path }
import-error-blank = the file contains only white space: { $path }
import-error-too-large = the file is too large: { $size } (limit { $limit }): { $path }
import-error-not-supported = { $what } is not supported: { $path }
import-error-could-not-read = could not read this { $format }: { $reason }: { $path }
import-error-no-text-column = could not tell which column of this { $format } holds the article text; columns: { $columns }: { $path }

import-reason-damaged = damaged file: { $detail }
import-reason-part-missing = damaged file: { $part } is missing
import-reason-no-text = no text found
import-reason-made-by-script = its text is made by a script
import-reason-no-such-part = { $count ->
    [one] the page has only { $count } part that may be the article
   *[other] the page has only { $count } parts that may be the article
}
import-reason-locked = password-protected
import-reason-scanned = scanned pages without text
import-reason-letters-unknown = the file does not say which characters its letters are
import-reason-nested-too-deeply = nested too deeply (limit { $limit })
import-reason-entities = XML entities are not allowed
import-reason-too-many-parts = too many parts (limit { $limit })
import-reason-zip-bomb = expands to more than { $limit }
import-reason-too-long = too long (limit { $limit })
import-reason-path-traversal = unsafe path in the archive: “{ $name }”
import-reason-no-text-column = no column for the article text; columns: { $columns }
import-reason-empty-column = column “{ $column }” is empty; columns: { $columns }
import-reason-no-such-column = no column “{ $column }”; columns: { $columns }
import-reason-unknown-form = no article found in a known format
import-reason-parser-panicked = the file is damaged or has an unusual structure
import-reason-timed-out = { $seconds ->
    [one] timed out after { $seconds } second
   *[other] timed out after { $seconds } seconds
}
import-reason-cancelled = cancelled

import-part-book-package = the book's package
import-damaged-line = line { $line }: { $detail }
import-damaged-zip-directory = the ZIP directory is missing or damaged (incomplete download?)
import-damaged-not-xml = not valid XML text
import-damaged-unexpected-end = unexpected end of file
import-damaged-no-mail-header = no e-mail header
import-damaged-packed = its pages are packed in a way that is not known ({ $filter })
import-damaged-cross-references = unsupported cross-reference table
import-damaged-utf-8 = invalid UTF-8 at byte { $byte }
import-sayso-lines-newer = written by a newer version of Sayso
import-sayso-lines-speaker-type = unknown speaker type
import-sayso-lines-claim-without-words = claim without words
import-sayso-lines-missing-article = claim of a missing article “{ $article }”
import-sayso-lines-unknown-value = unknown value

import-hint-empty = Check that the download or the copy is complete.
import-hint-too-large = Split the file into single articles.
import-hint-damaged = Open and resave it in the program that made it, or paste its text.
import-hint-no-text = Check that this is the right file, or paste its text.
import-hint-made-by-script = Open the page in a browser and save it from there (Ctrl+S), or paste its text.
import-hint-no-such-part = Choose a lower number, or the whole page.
import-hint-locked = Open it with its password and save a copy without one.
import-hint-scanned = Run text recognition (OCR) on it first, or paste the article's text.
import-hint-malicious = The file may be malicious. If you trust it, paste its text.
import-hint-map-columns = Map the columns: --map text=Body,title=Headline.
import-hint-unknown-form = Save the articles as plain text, HTML, or a table with one article per row.
import-hint-copy = Open it and paste the article's text, or save it as plain text (.txt).
import-hint-resave = Save it as DOCX or ODT in a word processor, or paste its text.
import-hint-add-text = Add the article's text as a plain text file (.txt), or paste it.
import-hint-extract = Extract it and add the files inside.
import-hint-resave-utf-8 = Resave it as UTF-8 in a text editor.

import-unsupported-postscript = a PostScript document
import-unsupported-old-office = an old Office document (such as .doc)
import-unsupported-picture = a picture ({ $format })
import-unsupported-audio = an audio file ({ $format })
import-unsupported-video = a video ({ $format })
import-unsupported-archive = an archive ({ $format })
import-unsupported-program = a program
import-unsupported-database = a database ({ $format })
import-unsupported-utf-32 = UTF-32 text
import-unsupported-xml = an unknown XML format
import-unsupported-binary = binary data

import-unplaced = { $why }: { $label } “{ $words }”
import-unplaced-in-line = { $why }: { $label } “{ $words }”, line { $line }
import-page-not-at-hand = { $count ->
    [one] { $count } annotation is of a page that is no article of the project ({ $source }): { $path }
   *[other] { $count } annotations are of a page that is no article of the project ({ $source }): { $path }
}
    .hint = Add the page first, then add its annotations (on the command line with --update).
import-unplaced-end-mended = its end was one character past the text and was moved back
import-unplaced-not-there = the words are not at the given offsets
import-unplaced-without-claim = not linked to a claim
import-unplaced-dangling = refers to a missing annotation
import-unplaced-unreadable = could not be read
import-unplaced-without-text = its text is missing
import-unplaced-unknown-party = refers to an unknown speaker or reviewer
import-unplaced-changed-since = added or moved by another program
import-unplaced-line = line
import-unplaced-text = text
import-unplaced-article = article
import-unplaced-claim = claim
import-unplaced-speaker = speaker
import-offset-unit-characters = Unicode characters
import-offset-unit-utf-16 = UTF-16 units
import-offset-unit-bytes = bytes
import-offset-unit-graphemes = characters as they are read (grapheme clusters)

import-unknown-field = unknown field “{ $name }”; use one of { $names }
import-unknown-unit = unknown unit “{ $name }”; use one of { $names }
import-unknown-annotation-type = unknown annotation type “{ $name }”; use one of { $names }
import-pair-no-equals = “{ $pair }” has no =
import-pair-unclosed = unclosed quotation mark in “{ $pair }”
import-pair-no-comma = no comma before “{ $rest }”

import-size-bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}
import-size-kb = { $size } KB
import-size-mb = { $size } MB

import-title-add = Add articles
import-title-update = Update article
import-add = { $count ->
    [one] Add { $count } article
   *[other] Add { $count } articles
}
import-update = { $count ->
    [one] Update { $count } article
   *[other] Update { $count } articles
}
import-add-and-update = { $count ->
    [one] Add { $count } article, update { $updated }
   *[other] Add { $count } articles, update { $updated }
}
import-tables-need-mapping = { $count ->
    [one] { $count } table needs a column mapping
   *[other] { $count } tables need a column mapping
}

import-summary-read = { $count ->
    [one] { $count } article read
   *[other] { $count } articles read
}
import-summary-known = { $count } already in the project
import-summary-versions = { $count ->
    [one] { $count } new version
   *[other] { $count } new versions
}
import-summary-duplicates = { $count ->
    [one] { $count } duplicate
   *[other] { $count } duplicates
}
import-summary-warnings = { $count } to look at
import-summary-tables = { $count ->
    [one] { $count } table needs columns mapped
   *[other] { $count } tables need columns mapped
}
import-summary-unread = { $count } could not be read
import-summary-passed-over = of other kinds, not read: { $kinds }
import-other-kind = { $count } .{ $ending }
import-other-kind-without-ending = { $count } without an extension
import-summary-truncated = too many files; not all were read
import-summary-cancelled = import cancelled; remaining files were not read
import-summary-rereading = rereading…

import-select-all = Select all articles
    .tooltip = Select all new articles (Ctrl+A)
    .none-new = All are already in the project; select any to add anyway
import-deselect-all = Deselect all (Ctrl+A)
import-selected = { $on } of { $all } selected
import-row-select = Add: { $title }
import-row-map-columns = Map columns…
import-row-unread = could not be read
import-row-new-version = new version
import-row-known = already in the project
import-row-duplicate = duplicate
import-row-same-url = same URL

import-join-lines = Join lines into paragraphs
import-encoding-set = Encoding set to { $encoding }
import-quoted-title = “{ $title }”
import-quoted-title-of-file = “{ $title }” ({ $file })
import-twin-same-text = Same text as { $title }
import-twin-new-version = New version of { $title }
import-twin-in-project = Already in the project: { $title }
import-twin-duplicate = Duplicate of { $title }
import-twin-url-in-project = The project has an article with this URL but a different text: { $title }
import-twin-url-in-import = Another article in this import has this URL but a different text: { $title }
import-rival = “{ $title }” already updates this article. Only one new version can.
import-update-adds-claims = Update adds the imported claims. Existing claims at the same offsets do not change.
import-take = Action for this article
import-take-no-update = Do not update
import-take-skip = Skip
import-take-both = Keep both
import-take-update = Update
import-take-alike = Do the same with all { $count } duplicates of this kind
import-to-look-at = { $count } to look at
import-notes = { $count ->
    [one] { $count } note on how it was read
   *[other] { $count } notes on how it was read
}
import-notes-fold = Hide notes
import-end = { $count ->
    [one] { $count } article came in
   *[other] { $count } articles came in
}
import-end-known = { $count ->
    [one] { $count } stayed out because the project has it
   *[other] { $count } stayed out because the project has them
}
import-end-deselected = { $count } stayed out because they were not selected
import-end-unread = { $count ->
    [one] { $count } file could not be read
   *[other] { $count } files could not be read
}

import-field-text = Text
import-field-title = Title
import-field-publisher = Publisher
    .hint = newspaper, agency or site
import-field-byline = Byline
    .hint = author
import-field-credit = Credit lines
    .hint = Reuters, Agencies
import-field-url = URL
import-field-published = Date
import-field-language = Language
import-empty-fields = Empty fields keep the project's values
import-title-missing = Enter a title
import-date-invalid = Write the date as 2024-02-11

import-effect-on-claims = Effect on claims
import-no-claims = This article has no claims
import-claims-not-found = { $count ->
    [one] { $count } claim not found in the new text. It is kept; you can place it again after the update.
   *[other] { $count } claims not found in the new text. They are kept; you can place them again after the update.
}
import-claims-reworded = { $count ->
    [one] { $count } claim reworded: compare the old and new words
   *[other] { $count } claims reworded: compare the old and new words
}
import-claims-moved = { $count ->
    [one] { $count } claim moved
   *[other] { $count } claims moved
}
import-claims-unchanged = { $count ->
    [one] { $count } claim unchanged
   *[other] { $count } claims unchanged
}
import-part-not-found = { $part } not found

import-annotated-data = Annotated data
import-corpus-summary = { $format }: { $articles }, { $counts } (offsets in { $unit })
import-annotations-all = All annotations imported
import-annotations-unplaced = { $count ->
    [one] { $count } annotation could not be imported (see below)
   *[other] { $count } annotations could not be imported (see below)
}
import-label-mapping = Label mapping
import-label-mapping-hide = Hide mapping
import-label-mapping-edit = Edit mapping…
import-labels = Labels
import-attributes = Attributes
import-relations = Relations
import-events = Events
import-label-count = { $name } ({ $count })
import-label-of = Label { $name }
import-attribute-of = Attribute { $name }
import-relation-of = Relation { $name }
import-event-of = Event { $name }
import-role-claim = Claim
import-role-source = Source
import-role-cue = Cue
import-role-speaker = Speaker name
import-role-verdict = Verdict
import-role-ignore = Ignore
import-role-link = Links source or cue
import-role-relay = Links relaying speaker
import-role-piece = Continues the claim
import-role-attribution = Attribution

import-read-as = Read as
    .hint = File type
import-part = Part of the page
import-part-unknown = give a number from 1, or whole
import-part-whole = The whole page
import-part-numbered = { $number }: { $beginning }
import-encoding = Encoding
import-encoding-unicode = Unicode
import-encoding-arabic = Arabic
import-encoding-western-europe = Western Europe
import-encoding-central-europe = Central Europe
import-encoding-cyrillic = Cyrillic
import-encoding-greek = Greek
import-encoding-turkish = Turkish
import-encoding-hebrew = Hebrew
import-encoding-japanese = Japanese
import-encoding-chinese = Chinese
import-encoding-korean = Korean
import-column-mapping = Column mapping
import-column-of = Column of { $field }
import-column-none = Not in this table
import-column-empty = (empty)
import-first-row = First row
import-columns-guessed = Sayso mapped these columns by itself. Check them.
import-columns-remembered = Column mapping from an earlier import
import-columns-set = Mapping set. It will be used for tables with the same columns.
import-columns-choose-text = Choose the column with the article text
import-columns-now-choose-text = Now choose the column with the article text
import-columns-text-empty = That column is empty; choose another

import-preview = Preview
import-preview-legend = Claims are highlighted, sources underlined, cues dotted
import-preview-part = Part { $part } of { $parts } (preview only; the full { $size } are added)
import-preview-previous = Previous part
import-preview-next = Next part
import-preview-continue = Continue to next part
import-changes = Changes
import-changes-white-space = White space only
import-changes-summary = Paragraphs: { $kinds }
import-changes-reworded = { $count } reworded
import-changes-new = { $count } new
import-changes-removed = { $count } removed
import-changes-moved = { $count } moved
import-changes-part = Part { $part } of { $parts }
import-changes-previous = Previous changes
import-changes-next = Next changes
import-changes-continue = Continue to next changes
import-changes-moved-unchanged = Moved, unchanged
import-changes-before = Before: { $text }
import-changes-after = After: { $text }
import-changes-moved-text = Moved: { $text }

### Session: what goes on in the background

session-read-only = the project is read-only: { $reason }
session-busy = a change to many claims or an import is still running
    .hint = Wait until it is done, or cancel it.
session-still-saving = saving is taking unusually long
    .hint = Wait, and check that the disk is available.
session-job-panicked = Sayso stopped the work because of an error of its own
    .hint = Try again. The crash file says what happened.
session-reading = Reading articles
session-reading-at-speed = Reading articles, { $files } files a second
session-archiving = Keeping the files with the project
session-original-changed = the file changed while it was imported; the original was not kept: { $path }
    .hint = Add it again to keep the current version.
session-original-refused = the article was not added, because its original could not be kept: { $path }
session-export-cancelled = export cancelled; no file was changed
session-default-reviewer = Reviewer

### Command line

cli-about = Sayso, on whose say-so? Mark claims in news articles and attribute them to their speakers.
    .long =
        Sayso, on whose say-so? Mark claims in news articles and attribute them to their speakers.

        Without a command, Sayso opens its window with the given project or articles, or the start screen. The commands work without a window.
cli-help =
    To open a path named like a command, add its folder: sayso ./new

    Examples:
      sayso projects/baghdad-talks                     open a project in the window
      sayso new talks --title 'Coalition talks'        create a project
      sayso add talks articles/ report.txt             add articles
      sayso show talks                                 list the articles
      sayso show talks report                          list the claims of one article
      sayso check talks                                list problems
      sayso export talks --format csv --out talks.csv  export the reviewed claims

    Exit codes: 0 success, 1 failure or problems found, 2 usage error
    Run 'sayso COMMAND --help' for details.
cli-verbose = Describe each step on standard error
cli-paths = Project folder or article files to open
cli-project = Project folder
cli-error = error: { $report }
cli-warning = warning: { $report }
cli-stdout = could not write to standard output
cli-no-display = no display found, so no window can be opened
    .hint = Use the commands instead: 'sayso show PROJECT' lists articles and claims, 'sayso --help' lists all commands.
cli-read-only = the project is read-only: { $reason }: { $path }
cli-lock-owner = the sayso command
cli-still-writing = Still writing; the disk is slow: { $path }

cli-new-about = Create a project
    .help =
        Creates the folder and its parents. An existing folder must be empty apart from hidden files.

        Example:
          sayso new projects/talks --title 'Coalition talks'
cli-new-title = Project title [default: the name of the folder]
cli-new-done = Created project { $path }
cli-new-next = Add articles: sayso add { $path } PATH…

cli-add-about = Add articles to a project, from files and folders
    .help =
        Sayso reads plain text in any encoding, Markdown, web pages, DOCX, ODT, RTF, EPUB, PDF with text, e-mail and mailboxes, feeds (RSS, Atom, JSON), ninjs, NewsML-G2, NITF, TEI, JATS, transcripts (WebVTT, SRT, SBV, TTML), downloads of Nexis and Factiva, RIS, web archives (WARC, WACZ), Telegram and X exports, ZIP archives of these, and tables with one article per row: CSV, XLSX, JSON, JSON Lines. Sayso JSON Lines, brat (a folder of .txt and .ann files, or a ZIP of one), Label Studio, doccano, Prodigy, CoNLL, WebAnno TSV, UIMA CAS (XMI, JSON, INCEpTION projects) and REFI-QDA also bring claims, sources, cues and speakers.

        The format is detected from the content. Title, byline, date, publisher, URL, language and credit lines are read where the file has them; they can be corrected in the window. A file that holds more than its text is kept in the project's folder 'originals'. Nothing is fetched from the network.

        From a folder, Sayso reads the files whose names end in one of these formats, and .json, .xml and .zip files that hold one, in subfolders too, but no hidden files; it counts those of other kinds. Files that you name directly are read whatever their names end in. A file that cannot be read is reported with the reason, and the others are added. Texts already in the project are skipped; with --update, the claims that come with such a text are added, and a newer text of the same address replaces the older one.

        For tables, --map names the column of each field: text=Body,title=Headline. 'title=' means that no column is the title. For annotated files, it names the label of each role (claim, source, cue, speaker, verdict, nothing) and the relation of each kind (link, relay, piece, apart): claim=Content,source=Source. unit= sets what offsets count: characters, utf-16, bytes or graphemes. What --map leaves out is detected by name. Put a name that contains a comma in quotation marks.

        Exit codes: 0 success, 1 at least one file could not be added, 2 usage error

        Examples:
          sayso add projects/talks articles/
          sayso add projects/talks reuters.html agencies.docx
          sayso add projects/talks export.csv --map text=Body,title=Headline --dry-run
          sayso add projects/talks corpus/ --map claim=Content,source=Source,cue=Cue
          sayso add projects/talks export.csv --map 'text="Body, full"'
          sayso add projects/talks --reference briefing.vtt statement.pdf
cli-add-paths = Files or folders
cli-add-reference = Files or folders of reference texts: what was really said; 'sayso prove' checks quotations against them
cli-add-event = Occasion of the reference texts: 'Press briefing'
cli-add-speaker = Who speaks in the reference texts
cli-add-date = When it was said [default: as the file says]
cli-add-reference-updated = updated
cli-add-reference-known = skipped, already in the project:
cli-add-reference-done = { $count ->
    [0] No reference texts added
    [one] Added 1 reference text to { $path }
   *[other] Added { $count } reference texts to { $path }
}
cli-add-format = File format [default: detected from content]
cli-add-map = Map table columns (text=Body,title=Headline) or annotation labels (claim=Content,source=Source); see below
cli-add-encoding = Encoding [default: detected], for example windows-1256
cli-add-part = Part of a web page that is the article: a number, or whole for all of it
cli-add-as-printed = Keep PDF line breaks
cli-add-update = Update articles of the project: newer texts of the same address, claims over the same text
cli-add-dry-run = Show what would be added without adding it
cli-add-added = added
cli-add-corpus = { $articles } in { $format }: { $claims }, { $sources }, { $cues }, { $links }, { $speakers }; offsets in { $unit }
cli-add-ignored = ignored label, not mapped: { $label } ({ $count })
cli-add-known = skipped, already in the project as { $id }: { $title }
cli-add-known-with-claims = { $count ->
    [one] skipped with its claim, already in the project as { $id } (--update adds the claim): { $title }
   *[other] skipped with its { $count } claims, already in the project as { $id } (--update adds the claims): { $title }
}
cli-add-updated = updated { $id }: { $title }
cli-add-updated-by = updated { $id } ({ $what }): { $title }
cli-add-as-before = nothing new in { $id }: { $title }
cli-add-newer-text = newer text
cli-add-claims-added = { $count ->
    [one] 1 claim added
   *[other] { $count } claims added
}
cli-add-claims-changed = { $count ->
    [one] 1 claim changed
   *[other] { $count } claims changed
}
cli-add-updated-all = Updated { count-articles } in { $path }
cli-add-would-update = Would update { count-articles } in { $path }
cli-add-duplicate = skipped duplicate: { $title }
cli-add-partial = { $title } (partial)
cli-add-truncated = too many files; the rest were skipped
    .hint = Add them folder by folder.
cli-add-passed-over = files of other kinds were not read: { $kinds }
cli-add-nothing = no article files found
    .hint = Name files directly to import them whatever their names end in.
cli-add-done = { $count ->
    [0] No articles added
   *[other] Added { count-articles } to { $path }
}
cli-add-would = { $count ->
    [0] No articles to add
   *[other] Would add { count-articles } to { $path }
}
cli-add-unmapped = { $count ->
    [one] { $count } table needs --map
   *[other] { $count } tables need --map
}
cli-add-column-format = format
cli-add-column-date = date
cli-add-column-language = lang
cli-add-column-paragraphs = paragraphs
cli-add-column-words = words
cli-add-column-title = title

cli-check-about = List problems and open tasks
    .help =
        Problems are unreadable files, annotations not found in the text, and contradictions such as an accepted claim without a speaker. Open tasks, such as unattributed claims, do not change the exit code.

        Exit codes: 0 no problems, 1 problems found, 2 usage error

        Example:
          sayso check projects/baghdad-talks && git commit -a
cli-check-files = Files
cli-check-to-do = To do
cli-check-fine = No problems in { count-articles } with { $claims }.
cli-check-open = No problems in { count-articles } with { $claims }; { $open } to do.
cli-check-found = { $found } in { count-articles } with { $claims }.
cli-check-place = { $article }:
cli-check-place-claim = { $article }, { $claim }:
cli-check-place-line = { $article }, line { $line }, { $claim }:

cli-show-about = List the articles of a project, or the claims of one article
    .help =
        Each line shows the line number, review status, speaker ▸ cue ▸ claim.

        Examples:
          sayso show projects/baghdad-talks
          sayso show projects/baghdad-talks coalition-talks | less
          sayso show projects/baghdad-talks --suggestions
cli-show-article = Article ID, or its beginning
cli-show-suggestions = Tell how suggestions have fared, and how far they moved the result
cli-suggestions-taken = taken as they were
cli-suggestions-changed = taken and changed
cli-suggestions-refused = never again
cli-suggestions-by-hand = marked without one
cli-suggestions-none = nothing to count
cli-suggestions-share = { $count } of { $all }, { $percent } % ({ $low } to { $high })
cli-suggestions-no-control = Every article shows suggestions. To measure how far they move the result, choose articles without any under Suggestions… in the window.
cli-suggestions-control = 1 article in { $count } shows no suggestions until it is done (seed { $seed }).
cli-suggestions-with = with suggestions
cli-suggestions-without = without suggestions
cli-suggestions-density = { $rate } claims per 1,000 words ({ $low } to { $high }) in { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}
cli-show-ambiguous = “{ $id }” matches several articles
    .hint = Use more of the ID; 'sayso show PROJECT' lists them.
cli-show-unknown = no article “{ $id }” in this project
    .hint = 'sayso show PROJECT' lists the article IDs.
cli-show-empty = No articles yet. Add some: sayso add PROJECT PATH…
cli-show-project = { count-articles }, { $claims }: { $attributed } attributed, { $reviewed } reviewed
cli-show-project-bare = { count-articles }, no claims yet
cli-show-page = p. { $page }
cli-show-progress = { $count ->
    [0] no claims
   *[other] { count-claims }, { $attributed } attributed, { $reviewed } reviewed
}
cli-show-partial = only its beginning
cli-show-no-claims = No claims marked yet
cli-show-unattributed = unattributed
cli-show-article-voice = the article
cli-show-not-found = (not found in the text)
cli-show-medium = · in
cli-show-relayed = · relayed by
cli-show-no-speaker = no speaker
cli-show-joint = { $speakers } and { $last }
cli-show-denies = (denies)

cli-compare-about = Compare two readings of the same articles
    .help =
        A and B are each the folder of a project, a project in one file, JSON Lines of Sayso, or FOLDER@REVISION for the project as it was at a revision of git. With --by twice, two reviewers of one project are compared: the claims that each marked or decided on.

        Claims are paired one to one where they share enough of the shorter one. Every figure comes with how many it rests on and a 95 % interval over the articles. docs/agreement.md says how each is reckoned.

        Examples:
          sayso compare talks colleague/talks
          sayso compare talks@HEAD~3 talks --json
          sayso compare talks --by Amal --by Jonas
cli-compare-a = The first: folder, .sayso file, JSON Lines, or FOLDER@REVISION
cli-compare-b = The second [default: the same project, with --by twice]
cli-compare-by = A reviewer by name or ID; give it twice, for the first and for the second
cli-compare-by-two = --by must be given twice
    .hint = Name the reviewer of the first reading, then that of the second.
cli-compare-no-reviewer = no reviewer “{ $name }” in this project
    .hint = Its reviewers: { $names }
cli-compare-overlap = How much of the shorter claim two claims must share to be a pair, above 0 and up to 1 [default: 0.5]
    .wrong = give a number above 0 and up to 1
cli-compare-seed = Seed of what is drawn by lot [default: 1]
cli-compare-json = Write JSON
compare-no-project = no project and no JSON Lines of Sayso: { $path }
    .hint = Name the folder of a project, a .sayso file, or a file of 'sayso export --format jsonl --claims all'.
compare-heading = Compare
compare-first = First reviewer
compare-second = Second reviewer
compare-nobody = Nobody
compare-articles = { $count ->
    [one] 1 article read by both
   *[other] { $count } articles read by both
}
compare-figures = Figures
compare-to-resolve = To resolve
compare-kind-and-count = { $kind }, { $count }
compare-resolved = { $settled } of { $all } resolved
compare-only-one = Only { $name } marked it
compare-differs-extent = Extent differs
compare-differs-source = Source differs
compare-differs-cue = Cue differs
compare-differs-speaker = Speaker differs
compare-differs-voice = Voice differs
compare-differs-polarity = Denial differs
compare-differs-quotation = Quotation type differs
compare-differs-review = Decision differs
compare-differs-verdict = Verdict differs
compare-one-reviewer = Nothing to compare: only one reviewer works in this project
compare-reading = { $count ->
    [one] 1 text is still being read
   *[other] { $count } texts are still being read
}
compare-nothing-both-read = No article was read by both. A reviewer has read an article once they have marked a claim in it or decided on one.
compare-main-cause = { $pairs } claims marked by both, { $all } differences; in { $only } of them only one marked the claim
compare-how-counted = Claims are a pair if they share at least half of the shorter one. Intervals are 95 %, bootstrapped over the articles. Claims marked or decided on count as a reviewer’s reading. See “Comparing and agreement” in the documentation.
compare-queue-done = Nothing left: { $kind }
compare-position = { $kind } · { $at } of { $all }
compare-skip = Skip
compare-keep = Keep
compare-remove = Remove
compare-neither = Neither
compare-both-stand = Both
compare-tinted = tinted
compare-underlined = underlined
compare-marked-nothing = Marked nothing here
compare-marked-how = { $how } · { $when }
compare-who-and = { $who } · { $detail }
compare-more-alike = { $count } more like this: { $about }
compare-keep-all = Keep all { $count }
compare-remove-all = Remove all { $count }
compare-first-all = First’s in all { $count }
compare-second-all = Second’s in all { $count }
compare-title = { $a } and { $b }
compare-summary = { $count ->
    [one] 1 article
   *[other] { $count } articles
} with { $a } and { $b } claims, { $pairs } of them marked by both (sharing { $percent } % of the shorter claim or more)
compare-none = No differences
compare-both = { $a } | { $b }
compare-interval = ({ $low } to { $high })
compare-no-interval = (no interval: fewer than two articles)
compare-no-figure = cannot be told
compare-of-claims = { $count ->
    [one] of 1 claim
   *[other] of { $count } claims
}
compare-of-pairs = { $count ->
    [one] of 1 pair
   *[other] of { $count } pairs
}
compare-skipped-only-a = { $count ->
    [one] 1 article is only in the first
   *[other] { $count } articles are only in the first
}: { $articles }
compare-skipped-only-b = { $count ->
    [one] 1 article is only in the second
   *[other] { $count } articles are only in the second
}: { $articles }
compare-skipped-text = { $count ->
    [one] 1 article was skipped: its text is
   *[other] { $count } articles were skipped: their texts are
} not the same: { $articles }
compare-skipped-missing = { $count ->
    [one] 1 article was skipped: its text
   *[other] { $count } articles were skipped: their texts
} could not be read: { $articles }
compare-skipped-read = { $count ->
    [one] 1 article was skipped: only one of the two has
   *[other] { $count } articles were skipped: only one of the two has
} marked or decided anything in it: { $articles }
compare-lost = { $count ->
    [one] 1 claim was
   *[other] { $count } claims were
} not compared, having lost the place in the text
compare-scales = the rating scales of the two are not the same; verdicts are compared by their keys
compare-kind-only-a = only first
compare-kind-only-b = only second
compare-kind-extent = extent
compare-kind-source = source
compare-kind-cue = cue
compare-kind-speaker = speaker
compare-kind-voice = voice
compare-kind-polarity = polarity
compare-kind-quotation = quotation
compare-kind-review = review
compare-kind-verdict = verdict
measure-span-f1-exact = Same claims, same words (F1)
measure-span-f1-overlap = Same claims, overlapping words (F1)
measure-alpha-unitizing = Same stretches of text (alpha unitizing)
measure-gamma = Same claims in the same places (gamma)
measure-kappa-speaker = Same speaker (kappa)
measure-alpha-speaker = Same speaker (alpha)
measure-kappa-voice = Same voice (kappa)
measure-alpha-voice = Same voice (alpha)
measure-kappa-quotation = Same quotation type (kappa)
measure-alpha-quotation = Same quotation type (alpha)
measure-kappa-review = Same decision (kappa)
measure-alpha-review = Same decision (alpha)
measure-kappa-verdict = Same verdict (kappa)
measure-alpha-verdict = Same verdict (alpha)

cli-agree-about = Tell how well the reviewers of a project agree
    .help =
        Every two reviewers who have read an article both are compared, as 'sayso compare --by' does. At the end come the lines of the guidelines that differences have to do with: those that quote or stress the words that were treated differently, or the cue that only one of the two marked a claim behind.

        Examples:
          sayso agree talks
          sayso agree talks --each month
          sayso agree talks --each article --json
cli-agree-each = Tell the figures for each of these instead of each pair of reviewers
cli-agree-nobody = no two reviewers have read the same article
    .hint = A reviewer has read an article once they have marked a claim in it, decided on one, or marked it as done.
agree-summary = { $count ->
    [one] 1 article
   *[other] { $count } articles
} read by both, { $pairs } claims marked by both, { $differences } differences
agree-guidelines = Guidelines that differences have to do with
agree-no-date = without a date
agree-no-publisher = without a publisher
agree-warning = { $a } and { $b }: { $problem }

cli-assign-about = Assign articles to reviewers, and tell how far everybody has come
    .help =
        Without --to, each reviewer's articles are counted: assigned, begun, done. An article is begun once they have marked a claim in it or decided on one.

        With --to, everybody named reads all articles, or with --split each article goes to one of them, and PERCENT of the articles to two. Who gets which is drawn by --seed; nobody gets two articles more than another. A name that the project does not know becomes a new reviewer.

        Examples:
          sayso assign talks
          sayso assign talks coalition-talks --to Amal --to Jonas
          sayso assign talks --to Amal --to Jonas --split --twice 10 --seed 7
          sayso assign talks coalition-talks --to Jonas --remove
cli-assign-articles = Article IDs, or their beginnings [default: all articles]
cli-assign-to = A reviewer by name or ID; may be given several times
cli-assign-split = Give each article to one of the reviewers
cli-assign-twice = Give this share of the articles to two reviewers, in per cent
cli-assign-remove = Take the articles back from the reviewers
assign-progress = { $count ->
    [one] 1 article
   *[other] { $count } articles
}, { $begun } begun, { $done } done
assign-unassigned = { $count ->
    [0] Every article is assigned
    [one] 1 article is assigned to nobody
   *[other] { $count } articles are assigned to nobody
}
cli-sample-about = Draw articles of a project by lot
    .help =
        Writes the IDs of the drawn articles, one a line. The same seed draws the same articles of the same project.

          random           any articles, each as likely as any other
          stratified       from each publisher and week as many as its share of all articles
          constructed-week so many constructed weeks: of each weekday so many days, with all articles of those days

        Examples:
          sayso sample talks --count 50 --seed 7
          sayso sample talks --count 2 --method constructed-week --json
          sayso assign talks $(sayso sample talks --count 20) --to Amal
cli-sample-count = How many articles, or how many constructed weeks
cli-sample-method = How they are drawn
sample-undated = { $count ->
    [one] 1 article has no date: it is in no constructed week, and in a stratum without a week
   *[other] { $count } articles have no date: they are in no constructed week, and in strata without a week
}
sample-weekdays = { $count ->
    [one] no article is of 1 of the weekdays, which the constructed weeks lack
   *[other] no article is of { $count } of the weekdays, which the constructed weeks lack
}
sample-all = { $count ->
    [one] the project has 1 article only
   *[other] the project has { $count } articles only
}

cli-suggest-about = Suggest the claims that articles hold
    .help =
        Each line shows how likely it is right, speaker ▸ cue ▸ claim. No project is needed and nothing is written.

        With --jsonl each article is one line: {"{"}"id": PATH, "attributions": [{"{"}"source": [[start, end], …], "cue": …, "content": …, "speaker": NAME, "score": 0.83{"}"}]{"}"}. Offsets count Unicode characters from 0, a line end as one, and exclude the end.

        Examples:
          sayso suggest article.txt
          sayso suggest --jsonl articles/*.txt > suggestions.jsonl
cli-suggest-files = File with an article, or folder of such files
cli-suggest-jsonl = Write one line of JSON an article
cli-suggest-least = Leave out what is less likely right
    .wrong = a number from 0 to 1 is wanted
cli-suggest-nothing = No article in { $path }
    .hint = 'sayso suggest' reads every format that 'sayso add' reads.
cli-suggest-none = Nothing suggested
cli-suggest-not-stated = (not stated)

cli-audit-about = Tell who gets to speak, and how much
    .help =
        Counts words, claims, articles or persons by one or more fields:

          of the speaker  naming, kind, role, affiliation, speaker
          of the article  publisher, byline, month, language
          of the claim    tag, quotation, first (its speaker is the first to speak), place (headline, lead, body), relayed, denied, verdict, review

        Rejected claims are left out, disputed ones are in. A relayed claim counts for its origin, and joint speakers count each in full. A word is one by Unicode's rules (UAX 29) and counts once for each speaker of an article. A claim with several tags counts for each, so that shares may add up to more than 100 %.

        Exit codes: 0 success, 1 a file could not be read, 2 usage error

        Examples:
          sayso audit talks
          sayso audit talks --by speaker --count claims
          sayso audit talks --by naming,month --count words --csv
cli-audit-by = What is counted by; several fields give a row for each combination
cli-audit-count = What is counted
cli-audit-csv = Print the table as CSV, each row with its count, what it is a share of, and what is missing
cli-audit-missing = (none)
cli-audit-of = { $count } of { $all }
cli-audit-percent = { $percent } %
cli-audit-total = 100 % is { $counted } in { $claims }; without a value: { $missing }
cli-audit-concentration = The { $top } who say most have { $percent } % of what speakers say, which is as evenly spread as { $effective } speakers would be, of { $speakers }
cli-audit-words = { $count ->
    [one] 1 word
   *[other] { $count } words
}
cli-audit-persons = { $count ->
    [one] 1 person
   *[other] { $count } persons
}

cli-prove-about = Check quotations against the project's reference texts
    .help =
        A reference text holds what was really said: a transcript, a statement, a document. 'sayso add --reference' adds it. Every quotation of every article is looked for in the reference texts that are not younger than the article, whether it is marked as a claim or not:

          verbatim    letter for letter
          typography  the same words; quotation marks, dashes, case, spaces or punctuation differ
          cut         words are left out, with or without dots that say so
          joined      put together from several places
          altered     words differ, are added or moved, or a negation is left out
          not_found   not in the reference texts, or too little of it; a translation is not judged

        The verdict compares two texts and says nothing about truth. With --jsonl, each quotation is one line: article, claim (null if it is not marked), quotation, verdict, reference, spans (in characters of the reference text) and words: those that differ.

        Exit codes: 0 success, 1 a file could not be read, 2 usage error

        Examples:
          sayso add talks --reference briefing.vtt --event Briefing --speaker 'Yahya Rasoul' --date 2024-02-11
          sayso prove talks
          sayso prove talks --jsonl
cli-prove-jsonl = Print one line of JSON per quotation, for other programs
cli-prove-quoted = “{ $words }”
cli-prove-place = in { $id }
cli-prove-place-time = in { $id } at { $time }
cli-prove-no-reference = no reference text can hold it
cli-prove-other-language = not judged: the reference texts are in another language
cli-prove-no-claim = not marked as a claim
cli-prove-count = { $count } { $verdict }
cli-prove-total = { $quotations }, { $references }: { $verdicts }
cli-prove-none = { $quotations }, { $references }
proof-verbatim = verbatim
proof-typography = typography
proof-cut = cut
proof-joined = joined
proof-altered = altered
proof-not-found = not found
proof-left-out = left out, not marked: “{ $words }”
proof-left-out-marked = left out: “{ $words }”
proof-added = added: “{ $words }”
proof-changed = “{ $quoted }” instead of “{ $words }”
proof-moved = in another order: “{ $words }”

cli-export-about = Export claims to a file
    .help =
        'sayso export --list' describes each format, what it includes and what it leaves out.

        Offsets start at 0 and exclude the end; '--list' names the unit. A claim counts as reviewed when at least one reviewer has decided. The same project always gives the same bytes.

        Examples:
          sayso export talks --format xlsx --out talks.xlsx
          sayso export talks --format csv --claims accepted --speaker 'Iraqi army' --out army.csv
          sayso export talks --format jsonl --claims all | gzip > talks.jsonl.gz
          sayso export --list
cli-export-format = Export format
cli-export-claims = Which claims to export
    .reviewed = Decided by at least one reviewer
    .all = All claims
    .accepted = Accepted by every reviewer who decided
    .disputed = Disputed by every reviewer who decided
    .rejected = Rejected by every reviewer who decided
    .split = Decided differently by different reviewers
    .unreviewed = Decided by no reviewer
cli-export-speaker = Only claims with this speaker in their chain: name, alias or ID
cli-export-verdict = Only claims with this verdict: key or label
cli-export-publisher = Publisher, for claimreview [default: from the project]
cli-export-page = URL of each review's page, with '{"{"}article{"}"}' and '{"{"}claim{"}"}' for the IDs
cli-export-out = Output file ['-': standard output]
cli-export-list = List the formats, with what each includes and leaves out
cli-export-unknown-format = unknown format “{ $format }”
cli-export-ambiguous-speaker = several speakers are named “{ $name }”; use the ID
cli-export-unknown-speaker = no speaker named “{ $name }”
cli-export-unknown-rating = unknown rating “{ $rating }”; the scale has: { $scale }
cli-export-done = Exported { count-claims } of { $articles } to { $path }
cli-export-skipped = { count-claims } skipped: { $format } cannot hold them
    .hint = 'sayso export --list' describes what each format leaves out.
cli-export-unreviewed = none of { count-claims } has been reviewed
    .hint = Use --claims all to export all claims.
cli-export-no-match = none of { count-claims } matches the selection

### Store, model, search: errors and findings

report-cause = cause: { $cause }
report-hint = hint: { $hint }
report-not-found = Check the path. The file may have been moved, renamed or deleted.
report-no-permission = You do not have permission. Ask for access or use another folder.
report-disk-full = The disk is full. Free some space and try again.
report-disk-read-only = The disk is read-only. Use another disk.

store-missing = file or folder not found
    .hint = Check the path. The folder may have been moved, renamed or deleted.
store-not-a-project = not a Sayso project
    .hint = Choose a folder that holds a project.ron, or create a new project.
store-already-a-project = a project already exists here
    .hint = Open it, or choose another folder for the new project.
store-not-empty = the folder is not empty
    .hint = Choose an empty folder, or the name of a new one.
store-could-not-read = could not read
store-could-not-write = could not write
store-could-not-delete = could not delete
store-could-not-read-folder = could not read the folder
store-could-not-create-folder = could not create the folder
store-system-error = { $failure }: { $reason }
one-file-within = a project cannot be packed into a file inside its own folder
    .hint = Choose a place outside of the project's folder.
one-file-changing = the project's files kept changing while they were packed, or a save of them was interrupted
    .hint = Close it in other windows, open it once in Sayso and try again.
one-file-no-project = this archive holds no Sayso project, or more than one
    .hint = Ask for the file that Save as one file… makes.
one-file-locked = this archive is encrypted
one-file-damaged = this archive is damaged: { $reason }
    .hint = Ask for the file again; it may have been cut short on its way.
one-file-too-many = this archive has more files than any project
one-file-twice = two files of this archive have the same name: { $name }
one-file-link = a file of this archive is a link: { $name }
one-file-bad-name = a file of this archive has a name that leads elsewhere: { $name }
one-file-swells = this archive unpacks to far more than its size: { $name }
one-file-not-unpacked = Nothing was unpacked. A file made by Save as one file… has no such content.
one-file-packed = Saved as one file: { $path }
one-file-left-out = Not in it: { $path }
one-file-unpacked = { $file } was unpacked into { $path }
    .hint = You are working in that folder; the file itself stays as it is. To pass your work on, choose Save as one file….
one-file-was-there = { $file } was unpacked before; this is your folder with what was done since: { $path }

store-link = this is a link, and Sayso does not follow links
    .hint = Replace the link with the file or folder itself, or delete it. Then reopen the project.
store-changed-outside = this file was changed outside Sayso and was not overwritten
    .hint = Save your version (theirs is kept in .sayso/replaced), or reopen the project to use theirs.
store-vanished = { $count ->
    [one] this file was deleted outside Sayso, so the article was not saved
   *[other] these files were deleted outside Sayso, so the article was not saved
}
    .hint = Sayso keeps your changes. Restore the missing files from git or a backup and save again, or remove the article from the project.
store-read-only = the project is read-only: { $reason }
store-protected = the file could not be read when the project was opened and will not be changed
    .hint = Fix the file in a text editor, then reopen the project.
store-bad-name = invalid file name: “{ $name }”
    .hint = Use letters, digits and hyphens.
store-too-large = the file is too large: { $size } MB (limit { $limit } MB)
    .hint = Split the file, or remove what is not text.
store-not-a-file = not a regular file
    .hint = Replace it with a regular file, or choose another.
store-not-utf8 = invalid UTF-8 at byte { $byte }
    .hint = Restore the file from git or a backup. To import text in another encoding, add it as an article.
store-text-not-read = the text of article “{ $id }” is missing
store-unwritable = could not be written as RON
store-disk-full = The disk is full. Free some space; Sayso keeps your changes and saves them then.
store-folder-gone = The folder may have been moved, renamed or deleted, or its disk removed. Put it back; Sayso keeps your changes until then.
store-no-permission = You do not have permission. Ask for access, or copy the project.
store-disk-failing = The disk does not answer properly and may be failing. Check it, and copy the project to another disk.
store-record-unreadable = the record of an unfinished save could not be read and was removed
    .hint = The project is as it was before that save. Check the last changes.
store-draft-lost = an unfinished save could not be completed: the new version of this file is gone
    .hint = The file is as it was before that save. Check the last changes.
store-cut-off-whole = ‘{ $change }’, begun by { $by } at { $at }, was cut off before it was saved: { $count ->
    [one] the article it was to change is as it was
   *[other] none of the { $count } articles it was to change has it
}
    .hint = The articles are as they were before. Make the change again if it is still wanted.
store-cut-off-part = ‘{ $change }’, begun by { $by } at { $at }, was cut off: { $with } of { $count } articles have it; not { $articles }
    .hint = Make the change again. What has it already stays as it is.
store-cut-off-more = { $articles } and { $count } more
store-changed-before-finish = this file was changed outside Sayso before an unfinished save was completed
    .hint = It was not overwritten. The version of that save is in .sayso/replaced.
store-save-unfinished = an unfinished save could not be completed: { $reason }
store-disk-read-only = The disk is read-only. Copy the project to another disk.

store-opened-read-only = opened read-only
    .hint = Open it in the window to edit it.
store-in-use = in use by { $owner }
    .hint = Close it there, then reopen it here.
store-in-use-unknown = in use by another program
store-lock-owner = { $name } on { $host } (process { $process }, since { $since })
store-newer = saved by a newer version of Sayso (unknown { $what }): { $path }
    .hint = Update Sayso to edit this project.
store-newer-format = format { $format }
store-newer-field = field { $field }
store-contains-link = it contains a link, and Sayso does not follow links: { $path }
store-not-a-lock = its lock is not a regular file: { $path }
    .hint = Delete this file; Sayso creates a new one. Then reopen the project.
store-no-write-access = no write access to the folder ({ $reason }): { $path }
    .hint = Copy the project to a folder you can write to.

store-text-moved = the text changed outside Sayso: { $count ->
    [one] { $count } annotation moved
   *[other] { $count } annotations moved
}
store-text-orphaned = the text changed outside Sayso: { $count ->
    [one] { $count } annotation not found
   *[other] { $count } annotations not found
}
store-text-moved-and-orphaned = the text changed outside Sayso: { $moved } moved, { $orphaned } not found
store-text-changed = the text changed outside Sayso: all annotations found
store-offsets-wrong = some offsets were wrong: { $count ->
    [one] { $count } annotation moved
   *[other] { $count } annotations moved
}
store-offsets-wrong-and-orphaned = some offsets were wrong: { $moved } moved, { $orphaned } not found
store-text-hint-moved = Check the claims of this article. If the change was a mistake, restore the text from git or a backup.
store-text-hint-orphaned = The claims are kept. Place them again, or restore the text from git or a backup.
store-no-locks = this disk does not support file locks
    .hint = Make sure that only one program has this project open.
store-name-not-utf8 = file skipped: its name is not valid UTF-8
    .hint = Rename the file.
store-no-claims-file = { $id }.ron is missing beside this text
    .hint = Restore that file from git or a backup. Or move the text elsewhere and add it as a new article.
store-reference-unknown = skipped: not a reference text as Sayso writes it
    .hint = If a program for synced folders made this copy, delete it. Otherwise add the file with 'sayso add PROJECT --reference FILE'.
store-reference-changed = the reference text was changed outside Sayso and is not used
    .hint = A reference text is evidence and must stay as it was added. Restore it from git or a backup, or add the new text as another one.
store-reference-differs = two people describe this reference text differently; the first description is used
    .hint = Add the text again with --event, --speaker and --date to say which is right.
store-no-text-file = the article's text file is missing
    .hint = Restore the file from git or a backup. The claims are kept until then.
clock-unusable = this computer’s clock tells a year that cannot be written
    .hint = Set the date of this computer, then start Sayso again.
clock-behind = this computer’s clock says { $now }, but the newest step in the project is of { $newest }
    .hint = Set the clock before you go on: what is done now would be listed before that step.
settings-not-kept = Your settings cannot be kept
    .hint = The project is saved as usual, but your name and your settings are forgotten when Sayso closes. Make the folder writable, or name another one in XDG_CONFIG_HOME.
store-settings-reset = Settings were reset.
    .kept = Settings were reset. The damaged file is kept as { $path }.
store-log-newer = saved by a newer version of Sayso; new steps are not recorded
    .hint = Update Sayso.
store-log-unreadable = unreadable line in the history
    .hint = Part of the claim history is unreadable. The claims are not affected. Fix or delete the line, or ignore it.
store-format-newer = saved by a newer version of Sayso ({ $what }); this version reads format { $known }
    .hint = Update Sayso. The file is not changed.
store-format-not-utf8 = the file is not valid UTF-8
    .hint = Save it as UTF-8, or restore it from git or a backup.
store-format-conflict = unresolved merge conflict
    .hint = The versions cannot be told apart. Restore the file with 'git checkout --conflict=diff3 FILE', or keep one version with 'git checkout --ours FILE' or 'git checkout --theirs FILE', then reopen the project.
store-format-broken = Fix that line, or restore the file from git or a backup, then reopen the project. The file is not changed until then.
store-format-duplicate-key = duplicate key “{ $key }”
store-problem-excerpt = { $problem }, at: { $excerpt }
store-unsaved-about =
    Sayso could not save these changes and keeps them here.

    Project: { $path }

    To restore them, close the project in Sayso and copy project.ron and the folder articles, as far as they
    are here, over those of the project. If the same files have been changed since, compare them first.
store-unsaved-removed = Removed in Sayso, but still in the project: { $articles }

edit-no-article = no article “{ $id }” in this project
edit-no-claim = no claim “{ $id }” in this article
edit-text-not-read = the text of article “{ $id }” has not been read
edit-no-speaker = no speaker “{ $id }” in this project
edit-no-reviewer = no reviewer “{ $id }” in this project
edit-speaker-in-use = cannot remove “{ $name }”: used by { $count ->
    [one] { $count } claim or speaker
   *[other] { $count } claims or speakers
}
edit-reviewer-in-use = cannot remove “{ $name }”: reviewed { count-claims }
edit-empty-claim = a claim needs at least one word
edit-empty-chain = an attributed claim needs at least one speaker in its chain
edit-misplaced = “{ $words }” is not at that position in the article
edit-nameless-speaker = a speaker needs a name
edit-circular-affiliation = “{ $name }” cannot be affiliated with itself, directly or indirectly

problem-group-orphaned = Words not found in the text
problem-group-accepted-without-speaker = Accepted without a speaker
problem-group-unknown-speaker = Unknown speaker
problem-group-unknown-reviewer = Unknown reviewer
problem-group-unknown-rating = Rating not on the scale
problem-group-evidence-stance = Evidence without a stance (supports, refutes, context)
problem-group-evidence-url = Evidence without a valid URL
problem-group-unknown-affiliation = Unknown affiliation
problem-group-quotation-altered = Quotation altered
problem-quotation-altered = “{ $words }”: { $differences }
problem-group-same-name = Speakers with the same name
problem-group-done-too-early = Marked done, but claims are unattributed or unreviewed
problem-group-unattributed = Unattributed
problem-group-unused-speaker = Unused speakers
problem-words = “{ $words }”
problem-source = source “{ $words }”
problem-cue = cue “{ $words }”
problem-untitled = untitled
problem-affiliation = { $name } (affiliation { $affiliation })
problem-same-name = { $name } ({ $count } speakers)

url-spaces = A URL cannot contain spaces
url-scheme = The URL must begin with http:// or https://
url-site = The URL names no site, such as example.org
url-invalid = This is not a valid URL

search-pattern = { $what }, at character { $at }
search-too-large = the pattern is too large

### Window: opening it

window-display-silent = the display does not answer
    .hint = Check that the desktop is running and that DISPLAY or WAYLAND_DISPLAY names it. The command line needs no display: sayso --help
window-no-opengl = the display has no OpenGL, which the window is drawn with
    .hint = Install or update the graphics driver; in a virtual machine, turn on 3D acceleration. On Debian and Ubuntu: apt install libgl1 libgl1-mesa-dri
window-refused = the window could not be opened
    .hint = On Debian and Ubuntu: apt install libgl1 libxkbcommon-x11-0 libxcursor1 libxi6. The log says more.

### Drafts: text that is being typed, and work kept from earlier sessions

draft-restored = Restored what you were typing: “{ $words }”
draft-file-broken = This file of typed text cannot be read: { $reason }
    .hint = Copy your words out of it with a text editor, then delete the file.
draft-file-misnamed = its name does not belong to its content
kept-found = { $count ->
    [one] Work from an earlier session is not in the project
   *[other] { $count } pieces of work from earlier sessions are not in the project
}
kept-show = Show…
kept-title = Work from earlier sessions
kept-explanation = It is not part of the project, and is kept until you restore or discard it.
kept-copy = Changes that could not be saved
kept-copy-explained = Restoring puts them in place of what the project has now, as one step that Undo takes back.
kept-restore = Restore
kept-discard = Discard
kept-later = Close
kept-typed = Text whose place in the project is gone
kept-copy-text = Copy text
undo-restore-kept = restore unsaved changes

### Keys

command-edit-keys = Keyboard…
    .tooltip = Change the keys of commands or switch off single keys
keys-title = Keyboard
keys-explanation = Click the pencil beside a command, then press the key it is to have. Esc keeps the old one.
keys-search = Search commands or keys
keys-single = Single keys: letters, digits and marks give commands without Ctrl or Alt
keys-press = Press a key…
keys-or = {" "}or{" "}
keys-change = Change the key of “{ $command }”
keys-remove = Remove the keys of “{ $command }”
keys-reset = Reset the keys of “{ $command }”
keys-reset-all = Reset all
keys-change-all = Change keys…
keys-close = Close
keys-no-match = No command matches
keys-reserved = { $keys } is used for typing or moving. Press another key.
keys-conflict = { $keys } is the key of “{ $command }”.
keys-take = Use it here
keys-leave = Cancel

### Merging

undo-merge-changes = merge changes
undo-keep-mine = keep my version
undo-take-theirs = take their version
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
merging-field-origin = how it was marked
merging-field-name = name
merging-field-kind = kind
merging-field-role = role
merging-field-affiliation = affiliation
merging-field-wikidata = Wikidata item
merging-field-color = colour
merging-field-title = title
merging-field-publisher = publisher
merging-field-byline = byline
merging-field-page = page
merging-field-url = address
merging-field-published = date
merging-field-language = language
merging-field-partial = whether the text is complete
merging-field-direction = text direction
merging-field-added = when it was added
merging-field-original = imported file
merging-field-text = text
merging-field-assigned = whether it is assigned
merging-field-done = whether it is done
merging-field-guidelines = guidelines
merging-field-blind = articles without suggestions
merging-field-reviewer = name of a reviewer
merging-field-rating = rating of the scale
merging-field-scale-order = order of the scale
merging-field-presence = removed by one, changed by the other

### Decisions on claims that have changed since

review-needs-again = needs review again
review-stale = Needs review again
review-stale-words = Decided on as “{ $words }”
review-stale-said-by = Decided on as “{ $words }”, said by { $speakers }
review-stale-unknown = The claim was changed outside Sayso after it was decided on
review-export-stale = Changed since every decision
review-before-change = { $decision } (before the claim changed)
check-stale-words = “{ $now }”, decided on as “{ $was }”
check-stale-speakers = “{ $now }”: attribution changed after the decision
check-stale-unknown = “{ $now }”: changed outside Sayso after the decision
check-group-stale = Needs review again
store-text-hint-reworded = Some reviewed claims now have other words and need review again: check lists them. If the change was a mistake, restore the text from git or a backup.

### Synced folders and git

sync-git-missing = git cannot be run; is it installed?
sync-git-refused = git refused: { $reason }
sync-git-no-revision = the repository has no revision “{ $revision }”
sync-git-no-project = the repository has no project here at “{ $revision }”
sync-git-driver = Sayso: claim by claim
sync-text-merged = git left both versions of this text in the file; they say the same, or only one was changed
    .differs = git left both versions of this text in the file: yours is in use, and theirs is kept as a difference
    .hint = Sayso saves the text without the marks of the conflict when the project is open for editing, and keeps the file as git left it in .sayso/conflicts; tell git with 'git add'. Check lists the difference, and claims whose words are missing.
sync-conflict-merged =
    { $count ->
        [0] both versions of this file, left by a git conflict, were merged
        [one] both versions of this file, left by a git conflict, were merged: { $count } difference
       *[other] both versions of this file, left by a git conflict, were merged: { $count } differences
    }
    .saved = The merged file is saved; tell git with 'git add'. Check lists the differences.
    .shown = The merged file is not saved. Open the project for editing to save it.

sync-copy-merged =
    { $count ->
        [0] merged with { $name }, a copy that the synced folder had left
        [one] merged with { $name }, a copy that the synced folder had left: { $count } difference
       *[other] merged with { $name }, a copy that the synced folder had left: { $count } differences
    }
    .hint = Check lists the differences. The copy is kept as { $path }.
outside-merged = { $count ->
        [one] 1 claim changed outside was merged
       *[other] { $count } claims changed outside were merged
    }
outside-merged-by = { $count ->
        [one] 1 claim by { $names } was merged
       *[other] { $count } claims by { $names } were merged
    }
outside-claims-gone = { $count ->
        [one] 1 claim was removed outside
       *[other] { $count } claims were removed outside
    }
outside-merged-project = Changes made outside were merged
outside-articles-new = { $count ->
        [one] 1 new article
       *[other] { $count } new articles
    }
outside-articles-gone = { $count ->
        [one] 1 article was removed
       *[other] { $count } articles were removed
    }
outside-differences = { $count ->
        [one] 1 differs from yours, which is shown until you choose
       *[other] { $count } differ from yours, which are shown until you choose
    }
outside-kept = “{ $title }” was removed outside. It has changes of yours, so it stays until you choose
outside-gone = “{ $title }” with its claims was removed outside
outside-keep-removed = Keep mine as a new article
    .tooltip = Keeps the article with its text and claims, and writes its files anew
outside-keep-all-removed = Keep mine as new articles
outside-let-go = Let it go
    .tooltip = Removes the article with its claims here as well
outside-let-all-go = Let them go
outside-show = Show
outside-choose = Choose…
sync-copy-waits = { $name } is a copy that the synced folder left, and is not counted
    .hint = Open the project for editing, and Sayso merges the copy.
sync-copy-alone = a copy that the synced folder left, but the article it belongs to is missing or cannot be read
    .hint = If the article is still to arrive, reopen the project then. Else rename the file, and it is an article.
sync-half-synced = the file has not arrived completely from the synced folder
    .hint = Wait until the folder is in sync. The file is not changed until then.

cli-merge-about = Merge three versions of a project's file, for git
    .help =
        Writes the merged file to OURS. Where both sides changed the same field, the file keeps both versions as a difference, which Check lists. Git calls this command after 'sayso git-setup'.

        Example:
          sayso merge base.ron ours.ron theirs.ron
cli-merge-base = The version that both sides came from; empty if there is none
cli-merge-ours = The version of this side, which is replaced
cli-merge-theirs = The version of the other side
cli-pack-about = Pack a project into one file
    .help =
        The file holds the whole folder apart from what belongs to this copy alone (.sayso, .git). Sayso opens it by a double click; 'sayso unpack' makes a folder of it again.

        Example:
          sayso pack projects/talks talks.sayso
cli-pack-file = The file to write [default: the name of the folder, ending in .sayso]
cli-pack-force = Replace an existing file
cli-pack-exists = the file exists: { $path }
    .hint = Choose another name, or replace it with --force.
cli-pack-done = { $count ->
    [one] Packed { $count } file into { $path }
   *[other] Packed { $count } files into { $path }
}
cli-unpack-about = Unpack a project that came as one file
    .help =
        The folder must be empty or not exist. It is there whole or not at all.

        Example:
          sayso unpack talks.sayso projects/talks
cli-unpack-file = A project in one file
cli-unpack-folder = The folder to unpack it into [default: the name of the file]
cli-unpack-done = Unpacked project { $path }
cli-git-setup-about = Let git merge projects claim by claim
    .help =
        Adds lines to the project's .gitattributes and settings to the repository's configuration. Each clone needs it once. Nothing outside the repository is changed.

        Example:
          sayso git-setup projects/talks
cli-git-setup-folder = Folder of a project [default: the current folder]
cli-git-setup-wrote = Added to { $path }: { $line }
cli-git-setup-set = Set in the repository: { $key } = { $value }
cli-git-setup-done = Git now merges this project with Sayso. Commit { $path } so that colleagues need only run 'sayso git-setup' in their clones.

### Names: speakers and reviewers of one name, what is told at the foot

label-detail = { $name } ({ $detail })
label-number = { $name } ({ $number })

problem-group-relayed-without-words = Relayed by somebody, without source or cue
problem-relayed-without-words = { $speaker }: “{ $words }”
problem-group-names-another = Source names another speaker
problem-names-another = source “{ $words }” names { $named }, but the claim is attributed to { $speaker }

same-reviewer-title = Is this you?
same-reviewer-explanation = This project has a reviewer named { $name }, from another computer or another installation. If that is you, your decisions are kept together from now on. If not, you become a second reviewer of this name, told apart by a number.
same-reviewer-yes = Yes, that is me
same-reviewer-no = No, somebody else

told-undo = Undo
told-speaker-now = The claim is attributed to { $who } now
told-speaker-changed = { $colleagues ->
    [0] Speaker changed on a claim that you reviewed
   *[other] Speaker changed on a claim reviewed by { $names }
}
told-claim-deleted = { $colleagues ->
    [0] Deleted a claim that you reviewed
   *[other] Deleted a claim reviewed by { $names }
}
told-claims-deleted = { $colleagues ->
    [0] Deleted { count-claims }, some of which you reviewed
   *[other] Deleted { count-claims }, some of which { $names } reviewed
}
told-deleted = Deleted { count-claims }
told-changed = Changed { count-claims }
told-accepted = Accepted { count-claims }
told-disputed = Disputed { count-claims }
told-rejected = Rejected { count-claims }
told-cleared = Cleared the review of { count-claims }

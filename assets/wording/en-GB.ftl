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
        Sayso reads plain text in any encoding, Markdown, web pages, DOCX, ODT, EPUB, PDF with text, e-mail and mailboxes, feeds (RSS, Atom, JSON), ninjs, and tables with one article per row: CSV, XLSX, JSON Lines. Sayso JSON Lines, brat (a folder of .txt and .ann files, or a ZIP of one), Label Studio, doccano and UIMA CAS XMI also bring claims, sources, cues and speakers.

        The format is detected from the content. Title, byline, date, publisher, URL, language and credit lines are read where the file has them; they can be corrected in the window. A file that holds more than its text is kept in the project's folder 'originals'. Nothing is fetched from the network.

        From a folder, Sayso reads the files whose names end in one of these formats, and .json, .xml and .zip files that hold one, in subfolders too, but no hidden files. Files that you name directly are read whatever their names end in. A file that cannot be read is reported with the reason, and the others are added. Texts already in the project are skipped.

        For tables, --map names the column of each field: text=Body,title=Headline. 'title=' means that no column is the title. For annotated files, it names the label of each role (claim, source, cue, speaker, verdict, nothing) and the relation of each kind (link, relay, piece, apart): claim=Content,source=Source. What --map leaves out is detected by name. Put a name that contains a comma in quotation marks.

        Exit codes: 0 success, 1 at least one file could not be added, 2 usage error

        Examples:
          sayso add projects/talks articles/
          sayso add projects/talks reuters.html agencies.docx
          sayso add projects/talks export.csv --map text=Body,title=Headline --dry-run
          sayso add projects/talks corpus/ --map claim=Content,source=Source,cue=Cue
          sayso add projects/talks export.csv --map 'text="Body, full"'
cli-add-paths = Files or folders
cli-add-format = File format [default: detected from content]
cli-add-map = Map table columns (text=Body,title=Headline) or annotation labels (claim=Content,source=Source); see below
cli-add-encoding = Encoding [default: detected], for example windows-1256
cli-add-as-printed = Keep PDF line breaks
cli-add-dry-run = Show what would be added without adding it
cli-add-added = added
cli-add-corpus = { $articles } in { $format }: { $claims }, { $sources }, { $cues }, { $links }, { $speakers }; offsets in { $unit }
cli-add-ignored = ignored label, not mapped: { $label } ({ $count })
cli-add-known = skipped, already in the project as { $id }: { $title }
cli-add-duplicate = skipped duplicate: { $title }
cli-add-partial = { $title } (partial)
cli-add-truncated = too many files; the rest were skipped
    .hint = Add them folder by folder.
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
cli-show-article = Article ID, or its beginning
cli-show-ambiguous = “{ $id }” matches several articles
    .hint = Use more of the ID; 'sayso show PROJECT' lists them.
cli-show-unknown = no article “{ $id }” in this project
    .hint = 'sayso show PROJECT' lists the article IDs.
cli-show-empty = No articles yet. Add some: sayso add PROJECT PATH…
cli-show-project = { count-articles }, { $claims }: { $attributed } attributed, { $reviewed } reviewed
cli-show-project-bare = { count-articles }, no claims yet
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
cli-export-includes = Includes: { $what }
cli-export-leaves-out = Leaves out: { $what }
cli-export-offsets = Offsets: { $unit }
cli-export-nothing-left-out = Nothing.
cli-export-no-offsets = none
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
store-no-text-file = the article's text file is missing
    .hint = Restore the file from git or a backup. The claims are kept until then.
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
    .hint = Resolve it in a text editor: keep the claims of both sides, delete the lines <<<<<<<, ======= and >>>>>>>, and reopen the project. With 'git config merge.conflictStyle diff3', conflicts are whole claims.
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

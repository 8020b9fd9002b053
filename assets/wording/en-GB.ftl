# The wording of Sayso in British English. Keys begin with the part of the program that shows the text.
# `{ $name }` is replaced by a value; numbers choose a plural form. A literal brace is written {"{"}.

### Counts, for every part

count-claims = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
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

### Window: article, inspector, guidelines; what undo says

### Window: claims, projects, export, chrome

### Adding articles: window and warnings

### Session: what goes on in the background

### Command line

### Store, model, search: errors and findings

### Decisions on claims that have changed since

review-stale = Needs review again
review-stale-words = Decided on as “{ $words }”
review-stale-said-by = Decided on as “{ $words }”, said by { $speakers }
review-stale-unknown = The claim was changed outside Sayso after it was decided on
review-before-change = { $decision } (before the claim changed)
check-stale-words = “{ $now }”, decided on as “{ $was }”
check-stale-speakers = “{ $now }”: attribution changed after the decision
check-stale-unknown = “{ $now }”: changed outside Sayso after the decision
check-group-stale = Needs review again

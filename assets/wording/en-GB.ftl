# The wording of Sayso in British English. Keys begin with the part of the program that shows the text.
# `{ $name }` is replaced by a value; numbers choose a plural form. A literal brace is written {"{"}.

### Counts, for every part

count-claims = { $count ->
    [one] { $count } claim
   *[other] { $count } claims
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
    .tooltip = Use the selected words as the source: they name the speaker
command-set-cue = Set cue
    .tooltip = Use the selected words as the cue, such as “said that”
command-add-span = Add span to claim
    .tooltip = Add the selected words as another span of the claim
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
command-filter-articles = Filter articles
    .tooltip = Show only articles whose title or publisher matches
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
command-export = Export…
    .tooltip = Export claims to a file
command-export-again = Export again
    .tooltip = Repeat the last export, to the same file
command-save = Save now
    .tooltip = Changes are saved automatically; this saves immediately
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

### Window: article, inspector, guidelines; what undo says

article-no-suggestion = No suggestion; { $key } changes the speaker

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
undo-edit-details = edit article details
undo-set-direction = set text direction
undo-mark-done = mark article as done
undo-reopen-article = reopen article
undo-edit-guidelines = edit guidelines
undo-insert-default-guidelines = insert default guidelines
undo-edit-scale = edit rating scale
undo-add-rating = add rating
undo-name-publisher = name the publisher
undo-rename-reviewer = edit reviewer name

### Window: claims, projects, export, chrome

### Adding articles: window and warnings

### Session: what goes on in the background

### Command line

### Store, model, search: errors and findings


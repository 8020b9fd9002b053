//! What is done in the dialog on articles that come in: they are chosen, corrected, compared with what is there, let go
//! of. Files are read in `reading`, and what is wanted comes in by `adding`.

use std::sync::Arc;

use super::{Chosen, Comparison, ImportAction, LostWords, Preview, VersionRow, Versions};
use crate::model::{Article, Claim, ClaimId, ClaimPart, ops};
use crate::ui::app::App;
use crate::ui::app::state::Dialog;
use crate::ui::bus::request::{Browse, Request};
use crate::ui::kit::words;

impl App {
    /// Opens the dialog on what waits, once no other is open.
    pub(crate) fn show_incoming(&mut self) {
        if self.core.incoming.is_some() && self.core.dialog.is_none() {
            self.core.picker = None;
            self.core.dialog = Some(Box::new(Dialog::Import));
        }
    }

    /// Closing the dialog asks first where something would be lost; returns whether it does.
    pub(in crate::ui) fn ask_before_dropping(&mut self) -> bool {
        let Some(desk) = self
            .core
            .incoming
            .as_deref()
            .filter(|desk| desk.is_worth_asking())
        else {
            return false;
        };
        let waiting = words::count(desk.batch.items.len(), "article", "articles");
        let one = desk.batch.items.len() == 1;
        let has = if one { "It has" } else { "None of them has" };
        self.core.dialog = Some(Box::new(Dialog::Confirm {
            question: format!(
                "Let go of {waiting} that {}?",
                if one { "was read" } else { "were read" }
            ),
            explanation: format!("{has} come into the project yet. What was corrected here is lost, too."),
            button: "Let go",
            request: Box::new(Request::DropImport),
        }));
        true
    }

    /// Lets go of what waits, when its dialog is closed.
    pub(in crate::ui) fn drop_incoming(&mut self) {
        if self.core.incoming.take().is_some() {
            if self
                .importing
                .as_ref()
                .is_some_and(|reading| reading.again.is_some())
            {
                self.importing = None;
            }
            self.go_on_importing();
        }
    }

    /// Carries out what was asked of the dialog.
    pub(in crate::ui) fn import_action(&mut self, action: ImportAction) {
        let Some(desk) = self.core.incoming.as_deref_mut() else {
            return;
        };
        match action {
            ImportAction::Choose(row) => desk.chosen = row,
            ImportAction::UnfoldLabels(unfolded) => desk.labels_unfolded = Some(unfolded),
            ImportAction::TurnTo(page) => {
                if let Some(preview) = &mut desk.preview {
                    preview.page = page.min(preview.pages.len().saturating_sub(1));
                }
            }
            ImportAction::TurnVersionsTo(page) => {
                if let Some(Comparison { versions, .. }) = &mut desk.comparison {
                    versions.page = page.min(versions.pages.len().saturating_sub(1));
                }
            }
            ImportAction::Correct(at, draft) => {
                if let Some(item) = desk.batch.items.get_mut(at) {
                    if let Some(metadata) = draft.metadata(&item.metadata) {
                        item.metadata = metadata;
                    }
                    desk.typed.insert(at, *draft);
                }
            }
            ImportAction::Take(at, take) => desk.batch.choose(at, take),
            ImportAction::Tick(at, on) => desk.batch.tick(at, on),
            ImportAction::TickAll(on) => desk.batch.tick_all(on),
            ImportAction::Join(at, joined) => {
                desk.comparison = None;
                desk.preview = None;
                desk.batch.join(at, joined, &desk.there);
            }
            ImportAction::ReadAs(path, choices) => {
                self.read_again(path, *choices);
                return;
            }
            ImportAction::ReadLabels(path, labels) => {
                self.read_labels(path, *labels);
                return;
            }
            ImportAction::LetGo => {
                if let Some(Dialog::Import) = self.core.dialog.as_deref() {
                    self.core.dialog = None;
                }
                self.drop_incoming();
                return;
            }
            ImportAction::Add => {
                match desk.out_of_order() {
                    Some(at) => desk.chosen = Chosen::Article(at),
                    None => self.add_incoming(),
                }
                return;
            }
        }
        self.look_closer();
    }

    /// Works out what is shown of the chosen article.
    pub(crate) fn look_closer(&mut self) {
        if let Some(desk) = self.core.incoming.as_deref_mut() {
            let at = match desk.row() {
                Some(Chosen::Article(at)) => Some(at),
                _ => None,
            };
            if desk.preview.as_ref().map(|preview| preview.at) != at {
                let item = at.and_then(|at| Some((at, desk.batch.items.get(at)?)));
                desk.preview = item.map(|(at, item)| Preview::of(item, at));
            }
        }
        self.compare();
    }

    /// Finds out what updating the chosen article would change.
    fn compare(&mut self) {
        let (Some(desk), Some(session)) = (self.core.incoming.as_deref_mut(), &mut self.core.session) else {
            return;
        };
        let Some((at, id)) = desk.target() else {
            desk.comparison = None;
            return;
        };
        if desk
            .comparison
            .as_ref()
            .is_some_and(|comparison| comparison.at == at)
        {
            return;
        }
        let id = id.clone();
        let Some(item) = desk.batch.items.get(at) else {
            return;
        };
        desk.comparison = session
            .article_with_text(&id)
            .map(|article| compared(article, item.metadata.clone(), &item.text, at));
    }

    /// Asks for the file with the newer version of the open article.
    pub(in crate::ui) fn ask_for_update(&mut self) {
        if self.asked.is_none() {
            self.core.updates.clone_from(&self.core.place.article);
        }
        self.browse(Browse::Update);
    }
}

fn compared(article: &Article, metadata: crate::model::Metadata, text: &Arc<str>, at: usize) -> Comparison {
    let older = article.text.as_deref().unwrap_or_default();
    let update = ops::update::updated(article, metadata, text);
    let before = |id: &ClaimId| article.claims.get(id);
    let after = |id: &ClaimId| update.article.claims.get(id);
    let found = update
        .found
        .iter()
        .filter_map(|id| Some((before(id)?, after(id)?)));
    let lost = update.lost.iter().filter_map(after);
    Comparison {
        at,
        versions: Versions::of(older, text),
        kept: update.kept,
        moved: update.moved,
        found: found
            .flat_map(|(before, after)| reworded(before, after))
            .collect(),
        reworded: update.found.len(),
        lost: lost.map(lost_words).collect(),
    }
}

/// The words of a claim that have changed, as they were and as they are.
fn reworded(before: &Claim, after: &Claim) -> Vec<VersionRow> {
    let both = before.anchors().zip(after.anchors());
    let changed = both.filter(|(before, after)| before.words != after.words);
    changed
        .flat_map(|(before, after)| Versions::of(&before.words, &after.words).rows)
        .collect()
}

/// What of a claim is gone.
fn lost_words(claim: &Claim) -> LostWords {
    let part = words::first_lost(claim).and_then(|(part, words)| match part {
        ClaimPart::Claim => None,
        part => Some(words::lost_part(part, words)),
    });
    LostWords {
        claim: claim.words(),
        part,
    }
}

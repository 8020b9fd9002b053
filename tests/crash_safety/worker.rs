//! The program that is killed: it opens a project by the same door as the window, edits and saves it as a seed says,
//! and reports each edit before it is made and each save after it was promised, a line each.
//!
//! ```text
//! once mark a-1/claim:c-1=DIGEST      an edit is about to be made, at once or in 'slices', with what it changes
//! mark save                           something begins within which a kill is wanted
//! saved                               all edits so far are on disk, the session says
//! exporting NAME DIGEST               an export with these bytes begins
//! exported                            and is done
//! failed REPORT                       a save failed
//! ```

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use sayso::export::articles::InMemory;
use sayso::export::{ClaimSelection, Format, export};
use sayso::model::{
    Article, ArticleId, Claim, ClaimId, ClaimRef, ClaimSet, Decision, Edit, Head, Metadata, Project, Speaker,
    UndoLabel, Voice, ops,
};
use sayso::session::export_job::export_to_file;
use sayso::session::progress::Progress;
use sayso::session::{ReviewerIdentity, SaveState, Session, no_wake};
use sayso::store::hex;
use sayso::text::Span;
use sha2::{Digest, Sha256};

use crate::dice::Dice;
use crate::records::{changes, records_of, written};

/// Names the project, and makes this program a worker.
pub(crate) const PROJECT: &str = "CRASH_WORKER";
/// What the worker does at random.
pub(crate) const SEED: &str = "CRASH_WORKER_SEED";
/// The folder that exports go to.
pub(crate) const EXPORTS: &str = "CRASH_WORKER_EXPORTS";
/// One task to be done instead of random ones.
pub(crate) const TASK: &str = "CRASH_WORKER_TASK";

/// What a worker does before it ends by itself: nobody waits for a worker that is not killed.
const MAX_DEEDS: usize = 150;
/// An edit of more claims is made and undone in slices.
const MAX_CLAIMS_AT_ONCE: usize = 500;
/// The article with enough claims for an edit in slices.
const LONG: &str = "long";
const CLAIMS_OF_LONG: usize = 620;
/// The exports: formats by their keys, which also end the files' names.
pub(crate) const FORMATS: [&str; 3] = ["csv", "jsonl", "xlsx"];

pub(crate) fn reviewer() -> ReviewerIdentity {
    ReviewerIdentity {
        id: "r-worker".into(),
        name: "Worker".to_owned(),
    }
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    // The parent has all that it wants.
    if writeln!(out, "{line}").and_then(|()| out.flush()).is_err() {
        std::process::exit(0);
    }
}

/// A project for workers: a few articles, one of them with very many claims.
pub(crate) fn make_project(folder: &Path) {
    let mut session =
        Session::create(folder, &Head::titled("Bridges"), reviewer(), no_wake()).expect("a new project");
    let mut edits = Vec::new();
    for number in 0..4 {
        let speaker = Speaker::named(format!("Speaker {number}"), number);
        edits.push(Edit::Speaker(
            format!("s-{number}").into(),
            Some(Box::new(speaker)),
        ));
    }
    for number in 0..5_u64 {
        let mut article = new_article(&format!("Article {number}"), 30, &mut Dice::new(number));
        mark_many(&mut article, 8);
        edits.push(Edit::Article(
            format!("a-{number}").into(),
            Some(Box::new(article)),
        ));
    }
    let mut long = new_article("A long one", CLAIMS_OF_LONG, &mut Dice::new(99));
    mark_many(&mut long, CLAIMS_OF_LONG);
    edits.push(Edit::Article(LONG.into(), Some(Box::new(long))));
    session
        .edit((UndoLabel::MarkClaim, Edit::All(edits)))
        .expect("good edits");
    let stamp = session.stamp();
    let first = (ArticleId::from("a-0"), ClaimId::from("c-0"));
    let decided = ops::review::decide(session.project(), &first, Some(Decision::Accepted), &stamp);
    session
        .edit(decided.expect("there is that claim"))
        .expect("a good edit");
    session.close().expect("all of it is saved");
}

/// An article of so many sentences, one a line.
fn new_article(title: &str, sentences: usize, dice: &mut Dice) -> Article {
    let sentence = |number| format!("Brücke {number} holds, says the mayor ({}).\n", dice.below(1000));
    let text: String = (0..sentences).map(sentence).collect();
    let metadata = Metadata {
        title: title.to_owned(),
        ..Metadata::default()
    };
    Article::new(metadata, text)
}

/// Marks a line of the article for each claim.
fn mark_many(article: &mut Article, claims: usize) {
    let text = article.text.clone().unwrap_or_default();
    let mut start = 0;
    for (number, line) in text.split_inclusive('\n').enumerate().take(claims) {
        let claim = Claim::new(&text, Span::new(start, start + line.len() - 1)).expect("a line has words");
        article.claims.insert(format!("c-{number}").into(), claim);
        start += line.len();
    }
}

/// Works until it is killed or has done enough.
pub(crate) fn run(folder: &Path) -> ExitCode {
    let text = |variable| std::env::var(variable).unwrap_or_default();
    let mut session = Session::open(folder, reviewer(), no_wake()).expect("the project opens");
    if let Some(reason) = session.read_only() {
        say(&format!("failed {reason}   hint: {}", reason.hint()));
        return ExitCode::FAILURE;
    }
    session.read_all_texts();
    let mut worker = Worker {
        session,
        dice: Dice::new(text(SEED).parse().unwrap_or_default()),
        exports: PathBuf::from(text(EXPORTS)),
        before: Vec::new(),
        new: 0,
    };
    say("open");
    match text(TASK).as_str() {
        "" => {
            (0..MAX_DEEDS).for_each(|_| worker.do_something());
            ExitCode::SUCCESS
        }
        task => worker.do_task(task),
    }
}

struct Worker {
    session: Session,
    dice: Dice,
    exports: PathBuf,
    /// What undo leads back to.
    before: Vec<Project>,
    /// How many articles and speakers it has made.
    new: usize,
}

impl Worker {
    fn do_something(&mut self) {
        match self.dice.below(100) {
            0..12 => self.mark(),
            12..24 => self.note(),
            24..34 => self.review(),
            34..42 => self.rename_speaker(),
            42..48 => self.add_article(),
            48..52 => self.remove_article(),
            52..58 => self.update_article(),
            58..62 => self.remove_claim(),
            62..66 => self.change_head(),
            66..72 => self.undo(),
            72..78 => self.accept_many(),
            78..82 => self.accept_very_many(),
            82..88 => self.export(),
            88..91 => self.wait_until_saved(),
            _ => self.save(),
        }
        if self.dice.below(3) == 0 {
            self.save();
        }
    }

    /// Tasks that are repeated with a fault at every call. Each saves once more when the first save fails.
    fn do_task(mut self, task: &str) -> ExitCode {
        match task {
            "edit" => {
                self.mark();
                self.rename_speaker();
                self.note();
            }
            "articles" => {
                self.remove("a-4");
                self.add_article();
            }
            "update" => self.update("a-1"),
            "slices" => {
                self.note();
                self.accept_very_many();
            }
            "many" => (0..20).for_each(|_| self.add_article()),
            other => panic!("there is no task {other}"),
        }
        self.save();
        if !matches!(self.session.save_state(), SaveState::Saved) {
            say("again");
            self.save();
        }
        match self.session.close() {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        }
    }

    fn save(&mut self) {
        say("mark save");
        match self.session.flush() {
            Ok(()) => say("saved"),
            Err(error) => {
                let report = sayso::session::report_from_error(&error);
                say(&format!("failed {}", format!("{report}").replace('\n', " | ")));
            }
        }
    }

    /// Lets the session save by itself, as it does behind the user's back.
    fn wait_until_saved(&mut self) {
        let mut is_marked = false;
        loop {
            self.session.poll();
            match self.session.save_state() {
                SaveState::Saved => return say("saved"),
                SaveState::Saving if !is_marked => {
                    say("mark save");
                    is_marked = true;
                }
                SaveState::Unsaved | SaveState::Saving => {}
                other => panic!("saving failed: {other:?}"),
            }
            std::thread::sleep(Duration::from_micros(200));
        }
    }

    /// Makes an edit of which it is known beforehand what it leads to.
    fn make(&mut self, kind: &str, label: UndoLabel, edit: Edit) {
        let before = self.session.project().clone();
        let mut after = before.clone();
        after.apply(edit.clone()).expect("a good edit");
        if after == before {
            return;
        }
        self.announce("once", kind, &after);
        self.session.edit((label, edit)).expect("a good edit");
        assert!(*self.session.project() == after, "{kind} led elsewhere");
        self.before.push(before);
    }

    fn announce(&self, way: &str, kind: &str, after: &Project) {
        let changes = changes(&records_of(self.session.project()), &records_of(after));
        say(&format!("{way} {kind} {}", written(&changes)));
    }

    /// An article to work on, not always the long one.
    fn article(&mut self) -> Option<ArticleId> {
        let ids: Vec<ArticleId> = self.session.project().articles().keys().cloned().collect();
        self.dice.pick(&ids).cloned()
    }

    fn claim(&mut self) -> Option<(ArticleId, ClaimId, Claim)> {
        let article = self.article()?;
        let claims = &self.session.project().article(&article)?.claims;
        let ids: Vec<ClaimId> = claims.keys().cloned().collect();
        let id = self.dice.pick(&ids)?.clone();
        let claim = self.session.project().claim(&article, &id)?.clone();
        Some((article, id, claim))
    }

    fn put(&mut self, kind: &str, label: UndoLabel, article: ArticleId, id: ClaimId, claim: Option<Claim>) {
        self.make(kind, label, Edit::Claim(article, id, claim.map(Box::new)));
    }

    fn mark(&mut self) {
        let Some(article) = self.article() else { return };
        let text = self
            .session
            .project()
            .article(&article)
            .and_then(|article| article.text.clone());
        let text = text.expect("texts were read");
        let words: Vec<(usize, &str)> = text
            .split_inclusive(' ')
            .scan(0, |end, word| {
                *end += word.len();
                Some((*end - word.len(), word))
            })
            .collect();
        let Some(&(start, _)) = self.dice.pick(&words) else {
            return;
        };
        let length = text
            .get(start..)
            .and_then(|rest| rest.find('\n'))
            .unwrap_or(text.len() - start);
        let Some(mut claim) = Claim::new(&text, Span::new(start, start + length)) else {
            return;
        };
        let speakers: Vec<_> = self.session.project().speakers().keys().cloned().collect();
        if let Some(speaker) = self.dice.pick(&speakers) {
            claim.voice = Voice::attributed_to(speaker.clone());
        }
        self.new += 1;
        let id = format!("c-new-{:x}", self.dice.roll()).into();
        self.put("mark", UndoLabel::MarkClaim, article, id, Some(claim));
    }

    fn note(&mut self) {
        let Some((article, id, mut claim)) = self.claim() else {
            return;
        };
        claim.note = format!("Note {}: “checked”, twice.", self.dice.below(1000));
        self.put("note", UndoLabel::ChangeNote, article, id, Some(claim));
    }

    fn remove_claim(&mut self) {
        let Some((article, id, _)) = self.claim() else {
            return;
        };
        self.put("remove", UndoLabel::DeleteClaim, article, id, None);
    }

    fn review(&mut self) {
        let Some((article, id, _)) = self.claim() else {
            return;
        };
        let decision = self
            .dice
            .pick(&[None, Some(Decision::Accepted), Some(Decision::Rejected)])
            .copied();
        let at: ClaimRef = (article, id);
        let stamp = self.session.stamp();
        let op = ops::review::decide(self.session.project(), &at, decision.flatten(), &stamp);
        let (label, edit) = op.expect("there is that claim");
        self.make("review", label, edit);
    }

    fn rename_speaker(&mut self) {
        let speakers = self.session.project().speakers().iter();
        let speakers: Vec<_> = speakers
            .map(|(id, speaker)| (id.clone(), speaker.clone()))
            .collect();
        let Some((id, mut speaker)) = self.dice.pick(&speakers).cloned() else {
            return;
        };
        speaker.name = format!("Speaker called {}", self.dice.below(1000));
        let edit = Edit::Speaker(id, Some(Box::new(speaker)));
        self.make("speaker", UndoLabel::ChangeSpeaker, edit);
    }

    fn change_head(&mut self) {
        let mut head = self.session.project().head().clone();
        head.guidelines = format!("Mark claims. Version {}.", self.dice.below(1000));
        self.make("head", UndoLabel::ChangeGuidelines, Edit::Head(Box::new(head)));
    }

    fn add_article(&mut self) {
        self.new += 1;
        let id = format!("new-{:x}", self.dice.roll());
        let title = format!("New {}", self.new);
        let sentences = 1 + self.dice.below(40) as usize;
        let mut article = new_article(&title, sentences, &mut self.dice);
        mark_many(&mut article, sentences.min(5));
        let edit = Edit::Article(id.into(), Some(Box::new(article)));
        self.make("add", UndoLabel::AddArticles { new: 1, updated: 0 }, edit);
    }

    fn remove_article(&mut self) {
        let Some(id) = self.article() else { return };
        if id.as_str() != LONG && self.session.project().articles().len() > 4 {
            self.remove(id.as_str());
        }
    }

    fn remove(&mut self, id: &str) {
        self.make("remove", UndoLabel::RemoveArticle, Edit::Article(id.into(), None));
    }

    fn update_article(&mut self) {
        let Some(id) = self.article() else { return };
        if id.as_str() != LONG {
            self.update(id.as_str());
        }
    }

    fn update(&mut self, id: &str) {
        let id = ArticleId::from(id);
        let Some(article) = self.session.project().article(&id).cloned() else {
            return;
        };
        let text = article.text.as_deref().unwrap_or_default();
        let newer: Arc<str> = format!("Corrected on day {}.\n{text}", self.dice.below(1000)).into();
        let updated = ops::update::updated(&article, article.metadata.clone(), &newer).article;
        let edit = Edit::Article(id, Some(Box::new(updated)));
        self.make("update", UndoLabel::AddArticles { new: 1, updated: 0 }, edit);
    }

    fn undo(&mut self) {
        let Some(before) = self.before.pop() else { return };
        let now = self.session.project();
        let changed = now
            .claims()
            .filter(|(article, id, claim)| before.claim(article, id) != Some(claim));
        let way = if changed.count() > MAX_CLAIMS_AT_ONCE {
            "slices"
        } else {
            "once"
        };
        self.announce(way, "undo", &before);
        self.session.undo().expect("there is something to undo");
        self.session.finish().expect("it ends");
        assert!(*self.session.project() == before, "undo led elsewhere");
    }

    fn claims_of(&self, article: Option<&ArticleId>) -> ClaimSet {
        let claims = self.session.project().claims();
        claims
            .filter(|(id, _, _)| article.is_none_or(|article| article == *id))
            .map(|(article, id, _)| (article.clone(), id.clone()))
            .collect()
    }

    fn decide_all(&mut self, article: &ArticleId) -> ops::bulk::BulkEdit {
        let decision = self.dice.pick(&[Decision::Accepted, Decision::Rejected]).copied();
        ops::bulk::decide(self.claims_of(Some(article)), decision, self.session.stamp())
    }

    fn accept_many(&mut self) {
        let Some(article) = self.article() else { return };
        let bulk = self.decide_all(&article);
        let label = bulk.label();
        let edit = bulk
            .at_once(self.session.project())
            .expect("the claims are there");
        self.make("bulk", label, edit);
    }

    /// Changes so many claims that it is done in slices: those of all articles.
    fn accept_very_many(&mut self) {
        let decision = self.dice.pick(&[Decision::Accepted, Decision::Rejected]).copied();
        let (claims, stamp) = (self.claims_of(None), self.session.stamp());
        let bulk = || ops::bulk::decide(claims.clone(), decision, stamp.clone());
        let before = self.session.project().clone();
        let mut after = before.clone();
        let edit = bulk().at_once(&after).expect("the claims are there");
        after.apply(edit).expect("a good edit");
        if after == before {
            return;
        }
        self.announce("slices", "bulk", &after);
        let op = bulk();
        self.session.perform_many(|_| Ok(op)).expect("it may be changed");
        while self.session.run_slice().expect("it goes on") {
            // Whoever is killed here leaves it half done.
            self.session.save_now();
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!(*self.session.project() == after, "the bulk edit led elsewhere");
        self.before.push(before);
    }

    fn export(&mut self) {
        let Some(key) = self.dice.pick(&FORMATS).copied() else {
            return;
        };
        let format = Format::by_key(key).expect("a format");
        let project = self.session.project();
        let mut bytes = Vec::new();
        export(format, project, &ClaimSelection::ALL, &mut bytes).expect("an export");
        say(&format!("exporting claims.{key} {}", digest_of(&bytes)));
        say("mark export");
        let path = self.exports.join(format!("claims.{key}"));
        export_to_file(
            format,
            (project, &InMemory::new(project)),
            &ClaimSelection::ALL,
            path.parent().expect("a folder"),
            &path,
            &Progress::default(),
        )
        .expect("an export");
        say("exported");
    }
}

/// What tells a file from any other.
pub(crate) fn digest_of(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes).into())
}

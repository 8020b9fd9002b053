//! Tells what others have changed in the project while it is open. What comes within a minute is one notice.

use std::sync::Arc;
use std::time::Duration;

use eframe::egui::Context;

use super::state::App;
use crate::model::{ArticleId, Project, ops};
use crate::report::Report;
use crate::session::TakenIn;
use crate::session::jobs::Finished;
use crate::session::settings::claim_table::ClaimFilter;
use crate::ui::bus::command::Command;
use crate::ui::bus::notice::{Notice, Tone};
use crate::ui::bus::request::Request;

/// Later changes are told by a notice of their own after so many seconds.
const TOGETHER: f64 = 60.0;
/// How long a notice stays that asks for nothing.
const SHOWN: f64 = 8.0;

/// What was told last.
#[derive(Debug, Default)]
pub(super) struct ToldOutside {
    taken_in: TakenIn,
    notice: Option<Notice>,
    first: f64,
    /// When the notice goes by itself.
    until: Option<f64>,
}

impl App {
    /// Tells of the changes of others among what has arrived; gives the rest.
    pub(super) fn tell_of_others(&mut self, ctx: &Context, finished: Vec<Finished>) -> Vec<Finished> {
        let mut rest = Vec::new();
        for finished in finished {
            match finished {
                Finished::TakenIn(taken_in) => self.tell_of_outside(*taken_in),
                other => rest.push(other),
            }
        }
        self.let_outside_go(ctx);
        rest
    }

    /// Keeps articles that others have removed.
    pub(super) fn keep_removed(&mut self, ids: Vec<ArticleId>) {
        let Some(session) = &self.core.session else { return };
        let before = session.before_removed(&ids);
        self.core
            .edit(move |project| Ok(ops::difference::keep_removed(project, &ids, &before)));
    }

    fn tell_of_outside(&mut self, taken_in: TakenIn) {
        let core = &mut self.core;
        core.tidy();
        let Some(project) = core.session.as_ref().map(crate::session::Session::project) else {
            return;
        };
        let now = core.now;
        let told = &mut self.told_outside;
        let is_shown = told
            .notice
            .as_ref()
            .is_some_and(|notice| core.notices.contains(notice));
        if is_shown && now - told.first < TOGETHER {
            told.taken_in.add(taken_in);
        } else {
            *told = ToldOutside {
                taken_in,
                first: now,
                ..ToldOutside::default()
            };
        }
        let before = told.notice.take();
        let notice = notice_of(&told.taken_in, project);
        core.notices.retain(|shown| Some(shown) != before.as_ref());
        core.notices.push(notice.clone());
        told.until = (notice.tone == Tone::Done).then_some(now + SHOWN);
        told.notice = Some(notice);
    }

    /// Lets a notice that asks for nothing go when its time has come.
    fn let_outside_go(&mut self, ctx: &Context) {
        let told = &mut self.told_outside;
        let Some(until) = told.until else { return };
        let left = until - self.core.now;
        if left > 0.0 {
            ctx.request_repaint_after(Duration::try_from_secs_f64(left).unwrap_or_default());
            return;
        }
        told.until = None;
        self.core
            .notices
            .retain(|notice| Some(notice) != told.notice.as_ref());
    }
}

fn notice_of(taken_in: &TakenIn, project: &Project) -> Notice {
    let counts = taken_in.summary.claims;
    let claims = counts.added + counts.changed;
    let names: Vec<&str> = taken_in.by.iter().map(|id| project.reviewer_label(id)).collect();
    let headline = match (claims, names.as_slice()) {
        (0, _) if counts.removed > 0 => fl!("outside-claims-gone", count = counts.removed),
        (0, _) => fl!("outside-merged-project").to_owned(),
        (_, []) => fl!("outside-merged", count = claims),
        (_, names) => fl!("outside-merged-by", count = claims, names = names.join(", ")),
    };
    let articles = taken_in.summary.articles;
    // An article that stays for now is told by its title.
    let differences = taken_in.differences.saturating_sub(taken_in.kept.len());
    let parts = [
        (claims > 0 && counts.removed > 0).then(|| fl!("outside-claims-gone", count = counts.removed)),
        (articles.added > 0).then(|| fl!("outside-articles-new", count = articles.added)),
        (articles.removed > 0).then(|| fl!("outside-articles-gone", count = articles.removed)),
        (differences > 0).then(|| fl!("outside-differences", count = differences)),
    ];
    let kept = taken_in.kept.iter().filter_map(|id| project.article(id));
    let kept = kept.map(|article| fl!("outside-kept", title = article.metadata.title.as_str()));
    let gone = taken_in
        .gone
        .iter()
        .filter(|(id, _)| project.article(id).is_none());
    let gone = gone.map(|(_, title)| fl!("outside-gone", title = title.as_str()));
    let removed: Vec<ArticleId> = taken_in
        .kept
        .iter()
        .chain(taken_in.gone.keys())
        .cloned()
        .collect();
    let asks = taken_in.differences > 0 || !removed.is_empty();
    let show = (!taken_in.claims.is_empty()).then(|| {
        let filter = ClaimFilter {
            among: Some(Arc::new(taken_in.claims.clone())),
            ..ClaimFilter::default()
        };
        (fl!("outside-show"), Request::ShowClaims(Box::new(filter)))
    });
    let (keep, let_go) = match removed.len() {
        1 => (fl!("outside-keep-removed"), fl!("outside-let-go")),
        _ => (fl!("outside-keep-all-removed"), fl!("outside-let-all-go")),
    };
    let of_removed = [
        (keep, Request::KeepRemoved(removed.clone())),
        (let_go, Request::LetRemovedGo(removed.clone())),
    ];
    let of_removed = of_removed.into_iter().filter(|_| !removed.is_empty());
    let choose = (differences > 0).then(|| (fl!("outside-choose"), Request::Command(Command::ShowCheck)));
    Notice {
        tone: if asks { Tone::Warning } else { Tone::Done },
        report: Report {
            causes: parts.into_iter().flatten().chain(kept).chain(gone).collect(),
            ..Report::new(headline)
        },
        step: None,
        remedies: of_removed.chain(choose).chain(show).collect(),
    }
}

//! The commands on the open article and its claims.

use eframe::egui::{Context, OutputCommand};

use super::orphans::FOCUS;
use super::word_snap::edge_moved_by_a_word;
use crate::model::ops::{self, Part};
use crate::model::{Anchor, ArticleId, Claim, EditError, Polarity, TextDirection};
use crate::report::Report;
use crate::text::Span;
use crate::text::units::chars_from_byte;
use crate::ui::bus::core::Core;
use crate::ui::bus::dialog::{Confirm, Dialog};
use crate::ui::bus::notice::Tone;
use crate::ui::bus::place::Selection;
use crate::ui::bus::request::Request;
use crate::ui::kit::words;

/// Uses the selected words as source or cue of the selected claim, in place of those that it has.
pub fn use_words(core: &mut Core, part: Part) {
    let Some(words) = core.place.words() else {
        return;
    };
    let link = core.place.link;
    core.edit_claim(move |project, at, _| ops::attribution::set_part(project, at, link, part, words));
    words_used(core, words);
}

/// Adds the selected words to the source or cue of the selected claim.
pub fn add_words(core: &mut Core, part: Part) {
    let Some(words) = core.place.words() else {
        return;
    };
    let link = core.place.link;
    core.edit_claim(move |project, at, _| ops::attribution::add_to_part(project, at, link, part, words));
    words_used(core, words);
}

/// Says that the speaker of the selected claim denies it, or affirms it after all.
pub fn toggle_denies(core: &mut Core) {
    let link = core.place.link;
    core.edit_claim(move |project, at, _| {
        let claim = project.claim(&at.0, &at.1);
        let before = claim.and_then(|claim| claim.voice.chain().get(link));
        let polarity = match before.map(|link| link.polarity) {
            Some(Polarity::Denies) => Polarity::Affirms,
            _ => Polarity::Denies,
        };
        ops::attribution::set_polarity(project, at, link, polarity)
    });
}

/// Adds the selected words to the selected claim as a span.
pub fn add_span(core: &mut Core) {
    let Some(words) = core.place.words() else {
        return;
    };
    core.edit_claim(move |project, at, _| ops::claim::add_span(project, at, words));
    words_used(core, words);
}

/// Places words that were not found on the selected words: the anchor at `place`, or the first such.
pub fn move_claim_here(core: &mut Core, place: Option<usize>) {
    let Some(words) = core.place.words() else {
        return;
    };
    let lost = || ops::reanchor::first_orphan(core.claim()?);
    let Some(place) = place.or_else(lost) else { return };
    core.edit_claim(move |project, at, _| ops::reanchor::reanchor(project, at, place, words));
    core.forget_orphans();
    words_used(core, words);
}

fn words_used(core: &mut Core, words: Span) {
    core.picker = None;
    core.place.selection = Some(Selection::caret(words.end));
}

/// Moves the start of the claim's first span or the end of its last by a word.
pub fn move_edge(core: &mut Core, start: bool, forward: bool) {
    core.edit_claim(move |project, at, _| {
        let (article, id) = at;
        let refused = || EditError::NoSuchClaim(id.clone());
        let text = project
            .article(article)
            .and_then(|article| article.text.as_deref())
            .ok_or_else(refused)?;
        let claim = project.claim(article, id).ok_or_else(refused)?;
        let piece = if start {
            0
        } else {
            claim.spans.len().saturating_sub(1)
        };
        let span = claim
            .spans
            .get(piece)
            .and_then(Anchor::span)
            .ok_or_else(refused)?;
        let moved = edge_moved_by_a_word(text, span, start, forward);
        // A key does not lead into another paragraph unnoticed; a drag may.
        let between = if start {
            moved.start..span.start
        } else {
            span.end..moved.end
        };
        let moved = match text.get(between) {
            Some(passed) if passed.contains('\n') => span,
            _ => moved,
        };
        ops::claim::move_span(project, at, piece, moved)
    });
}

/// Removes the claim and selects the one that takes its place.
pub fn delete_claim(core: &mut Core) {
    let (Some(article), Some(claim)) = (core.place.article.clone(), core.place.claim.clone()) else {
        return;
    };
    let neighbour = core.session.as_ref().and_then(|session| {
        let in_order = session.project().article(&article)?.claims_in_order();
        let place = in_order.iter().position(|(id, _)| **id == claim)?;
        let next = in_order
            .get(place + 1)
            .or_else(|| in_order.get(place.checked_sub(1)?));
        next.map(|(id, _)| (*id).clone())
    });
    core.edit(move |_| Ok(ops::claim::remove(&(article, claim))));
    core.select_claim(neighbour, false);
}

/// Opens the list of claims not found in the text, on the first after the caret.
pub fn show_orphans(core: &mut Core) {
    let Some(session) = &core.session else { return };
    let article = core.place.article.as_ref();
    let Some(article) = article.and_then(|id| session.project().article(id)) else {
        return;
    };
    let Some(text) = article.text.as_deref() else {
        return;
    };
    let caret = core.place.selection.map_or(0, |selection| selection.caret);
    let caret = chars_from_byte(text, caret);
    let lost = article.claims.iter().filter(|(_, claim)| claim.is_orphaned());
    let next = lost.min_by_key(|(id, claim)| {
        let chars = claim.first_orphan_chars().unwrap_or_default();
        let chosen = Some(*id) == core.place.claim.as_ref();
        (!chosen, chars < caret, chars)
    });
    match next.map(|(id, _)| id.clone()) {
        Some(claim) => {
            core.select_claim(Some(claim), true);
            // Who opens the list has read what was told of it.
            core.notices.retain(|notice| !notice.tells_of_orphans());
            core.focus = Some(FOCUS);
        }
        None => core.notify(Tone::Done, Report::new(fl!("claims-all-found"))),
    }
}

/// Selects the claim `by` places on in the order of the text.
pub fn step_claim(core: &mut Core, by: isize) {
    let Some(session) = &core.session else { return };
    let Some(article) = core
        .place
        .article
        .as_ref()
        .and_then(|id| session.project().article(id))
    else {
        return;
    };
    let in_order = article.claims_in_order();
    let place = in_order
        .iter()
        .position(|(id, _)| Some(*id) == core.place.claim.as_ref());
    let caret = core.place.selection.map_or(0, |selection| selection.caret);
    let next = match place {
        Some(place) => place.checked_add_signed(by),
        // Without a selected claim the search begins at the caret.
        None => {
            let starts = |claim: &Claim| claim.hull().map_or(usize::MAX, |hull| hull.start);
            let after = in_order.iter().position(|(_, claim)| starts(claim) >= caret);
            if by > 0 {
                after
            } else {
                after.unwrap_or(in_order.len()).checked_sub(1)
            }
        }
    };
    if let Some((claim, _)) = next.and_then(|next| in_order.get(next)) {
        let claim = (*claim).clone();
        let start = article.claims.get(&claim).and_then(Claim::hull);
        core.place.selection = start
            .map(|hull| Selection::caret(hull.start))
            .or(core.place.selection);
        core.select_claim(Some(claim), true);
    }
}

/// Copies the selected words, or the claim's.
pub fn copy(core: &Core, ctx: &Context, with_attribution: bool) {
    let (Some(project), Some(article)) = (core.project(), core.article()) else {
        return;
    };
    let claim = core.claim();
    let words = core.place.words();
    let selected = words.and_then(|span| span.slice(article.text.as_deref()?));
    let copied = match (selected, claim) {
        (_, Some(claim)) if with_attribution => {
            let (words, who) = (claim.words(), words::who(project, claim));
            let title = &article.metadata.title;
            Some(fl!("claim-copied", words = words, who = who, title = title))
        }
        (Some(words), _) => Some(words.to_owned()),
        (None, Some(claim)) => Some(claim.words()),
        (None, None) => None,
    };
    if let Some(copied) = copied {
        ctx.send_cmd(OutputCommand::CopyText(copied));
    }
}

/// Sets the direction of the open article's text.
pub fn set_direction(core: &mut Core, direction: Option<TextDirection>) {
    if let Some(article) = core.place.article.clone() {
        core.edit(move |project| ops::article::set_direction(project, &article, direction));
    }
}

/// Marks the open article as done, or reopens it.
pub fn toggle_done(core: &mut Core) {
    let Some(session) = &core.session else { return };
    let stamp = session.stamp();
    if let Some(id) = core.place.article.clone() {
        let done_with = id.clone();
        core.edit(move |project| {
            let article = project.article(&done_with);
            let done = article.is_some_and(|article| article.is_done_for(&stamp.by));
            ops::article::set_done(project, &done_with, !done, &stamp)
        });
        tell_who_reads_on(core, &id);
    }
}

/// Tells whom an article waits for that one is done with oneself.
fn tell_who_reads_on(core: &mut Core, id: &ArticleId) {
    let Some(session) = &core.session else { return };
    let (project, me) = (session.project(), &session.who().id);
    let Some(article) = project.article(id).filter(|article| article.is_done_for(me)) else {
        return;
    };
    let names: Vec<&str> = article
        .still_read_by(me)
        .map(|id| project.reviewer_label(id))
        .collect();
    if article.done.is_none() && !names.is_empty() {
        let report = Report::new(fl!(
            "article-done-waits",
            count = names.len(),
            names = names.join(", ")
        ));
        core.notify(Tone::Done, report);
    }
}

/// Asks whether to remove the open article.
pub fn ask_to_remove(core: &mut Core) {
    let (Some(id), Some(article)) = (&core.place.article, core.article()) else {
        return;
    };
    core.dialog = Some(Dialog::Confirm(Box::new(Confirm {
        question: fl!("article-remove", title = article.metadata.title),
        explanation: fl!("article-remove-explained", claims = article.claims.len()),
        button: fl!("article-remove-button"),
        request: Request::RemoveArticle(id.clone()),
    })));
}

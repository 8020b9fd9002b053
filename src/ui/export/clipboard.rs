//! Copies claims to the clipboard in formats of other programs.

use std::collections::BTreeSet;

use eframe::egui::{Context, OutputCommand};

use crate::export::copying;
use crate::report::Report;
use crate::ui::bus::core::Core;
use crate::ui::bus::notice::Tone;
use crate::ui::bus::place::Workspace;
use crate::ui::claims;

/// The format of copied claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Copying {
    /// As quotations in Markdown.
    Markdown,
    /// As HTML, which documents and e-mails show formatted.
    Formatted,
}

/// Copies the selected claims in a format.
pub(crate) fn copy_as(copying: Copying, core: &mut Core, claims: &claims::State, ctx: &Context) {
    let Some(session) = &core.session else { return };
    let project = session.project();
    let picked = match core.place.workspace {
        Workspace::Claims => BTreeSet::from(&claims.view.concerned()),
        Workspace::Annotate | Workspace::Speakers | Workspace::Compare | Workspace::Articles => {
            core.place.claim_ref().into_iter().collect()
        }
    };
    let count = picked.len();
    let (text, words) = match copying {
        Copying::Markdown => (
            Some(copying::in_markdown(project, &picked)),
            fl!("export-copied-as-markdown", count = count),
        ),
        Copying::Formatted => {
            let plain = copying::in_text(project, &picked);
            if put_formatted(&copying::in_html(project, &picked), &plain) {
                (None, fl!("export-copied-with-formatting", count = count))
            } else {
                (Some(plain), fl!("export-copied-as-text", count = count))
            }
        }
    };
    if let Some(text) = text {
        ctx.send_cmd(OutputCommand::CopyText(text));
    }
    core.notices.retain(|notice| notice.report.headline != words);
    core.notify(Tone::Done, Report::new(words));
}

/// Copies HTML, with plain text for programs that take no other; `false` if that is not possible.
fn put_formatted(html: &str, plain: &str) -> bool {
    arboard::Clipboard::new()
        .and_then(|mut clipboard| clipboard.set().html(html, Some(plain)))
        .is_ok()
}

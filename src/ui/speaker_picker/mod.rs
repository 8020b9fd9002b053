//! The pop-up that asks who says so: speakers on the keys 1 to 9, type-ahead over all of them, a
//! new one on Enter. It only asks; the answer is an action.

pub mod update;

use eframe::egui::{
    Align2, Area, Context, Event, Id, ImeEvent, Key, Margin, Modifiers, Order, Pos2, Rect, Stroke, Ui, Vec2,
};

use crate::model::{Project, Speaker, SpeakerId, SpeakerKind};
use crate::suggest::Mention;
use crate::text::fold::{fold, matches_words};
use crate::ui::app::message::{Action, Actions};
use crate::ui::bus::command::Command;
use crate::ui::bus::core::Core;
use crate::ui::bus::picker::{Answer, PickerState, PickerTarget};
use crate::ui::bus::request::Request;
use crate::ui::kit::button::row;
use crate::ui::kit::field::Field;
use crate::ui::kit::text::{key_cap_at, label, swatch_at, text_at};
use crate::ui::kit::theme::{Theme, font};
use crate::ui::kit::words;

const WIDTH: f32 = 362.0;
const ROW: f32 = 28.0;
/// How many speakers type-ahead shows.
const FOUND: usize = 8;

/// One answer that the pop-up offers.
#[derive(Clone, Debug, PartialEq)]
pub struct PickerRow {
    /// What choosing it answers.
    pub who: Answer,
    /// Its key cap.
    pub key: Option<String>,
    /// What it says.
    pub words: String,
    /// A word in soft type behind it.
    pub detail: String,
    /// Its speaker's place on the palette.
    pub color: Option<usize>,
}

/// The answers in order: what the text offers, the speakers, the article itself; while something
/// is typed the speakers it finds, and a new one of that name.
pub fn rows(project: &Project, core: &Core, asking: &PickerState, mentions: &[Mention]) -> Vec<PickerRow> {
    let query = asking.query.trim();
    match query.is_empty() {
        true => rows_at_rest(project, core, mentions),
        false => rows_for(project, core, query),
    }
}

fn rows_at_rest(project: &Project, core: &Core, mentions: &[Mention]) -> Vec<PickerRow> {
    let mut rows: Vec<PickerRow> = mentions
        .iter()
        .enumerate()
        .map(|(at, mention)| {
            let known = mention.speaker.as_ref().and_then(|id| project.speaker(id));
            PickerRow {
                who: match &mention.speaker {
                    Some(id) => Answer::Speaker(id.clone(), Some(mention.span)),
                    None if is_unnamed(&mention.name) => {
                        Answer::Unnamed(mention.name.clone(), Some(mention.span))
                    }
                    None => Answer::New(mention.name.clone(), Some(mention.span)),
                },
                key: (at == 0).then(|| "↵".to_owned()),
                words: known.map_or_else(|| mention.name.clone(), |speaker| speaker.name.clone()),
                detail: match known.is_some() {
                    true => "in the text".to_owned(),
                    false => "new, in the text".to_owned(),
                },
                color: known.map(|speaker| speaker.color),
            }
        })
        .collect();
    rows.extend((1..=9).filter_map(|key| {
        let id = core.keys.speaker(key)?;
        speaker_row(project, core, id)
    }));
    rows.push(PickerRow {
        who: Answer::Article,
        key: Some("0".to_owned()),
        words: words::THE_ARTICLE.to_owned(),
        detail: String::new(),
        color: None,
    });
    rows
}

fn rows_for(project: &Project, core: &Core, query: &str) -> Vec<PickerRow> {
    let mut found: Vec<(u32, usize, &SpeakerId)> = project
        .speakers()
        .iter()
        .filter_map(|(id, speaker)| {
            let score = speaker
                .names()
                .filter_map(|name| matches_words(query, name))
                .max()?;
            // Of equal finds the one with a key comes first: it was used of late.
            Some((score, core.keys.key(id).map_or(0, |key| 10 - key), id))
        })
        .collect();
    found.sort_by(|a, b| b.cmp(a));
    let ids = found.into_iter().take(FOUND).map(|(_, _, id)| id);
    // A party without a name is rarely the one of equal wording, and rarely one of another article:
    // such come last, to be picked on purpose.
    let (last, first): (Vec<&SpeakerId>, Vec<&SpeakerId>) =
        ids.partition(|id| is_another_party(project, core, id, query));
    let row = |id: &SpeakerId| speaker_row(project, core, id);
    let mut rows: Vec<PickerRow> = first.into_iter().filter_map(row).collect();
    let mut new = [
        (Answer::New(query.to_owned(), None), "new speaker"),
        (Answer::Unnamed(query.to_owned(), None), "new, not named"),
    ];
    if is_unnamed(query) {
        new.reverse();
    }
    let several = !rows.is_empty();
    rows.extend(new.into_iter().enumerate().map(|(at, (who, detail))| PickerRow {
        who,
        key: (at == 0 && !several).then(|| "↵".to_owned()),
        words: query.to_owned(),
        detail: detail.to_owned(),
        color: None,
    }));
    rows.extend(last.into_iter().filter_map(row));
    rows
}

/// Whether a speaker is a party without a name that is described in the words typed, or that the
/// open article does not speak of.
fn is_another_party(project: &Project, core: &Core, id: &SpeakerId, query: &str) -> bool {
    let unnamed = |speaker: &Speaker| speaker.kind == SpeakerKind::Unnamed;
    let Some(speaker) = project.speaker(id).filter(|speaker| unnamed(speaker)) else {
        return false;
    };
    let here = || {
        let article = core.place.article.as_ref().and_then(|id| project.article(id));
        let mut claims = article.into_iter().flat_map(|article| article.claims.values());
        claims.any(|claim| claim.voice.speakers().any(|speaker| speaker == id))
    };
    fold(&speaker.name) == fold(query) || !here()
}

/// Whether words describe somebody without naming them: 'two officials', 'a person close to …'.
pub fn is_unnamed(words: &str) -> bool {
    const FIRST: &[&str] = &[
        "a",
        "an",
        "another",
        "anonymous",
        "certain",
        "eight",
        "eyewitnesses",
        "few",
        "five",
        "four",
        "many",
        "nine",
        "observers",
        "officials",
        "one",
        "other",
        "people",
        "residents",
        "seven",
        "several",
        "six",
        "some",
        "somebody",
        "someone",
        "sources",
        "ten",
        "three",
        "two",
        "unidentified",
        "unnamed",
        "witnesses",
    ];
    let mut words = words.split_whitespace();
    let first = words.next().unwrap_or_default().to_lowercase();
    // 'One America News', 'Three Mile Island': with names behind it, it is one.
    let named = words
        .next()
        .is_some_and(|word| word.starts_with(char::is_uppercase));
    FIRST.contains(&first.as_str()) && !named
}

fn speaker_row(project: &Project, core: &Core, id: &SpeakerId) -> Option<PickerRow> {
    let speaker = project.speaker(id)?;
    Some(PickerRow {
        who: Answer::Speaker(id.clone(), None),
        key: core.keys.key(id).map(|key| key.to_string()),
        words: speaker.name.clone(),
        detail: words::speaker_detail(project, speaker),
        color: Some(speaker.color),
    })
}

/// Takes the keys that belong to the pop-up before anything else sees them. Until something is
/// typed the text keeps the keyboard, so that Shift and the arrows still move the selection.
pub fn take_keys(
    ctx: &Context,
    core: &Core,
    asking: &PickerState,
    rows: &[PickerRow],
    actions: &mut Actions,
) {
    let last = rows.len().saturating_sub(1);
    let marked = marked(rows, asking);
    let mut typed = String::new();
    let typing = core.focus == Some(FIELD) || ctx.memory(|memory| memory.has_focus(field_id()));
    ctx.input_mut(|input| {
        if input.consume_key(Modifiers::NONE, Key::Escape) {
            actions.request(Request::StopAsking);
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
            actions.send(Action::PickerRow(marked.map_or(0, |row| (row + 1).min(last))));
        }
        if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
            actions.send(Action::PickerRow(
                marked.map_or(last, |row| row.saturating_sub(1)),
            ));
        }
        if input.consume_key(Modifiers::NONE, Key::Enter)
            && let Some(row) = marked.and_then(|row| rows.get(row))
        {
            actions.request(Request::Answer(row.who.clone()));
        }
        let modifiers = input.modifiers;
        input.events.retain(|event| match event {
            Event::Text(text) | Event::Ime(ImeEvent::Commit(text))
                if !modifiers.command && !modifiers.alt =>
            {
                let key = text.parse::<usize>().ok().filter(|key| *key <= 9);
                match key.filter(|_| asking.query.is_empty() && typed.is_empty()) {
                    Some(0) => actions.request(Request::Answer(Answer::Article)),
                    Some(key) => {
                        if let Some(speaker) = core.keys.speaker(key) {
                            actions.request(Request::Answer(Answer::Speaker(speaker.clone(), None)));
                        }
                    }
                    None if typing => return true,
                    None => typed.push_str(text),
                }
                false
            }
            Event::Paste(text) if !typing => {
                typed.extend(text.lines().next());
                false
            }
            _ => true,
        });
    });
    if !typed.trim().is_empty() {
        actions.send(Action::AskQuery(format!("{}{typed}", asking.query)));
    }
}

/// The name of the pop-up's field, for giving it the keyboard.
pub const FIELD: &str = "who says so";

fn field_id() -> Id {
    Field::id(FIELD)
}

/// Draws the pop-up.
///
/// `lost`: whether the selected claim has words that are no longer in the article.
pub fn asking_ui(
    ctx: &Context,
    core: &Core,
    asking: &PickerState,
    rows: &[PickerRow],
    lost: bool,
    actions: &mut Actions,
) {
    let theme = Theme::of(ctx);
    let frame = theme.floating().inner_margin(Margin::same(8));
    let height = 8.0 + 34.0 + 6.0 + rows.len() as f32 * ROW + 80.0;
    let at = place(ctx.content_rect(), asking.at, Vec2::new(WIDTH, height));
    Area::new(Id::unique("asking"))
        .order(Order::Foreground)
        .fixed_pos(at)
        .constrain(true)
        .show(ctx, |ui| {
            frame.show(ui, |ui| {
                ui.set_width(WIDTH - 16.0);
                ui.spacing_mut().item_spacing.y = 0.0;
                contents_ui(ui, core, asking, rows, lost, actions);
            });
        });
}

/// Below and right of the point, or above it where there is no room below.
fn place(screen: Rect, at: Pos2, size: Vec2) -> Pos2 {
    let x = at.x.min(screen.right() - size.x - 12.0).max(screen.left() + 8.0);
    let below = at.y + 8.0;
    let line = 34.0;
    let above = at.y - line - size.y;
    let y = match below + size.y > screen.bottom() - 8.0 && above > screen.top() + 8.0 {
        true => above,
        false => below,
    };
    Pos2::new(x, y)
}

fn contents_ui(
    ui: &mut Ui,
    core: &Core,
    asking: &PickerState,
    rows: &[PickerRow],
    lost: bool,
    actions: &mut Actions,
) {
    let theme = Theme::of(ui.ctx());
    let hint = match asking.target {
        PickerTarget::Words(_) | PickerTarget::Claim(..) => "Answer says so? Type a name…",
        PickerTarget::Joint(..) => "Answer says so too? Type a name…",
        PickerTarget::Relay(_) => "Answer relays it? Type a name…",
        PickerTarget::Medium(..) => "In which document? Type a name…",
    };
    let field = Field::new(FIELD, &asking.query)
        .name("Answer says so?")
        .hint(hint)
        .emphasised(true)
        .focus(core.focus == Some(FIELD))
        .show(ui);
    if let Some(query) = field.changed {
        actions.send(Action::AskQuery(query));
    }
    ui.add_space(6.0);
    let marked = marked(rows, asking);
    let mut section = rows.first().map(|row| section_of(row, asking));
    for (at, answer) in rows.iter().enumerate() {
        if section != Some(section_of(answer, asking)) {
            section = Some(section_of(answer, asking));
            line(ui, theme);
        }
        answer_row(ui, answer, marked == Some(at), actions);
    }
    line(ui, theme);
    let hint = match (marked, &asking.target) {
        (None, _) => "Press a key, type a name, or choose a line with Up and Down",
        (Some(_), PickerTarget::Words(_)) => "",
        (Some(_), _) => "Enter takes the marked line, Esc leaves it as it is",
    };
    if !hint.is_empty() {
        label(ui, hint, font::SMALL, theme.soft);
    }
    if let PickerTarget::Words(_) = asking.target {
        foot(ui, core, lost, actions);
    }
}

/// The line that Enter takes: the chosen one, or the first, where the text or what was typed offers it. Who is known is
/// taken on purpose alone.
fn marked(rows: &[PickerRow], asking: &PickerState) -> Option<usize> {
    let last = rows.len().checked_sub(1)?;
    let is_offered = |row: &PickerRow| !asking.query.trim().is_empty() || section_of(row, asking) == 0;
    let offered = rows.first().filter(|row| is_offered(row)).map(|_| 0);
    asking.row.map(|row| row.min(last)).or(offered)
}

/// Offers from the text stand apart from the speakers, and these from a new one.
fn section_of(row: &PickerRow, asking: &PickerState) -> u8 {
    match (&row.who, asking.query.trim().is_empty()) {
        (Answer::Speaker(_, Some(_)) | Answer::New(_, Some(_)) | Answer::Unnamed(_, Some(_)), _) => 0,
        (Answer::New(_, None) | Answer::Unnamed(_, None), _) => 2,
        _ => 1,
    }
}

fn answer_row(ui: &mut Ui, answer: &PickerRow, chosen: bool, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    let name = match &answer.who {
        // Beside it stands a new speaker of the same words.
        Answer::Unnamed(..) => format!("{}, not named", answer.words),
        _ => answer.words.clone(),
    };
    let (rect, response) = row(ui, ROW, chosen, &name);
    let painter = ui.painter();
    let y = rect.center().y;
    if let Some(key) = &answer.key {
        key_cap_at(painter, Pos2::new(rect.left() + 8.0, y), Align2::LEFT_CENTER, key);
    }
    swatch_at(
        painter,
        Pos2::new(rect.left() + 40.0, y),
        answer.color.map(|place| theme.speaker(place)),
    );
    let left = rect.left() + 54.0;
    let room = rect.right() - 8.0 - left;
    let name_room = if answer.detail.is_empty() {
        room
    } else {
        room * 0.68
    };
    let name = text_at(
        painter,
        Pos2::new(left, y),
        Align2::LEFT_CENTER,
        &answer.words,
        font::BODY,
        theme.ink,
        name_room,
    );
    if !answer.detail.is_empty() {
        let detail = format!("· {}", answer.detail);
        let at = Pos2::new(name.right() + 6.0, y + 0.5);
        text_at(
            painter,
            at,
            Align2::LEFT_CENTER,
            &detail,
            font::SMALL,
            theme.soft,
            rect.right() - 8.0 - at.x,
        );
    }
    if response.clicked() {
        actions.request(Request::Answer(answer.who.clone()));
    }
}

fn line(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(
        Vec2::new(ui.available_width(), 13.0),
        eframe::egui::Sense::hover(),
    );
    let x = (rect.left() + 2.0)..=(rect.right() - 2.0);
    ui.painter()
        .hline(x, rect.center().y.round() - 0.5, Stroke::new(1.0, theme.hairline));
}

/// What else the selected words can be: source, cue or a further piece of the selected claim, or
/// a claim that is attributed later.
fn foot(ui: &mut Ui, core: &Core, lost: bool, actions: &mut Actions) {
    let theme = Theme::of(ui.ctx());
    let choices: &[(Command, &str)] = match core.place.claim.is_some() {
        true if lost => &[
            (Command::StandHere, "stand here"),
            (Command::SetSource, "source"),
            (Command::SetCue, "cue"),
            (Command::AddPiece, "add"),
        ],
        true => &[
            (Command::SetSource, "source"),
            (Command::SetCue, "cue"),
            (Command::AddPiece, "add here"),
            (Command::MarkForLater, "later"),
        ],
        false => &[(Command::MarkForLater, "mark now, attribute later")],
    };
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (command, words) in choices {
            let caps = command.key_caps();
            let cap =
                crate::ui::kit::text::measure(ui, &caps, font::KEY, crate::ui::kit::pen::Fit::Free).x + 10.0;
            let text =
                crate::ui::kit::text::measure(ui, words, font::SMALL, crate::ui::kit::pen::Fit::Free).x;
            let (rect, response) = ui.allocate_exact_size(
                Vec2::new(cap.max(18.0) + text + 12.0, 24.0),
                eframe::egui::Sense::click(),
            );
            if response.hovered() {
                ui.painter().rect_filled(rect, 5.0, theme.hover);
            }
            let y = rect.center().y;
            let cap = key_cap_at(
                ui.painter(),
                Pos2::new(rect.left() + 3.0, y),
                Align2::LEFT_CENTER,
                &caps,
            );
            let at = Pos2::new(cap.right() + 5.0, y);
            text_at(
                ui.painter(),
                at,
                Align2::LEFT_CENTER,
                words,
                font::SMALL,
                theme.soft,
                text + 1.0,
            );
            let name = command.label();
            response
                .widget_info(|| eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Button, true, name));
            if response.clicked() {
                actions.command(*command);
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_name_nobody_are_told_from_names() {
        for words in [
            "two officials who asked not to be named",
            "A person close to the talks",
            "some fighters",
            "witnesses",
        ] {
            assert!(is_unnamed(words), "{words}");
        }
        for words in ["Yahya Rasoul", "the army", "One America News", "Somalia", ""] {
            assert!(!is_unnamed(words), "{words}");
        }
    }
}

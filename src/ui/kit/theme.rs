//! The only place with colours and sizes.

#[cfg(test)]
mod vision;

use eframe::egui::{self, Color32, Context, CornerRadius, Frame, Margin, Shadow, Stroke, Vec2, style};

use crate::model::{Decision, ReviewState};
use crate::session::settings::{LineSpacing, PageSettings, TextFace};
use crate::typeset::{Face, Style, Weight};

/// Sizes in points, on a grid of four.
pub mod size {
    /// The bar at the top of the window.
    pub const TOP_BAR: f32 = 44.0;
    /// The bar at its foot.
    pub const STATUS_BAR: f32 = 28.0;
    /// The panel of articles and speakers.
    pub const SIDE: f32 = 236.0;
    /// The panel of guidelines, or of what is to be checked.
    pub const ASIDE: f32 = 320.0;
    /// Below this width of the window that panel takes the place of articles and speakers.
    pub const ASIDE_ALONE_BELOW: f32 = 1500.0;
    /// The inspector.
    pub const INSPECTOR: f32 = 304.0;
    /// Below this width of the window the inspector becomes a drawer.
    pub const DRAWER_BELOW: f32 = 1100.0;
    /// The reading column at 100 %.
    pub const COLUMN: f32 = 540.0;
    /// The widest the reading column grows at 100 %.
    pub const COLUMN_MAX: f32 = 620.0;
    /// The same where a narrow column is wished for.
    pub const COLUMN_NARROW: f32 = 460.0;
    /// The same where a wide one is.
    pub const COLUMN_WIDE: f32 = 820.0;
    /// The margin of chips beside the column.
    pub const MARGIN: f32 = 148.0;
    /// The overview ruler.
    pub const RULER: f32 = 12.0;
    /// Corners of controls.
    pub const RADIUS: u8 = 6;
    /// Corners of what floats.
    pub const RADIUS_FLOAT: u8 = 10;
    /// Height of a button or a field of one line.
    pub const CONTROL: f32 = 30.0;
}

/// Text styles, one for each job.
pub mod font {
    use super::{Face, LineSpacing, PageSettings, Style, TextFace, Weight};

    const fn ui(size: f32, line_height: f32, weight: Weight) -> Style {
        Style {
            face: Face::Ui,
            size,
            line_height,
            weight,
        }
    }

    const fn reading(size: f32, line_height: f32, weight: Weight) -> Style {
        Style {
            face: Face::Reading,
            size,
            line_height,
            weight,
        }
    }

    /// The body of the interface.
    pub const BODY: Style = ui(14.0, 20.0, Weight::Regular);
    /// The body where it stands out: the current tab, a button.
    pub const STRONG: Style = ui(14.0, 20.0, Weight::Medium);
    /// Titles in a list, set close.
    pub const STRONG_TIGHT: Style = ui(14.0, 18.0, Weight::Medium);
    /// The project's name.
    pub const NAME: Style = ui(14.0, 20.0, Weight::SemiBold);
    /// Cells of a table.
    pub const CELL: Style = ui(13.5, 20.0, Weight::Regular);
    /// Labels of fields.
    pub const LABEL: Style = ui(13.0, 18.0, Weight::Regular);
    /// Labels that head a group.
    pub const LABEL_STRONG: Style = ui(12.0, 18.0, Weight::SemiBold);
    /// Small print: counts, dates.
    pub const SMALL: Style = ui(12.0, 17.0, Weight::Regular);
    /// Keys on key caps.
    pub const KEY: Style = ui(12.0, 16.0, Weight::Regular);
    /// Headings of panels, in capitals.
    pub const HEADING: Style = ui(11.0, 16.0, Weight::SemiBold);
    /// Headings within the guidelines.
    pub const GUIDE_HEADING: Style = ui(15.0, 22.0, Weight::SemiBold);
    /// Titles of dialogs.
    pub const DIALOG: Style = ui(17.0, 24.0, Weight::SemiBold);
    /// The short letters of a rating.
    pub const RATING: Style = ui(10.5, 14.0, Weight::SemiBold);
    /// The drop zone's invitation.
    pub const INVITATION: Style = ui(17.0, 24.0, Weight::Regular);
    /// The article.
    pub const ARTICLE: Style = reading(17.0, 29.0, Weight::Regular);
    /// The article's title.
    pub const TITLE: Style = reading(27.0, 35.0, Weight::SemiBold);
    /// The article, or its title, as the reader wants it set.
    pub fn as_set(style: Style, page: PageSettings) -> Style {
        let leading = match page.spacing {
            LineSpacing::Close => 0.87,
            LineSpacing::Normal => 1.0,
            LineSpacing::Wide => 1.18,
        };
        let style = Style {
            line_height: (style.line_height * leading).round(),
            ..style
        };
        match page.face {
            TextFace::Serif => style,
            // The letters of this face are larger at the same size.
            TextFace::Sans => Style {
                face: Face::ReadingSans,
                size: style.size * 0.95,
                ..style
            },
        }
    }

    /// A claim quoted in the inspector.
    pub const QUOTE: Style = reading(15.0, 23.0, Weight::Regular);
    /// A claim in a row of a table.
    pub const CLAIM: Style = reading(14.0, 20.0, Weight::Regular);
    /// A speaker's name above all it said.
    pub const SPEAKER: Style = reading(24.0, 32.0, Weight::SemiBold);
    /// The program's name on the start screen.
    pub const BRAND: Style = reading(40.0, 48.0, Weight::SemiBold);
}

/// The colours of one theme.
#[derive(Clone, Debug, PartialEq)]
pub struct Theme {
    /// Whether it is the dark one.
    pub dark: bool,
    /// Behind the article.
    pub paper: Color32,
    /// Behind panels and bars.
    pub panel: Color32,
    /// Behind fields, buttons and what floats.
    pub raised: Color32,
    /// Hairlines.
    pub hairline: Color32,
    /// Text.
    pub ink: Color32,
    /// Text that steps back.
    pub soft: Color32,
    /// Hints.
    pub faint: Color32,
    /// The one accent.
    pub accent: Color32,
    /// Behind what is chosen.
    pub wash: Color32,
    /// Behind what the pointer is on.
    pub hover: Color32,
    /// Behind selected text.
    pub selection: Color32,
    /// A claim that was accepted; something that is well.
    pub accepted: Color32,
    /// A claim that is disputed; something to look at.
    pub disputed: Color32,
    /// The same as text.
    pub disputed_text: Color32,
    /// A claim that was rejected; something that failed.
    pub rejected: Color32,
    /// Behind words that were looked for.
    pub found: Color32,
    /// Behind those of the current hit.
    pub found_current: Color32,
    /// What marks hits on the ruler and goes around the current one.
    pub found_mark: Color32,
    /// Behind a dialog.
    pub scrim: Color32,
    /// Below what floats.
    pub shadow: Color32,
    /// How strongly a claim is tinted, 0 to 1.
    pub tint: f32,
    /// How strongly the selected claim is tinted.
    pub tint_selected: f32,
    /// How strongly a paragraph of which there is another version is tinted.
    pub changed: f32,
    /// How strongly, besides, its words that the other version has not.
    pub changed_words: f32,
    speakers: [Color32; 21],
}

#[expect(clippy::disallowed_methods, reason = "this is the place with colours")]
const fn hex(rgb: u32) -> Color32 {
    Color32::from_rgb((rgb >> 16) as u8, (rgb >> 8) as u8, rgb as u8)
}

const fn hexes<const N: usize>(rgbs: [u32; N]) -> [Color32; N] {
    let mut colors = [Color32::BLACK; N];
    let mut at = 0;
    while at < N {
        colors[at] = hex(rgbs[at]);
        at += 1;
    }
    colors
}

/// The light theme.
pub static LIGHT: Theme = Theme {
    dark: false,
    paper: hex(0xfd_fcfa),
    panel: hex(0xf5_f3ef),
    raised: hex(0xff_ffff),
    hairline: hex(0xe3_dfd7),
    ink: hex(0x1f_2326),
    soft: hex(0x66_6b70),
    faint: hex(0x97_9a9c),
    accent: hex(0x2a_5db0),
    wash: hex(0xe4_ecf8),
    hover: hex(0xef_ece6),
    selection: hex(0xcf_e0f7),
    accepted: hex(0x2e_7d4f),
    disputed: hex(0xb2_6a00),
    disputed_text: hex(0x8d_5400),
    rejected: hex(0xb3_372f),
    found: hex(0xfd_e9a0),
    found_current: hex(0xff_bf5a),
    found_mark: hex(0xc0_7d00),
    scrim: Color32::from_black_alpha(40),
    shadow: Color32::from_black_alpha(44),
    tint: 0.20,
    tint_selected: 0.36,
    changed: 0.07,
    changed_words: 0.28,
    speakers: hexes([
        0x3b_7dd8, 0xbc_4c05, 0x1b_8b62, 0x83_53a6, 0xb4_8e19, 0xd4_4984, 0x4d_9da7, 0x5f_211e, 0x13_3283,
        0x67_4718, 0x88_985a, 0x8d_1958, // told apart by all
        0x7a_a7e8, 0xdb_8a5a, 0x6c_b898, 0xb0_8bd2, 0xd0_b45c, 0xe0_7fa4, 0x84_b0b9, // lighter
        0x20_644b, 0x60_3c81, // darker
    ]),
};

/// The dark theme.
pub static DARK: Theme = Theme {
    dark: true,
    paper: hex(0x17_191c),
    panel: hex(0x1e_2124),
    raised: hex(0x26_292d),
    hairline: hex(0x32_363b),
    ink: hex(0xeb_e8e2),
    soft: hex(0xa0_a4a8),
    faint: hex(0x74_797e),
    accent: hex(0x7f_abf0),
    wash: hex(0x26_344a),
    hover: hex(0x29_2d31),
    selection: hex(0x30_456a),
    accepted: hex(0x67_c08b),
    disputed: hex(0xe3_a34c),
    disputed_text: hex(0xe3_a34c),
    rejected: hex(0xec_8078),
    found: hex(0x4d_4216),
    found_current: hex(0x7d_5800),
    found_mark: hex(0xe6_b347),
    scrim: Color32::from_black_alpha(70),
    shadow: Color32::from_black_alpha(120),
    tint: 0.22,
    tint_selected: 0.31,
    changed: 0.08,
    changed_words: 0.36,
    speakers: hexes([
        0x6e_a8f7, 0xeb_9056, 0x5a_c89d, 0xb7_88c9, 0xe7_c044, 0xe8_6299, 0x8e_bcc4, 0x56_6d0f, 0x4f_68ca,
        0xc7_4e43, 0x20_846a, 0x98_4492, // told apart by all
        0x88_b8f9, 0xf3_a06c, 0x76_d2ae, 0xcb_a5ec, 0xd6_bd5f, 0xf5_90b4, 0x97_c8d2, // lighter
        0x4d_82cc, 0xb0_9236, // darker
    ]),
};

impl Theme {
    /// The theme in force.
    pub fn from_ctx(ctx: &Context) -> &'static Self {
        match ctx.theme() {
            egui::Theme::Dark => &DARK,
            egui::Theme::Light => &LIGHT,
        }
    }

    /// A speaker's colour by its place on the palette; the palette repeats after 21.
    pub fn speaker(&self, place: usize) -> Color32 {
        self.speakers[place % self.speakers.len()]
    }

    /// The colour of a decision's mark.
    pub fn review(&self, state: ReviewState) -> Color32 {
        match state {
            ReviewState::Unreviewed => self.soft,
            ReviewState::Accepted => self.accepted,
            ReviewState::Disputed | ReviewState::Split | ReviewState::Stale => self.disputed,
            ReviewState::Rejected => self.rejected,
        }
    }

    /// The colour of a decision.
    pub fn decision(&self, decision: Decision) -> Color32 {
        match decision {
            Decision::Accepted => self.accepted,
            Decision::Disputed => self.disputed,
            Decision::Rejected => self.rejected,
        }
    }

    #[expect(clippy::disallowed_methods, reason = "this is the place with colours")]
    /// Two colours mixed on an opaque ground: `share` of `over`, the rest `under`.
    pub fn mix(under: Color32, over: Color32, share: f32) -> Color32 {
        let mix = |a: u8, b: u8| (f32::from(a) * (1.0 - share) + f32::from(b) * share).round() as u8;
        Color32::from_rgb(
            mix(under.r(), over.r()),
            mix(under.g(), over.g()),
            mix(under.b(), over.b()),
        )
    }

    /// How strongly to tint words that so many claims share, of which one may be selected: the others
    /// together are no stronger than one is alone, so that the letters stay readable.
    pub fn tint_among(tint: f32, claims: usize) -> f32 {
        match claims {
            0..=2 => tint,
            _ => 1.0 - (1.0 - tint).powf(1.0 / (claims - 1) as f32),
        }
    }

    /// A hairline.
    pub fn hairline_stroke(&self) -> Stroke {
        Stroke::new(1.0, self.hairline)
    }

    /// The ground of what floats: raised, with a hairline and the one soft shadow.
    pub fn floating(&self) -> Frame {
        Frame::new()
            .fill(self.raised)
            .stroke(self.hairline_stroke())
            .corner_radius(size::RADIUS_FLOAT)
            .shadow(self.float_shadow())
    }

    /// The soft shadow below what floats.
    pub fn float_shadow(&self) -> Shadow {
        Shadow {
            offset: [0, 10],
            blur: 34,
            spread: 0,
            color: self.shadow,
        }
    }
}

/// A colour let through by `share`, 0 to 1.
pub fn faded(color: Color32, share: f32) -> Color32 {
    color.gamma_multiply(share)
}

/// How much two opaque colours contrast, 1 to 21 (WCAG 2.2, 'contrast ratio').
pub fn contrast(a: Color32, b: Color32) -> f32 {
    let luminance = |c: Color32| {
        let linear = |v: u8| {
            let v = f32::from(v) / 255.0;
            if v <= 0.040_45 {
                v / 12.92
            } else {
                ((v + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * linear(c.r()) + 0.7152 * linear(c.g()) + 0.0722 * linear(c.b())
    };
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

/// Gives egui our colours, spacing and manners, for both themes.
pub fn install(ctx: &Context) {
    ctx.style_mut_of(egui::Theme::Light, |style| apply(style, &LIGHT));
    ctx.style_mut_of(egui::Theme::Dark, |style| apply(style, &DARK));
}

fn apply(style: &mut style::Style, theme: &Theme) {
    style.spacing.item_spacing = Vec2::new(8.0, 4.0);
    style.spacing.button_padding = Vec2::new(12.0, 5.0);
    style.spacing.interact_size.y = size::CONTROL;
    style.spacing.menu_margin = Margin::same(6);
    style.spacing.scroll = style::ScrollStyle::thin();
    style.animation_time = 0.08;
    style.interaction.tooltip_delay = 0.4;
    let visuals = &mut style.visuals;
    visuals.dark_mode = theme.dark;
    visuals.override_text_color = Some(theme.ink);
    visuals.panel_fill = theme.panel;
    visuals.window_fill = theme.raised;
    visuals.window_stroke = theme.hairline_stroke();
    visuals.window_corner_radius = CornerRadius::same(size::RADIUS_FLOAT);
    visuals.menu_corner_radius = CornerRadius::same(size::RADIUS_FLOAT);
    visuals.window_shadow = theme.float_shadow();
    visuals.popup_shadow = theme.float_shadow();
    visuals.extreme_bg_color = theme.raised;
    visuals.faint_bg_color = theme.panel;
    visuals.selection.bg_fill = theme.selection;
    visuals.selection.stroke = Stroke::new(1.5, theme.accent);
    visuals.hyperlink_color = theme.accent;
    for widget in [
        &mut visuals.widgets.noninteractive,
        &mut visuals.widgets.inactive,
        &mut visuals.widgets.hovered,
        &mut visuals.widgets.active,
        &mut visuals.widgets.open,
    ] {
        widget.corner_radius = CornerRadius::same(size::RADIUS);
        widget.bg_stroke = theme.hairline_stroke();
        widget.fg_stroke = Stroke::new(1.0, theme.ink);
        widget.bg_fill = theme.raised;
        widget.weak_bg_fill = theme.raised;
        widget.expansion = 0.0;
    }
    visuals.widgets.hovered.weak_bg_fill = theme.hover;
    visuals.widgets.hovered.bg_fill = theme.hover;
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: f32 = 4.5;

    /// Fails where two colours of a theme contrast less than this.
    fn contrasts(theme: &Theme, ink: Color32, ground: Color32, least: f32) {
        let found = contrast(ink, ground);
        assert!(
            found >= least,
            "{ink:?} on {ground:?}, dark {}: {found}",
            theme.dark
        );
    }

    #[test]
    fn text_is_readable_on_every_ground() {
        for theme in [&LIGHT, &DARK] {
            for ground in [theme.paper, theme.panel, theme.raised, theme.wash, theme.hover] {
                contrasts(theme, theme.ink, ground, TEXT);
                contrasts(theme, theme.soft, ground, TEXT);
            }
            for ground in [theme.paper, theme.panel, theme.raised] {
                for verdict in [theme.accepted, theme.disputed_text, theme.rejected] {
                    contrasts(theme, verdict, ground, TEXT);
                }
            }
            for ground in [theme.selection, theme.found, theme.found_current] {
                contrasts(theme, theme.ink, ground, TEXT);
            }
        }
    }

    #[test]
    fn text_is_readable_on_every_tint_and_on_two_that_overlap() {
        for theme in [&LIGHT, &DARK] {
            for first in theme.speakers {
                let one = Theme::mix(theme.paper, first, theme.tint_selected);
                contrasts(theme, theme.ink, one, TEXT);
                for second in theme.speakers {
                    let two = Theme::mix(one, second, theme.tint);
                    contrasts(theme, theme.ink, two, TEXT);
                }
            }
        }
    }

    #[test]
    fn text_is_readable_however_many_claims_overlap() {
        for theme in [&LIGHT, &DARK] {
            for count in 1..9 {
                let tint = Theme::tint_among(theme.tint, count);
                for color in theme.speakers {
                    for selected in 0..count {
                        let shares =
                            (0..count).map(|at| if at == selected { theme.tint_selected } else { tint });
                        let ground =
                            shares.fold(theme.paper, |ground, share| Theme::mix(ground, color, share));
                        contrasts(theme, theme.ink, ground, TEXT);
                    }
                }
            }
        }
    }

    #[test]
    fn words_that_differ_are_readable_and_can_be_told_from_their_paragraph() {
        for theme in [&LIGHT, &DARK] {
            for color in [theme.accepted, theme.rejected, theme.soft] {
                let paragraph = Theme::mix(theme.raised, color, theme.changed);
                let words = Theme::mix(paragraph, color, theme.changed_words);
                contrasts(theme, theme.ink, words, TEXT);
                contrasts(theme, color, paragraph, 3.0);
                contrasts(theme, words, paragraph, 1.25);
            }
        }
    }

    #[test]
    fn marks_and_underlines_can_be_told_from_their_ground() {
        for theme in [&LIGHT, &DARK] {
            let decisions = [theme.accepted, theme.disputed, theme.rejected];
            for mark in decisions.into_iter().chain([theme.accent, theme.found_mark]) {
                contrasts(theme, mark, theme.raised, 3.0);
            }
            for place in 0..12 {
                contrasts(theme, theme.speaker(place), theme.paper, 3.0);
            }
        }
    }
}

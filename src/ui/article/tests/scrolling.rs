//! Moving over an article: what is laid out, what stays where it is, what comes into view. How one paragraph of any
//! length is set is tested in `long`.

use super::*;

#[test]
fn a_long_article_lays_out_no_more_than_the_screen() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    let layouts = |harness: &Harness<'_, Desk>| harness.state().surface.layouts();
    let on_screen = |harness: &Harness<'_, Desk>| harness.state().placed().len();
    let first = on_screen(&harness);
    assert!(first < 16, "{first} blocks on the first screen");
    for _ in 0..8 {
        let before = layouts(&harness);
        harness.run_steps(1);
        assert!(layouts(&harness) - before <= 4, "a few in a frame");
    }
    let opened = layouts(&harness);
    assert!(
        (first + 8..first * 2 + 2).contains(&opened),
        "{opened} blocks for a screen of {first} and the next"
    );
    // Nothing is laid out or drawn again while nothing moves.
    harness.run();
    harness.run_steps(5);
    assert_eq!(layouts(&harness), opened);
    hover(&mut harness, pos2(300.0, 300.0));
    wheel(&mut harness, -400.0);
    let scrolled = layouts(&harness);
    assert!(scrolled - opened < 40, "{scrolled} after {opened}");
    press(&mut harness, Press::End, CTRL);
    let last = harness.state().placed().last().unwrap();
    let end = last.top + last.setting.paragraph.height();
    assert_eq!(last.span.end, harness.state().text().trim_end().len());
    assert!((500.0..728.0).contains(&end), "{end}");
    assert!(layouts(&harness) - scrolled < 40);
    for claim in ["c-00003", "c-05000", "c-09000"] {
        harness.state_mut().place.reveal = Some(Reveal::Claim(claim.into()));
        let before = layouts(&harness);
        harness.run_steps(2);
        let desk = harness.state();
        let span = desk.project.claim(&"talks".into(), &claim.into()).unwrap().spans[0]
            .span()
            .unwrap();
        let mut placed = desk.placed().iter();
        let block = placed.find(|block| block.span.contains(span.start)).unwrap();
        assert!((150.0..350.0).contains(&block.top), "{claim} at {}", block.top);
        assert!(layouts(&harness) - before < 40, "{claim}");
    }
    let far = pos2(734.0, 728.0 / 4.0);
    click(&mut harness, far, Modifiers::NONE);
    let share = first_bytes(&harness).0 as f64 / 10_000_000.0;
    assert!((0.2..0.3).contains(&share), "{share}");
}

#[test]
fn the_words_being_read_stay_when_the_window_or_the_zoom_changes() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    harness.state_mut().place.reveal = Some(Reveal::Claim("c-05000".into()));
    harness.run_steps(2);
    let (byte, _) = first_bytes(&harness);
    for (size, zoom) in [
        (vec2(500.0, 728.0), 1.0),
        (vec2(900.0, 500.0), 1.8),
        (vec2(740.0, 728.0), 1.0),
    ] {
        harness.set_size(size);
        harness.state_mut().zoom = zoom;
        harness.run_steps(2);
        let (now, above) = first_bytes(&harness);
        assert!(
            now.abs_diff(byte) < 160 && above.abs() < 80.0,
            "{byte} {now} {above}"
        );
    }
}

#[test]
fn the_page_is_set_anew_as_the_reader_wants_it_and_the_words_being_read_stay() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    wheel(&mut harness, -9000.0);
    wait(&mut harness);
    let (byte, _) = first_bytes(&harness);
    let measures = |harness: &Harness<'_, Desk>| {
        let (frame, placed) = harness.state().surface.seen.as_ref().unwrap();
        let lines = &placed[1].setting.paragraph;
        (frame.column.span(), lines.height() / lines.line_count() as f32)
    };
    let (width, leading) = measures(&harness);
    for (column, spacing, face) in [
        (ColumnWidth::Narrow, LineSpacing::Close, TextFace::Sans),
        (ColumnWidth::Wide, LineSpacing::Wide, TextFace::Serif),
    ] {
        harness.state_mut().set = PageSettings {
            column,
            spacing,
            face,
        };
        harness.run_steps(2);
        let (now, _) = first_bytes(&harness);
        assert!(now.abs_diff(byte) < 400, "{column:?}: {now} {byte}");
        let (new_width, new_leading) = measures(&harness);
        let wide = column == ColumnWidth::Wide;
        assert_eq!(
            (new_width > width, new_leading > leading),
            (wide, wide),
            "{column:?}"
        );
        let differ = (new_width - width).abs() > 50.0 && (new_leading - leading).abs() > 2.5;
        assert!(differ, "{column:?}");
    }
}

#[test]
fn the_caret_stays_in_view_and_pages_go_down_and_up() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    let at = place(&harness, "army", 0);
    click(&mut harness, at, Modifiers::NONE);
    let visible = |harness: &Harness<'_, Desk>| {
        let desk = harness.state();
        let caret = desk.place.selection.unwrap().caret;
        let mut placed = desk.placed().iter();
        let holds = |block: &&Placed| block.span.start <= caret && caret <= block.span.end;
        let block = placed.find(holds).unwrap();
        let rect = block.setting.paragraph.caret_rect(caret - block.span.start);
        let y = block.top + rect.y;
        assert!(y >= 0.0 && y + rect.h <= 728.0, "{y}");
    };
    for _ in 0..60 {
        press(&mut harness, Press::ArrowDown, Modifiers::NONE);
        visible(&harness);
    }
    let before = harness.state().place.selection.unwrap().caret;
    press(&mut harness, Press::PageDown, Modifiers::NONE);
    visible(&harness);
    let after = harness.state().place.selection.unwrap().caret;
    assert!((800..4000).contains(&(after - before)), "{before} {after}");
    press(&mut harness, Press::PageUp, Modifiers::NONE);
    visible(&harness);
    assert!(harness.state().place.selection.unwrap().caret.abs_diff(before) < 200);
}

#[test]
fn a_drag_beyond_the_edge_scrolls_and_selects_on() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    let screen = harness.state().placed().last().unwrap().span.end;
    let at = place(&harness, "army", 0);
    button(&mut harness, at, true, Modifiers::NONE);
    harness.event(Event::PointerMoved(pos2(300.0, 800.0)));
    harness.run_steps(60);
    button(&mut harness, pos2(300.0, 800.0), false, Modifiers::NONE);
    let selected = harness.state().selected();
    assert!(
        selected.len() > screen + 500,
        "{} on a screen of {screen}",
        selected.len()
    );
    assert_ne!(top(&harness), "A long one");
    assert!(harness.state().asked().is_some());
}

#[test]
fn a_wish_to_reveal_is_followed_once() {
    let mut harness = harness(Desk::new(long_article(), "talks"), &Options::default());
    harness.state_mut().place.reveal = Some(Reveal::Claim("c-05000".into()));
    harness.run_steps(2);
    let (first, _) = first_bytes(&harness);
    hover(&mut harness, pos2(300.0, 300.0));
    wheel(&mut harness, -900.0);
    let (byte, _) = first_bytes(&harness);
    assert!(byte > first);
    harness.run_steps(30);
    assert!(first_bytes(&harness).0 >= byte, "it does not go back");
    harness.state_mut().place.reveal = Some(Reveal::Top);
    harness.run_steps(2);
    assert!(harness.state().surface.scroll == Scroll::default());
}

#[test]
fn the_other_pieces_of_the_selected_claim_are_pointed_to() {
    let mut text = String::from("It began with a strike in Jordan.\n\n");
    for _ in 0..60 {
        text.push_str("A paragraph says nothing of it, and says it at some length.\n\n");
    }
    text.push_str("It ended with armed groups close to Tehran.\n");
    let claim = "a strike in Jordan + armed groups | United States | close to Tehran | ended with |";
    let project = project(&text, Metadata::default(), &[claim]);
    let mut desk = Desk::new(project, "talks");
    desk.place.claim = Some("c-0".into());
    let mut harness = harness(desk, &Options::default());
    harness.get_by_label("Go to the claim's span below").click();
    harness.run_steps(3);
    assert!(harness.query_by_label("Go to the claim's span below").is_none());
    let last = harness.state().placed().last().unwrap();
    assert!(last.setting.paragraph.text().starts_with("It ended"));
    harness.get_by_label("Go to the claim's span above").click();
    harness.run_steps(3);
    assert!(top(&harness).starts_with("It began"));
}

//! A queue of input events: each stroke gets a frame of its own, so that it sees the outcome of the one before it even if
//! keys are pressed faster than frames are drawn.

use std::collections::{BTreeSet, VecDeque};

use eframe::egui::{Event, ImeEvent, Key};

#[derive(Debug, Default)]
pub(super) struct Backlog {
    waiting: VecDeque<Event>,
    /// The keys that are down, by position: pressed again they only repeat.
    down: BTreeSet<Key>,
    /// Whether the last frame had a stroke, which takes effect in the next one.
    struck: bool,
}

/// How later events depend on an event.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EventClass {
    /// They do not.
    None,
    /// A letter that is typed into a field: further letters may go with it.
    Letter,
    /// They wait until it is done.
    Stroke,
}

impl Backlog {
    /// Leaves the events of this frame: one stroke, or letters typed into a field. Returns whether others wait. While the
    /// clipboard is asked for, its answer is all that is left.
    pub(super) fn hold_back(&mut self, events: &mut Vec<Event>, typing: bool, asks_clipboard: bool) -> bool {
        if asks_clipboard {
            let is_answer = |event: &Event| matches!(event, Event::Paste(_));
            let (answers, others) = events.drain(..).partition(is_answer);
            *events = answers;
            self.waiting.extend::<Vec<Event>>(others);
            return true;
        }
        self.waiting.extend(events.drain(..));
        let rests = std::mem::take(&mut self.struck);
        let mut letters = false;
        while let Some(event) = self.waiting.pop_front() {
            let class = self.classify(&event, typing);
            let waits = match class {
                EventClass::None => false,
                EventClass::Letter => rests || self.struck,
                EventClass::Stroke => rests || self.struck || letters,
            };
            if waits {
                self.waiting.push_front(event);
                return true;
            }
            letters |= class == EventClass::Letter;
            // A click acts when the button is released.
            self.struck |= class == EventClass::Stroke || matches!(event, Event::PointerButton { .. });
            self.note(&event);
            events.push(event);
        }
        false
    }

    fn classify(&self, event: &Event, typing: bool) -> EventClass {
        let typed = matches!(self.waiting.front(), Some(Event::Text(_)));
        match event {
            Event::Key { pressed: false, .. } => EventClass::None,
            Event::Key { .. } if place(event).is_some_and(|place| self.down.contains(&place)) => {
                EventClass::None
            }
            Event::Key { .. } if typing && typed => EventClass::Letter,
            Event::Key { .. }
            | Event::PointerButton { pressed: true, .. }
            | Event::Copy
            | Event::Cut
            | Event::Paste(_)
            | Event::Ime(ImeEvent::Commit(_)) => EventClass::Stroke,
            _ => EventClass::None,
        }
    }

    fn note(&mut self, event: &Event) {
        match event {
            Event::Key { pressed: true, .. } => drop(place(event).map(|place| self.down.insert(place))),
            Event::Key { .. } => drop(place(event).map(|place| self.down.remove(&place))),
            // Keys that are released in another window are not reported.
            Event::WindowFocused(false) => self.down.clear(),
            _ => {}
        }
    }
}

/// The position of a key: its sign may differ on release if Shift was released first.
fn place(event: &Event) -> Option<Key> {
    match event {
        Event::Key {
            key, physical_key, ..
        } => Some(physical_key.unwrap_or(*key)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use eframe::egui::{Modifiers, PointerButton, Pos2};

    use super::*;

    fn key(key: Key, pressed: bool) -> Event {
        Event::Key {
            key,
            physical_key: Some(key),
            pressed,
            repeat: false,
            modifiers: Modifiers::NONE,
        }
    }

    /// A key that is pressed, types its letter, and is let go.
    fn stroke(struck: Key) -> [Event; 3] {
        let typed = Event::Text(struck.name().to_lowercase());
        [key(struck, true), typed, key(struck, false)]
    }

    fn button(pressed: bool) -> Event {
        Event::PointerButton {
            pos: Pos2::ZERO,
            button: PointerButton::Primary,
            pressed,
            modifiers: Modifiers::NONE,
        }
    }

    /// What each frame hears of events that all come before the first.
    fn frames(events: Vec<Event>, typing: bool) -> Vec<Vec<Event>> {
        let mut backlog = Backlog::default();
        let (mut heard, mut frames) = (events, Vec::new());
        loop {
            let waits = backlog.hold_back(&mut heard, typing, false);
            frames.push(std::mem::take(&mut heard));
            if !waits {
                return frames;
            }
        }
    }

    #[test]
    fn each_stroke_has_a_frame_of_its_own_in_order_and_one_to_take_effect() {
        let [j, x] = [Key::J, Key::X].map(|key| stroke(key).to_vec());
        let expected = [j.clone(), vec![], j.clone(), vec![], x.clone()];
        assert_eq!(frames([j.clone(), j, x].concat(), false), expected);
        let pasted = vec![Event::Paste("Ann".to_owned())];
        let enter = vec![key(Key::Enter, true), key(Key::Enter, false)];
        let expected = [pasted.clone(), vec![], enter.clone()];
        assert_eq!(frames([pasted, enter].concat(), true), expected);
    }

    #[test]
    fn letters_are_typed_together_but_not_past_a_stroke() {
        let [a, n] = [Key::A, Key::N].map(|key| stroke(key).to_vec());
        let word = [a.clone(), n.clone(), n].concat();
        let enter = vec![key(Key::Enter, true), key(Key::Enter, false)];
        let events = [word.clone(), enter.clone(), a.clone()].concat();
        assert_eq!(frames(events, true), [word, enter, vec![], a]);
    }

    #[test]
    fn what_is_typed_after_a_click_comes_after_what_the_click_did() {
        let click = vec![button(true), button(false)];
        let typed = stroke(Key::H).to_vec();
        let expected = [click.clone(), vec![], typed.clone()];
        assert_eq!(frames([click, typed.clone()].concat(), false), expected);
        let let_go = vec![button(false)];
        let expected = [let_go.clone(), vec![], typed.clone()];
        assert_eq!(frames([let_go, typed].concat(), false), expected);
    }

    #[test]
    fn a_key_that_is_held_does_not_pile_up() {
        let held = vec![key(Key::J, true), key(Key::J, true), key(Key::J, true)];
        assert_eq!(frames(held.clone(), false), [held]);
        // Let go in another window, it is pressed anew.
        let away = vec![key(Key::J, true), Event::WindowFocused(false)];
        let again = vec![key(Key::J, true)];
        let expected = [away.clone(), vec![], again.clone()];
        assert_eq!(frames([away, again].concat(), false), expected);
    }
}

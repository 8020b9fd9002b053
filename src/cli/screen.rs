//! Writes lines to a terminal: wrapped at its width, coloured where colour is shown, and with control
//! characters made harmless.

use std::io::{self, IsTerminal, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report::printable;

/// Where a command writes to.
pub(super) struct Screen<'a> {
    out: &'a mut dyn Write,
    shown: Shown,
    /// The colour last sent to the terminal.
    ink: Ink,
}

/// How lines are shown.
#[derive(Clone, Copy)]
pub(super) struct Shown {
    width: Option<usize>,
    color: bool,
}

/// The colour of words. It only repeats what the words or a mark beside them say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ink {
    Plain,
    /// Headings.
    Strong,
    /// Secondary text.
    Faint,
    Good,
    Doubtful,
    Bad,
    Speaker,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "\x1b[1m",
            Self::Faint => "\x1b[2m",
            Self::Good => "\x1b[32m",
            Self::Doubtful => "\x1b[33m",
            Self::Bad => "\x1b[31m",
            Self::Speaker => "\x1b[36m",
        }
    }
}

impl<'a> Screen<'a> {
    /// Writes to `out`, wrapping lines at `width`; `None` does not wrap.
    pub(super) fn new(out: &'a mut dyn Write, width: Option<usize>, color: bool) -> Self {
        Self::shown_as(out, Shown { width, color })
    }

    /// Writes to `out` what is to be shown later as these lines are.
    pub(super) fn shown_as(out: &'a mut dyn Write, shown: Shown) -> Self {
        Self {
            out,
            shown,
            ink: Ink::Plain,
        }
    }

    /// How its lines are shown.
    pub(super) fn shown(&self) -> Shown {
        self.shown
    }

    /// Standard output: wrapped and coloured only on a terminal, and never coloured where `NO_COLOR` is set or the
    /// terminal is a dumb one.
    pub(super) fn from_stdout(out: &'a mut dyn Write) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let is_dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let is_terminal = io::stdout().is_terminal();
        let measured = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Self::new(
            out,
            measured.filter(|_| is_terminal),
            is_terminal && !is_dumb && !set("NO_COLOR"),
        )
    }

    /// Where raw bytes go.
    pub(super) fn out(&mut self) -> &mut dyn Write {
        self.out
    }

    /// A line of parts separated by spaces; the lines it is wrapped into are indented.
    pub(super) fn line(&mut self, indent: usize, parts: &[(Ink, &str)]) -> io::Result<()> {
        let mut column = 0;
        for (ink, text) in parts {
            for word in printable(text).split_whitespace() {
                self.word(indent, &mut column, *ink, word)?;
            }
        }
        self.end_line()
    }

    /// A line that begins with a column of its own, padded to `indent`; the rest is wrapped beside it.
    pub(super) fn beside(
        &mut self,
        head: (Ink, &str),
        indent: usize,
        parts: &[(Ink, &str)],
    ) -> io::Result<()> {
        let mut is_first = true;
        let (ink, text) = head;
        let text = fit(&printable(text), indent.saturating_sub(1));
        self.paint(ink, &text)?;
        write!(
            self.out,
            "{:width$}",
            "",
            width = indent.saturating_sub(text.width())
        )?;
        // No word stands in this column yet, so the first is written without a space before it.
        let mut column = 0;
        for (ink, text) in parts {
            for word in printable(text).split_whitespace() {
                let is_first = std::mem::take(&mut is_first);
                self.word(indent, &mut column, *ink, word)?;
                column += if is_first { indent } else { 0 };
            }
        }
        self.end_line()
    }

    /// An empty line.
    pub(super) fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn word(&mut self, indent: usize, column: &mut usize, ink: Ink, word: &str) -> io::Result<()> {
        let width = word.width();
        let fits = self.shown.width.is_none_or(|limit| *column + 1 + width <= limit);
        if *column == 0 {
            *column = width;
        } else if fits {
            write!(self.out, " ")?;
            *column += 1 + width;
        } else {
            self.end_line()?;
            write!(self.out, "{:indent$}", "")?;
            *column = indent + width;
        }
        self.paint(ink, word)
    }

    fn paint(&mut self, ink: Ink, text: &str) -> io::Result<()> {
        self.dip(ink)?;
        write!(self.out, "{text}")
    }

    fn end_line(&mut self) -> io::Result<()> {
        self.dip(Ink::Plain)?;
        writeln!(self.out)
    }

    /// Changes the colour.
    fn dip(&mut self, ink: Ink) -> io::Result<()> {
        if !self.shown.color || ink == self.ink {
            return Ok(());
        }
        self.ink = ink;
        write!(self.out, "\x1b[0m{}", ink.code())
    }
}

/// Cuts the text to a width, with '…' at the cut.
fn fit(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        cut.push(c);
    }
    cut.push('…');
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(width: Option<usize>, color: bool, draw: impl FnOnce(&mut Screen) -> io::Result<()>) -> String {
        let mut bytes = Vec::new();
        draw(&mut Screen::new(&mut bytes, width, color)).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn lines_wrap_at_the_width_and_hang() {
        let text = "one two three four";
        let line = shown(Some(9), false, |screen| screen.line(2, &[(Ink::Plain, text)]));
        assert_eq!(line, "one two\n  three\n  four\n");
        let beside = shown(Some(12), false, |screen| {
            screen.beside(
                (Ink::Good, "✓"),
                3,
                &[(Ink::Speaker, "one two"), (Ink::Plain, "three")],
            )
        });
        assert_eq!(beside, "✓  one two\n   three\n");
        let unwrapped = shown(None, false, |screen| screen.line(2, &[(Ink::Plain, text)]));
        assert_eq!(unwrapped, "one two three four\n");
    }

    #[test]
    fn wide_characters_count_twice() {
        let line = shown(Some(9), false, |screen| {
            screen.line(0, &[(Ink::Plain, "日本 語日 本")])
        });
        assert_eq!(line, "日本 語日\n本\n");
        assert_eq!(fit("日本語", 5), "日本…");
    }

    #[test]
    fn colour_only_where_wanted_and_nothing_from_the_text_acts() {
        let draw = |screen: &mut Screen| screen.line(0, &[(Ink::Bad, "a\u{1b}[2Jb")]);
        assert_eq!(shown(None, false, draw), "a␛[2Jb\n");
        assert_eq!(shown(None, true, draw), "\u{1b}[0m\u{1b}[31ma␛[2Jb\u{1b}[0m\n");
    }
}

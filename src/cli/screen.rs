//! Lines on a terminal: wrapped at its width, coloured where it shows colour, and nothing in them
//! that acts on it. What the lines say is not known here.

use std::io::{self, IsTerminal, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report::printable;

/// Where a command writes to.
pub struct Screen<'a> {
    out: &'a mut dyn Write,
    width: Option<usize>,
    color: bool,
    /// What the terminal was last told to write in.
    ink: Ink,
}

/// How words look. Colour only repeats what the words or a mark beside them say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// As the terminal writes.
    Plain,
    /// Headings.
    Strong,
    /// What may be passed over.
    Faint,
    /// What is well.
    Good,
    /// What is in doubt.
    Doubtful,
    /// What is wrong.
    Bad,
    /// Who speaks.
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
    /// Lines of this width at most, in colour or not. No width: lines are not wrapped.
    pub fn new(out: &'a mut dyn Write, width: Option<usize>, color: bool) -> Self {
        Self {
            out,
            width,
            color,
            ink: Ink::Plain,
        }
    }

    /// The standard output as the environment describes it: wrapped and coloured only on a terminal,
    /// never coloured where `NO_COLOR` is set or the terminal is a dumb one.
    pub fn of_stdout(out: &'a mut dyn Write) -> Self {
        let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let terminal = io::stdout().is_terminal();
        let measured = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Self::new(
            out,
            measured.filter(|_| terminal),
            terminal && !dumb && !set("NO_COLOR"),
        )
    }

    /// Where the bytes go, for what is not lines.
    pub fn out(&mut self) -> &mut dyn Write {
        self.out
    }

    /// A line, or several where it does not fit, the further ones indented. Parts are set apart by
    /// a space.
    pub fn line(&mut self, indent: usize, parts: &[(Ink, &str)]) -> io::Result<()> {
        let mut column = 0;
        for (ink, text) in parts {
            let text = printable(text);
            for word in text.split_whitespace() {
                self.word(indent, &mut column, *ink, word)?;
            }
        }
        self.end_line()
    }

    /// A line that begins with a column of its own, padded to `indent`; the rest is wrapped beside it.
    pub fn beside(&mut self, head: (Ink, &str), indent: usize, parts: &[(Ink, &str)]) -> io::Result<()> {
        let (ink, text) = head;
        let text = fit(&printable(text), indent.saturating_sub(1));
        self.paint(ink, &text)?;
        write!(
            self.out,
            "{:width$}",
            "",
            width = indent.saturating_sub(text.width())
        )?;
        let mut column = indent;
        let mut first = true;
        for (ink, text) in parts {
            let text = printable(text);
            for word in text.split_whitespace() {
                if std::mem::take(&mut first) {
                    self.paint(*ink, word)?;
                    column += word.width();
                } else {
                    self.word(indent, &mut column, *ink, word)?;
                }
            }
        }
        self.end_line()
    }

    /// An empty line.
    pub fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    fn word(&mut self, indent: usize, column: &mut usize, ink: Ink, word: &str) -> io::Result<()> {
        let width = word.width();
        let fits = self.width.is_none_or(|limit| *column + 1 + width <= limit);
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

    /// Tells the terminal what to write in from here on.
    fn dip(&mut self, ink: Ink) -> io::Result<()> {
        if !self.color || ink == self.ink {
            return Ok(());
        }
        self.ink = ink;
        write!(self.out, "\x1b[0m{}", ink.code())
    }
}

/// Text cut to a width, with '…' where something is missing.
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

/// A number with its noun: '1 claim', '2 claims'.
pub fn count(number: usize, noun: &str) -> String {
    let s = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{s}")
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

//! Draws the pages of a PDF as far as text needs it: the letters with their places, in the order in which they are drawn
//! (ISO 32000-1, 8.4, 9.3, 9.4 and 14.9.4).

use std::collections::HashMap;
use std::rc::Rc;

use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, ObjectId, decode_text_string};

use super::drawn_twice::remove_drawn_twice;
use super::fonts::{Font, number, numbers};
use super::matrix::Matrix;
use super::{Letter, spelt_out};
use crate::import::error::ParseError;
use crate::import::guard::cancel;

/// The maximum number of letters in a document.
const MAX_LETTERS: usize = 4_000_000;
/// The maximum nesting of forms, and of pages in their tree.
const MAX_DEPTH: usize = 32;
/// The maximum number of saved states of drawing.
const MAX_STATES: usize = 1000;

/// What was drawn.
#[derive(Default)]
pub(super) struct Drawn {
    pub letters: Vec<Letter>,
    /// The width of each page.
    pub widths: Vec<f64>,
    /// How many letters nothing says the characters of.
    pub unknown: usize,
    /// Whether a picture is shown, or one is drawn.
    pub has_pictures: bool,
}

/// Draws all pages.
pub(super) fn draw(document: &Document) -> Result<Drawn, ParseError> {
    let mut drawn = Drawn::default();
    let mut fonts = HashMap::new();
    for (number, page) in document.page_iter().enumerate() {
        cancel::check_cancelled()?;
        let resources = inherited(document, page, b"Resources").and_then(|list| list.as_dict().ok());
        let bounds = inherited(document, page, b"MediaBox").and_then(numbers);
        let [left, _, right, top] = bounds
            .and_then(|box_| box_.try_into().ok())
            .unwrap_or([0.0, 0.0, 612.0, 792.0]);
        drawn.widths.push(left + right);
        let mut content = Vec::new();
        for part in document.get_page_contents(page) {
            if let Ok(stream) = document.get_object(part).and_then(Object::as_stream) {
                content.extend_from_slice(&stream.content);
                content.push(b'\n');
            }
        }
        let first = drawn.letters.len();
        let mut painter = Painter {
            document,
            drawn: &mut drawn,
            fonts: &mut fonts,
            page: number,
            top,
            marked: Vec::new(),
        };
        painter.show(&content, resources, State::default(), 0)?;
        remove_drawn_twice(&mut drawn.letters, first);
    }
    Ok(drawn)
}

/// What a page, or a folder of pages above it, says.
fn inherited<'document>(
    document: &'document Document,
    page: ObjectId,
    key: &[u8],
) -> Option<&'document Object> {
    let mut node = document.get_dictionary(page).ok()?;
    for _ in 0..MAX_DEPTH {
        if let Ok(found) = node.get_deref(key, document) {
            return Some(found);
        }
        node = node
            .get_deref(b"Parent", document)
            .and_then(Object::as_dict)
            .ok()?;
    }
    None
}

#[derive(Clone)]
struct State {
    page: Matrix,
    font: Option<Rc<Font>>,
    size: f64,
    letter_space: f64,
    word_space: f64,
    stretch: f64,
    leading: f64,
    rise: f64,
}

impl Default for State {
    fn default() -> Self {
        Self {
            page: Matrix::NONE,
            font: None,
            size: 1.0,
            letter_space: 0.0,
            word_space: 0.0,
            stretch: 1.0,
            leading: 0.0,
            rise: 0.0,
        }
    }
}

/// A passage whose words the document states, and the letters that stand for them.
struct Marked {
    text: Option<String>,
    first: usize,
}

struct Painter<'document, 'drawn> {
    document: &'document Document,
    drawn: &'drawn mut Drawn,
    /// By where they stand in the document's memory: names are different ones on every page.
    fonts: &'drawn mut HashMap<*const Dictionary, Rc<Font>>,
    page: usize,
    top: f64,
    marked: Vec<Marked>,
}

impl<'document> Painter<'document, '_> {
    fn show(
        &mut self,
        content: &[u8],
        resources: Option<&'document Dictionary>,
        begin: State,
        depth: usize,
    ) -> Result<(), ParseError> {
        let operations = Content::decode(content)
            .map(|content| content.operations)
            .unwrap_or_default();
        let (mut state, mut saved) = (begin, Vec::new());
        let (mut line, mut text) = (Matrix::NONE, Matrix::NONE);
        let (outside, listed) = (self.marked.len(), resources);
        for operation in &operations {
            let operands = numbers_of(operation);
            let at = |place: usize| operands.get(place).copied().unwrap_or(0.0);
            match operation.operator.as_str() {
                "q" if saved.len() < MAX_STATES => saved.push(state.clone()),
                "Q" => state = saved.pop().unwrap_or(state),
                "cm" => {
                    if let Some(matrix) = Matrix::from_numbers(&operands) {
                        state.page = matrix.then(state.page);
                    }
                }
                "BT" => (line, text) = (Matrix::NONE, Matrix::NONE),
                "Tc" => state.letter_space = at(0),
                "Tw" => state.word_space = at(0),
                "Tz" => state.stretch = at(0) / 100.0,
                "TL" => state.leading = at(0),
                "Ts" => state.rise = at(0),
                "Tf" => {
                    let name = operation.operands.first().and_then(|name| name.as_name().ok());
                    state.font = name.and_then(|name| self.font(listed, name));
                    state.size = at(0);
                }
                "gs" => self.take_state(&mut state, listed, operation),
                "Tm" => {
                    if let Some(matrix) = Matrix::from_numbers(&operands) {
                        (line, text) = (matrix, matrix);
                    }
                }
                "Td" | "TD" | "T*" | "'" | "\"" => {
                    let (across, up) = match operation.operator.as_str() {
                        "Td" | "TD" => (at(0), at(1)),
                        _ => (0.0, -state.leading),
                    };
                    match operation.operator.as_str() {
                        "TD" => state.leading = -up,
                        "\"" => (state.word_space, state.letter_space) = (at(0), at(1)),
                        _ => {}
                    }
                    line = Matrix::moved(across, up).then(line);
                    text = line;
                    self.write_all(operation, &state, &mut text)?;
                }
                "Tj" | "TJ" => self.write_all(operation, &state, &mut text)?,
                "BDC" | "BMC" => {
                    let marked = self.marked(operation, listed);
                    self.marked.push(marked);
                }
                "EMC" if self.marked.len() > outside => self.end_marked(),
                "Do" => self.show_object(operation, listed, &state, depth)?,
                // Letters may be drawn as outlines, too.
                "BI" | "sh" | "f" | "F" | "f*" | "S" | "s" | "B" | "B*" | "b" | "b*" => {
                    self.drawn.has_pictures = true;
                }
                _ => {}
            }
        }
        while self.marked.len() > outside {
            self.end_marked();
        }
        Ok(())
    }

    fn font(&mut self, resources: Option<&'document Dictionary>, name: &[u8]) -> Option<Rc<Font>> {
        let fonts = resources?
            .get_deref(b"Font", self.document)
            .and_then(Object::as_dict)
            .ok()?;
        let font = fonts
            .get_deref(name, self.document)
            .and_then(Object::as_dict)
            .ok()?;
        let made = || Rc::new(Font::new(self.document, font));
        Some(Rc::clone(
            self.fonts.entry(std::ptr::from_ref(font)).or_insert_with(made),
        ))
    }

    /// A state that is kept by name may set the font.
    fn take_state(
        &mut self,
        state: &mut State,
        resources: Option<&'document Dictionary>,
        operation: &Operation,
    ) {
        let document = self.document;
        let font = named(document, resources, b"ExtGState", operation).and_then(|kept| {
            kept.as_dict()
                .ok()?
                .get_deref(b"Font", document)
                .ok()?
                .as_array()
                .ok()
        });
        if let Some([font, size]) = font.map(Vec::as_slice)
            && let Ok(font) = document.dereference(font).and_then(|(_, font)| font.as_dict())
        {
            let made = || Rc::new(Font::new(document, font));
            state.font = Some(Rc::clone(
                self.fonts.entry(std::ptr::from_ref(font)).or_insert_with(made),
            ));
            state.size = number(size).unwrap_or(state.size);
        }
    }

    /// The strings of an operation, with the numbers between them that move what follows.
    fn write_all(
        &mut self,
        operation: &Operation,
        state: &State,
        text: &mut Matrix,
    ) -> Result<(), ParseError> {
        for operand in &operation.operands {
            match operand {
                Object::String(string, _) => self.write(string, state, text)?,
                Object::Array(pieces) => {
                    for piece in pieces {
                        if let Object::String(string, _) = piece {
                            self.write(string, state, text)?;
                        } else if let Some(back) = number(piece) {
                            let by = -back / 1000.0 * state.size;
                            let is_vertical = state.font.as_ref().is_some_and(|font| font.is_vertical);
                            let (across, up) = if is_vertical {
                                (0.0, by)
                            } else {
                                (by * state.stretch, 0.0)
                            };
                            *text = Matrix::moved(across, up).then(*text);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn write(&mut self, string: &[u8], state: &State, text: &mut Matrix) -> Result<(), ParseError> {
        cancel::check_cancelled()?;
        let Some(font) = &state.font else { return Ok(()) };
        for glyph in font.glyphs(string) {
            if self.drawn.letters.len() >= MAX_LETTERS {
                return Err(ParseError::TooManyParts(MAX_LETTERS));
            }
            let sized = Matrix([state.size * state.stretch, 0.0, 0.0, state.size, 0.0, state.rise]);
            let place = sized.then(*text).then(state.page);
            self.drawn.unknown += usize::from(glyph.text.is_none());
            let letter = self.letter(
                place,
                &glyph.text.unwrap_or_default(),
                glyph.width,
                font.is_vertical,
            );
            self.drawn.letters.extend(letter);
            let space = state.letter_space + if glyph.is_space { state.word_space } else { 0.0 };
            let (across, up) = if font.is_vertical {
                (0.0, -state.size + space)
            } else {
                ((glyph.width * state.size + space) * state.stretch, 0.0)
            };
            *text = Matrix::moved(across, up).then(*text);
        }
        Ok(())
    }

    /// The letter as it stands on the page turned so that its line runs from left to right.
    fn letter(&self, place: Matrix, text: &str, width: f64, is_vertical: bool) -> Option<Letter> {
        let [a, b, c, d, x, y] = place.0;
        let (across, high) = (a.hypot(b), c.hypot(d));
        let (along, length) = if is_vertical {
            ((-c / high, -d / high), high)
        } else {
            ((a / across, b / across), width * across)
        };
        let numbers = [along.0, along.1, length, high, x, y];
        if numbers.iter().any(|number| !number.is_finite()) {
            return None;
        }
        let left = x * along.0 + y * along.1;
        // A quarter is what is turned on purpose; scans are a little askew.
        let turn = (along.1.atan2(along.0) / std::f64::consts::FRAC_PI_4).round() as i8;
        let top = if turn == 0 { self.top } else { 0.0 };
        Some(Letter {
            text: spelt_out(text),
            left,
            right: left + length,
            baseline: top + x * along.1 - y * along.0,
            size: high,
            page: self.page,
            turn,
        })
    }

    fn marked(&self, operation: &Operation, resources: Option<&Dictionary>) -> Marked {
        let properties = match operation.operands.get(1) {
            Some(Object::Dictionary(properties)) => Some(properties),
            Some(Object::Name(name)) => resources
                .and_then(|list| {
                    list.get_deref(b"Properties", self.document)
                        .and_then(Object::as_dict)
                        .ok()
                })
                .and_then(|list| list.get_deref(name, self.document).and_then(Object::as_dict).ok()),
            _ => None,
        };
        let stated = properties.and_then(|list| list.get_deref(b"ActualText", self.document).ok());
        Marked {
            text: stated.and_then(|text| decode_text_string(text).ok()),
            first: self.drawn.letters.len(),
        }
    }

    /// Puts the stated words in the place of the letters that stand for them. Of nested passages the outer one counts.
    fn end_marked(&mut self) {
        let Some(Marked {
            text: Some(text),
            first,
        }) = self.marked.pop()
        else {
            return;
        };
        if self.marked.iter().any(|outer| outer.text.is_some()) {
            return;
        }
        let letters = self.drawn.letters.get_mut(first..).unwrap_or_default();
        let (Some(left), Some(right)) = (
            letters.iter().map(|letter| letter.left).min_by(f64::total_cmp),
            letters.iter().map(|letter| letter.right).max_by(f64::total_cmp),
        ) else {
            return;
        };
        let text = text.trim_matches(|c: char| c.is_control() || c == '\u{feff}');
        let is_one_line = letters.windows(2).all(|pair| match pair {
            [a, b] => (a.baseline - b.baseline).abs() < a.size.max(b.size),
            _ => true,
        });
        if let [head, ..] = letters {
            spelt_out(text).clone_into(&mut head.text);
            if is_one_line {
                (head.left, head.right) = (left, right);
            }
        }
        self.drawn.letters.truncate(first + 1);
    }

    fn show_object(
        &mut self,
        operation: &Operation,
        resources: Option<&'document Dictionary>,
        state: &State,
        depth: usize,
    ) -> Result<(), ParseError> {
        let object =
            named(self.document, resources, b"XObject", operation).and_then(|object| object.as_stream().ok());
        let Some(form) = object else { return Ok(()) };
        let is = |kind: &[u8]| {
            form.dict
                .get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|name| name == kind)
        };
        if is(b"Image") {
            self.drawn.has_pictures = true;
        }
        if !is(b"Form") {
            return Ok(());
        }
        if depth >= MAX_DEPTH {
            return Err(ParseError::NestedTooDeeply(MAX_DEPTH));
        }
        let own = form
            .dict
            .get_deref(b"Resources", self.document)
            .and_then(Object::as_dict)
            .ok();
        let matrix = form
            .dict
            .get_deref(b"Matrix", self.document)
            .ok()
            .and_then(numbers);
        let matrix = matrix
            .and_then(|matrix| Matrix::from_numbers(&matrix))
            .unwrap_or(Matrix::NONE);
        let begin = State {
            page: matrix.then(state.page),
            ..state.clone()
        };
        self.show(&form.content, own.or(resources), begin, depth + 1)
    }
}

/// What the name in an operation stands for in a list of resources.
fn named<'document>(
    document: &'document Document,
    resources: Option<&'document Dictionary>,
    list: &[u8],
    operation: &Operation,
) -> Option<&'document Object> {
    let name = operation.operands.first()?.as_name().ok()?;
    let list = resources?
        .get_deref(list, document)
        .and_then(Object::as_dict)
        .ok()?;
    list.get_deref(name, document).ok()
}

fn numbers_of(operation: &Operation) -> Vec<f64> {
    operation.operands.iter().filter_map(number).collect()
}

//! The table of figures with their references and bars. How a figure is come by is not known here.

use std::fmt::{self, Display, Formatter};

/// What a figure must not exceed.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Bar {
    /// There is none: the figure is told, not judged.
    None,
    /// The figure itself, in its unit.
    Figure(f64),
    /// The ratio of the figure to its reference.
    Ratio(f64),
}

/// One line.
#[derive(Debug)]
struct Row {
    name: String,
    figure: f64,
    unit: &'static str,
    reference: Option<f64>,
    bar: Bar,
}

/// All lines, in the order they were measured.
#[derive(Debug, Default)]
pub(crate) struct Table(Vec<Row>);

impl Table {
    /// Adds a figure with what it is held against.
    pub(crate) fn beside(
        &mut self,
        name: impl Into<String>,
        unit: &'static str,
        figure: f64,
        reference: f64,
        bar: Bar,
    ) {
        self.add(name.into(), unit, figure, Some(reference), bar);
    }

    /// Adds a figure that stands for itself.
    pub(crate) fn alone(&mut self, name: impl Into<String>, unit: &'static str, figure: f64, bar: Bar) {
        self.add(name.into(), unit, figure, None, bar);
    }

    fn add(&mut self, name: String, unit: &'static str, figure: f64, reference: Option<f64>, bar: Bar) {
        self.0.push(Row {
            name,
            figure,
            unit,
            reference,
            bar,
        });
    }
}

impl Row {
    fn ratio(&self) -> Option<f64> {
        self.reference.map(|reference| self.figure / reference)
    }

    /// Whether the bar holds; none where there is no bar.
    fn holds(&self) -> Option<bool> {
        match self.bar {
            Bar::None => None,
            Bar::Figure(most) => Some(self.figure <= most),
            // A ratio that cannot be told does not hold.
            Bar::Ratio(most) => Some(self.ratio().is_some_and(|ratio| ratio <= most)),
        }
    }
}

impl Display for Table {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "name\tfigure\tunit\treference\tratio\tbar\tholds")?;
        for row in &self.0 {
            let number = |value: Option<f64>| value.map(short).unwrap_or_default();
            let bar = match row.bar {
                Bar::None => String::new(),
                Bar::Figure(most) => format!("at most {} {}", short(most), row.unit)
                    .trim_end()
                    .to_owned(),
                Bar::Ratio(most) => format!("ratio at most {}", short(most)),
            };
            let holds = row.holds().map_or("", |holds| if holds { "yes" } else { "no" });
            let Row { name, unit, .. } = row;
            let (figure, reference, ratio) = (short(row.figure), number(row.reference), number(row.ratio()));
            writeln!(
                f,
                "{name}\t{figure}\t{unit}\t{reference}\t{ratio}\t{bar}\t{holds}"
            )?;
        }
        Ok(())
    }
}

/// Three digits that matter.
fn short(value: f64) -> String {
    let decimals = match value.abs() {
        large if large >= 100.0 || large == 0.0 => 0,
        large if large >= 10.0 => 1,
        large if large >= 1.0 => 2,
        large if large >= 0.1 => 3,
        _ => 5,
    };
    let text = format!("{value:.decimals$}");
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

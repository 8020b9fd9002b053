//! `sayso audit`: who gets to speak in the articles of a project, as a table.

use std::borrow::Cow;
use std::convert::Infallible;
use std::io;
use std::path::PathBuf;

use clap::ValueEnum;
use clap::builder::PossibleValuesParser;

use super::screen::{Ink, Screen};
use super::{Failure, Outcome, opened};
use crate::audit::{Concentration, Counted, Field, Measure, Reading, Row, Table};
use crate::export::safe;

#[derive(Debug, clap::Args)]
#[command(about = fl!("cli-audit-about"), after_help = fl!("cli-audit-about.help"))]
pub(super) struct AuditArguments {
    #[arg(help = fl!("cli-project"))]
    project: PathBuf,
    #[arg(
        long,
        value_name = "FIELD,…",
        value_delimiter = ',',
        default_value = "naming",
        value_parser = PossibleValuesParser::new(Field::ALL.map(Field::name)),
        help = fl!("cli-audit-by")
    )]
    by: Vec<String>,
    #[arg(long, value_name = "WHAT", default_value = "words", help = fl!("cli-audit-count"))]
    count: CountOf,
    #[arg(long, help = fl!("cli-audit-csv"))]
    csv: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum CountOf {
    Words,
    Claims,
    Articles,
    Persons,
}

impl CountOf {
    fn measure(self) -> Measure {
        match self {
            Self::Words => Measure::Words,
            Self::Claims => Measure::Claims,
            Self::Articles => Measure::Articles,
            Self::Persons => Measure::Persons,
        }
    }

    fn words(self, count: usize) -> String {
        match self {
            Self::Words => fl!("cli-audit-words", count = count),
            Self::Claims => fl!("count-claims", count = count),
            Self::Articles => fl!("count-articles", count = count),
            Self::Persons => fl!("cli-audit-persons", count = count),
        }
    }
}

pub(super) fn run(arguments: &AuditArguments, screen: &mut Screen) -> Result<Outcome, Failure> {
    let named = |name: &String| Field::ALL.into_iter().find(|field| field.name() == name);
    let fields: Vec<Field> = arguments.by.iter().filter_map(named).collect();
    let mut look = opened::look(&arguments.project)?;
    let mut table = Table::new(arguments.count.measure());
    let Ok(()) = look.each(
        |of| Reading::new(of.project, &of.article, &fields),
        |_, reading| -> Result<(), Infallible> {
            table.add(&reading);
            Ok(())
        },
    );
    if arguments.csv {
        write(&fields, &table, screen)?;
    } else {
        show(arguments.count, &table, screen)?;
        if fields == [Field::Speaker]
            && let Some(concentration) = table.concentration()
        {
            show_concentration(concentration, screen)?;
        }
    }
    screen.out().flush()?;
    Ok(Outcome::from_reports(&opened::notes(look)))
}

/// The table for programs and spreadsheets. Every row has its denominator and what is missing.
fn write(fields: &[Field], table: &Table, screen: &mut Screen) -> io::Result<()> {
    let names = fields.iter().map(|field| field.name());
    let mut out = csv::Writer::from_writer(screen.out());
    out.write_record(names.chain(["count", "of", "share", "claims", "missing"]))?;
    for Row { values, counted } in table.rows() {
        let all = table.all().count;
        let numbers = [
            counted.count.to_string(),
            all.to_string(),
            share(counted, all).map_or_else(String::new, |share| format!("{share:.6}")),
            counted.claims.to_string(),
            table.missing().count.to_string(),
        ];
        let values = values
            .iter()
            .map(|value| safe::cell(value.as_deref().unwrap_or("")));
        let cells = values.chain(numbers.into_iter().map(Cow::Owned));
        out.write_record(cells.map(Cow::into_owned))?;
    }
    out.flush()
}

fn share(counted: Counted, all: usize) -> Option<f64> {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    let (part, all) = (counted.count as f64, all as f64);
    (all > 0.0).then(|| part / all)
}

/// The table for people. A share of few claims is told as a count alone.
fn show(count: CountOf, table: &Table, screen: &mut Screen) -> io::Result<()> {
    const INDENT: usize = 40;
    const FEW: usize = 30;
    let all = table.all();
    for Row { values, counted } in table.rows() {
        let values = values
            .iter()
            .map(|value| value.as_deref().unwrap_or(fl!("cli-audit-missing")));
        let name = values.collect::<Vec<_>>().join(" · ");
        let figure = fl!("cli-audit-of", count = counted.count, all = all.count);
        let percent = share(counted, all.count).filter(|_| all.claims >= FEW);
        let percent = percent.map_or_else(String::new, |share| {
            fl!("cli-audit-percent", percent = format!("{:.1}", share * 100.0))
        });
        let claims = fl!("count-claims", count = counted.claims);
        let parts = [
            (Ink::Strong, &*percent),
            (Ink::Plain, &*figure),
            (Ink::Faint, &*claims),
        ];
        screen.beside((Ink::Plain, &name), INDENT, &parts)?;
    }
    let total = fl!(
        "cli-audit-total",
        counted = count.words(all.count),
        claims = fl!("count-claims", count = all.claims),
        missing = count.words(table.missing().count)
    );
    screen.line(0, &[(Ink::Strong, &total)])
}

/// Whether few say most of it.
fn show_concentration(concentration: Concentration, screen: &mut Screen) -> io::Result<()> {
    let told = fl!(
        "cli-audit-concentration",
        top = concentration.top,
        percent = format!("{:.1}", concentration.top_share * 100.0),
        effective = format!("{:.1}", concentration.effective),
        speakers = concentration.rows
    );
    screen.line(0, &[(Ink::Plain, &told)])
}

//! The days in a column of a table. '03/04/2024' names two days; which one is meant, other cells of the column tell, or
//! the language of the texts.

use jiff::civil::Date;

use super::cells;

/// Which of two figures is the day, in dates such as '03/04/2024'.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayOrder {
    DayFirst,
    MonthFirst,
    /// Nothing tells, or the column has dates of both orders.
    Unknown,
}

impl DayOrder {
    /// The order in a column: what cells prove in which one figure is above 12, else what is usual in the language of the
    /// texts. The month comes first in American English alone, so English texts prove nothing.
    pub(super) fn in_column<'table>(
        cells: impl Iterator<Item = &'table str>,
        language: Option<&str>,
    ) -> Self {
        let (mut day_first, mut month_first) = (false, false);
        for (first, second, _) in cells.filter_map(figures) {
            day_first |= first > 12 && second <= 12;
            month_first |= second > 12 && first <= 12;
        }
        if day_first != month_first {
            return if day_first {
                Self::DayFirst
            } else {
                Self::MonthFirst
            };
        }
        let is_english = |tag: &str| tag.split('-').next() == Some("en");
        if !day_first && language.is_some_and(|tag| !is_english(tag)) {
            Self::DayFirst
        } else {
            Self::Unknown
        }
    }

    /// The day that a cell names.
    pub(super) fn day(self, cell: &str) -> Option<Date> {
        cells::day(cell).or_else(|| {
            let (first, second, year) = figures(cell)?;
            match self {
                Self::DayFirst => Date::new(year, second, first).ok(),
                Self::MonthFirst => Date::new(year, first, second).ok(),
                Self::Unknown => None,
            }
        })
    }
}

/// The three figures of a date that ends in its year, a time of day behind it or not.
fn figures(cell: &str) -> Option<(i8, i8, i16)> {
    let date = cell.split_whitespace().next()?.trim_end_matches(',');
    let parts: Vec<&str> = date.split(['/', '-', '.']).collect();
    let &[first, second, year] = parts.as_slice() else {
        return None;
    };
    let year = Some(year).filter(|year| year.len() == 4)?;
    Some((first.parse().ok()?, second.parse().ok()?, year.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn one_cell_proves_the_order_of_its_column() {
        let order = DayOrder::in_column(["03/04/2024", "25/04/2024 10:00"].into_iter(), None);
        assert_eq!(order.day("03/04/2024"), Some(date(2024, 4, 3)));
        let order = DayOrder::in_column(["03/04/2024", "04-25-2024"].into_iter(), Some("fr"));
        assert_eq!(order.day("03/04/2024 08:15"), Some(date(2024, 3, 4)));
        let order = DayOrder::in_column(["25/04/2024", "04/25/2024"].into_iter(), Some("fr"));
        assert_eq!(order.day("03/04/2024"), None);
    }

    #[test]
    fn the_language_tells_where_no_cell_does_and_english_does_not() {
        let order = |language| DayOrder::in_column(["03/04/2024"].into_iter(), language);
        assert_eq!(order(Some("fr")).day("03/04/2024"), Some(date(2024, 4, 3)));
        assert_eq!(order(Some("en-GB")), DayOrder::Unknown);
        assert_eq!(order(None), DayOrder::Unknown);
        assert_eq!(order(None).day("2024-04-03"), Some(date(2024, 4, 3)));
    }
}

//! Applying an edit and taking it back, in memory: it must not cost more where there is more.

use std::time::Duration;

use sayso::model::ops;
use sayso::model::{ArticleId, ClaimId, Project};
use sayso::session::Session;

use crate::clock::{in_turns, time};
use crate::material::{self, Material, thousands};
use crate::table::{Bar, Table};

const ROUNDS: usize = 50;
/// One is too short to be timed.
const TIMES: u32 = 200;

/// Measures it for every project, beside copying the claim that is changed.
pub(crate) fn measure(material: &Material, table: &mut Table) {
    let mut projects: Vec<_> = material.projects().map(|(_, path)| subject(path)).collect();
    let claim = {
        let (project, article, claim) = projects.first().expect("a project");
        project.claim(article, claim).expect("the claim").clone()
    };
    let [small, medium, large] = projects.as_mut_slice() else {
        unreachable!("as many projects as sizes")
    };
    let figures = in_turns(
        ROUNDS,
        [
            &mut || apply_and_undo(small),
            &mut || apply_and_undo(medium),
            &mut || apply_and_undo(large),
            &mut || {
                time(|| {
                    for _ in 0..TIMES {
                        std::hint::black_box(claim.clone());
                    }
                })
            },
        ],
    );
    let [ten, _, ten_thousand, copy] = figures.map(|milliseconds| milliseconds * 1000.0 / f64::from(TIMES));
    for (articles, figure) in material::SIZES.into_iter().zip(figures) {
        let figure = figure * 1000.0 / f64::from(TIMES);
        let name = format!(
            "apply and undo, {} articles (beside copying the claim)",
            thousands(articles)
        );
        table.beside(name, "µs", figure, copy, Bar::None);
    }
    table.beside(
        "apply and undo, 10,000 articles (beside 10 articles)",
        "µs",
        ten_thousand,
        ten,
        Bar::None,
    );
}

fn subject(path: &std::path::Path) -> (Project, ArticleId, ClaimId) {
    let session = Session::look(path).expect("the project opens");
    let (article, claim) = material::some_claim(&session);
    (session.project().clone(), article, claim)
}

fn apply_and_undo((project, article, claim): &mut (Project, ArticleId, ClaimId)) -> Duration {
    let note = "a note".to_owned();
    let at = (article.clone(), claim.clone());
    let (_, edit) = ops::claim::set_note(project, &at, note).expect("a note");
    let mut edits = vec![edit; TIMES as usize];
    time(|| {
        while let Some(edit) = edits.pop() {
            let inverse = project.apply(edit).expect("the edit is made");
            project.apply(inverse).expect("the edit is undone");
        }
    })
}

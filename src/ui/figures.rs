//! Figures of the open article that panels show: counted once for each change, because an article
//! may hold ten thousand claims and a frame must not look at all of them.

use std::collections::BTreeMap;

use crate::model::article::Progress;
use crate::model::{ArticleId, ClaimId, Project, SpeakerId, Voice};

/// What there is to count in the open article.
#[derive(Debug, Default)]
pub struct Figures {
    of: Option<(ArticleId, u64)>,
    /// How far the work has come.
    pub progress: Progress,
    /// How many claims each speaker makes.
    pub claims: BTreeMap<SpeakerId, usize>,
    /// How many claims are in the article's own voice.
    pub own: usize,
    /// The place of each claim in the order of the text, from 0.
    pub places: BTreeMap<ClaimId, usize>,
}

impl Figures {
    /// Counts again where the article or the project has changed.
    pub fn count(&mut self, project: &Project, revision: u64, article: Option<&ArticleId>) {
        let of = article.map(|id| (id.clone(), revision));
        if self.of == of {
            return;
        }
        *self = Self {
            of,
            ..Self::default()
        };
        let Some(article) = article.and_then(|id| project.article(id)) else {
            return;
        };
        self.progress = article.progress();
        for (place, (id, claim)) in article.claims_in_order().into_iter().enumerate() {
            self.places.insert(id.clone(), place);
            self.own += usize::from(claim.voice == Voice::Article);
            for speaker in claim.voice.speakers() {
                *self.claims.entry(speaker.clone()).or_default() += 1;
            }
        }
    }
}

//! Which records of two projects are the same although their ids differ, and which are not although their ids are equal.
//!
//! Both sides can only have given a record an id apart from one another where the base does not have it. Of such records,
//!
//! - articles with the same text are one, and so are speakers with the same name and kind, unless they are unnamed, as when
//!   a corpus is imported. The id that orders first stays, so that two people who merge each other's work arrive at the
//!   same project.
//! - articles of one id whose texts have little in common, and speakers of one id that share no name, are two. The one that
//!   orders first keeps the id, the other is called `ID-2`.
//!
//! Where no base is known, speakers of one id are the same.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::article::merge_article;
use crate::model::ops::speaker::rename_in;
use crate::model::{Article, ArticleId, Project, Speaker, SpeakerId, SpeakerKind};
use crate::text::diff::diff;

/// Two texts of which less than one part in so many is the same are of two articles.
const SAME_PART: usize = 2;

/// Ids that become others.
type Renames<Id> = BTreeMap<Id, Id>;

/// Both sides, with one id for each record that is the same.
pub(super) fn align<'a>(
    base: Option<&Project>,
    ours: &'a Project,
    theirs: &'a Project,
) -> (Cow<'a, Project>, Cow<'a, Project>) {
    let speakers = align_speakers(base, ours, theirs);
    let articles = align_articles(base, ours, theirs);
    let renamed = |project: &'a Project, speakers: &Renames<SpeakerId>, articles: &Renames<ArticleId>| {
        if speakers.is_empty() && articles.is_empty() {
            Cow::Borrowed(project)
        } else {
            Cow::Owned(rename(project, speakers, articles))
        }
    };
    (
        renamed(ours, &speakers[0], &articles[0]),
        renamed(theirs, &speakers[1], &articles[1]),
    )
}

fn align_speakers(base: Option<&Project>, ours: &Project, theirs: &Project) -> [Renames<SpeakerId>; 2] {
    let is_old = |id: &SpeakerId| base.is_some_and(|base| base.speaker(id).is_some());
    let [of_ours, of_theirs] = [(ours, theirs), (theirs, ours)].map(|(side, other)| {
        let new = side.speakers().iter();
        let new = new.filter(|(id, speaker)| {
            speaker.kind != SpeakerKind::Unnamed && !is_old(id) && other.speaker(id).is_none()
        });
        new.map(|(id, speaker)| ((speaker.name.as_str(), speaker.kind), id))
    });
    let mut renames = pairs(of_ours, of_theirs);
    if base.is_some() {
        let new = ours.speakers().iter().filter(|(id, _)| !is_old(id));
        let both = new.filter_map(|(id, one)| Some((id, one, theirs.speaker(id)?)));
        let others =
            both.filter(|(_, one, other)| !one.names().any(|name| other.names().any(|known| known == name)));
        for (id, one, other) in others {
            let is_ours = (&one.name, one.kind) > (&other.name, other.kind);
            let goes = if is_ours { one } else { other };
            let is_taken = |free: &SpeakerId| {
                let there = [ours, theirs].into_iter().filter_map(|side| side.speaker(free));
                there
                    .into_iter()
                    .any(|there| !there.names().any(|name| name == goes.name))
            };
            renames[usize::from(!is_ours)].insert(id.clone(), free_id(id.as_str(), is_taken));
        }
    }
    renames
}

fn align_articles(base: Option<&Project>, ours: &Project, theirs: &Project) -> [Renames<ArticleId>; 2] {
    let is_old = |id: &ArticleId| base.is_some_and(|base| base.article(id).is_some());
    let [of_ours, of_theirs] = [(ours, theirs), (theirs, ours)].map(|(side, other)| {
        let new = side
            .articles()
            .iter()
            .filter(|(id, _)| !is_old(id) && other.article(id).is_none());
        new.filter_map(|(id, article)| Some((article.text.as_deref()?, id)))
    });
    let mut renames = pairs(of_ours, of_theirs);
    let new = ours.articles().iter().filter(|(id, _)| !is_old(id));
    let both = new.filter_map(|(id, one)| Some((id, one, theirs.article(id)?)));
    for (id, one, other) in both.filter(|(_, one, other)| are_apart(one, other)) {
        let order = |article: &Article| (article.metadata.added.is_none(), article.metadata.added);
        let is_ours = (order(one), &one.text) > (order(other), &other.text);
        let goes = if is_ours { one } else { other };
        let is_taken = |free: &ArticleId| {
            let there = [ours, theirs].into_iter().filter_map(|side| side.article(free));
            there.into_iter().any(|there| are_apart(there, goes))
        };
        renames[usize::from(!is_ours)].insert(id.clone(), free_id(id.as_str(), is_taken));
    }
    renames
}

/// What is the same under two ids takes the one that orders first: the renames of each side.
fn pairs<'a, Key: Ord, Id: Ord + Clone + 'a>(
    ours: impl Iterator<Item = (Key, &'a Id)>,
    theirs: impl Iterator<Item = (Key, &'a Id)>,
) -> [Renames<Id>; 2] {
    let mut of_ours = BTreeMap::new();
    for (key, id) in ours {
        of_ours.entry(key).or_insert(id);
    }
    let mut renames = [Renames::new(), Renames::new()];
    for (key, id) in theirs {
        if let Some(one) = of_ours.remove(&key) {
            let (first, second, side) = if one < id { (one, id, 1) } else { (id, one, 0) };
            renames[side].insert(second.clone(), first.clone());
        }
    }
    renames
}

fn free_id<Id: From<String>>(id: &str, is_taken: impl Fn(&Id) -> bool) -> Id {
    let mut number = 2_u64;
    loop {
        let free = Id::from(format!("{id}-{number}"));
        if !is_taken(&free) {
            return free;
        }
        number += 1;
    }
}

/// Whether two articles of one id are certainly not the same.
fn are_apart(one: &Article, other: &Article) -> bool {
    let (Some(text), Some(another)) = (&one.text, &other.text) else {
        return false;
    };
    let has_url = |article: &Article| article.metadata.url.as_ref().is_some_and(|url| !url.is_empty());
    if text == another || (has_url(one) && one.metadata.url == other.metadata.url) {
        return false;
    }
    let change = diff(text, another);
    let replaced: usize = change.replacements().iter().map(|range| range.old.len()).sum();
    (text.len() - replaced) * SAME_PART < text.len().max(another.len())
}

/// The project with other ids, wherever they are named. Where an id is there already both records become one.
fn rename(project: &Project, speakers: &Renames<SpeakerId>, articles: &Renames<ArticleId>) -> Project {
    let renamed = |(id, speaker): (&SpeakerId, &Speaker)| {
        let mut speaker = speaker.clone();
        for body in speaker.bodies_mut() {
            if let Some(to) = speakers.get(body) {
                body.clone_from(to);
            }
        }
        (speakers.get(id).unwrap_or(id).clone(), speaker)
    };
    let mut all: BTreeMap<ArticleId, Article> = BTreeMap::new();
    for (id, article) in project.articles() {
        let article = with_speakers(article, speakers);
        let id = articles.get(id).unwrap_or(id);
        let article = match all.get(id) {
            Some(there) => merge_article(None, there, &article),
            None => article,
        };
        all.insert(id.clone(), article);
    }
    Project::from_parts(
        project.head().clone(),
        project.reviewers().clone(),
        project.speakers().iter().map(renamed).collect(),
        all,
    )
}

fn with_speakers(article: &Article, renames: &Renames<SpeakerId>) -> Article {
    let mut renamed = article.clone();
    if renames.is_empty() {
        return renamed;
    }
    for (id, claim) in article.claims.iter() {
        let named: BTreeSet<&SpeakerId> = claim
            .speakers_ever_named()
            .filter(|id| renames.contains_key(id))
            .collect();
        if named.is_empty() {
            continue;
        }
        let mut changed = claim.clone();
        for from in named {
            if let Some(to) = renames.get(from) {
                rename_in(&mut changed, from, to);
            }
        }
        renamed.claims.insert(id.clone(), changed);
    }
    renamed
}

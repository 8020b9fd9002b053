//! What follows from the records of a project and is kept beside them: what speakers and reviewers are called where several
//! have the same name, which is the name with whatever tells them apart.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use super::id::{ReviewerId, SpeakerId};
use super::review::Reviewer;
use super::speaker::Speaker;
use crate::text::fold::fold;

/// Something that follows from the records of a project, made when it is first asked for after they changed. It makes no
/// difference to the equality of projects.
#[derive(Clone, Debug)]
pub(super) struct Derived<T>(pub(super) OnceLock<T>);

impl<T> Derived<T> {
    /// Forgets it, because a record has changed.
    pub(super) fn clear(&mut self) {
        self.0 = OnceLock::new();
    }
}

impl<T> Default for Derived<T> {
    fn default() -> Self {
        Self(OnceLock::new())
    }
}

impl<T> PartialEq for Derived<T> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<T> Eq for Derived<T> {}

/// The labels of those that share a name.
pub(super) type Labels<K> = Derived<BTreeMap<K, String>>;

pub(super) fn of_speakers(speakers: &BTreeMap<SpeakerId, Speaker>) -> BTreeMap<SpeakerId, String> {
    let mut labels = BTreeMap::new();
    for ids in sharing(speakers.iter().map(|(id, speaker)| (id, &speaker.name))) {
        let members: Vec<(&SpeakerId, &Speaker)> = ids
            .iter()
            .filter_map(|id| Some((*id, speakers.get(*id)?)))
            .collect();
        let details = members.iter().map(|(_, speaker)| details_of(speakers, speaker));
        let details: Vec<Details> = details.collect();
        let mut shared: HashMap<&str, usize> = HashMap::new();
        for of_member in &details {
            *shared.entry(of_member.first()).or_default() += 1;
        }
        let told = members.iter().zip(&details).map(|((id, speaker), of_member)| {
            let is_enough = shared.get(of_member.first()) == Some(&1);
            let detail = if is_enough {
                of_member.first().to_owned()
            } else {
                of_member.0.join(", ")
            };
            let label = match detail.as_str() {
                "" => speaker.name.trim().to_owned(),
                detail => fl!("label-detail", name = *speaker.name.trim(), detail = *detail),
            };
            (*id, label)
        });
        labels.extend(numbered(told.collect()));
    }
    labels
}

pub(super) fn of_reviewers(reviewers: &BTreeMap<ReviewerId, Reviewer>) -> BTreeMap<ReviewerId, String> {
    let groups = sharing(reviewers.iter().map(|(id, reviewer)| (id, &reviewer.name)));
    let named = |id| Some((id, reviewers.get(id)?.name.clone()));
    let groups = groups.into_iter();
    groups
        .flat_map(|ids| numbered(ids.into_iter().filter_map(named).collect()))
        .collect()
}

/// Those that share a name with others, group by group, in the order of their ids. Case, accents and spaces around a name
/// make no other name.
fn sharing<'a, K>(named: impl Iterator<Item = (&'a K, &'a String)>) -> Vec<Vec<&'a K>> {
    let mut groups: HashMap<String, Vec<&K>> = HashMap::new();
    for (id, name) in named {
        groups.entry(fold(name.trim())).or_default().push(id);
    }
    groups.into_values().filter(|ids| ids.len() > 1).collect()
}

/// Role and affiliation, as far as they are known.
struct Details<'a>(Vec<&'a str>);

impl Details<'_> {
    fn first(&self) -> &str {
        self.0.first().copied().unwrap_or_default()
    }
}

fn details_of<'a>(speakers: &'a BTreeMap<SpeakerId, Speaker>, speaker: &'a Speaker) -> Details<'a> {
    let affiliation = speaker.affiliation.as_ref().and_then(|id| speakers.get(id));
    let known = speaker.role.iter().chain(affiliation.map(|body| &body.name));
    Details(
        known
            .map(|detail| detail.trim())
            .filter(|detail| !detail.is_empty())
            .collect(),
    )
}

/// The second and every further one of equal labels gets a number.
fn numbered<K: Clone + Ord>(told: Vec<(&K, String)>) -> Vec<(K, String)> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let number = |(id, label): (&K, String)| {
        let count = seen.entry(fold(&label)).or_default();
        *count += 1;
        let label = if *count > 1 {
            fl!("label-number", name = label, number = count.to_string())
        } else {
            label
        };
        (id.clone(), label)
    };
    told.into_iter().map(number).collect()
}

#[cfg(test)]
mod tests {
    use super::super::project::Project;
    use super::*;
    use crate::model::{Edit, Head};

    fn project(speakers: &[(&str, &str, Option<&str>, Option<&str>)]) -> Project {
        let mut project = Project::new(Head::titled("A"));
        for (id, name, role, body) in speakers {
            let speaker = Speaker {
                role: role.map(str::to_owned),
                affiliation: body.map(Into::into),
                ..Speaker::named(*name, 0)
            };
            let edit = Edit::Speaker((*id).into(), Some(Box::new(speaker)));
            project.apply(edit).unwrap();
        }
        project
    }

    fn labels(project: &Project) -> Vec<&str> {
        project
            .speakers()
            .keys()
            .map(|id| project.speaker_label(id))
            .collect()
    }

    #[test]
    fn role_affiliation_or_a_number_tell_speakers_of_one_name_apart() {
        let project = project(&[
            ("s-0", "Basra", None, None),
            ("s-1", "John Smith", Some("minister"), Some("s-0")),
            ("s-2", "john smith ", None, Some("s-0")),
            ("s-3", "John Smith", None, None),
            ("s-4", "John Smith", None, None),
            ("s-5", "John Smith", Some("farmer"), None),
            ("s-6", "John Smith", Some("farmer"), Some("s-0")),
            ("s-7", "Ann", Some("farmer"), None),
        ]);
        assert_eq!(
            labels(&project),
            [
                "Basra",
                "John Smith (minister)",
                "john smith (Basra)",
                "John Smith",
                "John Smith (2)",
                "John Smith (farmer)",
                "John Smith (farmer, Basra)",
                "Ann",
            ]
        );
        assert_eq!(project.speaker_label(&"s-gone".into()), "s-gone");
    }

    #[test]
    fn labels_follow_every_edit_and_its_undo() {
        let mut project = project(&[("s-1", "Ann", None, None)]);
        assert_eq!(labels(&project), ["Ann"]);
        let second = Box::new(Speaker::named("Ann", 1));
        let inverse = project.apply(Edit::Speaker("s-2".into(), Some(second))).unwrap();
        assert_eq!(labels(&project), ["Ann", "Ann (2)"]);
        project.apply(inverse).unwrap();
        assert_eq!(labels(&project), ["Ann"]);
    }

    #[test]
    fn reviewers_of_one_name_are_numbered() {
        let mut project = project(&[]);
        for (id, name) in [("r-1", "Amal"), ("r-2", "Ben"), ("r-3", "amal")] {
            let reviewer = Reviewer { name: name.into() };
            project.apply(Edit::Reviewer(id.into(), Some(reviewer))).unwrap();
        }
        let labels = ["r-1", "r-2", "r-3"].map(|id| project.reviewer_label(&id.into()).to_owned());
        assert_eq!(labels, ["Amal", "Ben", "amal (2)"]);
        assert_eq!(project.reviewer_label(&"r-gone".into()), "r-gone");
    }
}

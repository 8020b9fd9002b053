//! Which speakers of two projects are the same one.

use std::collections::{BTreeMap, HashMap};

use crate::model::{Project, Speaker, SpeakerId};
use crate::text::fold::fold;

/// The number of a speaker, the same on both sides where it is the same speaker.
pub(super) type SpeakerKey = usize;

/// Words that tell speakers apart.
type Telling<'f> = &'f dyn Fn(&Speaker) -> Vec<String>;

/// The numbers of a project's speakers.
#[derive(Clone, Debug, Default)]
pub(super) struct SpeakerKeys(HashMap<SpeakerId, SpeakerKey>);

impl SpeakerKeys {
    /// The number of a speaker. Speakers that the project does not have are all one.
    pub(super) fn key(&self, id: &SpeakerId) -> SpeakerKey {
        self.0.get(id).copied().unwrap_or(usize::MAX)
    }
}

/// The numbers of the speakers of two projects. They are the same speaker if they have the same id, else the same Wikidata
/// item, else the same name, else a name or alias that is no other's in either project.
pub(super) fn keys(a: &Project, b: &Project) -> (SpeakerKeys, SpeakerKeys) {
    let numbered = a.speakers().keys().cloned().zip(0..);
    let of_a = SpeakerKeys(numbered.collect());
    if std::ptr::eq(a, b) {
        return (of_a.clone(), of_a);
    }
    let mut of_b: HashMap<SpeakerId, SpeakerKey> = HashMap::new();
    let mut taken = vec![false; of_a.0.len()];
    for id in b.speakers().keys() {
        if let Some(key) = of_a.0.get(id) {
            taken[*key] = true;
            of_b.insert(id.clone(), *key);
        }
    }
    let item = |speaker: &Speaker| speaker.wikidata.iter().map(|item| fold(item)).collect();
    let name = |speaker: &Speaker| vec![fold(speaker.name.trim())];
    let names = |speaker: &Speaker| speaker.names().map(|name| fold(name.trim())).collect();
    let ways: [Telling; 3] = [&item, &name, &names];
    for way in ways {
        let (of_first, of_second) = (by_words(a, way), by_words(b, way));
        for (words, ids) in &of_second {
            let (Some([first]), [second]) = (of_first.get(words).map(Vec::as_slice), ids.as_slice()) else {
                continue;
            };
            let key = of_a.key(first);
            let is_free = taken.get(key).is_some_and(|taken| !taken);
            if is_free && !of_b.contains_key(*second) {
                taken[key] = true;
                of_b.insert((*second).clone(), key);
            }
        }
    }
    let mut next = of_a.0.len();
    for id in b.speakers().keys() {
        of_b.entry(id.clone()).or_insert_with(|| {
            next += 1;
            next - 1
        });
    }
    (of_a, SpeakerKeys(of_b))
}

/// The speakers by their words, each speaker once under each.
fn by_words<'a>(project: &'a Project, words: Telling) -> BTreeMap<String, Vec<&'a SpeakerId>> {
    let mut by_words: BTreeMap<String, Vec<&SpeakerId>> = BTreeMap::new();
    for (id, speaker) in project.speakers() {
        let mut words = words(speaker);
        words.sort_unstable();
        words.dedup();
        for words in words.into_iter().filter(|words| !words.is_empty()) {
            by_words.entry(words).or_default().push(id);
        }
    }
    by_words
}

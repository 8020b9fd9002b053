//! Words that turn what is said into its opposite, so that leaving out one of them alone is more than a cut.

/// As they are compared: in lower case, without accents and apostrophes.
const NEGATIONS: &[&str] = &[
    // English.
    "not",
    "no",
    "never",
    "neither",
    "nor",
    "none",
    "nobody",
    "nothing",
    "without",
    "cannot",
    "hardly",
    "barely",
    "scarcely",
    "dont",
    "doesnt",
    "didnt",
    "wont",
    "isnt",
    "arent",
    "wasnt",
    "werent",
    "cant",
    "couldnt",
    "wouldnt",
    "shouldnt",
    // German, Dutch, Swedish, Danish, Norwegian.
    "nicht",
    "kein",
    "keine",
    "keinen",
    "keinem",
    "keiner",
    "nie",
    "niemals",
    "ohne",
    "niet",
    "geen",
    "nooit",
    "inte",
    "aldrig",
    "ikke",
    "ej",
    // French, Spanish, Portuguese, Italian.
    "ne",
    "pas",
    "jamais",
    "aucun",
    "aucune",
    "rien",
    "sans",
    "nunca",
    "jamas",
    "nada",
    "sin",
    "nao",
    "sem",
    "non",
    "mai",
    "senza",
    "nessun",
    "nessuno",
    // Russian, Ukrainian, Polish, Turkish.
    "не",
    "нет",
    "никогда",
    "без",
    "ні",
    "нє",
    "niemal",
    "nigdy",
    "bez",
    "degil",
    "yok",
    // Arabic, Persian, Hebrew.
    "لا",
    "لم",
    "لن",
    "ليس",
    "ليست",
    "غير",
    "بدون",
    "نه",
    "هرگز",
    "לא",
    "אין",
    "בלי",
];

/// The helping words that are left out together with one.
const HELPERS: &[&str] = &[
    "do", "does", "did", "is", "are", "was", "were", "will", "would", "has", "have", "had", "longer", "at",
    "all",
];

/// Whether leaving out these words, and no others, takes a negation away.
pub(super) fn is_negation(words: &[&str]) -> bool {
    let known = |word: &&str| NEGATIONS.contains(word) || HELPERS.contains(word);
    words.len() < 4 && words.iter().any(|word| NEGATIONS.contains(word)) && words.iter().all(known)
}

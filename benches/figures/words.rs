//! The words that articles are made up of, and the chance that picks them, the same in every run. What is made of them
//! is in `material` and `mixed`.

/// What sentences of a language are made of.
pub(crate) struct Words {
    /// Its tag.
    pub language: &'static str,
    /// The line that names the author.
    pub byline: &'static str,
    /// Who says something.
    pub sources: &'static [&'static str],
    /// How they say it.
    pub cues: &'static [&'static str],
    /// What they say, a word each.
    pub rest: &'static [&'static str],
}

/// Chance that is the same in every run: a linear congruential generator.
pub(crate) struct Chance(u64);

impl Chance {
    /// The same for the same seed.
    pub(crate) fn new(seed: usize) -> Self {
        Self(seed as u64)
    }

    /// A number from 0 to below `end`.
    pub(crate) fn up_to(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end.max(1)
    }

    /// One of these words.
    pub(crate) fn pick(&mut self, words: &[&'static str]) -> &'static str {
        words.get(self.up_to(words.len())).copied().unwrap_or_default()
    }
}

/// English.
pub(crate) const ENGLISH: &Words = &Words {
    language: "en",
    byline: "By Amal Haddad",
    sources: &[
        "The ministry",
        "A spokesman for the army",
        "Two officials",
        "The committee",
        "Residents of the town",
        "A statement by the coalition",
    ],
    cues: &[
        "said that",
        "announced that",
        "denied that",
        "told reporters that",
        "warned that",
    ],
    rest: &[
        "the",
        "talks",
        "forces",
        "will",
        "resume",
        "in",
        "the",
        "capital",
        "after",
        "a",
        "meeting",
        "with",
        "delegates",
        "from",
        "both",
        "sides",
        "who",
        "had",
        "“agreed”",
        "on",
        "gradual",
        "steps",
        "before",
        "spring",
        "165",
        "attacks",
        "base’s",
        "withdrawal",
    ],
};

/// Arabic.
pub(crate) const ARABIC: &Words = &Words {
    language: "ar",
    byline: "بقلم أمل حداد",
    sources: &[
        "الوزارة",
        "متحدث باسم الجيش",
        "مسؤولان",
        "اللجنة",
        "سكان البلدة",
        "بيان للتحالف",
    ],
    cues: &["قالت إن", "أعلن أن", "نفى أن", "ذكر للصحفيين أن", "حذر من أن"],
    rest: &[
        "المحادثات",
        "القوات",
        "سوف",
        "تستأنف",
        "في",
        "العاصمة",
        "بعد",
        "اجتماع",
        "مع",
        "وفود",
        "من",
        "الجانبين",
        "الذين",
        "«اتفقوا»",
        "على",
        "خطوات",
        "تدريجية",
        "قبل",
        "الربيع",
        "165",
        "هجوما",
    ],
};

/// French, in characters that windows-1252 has.
pub(crate) const FRENCH: &Words = &Words {
    language: "fr",
    byline: "Par Amal Haddad",
    sources: &[
        "Le ministère",
        "Un porte-parole de l’armée",
        "Deux diplomates",
        "Le comité",
        "Les habitants",
    ],
    cues: &["a déclaré que", "a annoncé que", "a affirmé que", "dit que"],
    rest: &[
        "les",
        "pourparlers",
        "des",
        "forces",
        "vont",
        "reprendre",
        "dans",
        "la",
        "capitale",
        "après",
        "une",
        "réunion",
        "avec",
        "les",
        "diplomates",
        "des",
        "deux",
        "camps",
        "qui",
        "avaient",
        "« convenu »",
        "sur",
        "des",
        "étapes",
        "graduelles",
        "avant",
        "le",
        "printemps",
        "165",
        "attaques",
        "pour",
        "la",
        "paix",
        "dans",
        "ce",
        "pays",
    ],
};

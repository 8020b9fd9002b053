//! The ids by which records refer to each other. They are part of an edit, so that replaying it is exact.

use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(from = "String", into = "String")]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as files contain it.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.into())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id.into())
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                (*id.0).into()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

id! {
    /// An article, by the stem of its files: `coalition-talks`.
    ArticleId
}
id! {
    /// A claim, unique within its article: `c-4k7q2m`.
    ClaimId
}
id! {
    /// A speaker, unique within the project: `s-8w2n5k`.
    SpeakerId
}
id! {
    /// A reviewer, the same in every project they work on: `r-6t3j9d`.
    ReviewerId
}
id! {
    /// A piece of evidence, unique within its claim: `e-2m7x4p`.
    EvidenceId
}
id! {
    /// A reference text, by the stem of its files: `briefing-of-11-february-1a2b3c4d`.
    ReferenceId
}

/// A claim of a project: the id of its article, and its own.
pub type ClaimRef = (ArticleId, ClaimId);

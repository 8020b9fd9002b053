//! The data of a project as plain values: articles, claims, speakers, attributions, reviews.
//!
//! A [`Project`] is read through its accessors and changed only by [`Project::apply`], which takes an
//! [`Edit`] and returns the edit that undoes it.

pub mod anchor;
pub mod article;
pub mod assignment;
pub mod attribution;
pub mod basis;
pub mod check;
pub mod claim;
pub mod claim_log;
pub mod claim_map;
pub mod claim_set;
pub mod difference;
pub mod edit;
pub mod facts;
pub mod id;
mod labels;
pub mod names;
pub mod ops;
pub mod problem;
pub mod project;
pub(crate) mod random;
pub mod reference;
pub mod review;
pub mod sampling;
mod shared_text;
pub mod sorted_map;
pub mod speaker;
pub mod undo_label;
pub mod undo_stack;

pub use anchor::{Anchor, AnchorPlace};
pub use article::{Article, ArticleValue, Done, Metadata, TextDirection};
pub use assignment::{Assignment, AssignmentProgress};
pub use attribution::{Attribution, Polarity, Voice};
pub use basis::{Basis, ClaimFingerprint, Standing};
pub use check::check;
pub use claim::{Claim, ClaimValue, Origin, Quotation};
pub use claim_map::ClaimMap;
pub use claim_set::ClaimSet;
pub use difference::{Difference, DifferencePlace, Differences, FieldKey, FieldValue, Presence, Record};
pub use edit::{Edit, EditError, Touched};
pub use facts::{ProjectFacts, ProjectValue};
pub use id::{ArticleId, ClaimId, ClaimRef, EvidenceId, ReferenceId, ReviewerId, SpeakerId};
pub use problem::{ClaimPart, Problem, ProblemGroup, ProblemKind};
pub use project::{Blind, Head, Project, Publisher, Rating};
pub use review::{Decision, Evidence, Review, ReviewState, Reviewer, Stance, Verdict};
pub use sorted_map::SortedMap;
pub use speaker::{Speaker, SpeakerKind, SpeakerValue};
pub use undo_label::UndoLabel;
pub use undo_stack::{UndoStack, UndoStep, UndoSteps};

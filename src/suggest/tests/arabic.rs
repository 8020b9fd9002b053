//! Sources and cues of Arabic sentences.

use super::*;

#[test]
fn arabic_sources_stand_behind_their_verb() {
    check("وقال وزير الري إن [السد آمن].", "وزير الري", "وقال");
    check("أعلن الجيش أن [الطريق مغلق].", "الجيش", "أعلن");
    check("[الطريق مغلق]، يقول سكان القرية.", "سكان القرية", "يقول");
}

#[test]
fn arabic_phrases_have_their_source_behind_them() {
    check("[ارتفعت الأسعار]، بحسب البنك المركزي.", "البنك المركزي", "بحسب");
    check("وفق منظمة الصحة، [انحسر الوباء].", "منظمة الصحة", "وفق");
}

#[test]
fn an_arabic_statement_is_a_medium_behind_the_source_and_a_source_by_itself() {
    check("قالت الشركة في بيان إن [المصنع سيغلق].", "الشركة", "قالت");
    check(
        "وجاء في بيان صادر عن الشركة أن [المصنع سيغلق].",
        "بيان صادر عن الشركة",
        "وجاء",
    );
}

#[test]
fn an_arabic_subject_can_stand_before_its_verb() {
    check("السلطات تقول إنها [تريد معاهدة جديدة].", "السلطات", "تقول إنها");
}

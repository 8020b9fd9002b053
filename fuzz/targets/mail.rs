//! Mails, mailboxes, and pages that a browser saved as a mail.

#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso_fuzz::import::FileKind;

fuzz_target!(init: sayso_fuzz::end_at_our_panics(), |data: &[u8]| {
    for kind in [FileKind::Mail, FileKind::Mailbox, FileKind::Html] {
        sayso_fuzz::read_as(kind, data);
    }
});

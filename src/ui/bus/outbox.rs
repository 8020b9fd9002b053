//! What drawing asks for: drawing sends and changes nothing; what it sent is done once the frame is drawn.

use std::convert::Infallible;

use super::command::Command;
use super::request::Request;

/// What was asked for, in order: messages of one slice, and requests that the window carries out.
#[derive(Debug)]
pub struct Outbox<M>(Vec<Sent<M>>);

/// What draws without messages of its own.
pub type Requests = Outbox<Infallible>;

/// One thing that was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent<M> {
    /// By a message of the slice.
    Message(M),
    /// Of the window.
    Request(Request),
}

impl<M> Outbox<M> {
    /// Asks for something, be it of the slice or of the window.
    pub fn push(&mut self, sent: Sent<M>) {
        self.0.push(sent);
    }

    /// Asks the slice itself for something.
    pub fn send(&mut self, message: M) {
        self.push(Sent::Message(message));
    }

    /// The same for something that may be none.
    pub fn send_all(&mut self, messages: impl IntoIterator<Item = M>) {
        messages.into_iter().for_each(|message| self.send(message));
    }

    /// Asks the window for something.
    pub fn request(&mut self, request: Request) {
        self.push(Sent::Request(request));
    }

    /// Asks the window for a command.
    pub fn command(&mut self, command: Command) {
        self.request(Request::Command(command));
    }

    /// Lets a part with messages of its own draw into this; what it sends comes after what was sent before.
    pub fn nest<N, R>(&mut self, wrap: impl Fn(N) -> M, draw: impl FnOnce(&mut Outbox<N>) -> R) -> R {
        let mut inner = Outbox::default();
        let drawn = draw(&mut inner);
        self.0.extend(inner.0.into_iter().map(|sent| match sent {
            Sent::Message(message) => Sent::Message(wrap(message)),
            Sent::Request(request) => Sent::Request(request),
        }));
        drawn
    }

    /// The same for a part that only asks the window.
    pub fn nest_requests<R>(&mut self, draw: impl FnOnce(&mut Requests) -> R) -> R {
        self.nest(|never: Infallible| match never {}, draw)
    }

    /// Takes what was asked for.
    pub fn take(&mut self) -> Vec<Sent<M>> {
        std::mem::take(&mut self.0)
    }
}

impl<M> Default for Outbox<M> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_parts_send_keeps_its_order() {
        let mut outer = Outbox::default();
        outer.send(1);
        outer.nest(
            |word: &str| word.len(),
            |inner| {
                inner.send("three");
                inner.command(Command::Undo);
            },
        );
        outer.nest_requests(|inner| inner.request(Request::CloseDialog));
        outer.send(2);
        let expected = [
            Sent::Message(1),
            Sent::Message(5),
            Sent::Request(Request::Command(Command::Undo)),
            Sent::Request(Request::CloseDialog),
            Sent::Message(2),
        ];
        assert_eq!(outer.take(), expected);
        assert_eq!(outer.take(), []);
    }
}

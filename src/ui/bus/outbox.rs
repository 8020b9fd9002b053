//! What drawing asks for. Drawing changes nothing; messages and requests are handled after the frame.

use std::convert::Infallible;

use super::command::Command;
use super::request::Request;

/// Messages of one slice and requests of the window, in order.
#[derive(Debug)]
pub struct Outbox<M>(Vec<Sent<M>>);

/// The outbox of a part without messages of its own.
pub type Requests = Outbox<Infallible>;

/// One entry of an outbox.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent<M> {
    /// A message of the slice.
    Message(M),
    /// A request of the window.
    Request(Request),
}

impl<M> Outbox<M> {
    /// Adds an entry.
    pub fn push(&mut self, sent: Sent<M>) {
        self.0.push(sent);
    }

    /// Sends a message to the slice.
    pub fn send(&mut self, message: M) {
        self.push(Sent::Message(message));
    }

    /// Sends several messages.
    pub fn send_all(&mut self, messages: impl IntoIterator<Item = M>) {
        messages.into_iter().for_each(|message| self.send(message));
    }

    /// Sends a request to the window.
    pub fn request(&mut self, request: Request) {
        self.push(Sent::Request(request));
    }

    /// Requests a command.
    pub fn command(&mut self, command: Command) {
        self.request(Request::Command(command));
    }

    /// Lets a part with messages of its own draw into this outbox.
    pub fn nest<N, R>(&mut self, wrap: impl Fn(N) -> M, draw: impl FnOnce(&mut Outbox<N>) -> R) -> R {
        let mut inner = Outbox::default();
        let drawn = draw(&mut inner);
        self.0.extend(inner.0.into_iter().map(|sent| match sent {
            Sent::Message(message) => Sent::Message(wrap(message)),
            Sent::Request(request) => Sent::Request(request),
        }));
        drawn
    }

    /// The same for a part without messages of its own.
    pub fn nest_requests<R>(&mut self, draw: impl FnOnce(&mut Requests) -> R) -> R {
        self.nest(|never: Infallible| match never {}, draw)
    }

    /// Takes all entries.
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

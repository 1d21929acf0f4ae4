//! How long a visit rests. Pure: instants are the device's, in milliseconds, and only their differences count.

use domain::time::Timestamp;
use std::rc::Rc;
use yew::Reducible;

/// How long the question stands before the visit ends, in seconds (trust.md, "Sign-in").
pub const WARNING_S: u32 = 60;

/// How often the server hears that someone is there who only reads, in seconds.
const TELL_EVERY_S: i64 = 45;

/// A visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// How long nothing may happen before the question, in seconds.
    pub idle_s: u32,
    pub last_touch: Timestamp,
    /// When the server last heard of it.
    pub last_told: Timestamp,
    pub stage: Stage,
}

/// What is on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Page,
    /// The question whether anyone is still there, and how many seconds are left.
    Asked {
        left_s: u32,
    },
    /// Nothing of the person any more.
    Over,
}

/// What happens to a visit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// Someone touched the screen, or a key.
    Touched(Timestamp),
    /// "Je suis encore là".
    Stay(Timestamp),
    /// "Terminer".
    Leave,
    /// A second has passed.
    Tick(Timestamp),
}

impl Visit {
    /// A visit that begins now. `rest_s` is how long the server lets it rest, the question included.
    pub const fn begin(rest_s: u32, now: Timestamp) -> Self {
        let idle_s = rest_s.saturating_sub(WARNING_S);
        Self { idle_s, last_touch: now, last_told: now, stage: Stage::Page }
    }

    /// The visit after an event.
    #[must_use]
    pub fn after(&self, event: Event) -> Self {
        let mut next = self.clone();
        match (event, self.stage) {
            (_, Stage::Over) => {}
            (Event::Leave, _) => next.stage = Stage::Over,
            (Event::Touched(now), Stage::Page) => {
                next.last_touch = now;
                if now.as_ms() - self.last_told.as_ms() >= TELL_EVERY_S * 1000 {
                    next.last_told = now;
                }
            }
            // While the question stands, only its answer counts: a sleeve on the screen is no answer.
            (Event::Touched(_), Stage::Asked { .. }) => {}
            (Event::Stay(now), _) => {
                next.stage = Stage::Page;
                (next.last_touch, next.last_told) = (now, now);
            }
            (Event::Tick(now), _) => next.stage = self.stage_at(now),
        }
        next
    }

    fn stage_at(&self, now: Timestamp) -> Stage {
        let rested_s = (now.as_ms() - self.last_touch.as_ms()) / 1000;
        // A clock that was set back must not lengthen a visit.
        let Ok(rested_s) = u32::try_from(rested_s) else { return Stage::Over };
        match rested_s.checked_sub(self.idle_s) {
            None => Stage::Page,
            Some(asked_s) if asked_s < WARNING_S => Stage::Asked { left_s: WARNING_S - asked_s },
            Some(_) => Stage::Over,
        }
    }
}

impl Reducible for Visit {
    type Action = Event;
    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}

//! The pages that are being put together: read one by one, turned, put in order, taken away, taken again. Pure.

use domain::documents::{MAX_PAGES, PdfPart, PhotoPage, pdf_bytes, pdf_of};
use std::rc::Rc;
use yew::AttrValue;

/// A page, upright as its photo says and small enough to send.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Photo {
    /// The number by which the script knows its picture.
    pub number: u32,
    pub page: PhotoPage,
    /// Where the browser finds the picture.
    pub url: AttrValue,
    /// As it was before anything was cut off.
    pub whole: Option<Rc<Photo>>,
}

/// Why a photo is no page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// The browser cannot open it.
    Unreadable,
    /// What opens it could not be fetched.
    Away,
    /// There are ten pages.
    TooMany,
    /// They were kept on this device and cannot be read any more.
    Lost,
}

impl Unread {
    /// Key of the words for people.
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Unreadable => "documents.photos.unreadable",
            Self::Away => "documents.photos.away",
            Self::TooMany => "documents.photos.too-many",
            Self::Lost => "documents.photos.lost",
        }
    }
}

/// What was done last, so that it can be said and the focus can follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Done {
    Added(u32),
    Turned(u32),
    Moved(u32),
    TakenAgain(u32),
    Removed,
    Restored(u32),
    Cropped(u32),
    /// Nothing was cut off after all.
    Left(u32),
    /// What was cut off is back.
    Whole(u32),
    /// Pages of an earlier time are here again.
    Kept,
}

/// The pages in their order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Photos {
    pub pages: Vec<Photo>,
    /// Photos that are being read.
    pub n_reading: usize,
    pub unread: Option<Unread>,
    /// The page that was taken away last, and where it stood; it can come back.
    pub removed: Option<(usize, Photo)>,
    /// The page whose frame is being chosen.
    pub framing: Option<u32>,
    pub done: Option<Done>,
    /// Grows with each act that moves the focus.
    pub n_acts: u32,
}

/// What happens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhotoEvent {
    /// Photos were chosen: so many, or one in the place of a page.
    Chosen {
        n: usize,
        instead: bool,
    },
    /// One was read; the page of this number gives its place to it.
    Read(Photo, Option<u32>),
    Failed(Unread),
    Turned(u32),
    /// One place towards the beginning.
    MovedUp(u32),
    MovedDown(u32),
    Removed(u32),
    Restored,
    /// The frame of a page is to be chosen; or is not, after all.
    Framing(u32),
    Unframed,
    /// What is left of the page of this number.
    Cropped(u32, Photo),
    /// It comes back as it was before.
    Whole(u32),
    /// What an earlier page has kept on this device; before what is there.
    Kept(Vec<Photo>),
    /// They have arrived, or are not wanted.
    Emptied,
}

impl Photos {
    /// The state after an event.
    #[must_use]
    pub fn after(&self, event: PhotoEvent) -> Self {
        let mut next = self.clone();
        match event {
            PhotoEvent::Chosen { n, instead } => {
                let n_taken = if instead { n } else { n.min(next.n_free()) };
                next.n_reading += n_taken;
                next.unread = (n_taken < n).then_some(Unread::TooMany);
                next.done = None;
            }
            PhotoEvent::Read(photo, instead) => next.read(photo, instead),
            PhotoEvent::Failed(why) => {
                next.n_reading = next.n_reading.saturating_sub(1);
                next.unread = Some(why);
            }
            PhotoEvent::Turned(number) => {
                if let Some(photo) = next.page_mut(number) {
                    photo.page.n_turns = (photo.page.n_turns + 1) % 4;
                    next.done = Some(Done::Turned(number));
                }
            }
            PhotoEvent::MovedUp(number) => next.swap(number, |at| at.checked_sub(1)),
            PhotoEvent::MovedDown(number) => next.swap(number, |at| Some(at + 1)),
            PhotoEvent::Removed(number) => {
                if let Some(at) = next.place_of(number) {
                    next.removed = Some((at, next.pages.remove(at)));
                    next.unread = None;
                    next.act(Done::Removed);
                }
            }
            PhotoEvent::Restored => {
                if let Some((at, photo)) = next.removed.take().filter(|_| next.pages.len() < MAX_PAGES) {
                    let number = photo.number;
                    next.pages.insert(at.min(next.pages.len()), photo);
                    next.act(Done::Restored(number));
                }
            }
            PhotoEvent::Framing(number) => next.framing = self.place_of(number).map(|_| number),
            PhotoEvent::Unframed => {
                if let Some(number) = next.framing.take() {
                    next.act(Done::Left(number));
                }
            }
            PhotoEvent::Cropped(number, photo) => {
                next.framing = None;
                if let Some(page) = next.page_mut(number) {
                    let whole = page.whole.take().unwrap_or_else(|| Rc::new(page.clone()));
                    let (rest, n_turns) = (photo.number, page.page.n_turns);
                    *page = Photo { page: PhotoPage { n_turns, ..photo.page }, whole: Some(whole), ..photo };
                    next.act(Done::Cropped(rest));
                }
            }
            PhotoEvent::Whole(number) => {
                if let Some(page) = next.page_mut(number)
                    && let Some(whole) = page.whole.take()
                {
                    let n_turns = page.page.n_turns;
                    *page = Photo { page: PhotoPage { n_turns, ..whole.page }, ..(*whole).clone() };
                    next.act(Done::Whole(whole.number));
                }
            }
            PhotoEvent::Kept(pages) => {
                if !pages.is_empty() {
                    next.done = Some(Done::Kept);
                    next.pages.splice(0..0, pages);
                    next.pages.truncate(MAX_PAGES);
                }
            }
            PhotoEvent::Emptied => next = Self { n_acts: next.n_acts, ..Self::default() },
        }
        next
    }

    fn read(&mut self, photo: Photo, instead: Option<u32>) {
        self.n_reading = self.n_reading.saturating_sub(1);
        let number = photo.number;
        if let Some(at) = instead.and_then(|instead| self.place_of(instead)) {
            self.pages[at] = photo;
            self.act(Done::TakenAgain(number));
        } else if self.pages.len() < MAX_PAGES {
            self.pages.push(photo);
            self.act(Done::Added(number));
        } else {
            self.unread = Some(Unread::TooMany);
        }
    }

    fn swap(&mut self, number: u32, to: fn(usize) -> Option<usize>) {
        let places = self.place_of(number).and_then(|at| Some((at, to(at)?)));
        if let Some((at, to)) = places.filter(|(_, to)| *to < self.pages.len()) {
            self.pages.swap(at, to);
            self.act(Done::Moved(number));
        }
    }

    fn act(&mut self, done: Done) {
        if done != Done::Removed {
            self.removed = None;
        }
        self.done = Some(done);
        self.n_acts += 1;
    }

    /// The page that the last act has brought to its place.
    pub fn about(&self) -> Option<u32> {
        match self.done {
            Some(
                Done::Added(number)
                | Done::Moved(number)
                | Done::TakenAgain(number)
                | Done::Restored(number)
                | Done::Cropped(number)
                | Done::Left(number)
                | Done::Whole(number),
            ) => Some(number),
            Some(Done::Turned(_) | Done::Removed | Done::Kept) | None => None,
        }
    }

    fn page_mut(&mut self, number: u32) -> Option<&mut Photo> {
        self.pages.iter_mut().find(|photo| photo.number == number)
    }

    /// The page whose frame is being chosen, and its place.
    pub fn framed(&self) -> Option<(usize, &Photo)> {
        let at = self.place_of(self.framing?)?;
        Some((at, &self.pages[at]))
    }

    pub fn place_of(&self, number: u32) -> Option<usize> {
        self.pages.iter().position(|photo| photo.number == number)
    }

    /// Whether all that was chosen is there.
    pub const fn is_ready(&self) -> bool {
        self.n_reading == 0 && !self.pages.is_empty()
    }

    /// Pages that can still come.
    pub const fn n_free(&self) -> usize {
        MAX_PAGES.saturating_sub(self.pages.len() + self.n_reading)
    }

    /// The size of the file that they become.
    pub fn size_bytes(&self) -> u64 {
        pdf_bytes(&self.sheets())
    }

    /// The file that they become.
    pub fn parts(&self) -> Vec<PdfPart> {
        pdf_of(&self.sheets())
    }

    fn sheets(&self) -> Vec<PhotoPage> {
        self.pages.iter().map(|photo| photo.page).collect()
    }
}

impl yew::Reducible for Photos {
    type Action = PhotoEvent;
    fn reduce(self: Rc<Self>, event: PhotoEvent) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}

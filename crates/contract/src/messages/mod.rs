//! What people are told and how: the link of an offer, how one can be reached, whom somebody has to call.

mod offer;
mod reach;
pub mod staff;

pub use offer::{
    ACCEPT_OFFER_BY_LINK, DECLINE_OFFER_BY_LINK, OfferLink, OfferView, OfferedSlot, VIEW_OFFER_BY_LINK,
};
pub use reach::{GET_REACH, ReachView, SAVE_REACH};

//! The desk: what staff open.

fn main() {
    main_tendue::app::start_desk();
}

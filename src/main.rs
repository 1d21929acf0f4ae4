//! The portal: what a person opens.

fn main() {
    main_tendue::app::start_portal();
}

//! The portal: what a person opens.

/// Weighs a quarter of the one of the standard library.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

fn main() {
    main_tendue::app::start_portal();
}

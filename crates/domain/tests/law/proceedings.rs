//! Proceedings: the kernel, played by hand, and each kind's own law.

mod acting;
mod kernel;
mod leave;
mod matrix;
mod play;

//! mouse

//! Analyses and notes as text for other programs: plain data in, `String` out.

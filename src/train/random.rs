//! Numbers that look random and are the same on every machine.

/// A xorshift generator (Marsaglia 2003), from a seed that is not 0.
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    /// A number below `below`; 0 where that is 0.
    pub fn below(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % below.max(1) as u64) as usize
    }

    /// One of a list, `None` where it is empty.
    pub fn pick<'l>(&mut self, list: &[&'l str]) -> Option<&'l str> {
        list.get(self.below(list.len())).copied()
    }

    /// Puts a list into another order (Fisher and Yates).
    pub fn shuffle(&mut self, list: &mut [usize]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

//! The list of articles.

/// What is known about one article of the list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// Its path, or what else names it.
    pub label: String,
    /// Its title; empty as long as it is not read.
    pub title: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// When it was published, as written.
    pub published: Option<String>,
    /// Identifies its text; empty as long as it is not read.
    pub id: String,
    /// How many entities, quotes and notes it has, once counted.
    pub counts: Option<Counts>,
    /// Whether it was read to the end or marked as read.
    pub read: bool,
    /// Why it cannot be read.
    pub error: Option<String>,
}

/// What was counted in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counts {
    /// People, organisations, places and other named things.
    pub entities: usize,
    /// Statements.
    pub quotes: usize,
    /// The reader's notes.
    pub notes: usize,
}

/// The list of articles, and where the reader is in it.
#[derive(Debug, Clone, Default)]
pub struct Library {
    /// Every article, in the order in which it was given.
    pub items: Vec<Listed>,
    /// Number of the listing that `items` answers.
    pub listing: u64,
    /// How many of `items` have been counted, of how many: while it goes on.
    pub counted: usize,
    /// Words that a title, outlet or path must hold; empty shows all.
    pub filter: String,
    /// Index in [`shown`](Self::shown) of the selected one.
    pub selected: usize,
    /// Index in [`shown`](Self::shown) of the first one on the screen.
    pub top: usize,
}

impl Library {
    /// Indices of the articles that the filter lets through.
    pub fn shown(&self) -> Vec<usize> {
        let filter = self.filter.to_lowercase();
        let fits = |text: &str| text.to_lowercase().contains(&filter);
        let holds = |item: &Listed| {
            filter.is_empty()
                || fits(&item.title)
                || fits(&item.label)
                || item.outlet.as_deref().is_some_and(fits)
        };
        (0..self.items.len()).filter(|&at| holds(&self.items[at])).collect()
    }

    /// Index in `items` of the selected article.
    pub fn selected_item(&self) -> Option<usize> {
        self.shown().get(self.selected).copied()
    }

    /// Selects the article `by` rows away, as far as there are any, and keeps
    /// it among the `height` rows of the screen.
    pub fn step(&mut self, by: isize, height: usize) {
        let last = self.shown().len().saturating_sub(1);
        self.selected = self.selected.saturating_add_signed(by).min(last);
        self.top = keep_visible(self.top, self.selected, height);
    }
}

/// The first row to show, so that row `at` is among `height` rows, moved as
/// little as possible.
pub fn keep_visible(top: usize, at: usize, height: usize) -> usize {
    top.clamp((at + 1).saturating_sub(height.max(1)), at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_filter_looks_at_title_outlet_and_path() {
        let item = |title: &str, outlet: Option<&str>| Listed {
            title: title.into(),
            outlet: outlet.map(Into::into),
            label: "stories/a.txt".into(),
            ..Listed::default()
        };
        let mut library = Library {
            items: vec![item("Ferry Owner Knew", Some("Harbour Post")), item("Grain", None)],
            ..Library::default()
        };
        for (filter, shown) in [("", vec![0, 1]), ("ferry", vec![0]), ("harbour", vec![0]), ("stories", vec![0, 1])] {
            library.filter = filter.into();
            assert_eq!(library.shown(), shown, "{filter}");
        }
    }

    #[test]
    fn the_selected_row_stays_on_the_screen() {
        assert_eq!(keep_visible(0, 5, 10), 0);
        assert_eq!(keep_visible(0, 12, 10), 3);
        assert_eq!(keep_visible(8, 2, 10), 2);
        assert_eq!(keep_visible(3, 3, 0), 3);
    }
}

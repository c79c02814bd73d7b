//! Where things stand on the screen: plain geometry, shared by state and drawing.

/// A rectangle of terminal cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    /// Leftmost column.
    pub x: u16,
    /// Topmost row.
    pub y: u16,
    /// Columns.
    pub w: u16,
    /// Rows.
    pub h: u16,
}

impl Area {
    /// Whether the cell at column `x`, row `y` lies inside.
    pub const fn contains(self, x: u16, y: u16) -> bool {
        x >= self.x && y >= self.y && x - self.x < self.w && y - self.y < self.h
    }
}

/// The columns before the article's text: a note's mark, a quote's mark, a blank.
pub const GUTTER: u16 = 3;

/// Narrower than this, the lists lie over the article instead of beside it.
const BESIDE: u16 = 76;

/// Lower than this, the screen has no header and no rules.
const ROOMY: u16 = 9;

/// What decides where things stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wish {
    /// Columns of the screen.
    pub columns: u16,
    /// Rows of the screen.
    pub rows: u16,
    /// Longest line of the article, in columns.
    pub measure: u16,
    /// Columns of the lists.
    pub sidebar: u16,
    /// Whether the lists are wanted beside the article.
    pub show_sidebar: bool,
    /// Whether the keys go to the lists, so that they must be seen.
    pub in_sidebar: bool,
    /// Whether the article is wanted alone.
    pub zen: bool,
}

/// The parts of the screen while an article is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The line on top, with outlet and date.
    pub header: Option<Area>,
    /// The rules under the header and over the status line, by their rows.
    pub rules: Option<(u16, u16)>,
    /// Everything between: the article's pane.
    pub article: Area,
    /// The text's lines, inside the pane and right of the gutter.
    pub text: Area,
    /// The column of the vertical rule between article and lists.
    pub divider: Option<u16>,
    /// The lists.
    pub sidebar: Option<Area>,
    /// The last line.
    pub status: Area,
}

impl Frame {
    /// Divides the screen.
    pub fn new(wish: Wish) -> Self {
        let Wish { columns, rows, .. } = wish;
        let roomy = rows >= ROOMY && !wish.zen;
        let status = Area { x: 0, y: rows.saturating_sub(1), w: columns, h: rows.min(1) };
        let (top, bottom) = if roomy { (2, rows - 2) } else { (0, rows.saturating_sub(1)) };
        let body = Area { x: 0, y: top, w: columns, h: bottom.saturating_sub(top) };
        let wanted = wish.in_sidebar || (wish.show_sidebar && !wish.zen);
        let beside = wanted && columns >= BESIDE;
        let (article, divider, sidebar) = if beside {
            let wide = wish.sidebar.clamp(16, columns * 2 / 5);
            let left = columns - wide - 1;
            (Area { w: left, ..body }, Some(left), Some(Area { x: left + 1, w: wide, ..body }))
        } else if wish.in_sidebar {
            (body, None, Some(body))
        } else {
            (body, None, None)
        };
        let room = article.w.saturating_sub(GUTTER + 1);
        let measure = wish.measure.min(room).max(1);
        let left = room.saturating_sub(measure) / 2;
        let text =
            Area { x: (article.x + left + GUTTER).min(columns.saturating_sub(1)), w: measure, ..article };
        Self {
            header: roomy.then_some(Area { x: 0, y: 0, w: columns, h: 1 }),
            rules: roomy.then(|| (1, rows - 2)),
            article,
            text,
            divider,
            sidebar,
            status,
        }
    }
}

/// Where the note editor stands, and the parts inside its border.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EditorFrame {
    /// The whole box, border included.
    pub outer: Area,
    /// The words the note is on; no rows where there is no room.
    pub excerpt: Area,
    /// The note's text.
    pub body: Area,
    /// The tags' line; no rows where there is no room.
    pub tags: Area,
}

impl EditorFrame {
    /// The editor on a screen of that size.
    pub fn new(columns: u16, rows: u16) -> Self {
        let w = columns.min(78);
        let h = rows.saturating_sub(1).min(14);
        // At the foot: the words that are noted stay in sight above it.
        let outer = Area { x: (columns - w) / 2, y: rows.saturating_sub(1 + h), w, h };
        let inside = Area {
            x: (outer.x + 2).min(columns),
            y: (outer.y + 1).min(rows),
            w: w.saturating_sub(4).max(1),
            h: h.saturating_sub(2).max(1),
        };
        let excerpt = if inside.h >= 7 { 3 } else { 0 };
        let tags = if inside.h >= 4 { 2 } else { 0 };
        Self {
            outer,
            excerpt: Area { h: if excerpt > 0 { 2 } else { 0 }, ..inside },
            body: Area { y: inside.y + excerpt, h: inside.h - excerpt - tags, ..inside },
            tags: Area { y: inside.y + inside.h - u16::from(tags > 0), h: u16::from(tags > 0), ..inside },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const WISH: Wish = Wish {
        columns: 120,
        rows: 40,
        measure: 72,
        sidebar: 38,
        show_sidebar: true,
        in_sidebar: false,
        zen: false,
    };

    #[test]
    fn wide_screens_have_lists_beside_narrow_ones_over() {
        let wide = Frame::new(WISH);
        assert_eq!((wide.text.w, wide.divider), (72, Some(81)));
        let narrow = Frame::new(Wish { columns: 60, rows: 20, ..WISH });
        assert_eq!((narrow.text.w, narrow.sidebar), (56, None));
        let over = Frame::new(Wish { columns: 60, in_sidebar: true, ..WISH });
        assert_eq!(over.sidebar, Some(over.article));
        let zen = Frame::new(Wish { zen: true, ..WISH });
        assert_eq!((zen.header, zen.sidebar, zen.article.h), (None, None, 39));
    }

    proptest! {
        #[test]
        fn nothing_stands_outside_the_screen(
            columns in 0u16..300, rows in 0u16..100, measure in 1u16..250, sidebar in 0u16..250,
            show_sidebar: bool, in_sidebar: bool, zen: bool,
        ) {
            let frame = Frame::new(Wish { columns, rows, measure, sidebar, show_sidebar, in_sidebar, zen });
            let areas = [Some(frame.article), Some(frame.text), frame.header, frame.sidebar, Some(frame.status)];
            for area in areas.into_iter().flatten() {
                prop_assert!(area.y + area.h <= rows);
                prop_assert!(area == frame.text || area.x + area.w <= columns);
            }
            prop_assert!(frame.text.w >= 1);
        }
    }
}

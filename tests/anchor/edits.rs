//! Edits of the kinds that news gets, with the truth about every word: each
//! piece of the text knows where it came from.

use std::ops::Range;

/// Numbers that look random and are the same in every run (xorshift64).
pub struct Numbers(pub u64);

impl Numbers {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % limit.max(1)
    }

    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'t, T>(&mut self, things: &'t [T]) -> &'t T {
        &things[self.below(things.len())]
    }
}

/// What an editor does to an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Edit {
    /// A few words get other letters, or a name another spelling throughout.
    Typos,
    /// Some words of a statement are replaced, left out or put in.
    QuoteCorrected,
    /// One to three sentences go.
    SentenceCut,
    /// One to three sentences, or a paragraph, go elsewhere.
    Moved,
    /// One to four sentences come in, some of them on the same people.
    Inserted,
    /// A paragraph or two are told anew: sentences replaced, others with a
    /// third of their words changed.
    Rewritten,
    /// Half of the paragraphs are replaced by others.
    HalfReplaced,
    /// Other quotation marks, dashes and blanks.
    Typography,
}

impl Edit {
    pub const ALL: [Edit; 8] = [
        Self::Typos,
        Self::QuoteCorrected,
        Self::SentenceCut,
        Self::Moved,
        Self::Inserted,
        Self::Rewritten,
        Self::HalfReplaced,
        Self::Typography,
    ];
}

/// A word, a mark or a blank, and which one it was before.
#[derive(Debug, Clone)]
struct Piece {
    text: String,
    /// Its number in the old text; `None` where it is new.
    was: Option<usize>,
    /// Whether it has other letters now.
    changed: bool,
}

type Sentence = Vec<Piece>;

/// A text as paragraphs of sentences of pieces.
#[derive(Debug, Clone)]
pub struct Story {
    paragraphs: Vec<Vec<Sentence>>,
    /// Bytes of each numbered piece in the text as it was.
    old: Vec<Range<usize>>,
}

/// What became of a note's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Truth {
    /// They are there, whole: bytes of the new text.
    Kept(Range<usize>),
    /// They were changed; what is there now.
    Altered(Range<usize>),
    /// They, or nearly all of them, are gone.
    Gone,
}

impl Story {
    /// Takes a text apart; returns it with single blanks between sentences and
    /// empty lines between paragraphs.
    pub fn new(text: &str) -> (Self, String) {
        let mut paragraphs = Vec::new();
        for paragraph in text.split('\n').map(str::trim).filter(|p| !p.is_empty()) {
            let sentences: Vec<Sentence> = sentences(paragraph).into_iter().map(pieces).collect();
            paragraphs.push(sentences);
        }
        let mut count = 0;
        for piece in paragraphs.iter_mut().flatten().flatten() {
            piece.was = Some(count);
            count += 1;
        }
        let mut story = Self { paragraphs, old: vec![0..0; count] };
        let (text, places) = story.text();
        for (was, _, range) in places {
            story.old[was] = range;
        }
        (story, text)
    }

    /// The text as it is now, and where each old piece stands in it.
    pub fn text(&self) -> (String, Vec<(usize, bool, Range<usize>)>) {
        let mut text = String::new();
        let mut places = Vec::new();
        for paragraph in &self.paragraphs {
            if !text.is_empty() {
                text.push_str("\n\n");
            }
            for (nth, sentence) in paragraph.iter().enumerate() {
                if nth > 0 {
                    text.push(' ');
                }
                for piece in sentence {
                    let start = text.len();
                    text.push_str(&piece.text);
                    if let Some(was) = piece.was {
                        places.push((was, piece.changed, start..text.len()));
                    }
                }
            }
        }
        (text, places)
    }

    /// The words of some sentence, for notes on passages and foreign sentences.
    pub fn sentences(&self) -> Vec<String> {
        let text = |sentence: &Sentence| sentence.iter().map(|piece| piece.text.as_str()).collect();
        self.paragraphs.iter().flatten().map(text).collect()
    }

    /// What became of the bytes `note` of the old text.
    pub fn truth(&self, note: &Range<usize>) -> Truth {
        let (text, places) = self.text();
        let noted = |was: usize| self.old[was].start < note.end && note.start < self.old[was].end;
        let weigh = |was: usize| {
            let range = &self.old[was];
            range.end.min(note.end).saturating_sub(range.start.max(note.start))
        };
        let all: Vec<usize> = (0..self.old.len()).filter(|&was| noted(was)).collect();
        let here: Vec<&(usize, bool, Range<usize>)> = places.iter().filter(|(was, ..)| noted(*was)).collect();
        let same = here.len() == all.len()
            && here.iter().zip(&all).all(|((was, changed, _), other)| was == other && !changed);
        let (Some(first), Some(last)) = (here.first(), here.last()) else { return Truth::Gone };
        let hull = first.2.start..last.2.end;
        if same {
            // The note may begin or end within a piece.
            let start = first.2.start + note.start.saturating_sub(self.old[first.0].start);
            let end = last.2.end - self.old[last.0].end.saturating_sub(note.end);
            // Nothing was put in between.
            let old: usize = all.iter().map(|&was| weigh(was)).sum();
            let gaps = note.len() - old;
            if (end - start).abs_diff(old) <= gaps + 1 {
                return Truth::Kept(start..end);
            }
        }
        let total: usize = all.iter().map(|&was| weigh(was)).sum();
        // A blank or a mark that stayed is not the words.
        let words = |range: &Range<usize>| text[range.clone()].chars().any(char::is_alphanumeric);
        let left: usize = here.iter().filter(|(.., range)| words(range)).map(|(was, ..)| weigh(*was)).sum();
        if 5 * left >= 2 * total && hull.len() <= 2 * note.len() + 20 {
            Truth::Altered(hull)
        } else {
            Truth::Gone
        }
    }

    /// Edits the story. `locus` is a byte of the old text near which it happens;
    /// `names` stand in the story, `foreign` is another one.
    pub fn edit(
        &mut self,
        edit: Edit,
        random: &mut Numbers,
        locus: usize,
        names: &[String],
        foreign: &[String],
    ) {
        let piece = self.old.iter().position(|range| range.end > locus).unwrap_or(0);
        match edit {
            Edit::Typos => self.typos(random, piece, names),
            Edit::QuoteCorrected => self.correct(random, piece),
            Edit::SentenceCut => {
                for nth in 0..1 + random.below(3) {
                    let (paragraph, sentence) = self.near(random, piece, nth);
                    if let Some(paragraph) = self.paragraphs.get_mut(paragraph)
                        && sentence < paragraph.len()
                    {
                        paragraph.remove(sentence);
                    }
                }
            }
            Edit::Moved => self.shift(random, piece),
            Edit::Inserted => {
                for nth in 0..1 + random.below(4) {
                    let (paragraph, sentence) = self.near(random, piece, nth);
                    let new = bait(random, names, foreign);
                    if random.chance(25) {
                        self.paragraphs.insert(paragraph, vec![new]);
                    } else if let Some(paragraph) = self.paragraphs.get_mut(paragraph) {
                        paragraph.insert(sentence.min(paragraph.len()), new);
                    }
                }
            }
            Edit::Rewritten => {
                let (paragraph, _) = self.near(random, piece, 0);
                for at in paragraph..(paragraph + 1 + random.below(2)).min(self.paragraphs.len()) {
                    rewrite(&mut self.paragraphs[at], random, names, foreign);
                }
            }
            Edit::HalfReplaced => {
                for paragraph in &mut self.paragraphs {
                    if random.chance(50) {
                        let count = paragraph.len().max(1);
                        *paragraph = (0..count).map(|_| bait(random, names, foreign)).collect();
                    }
                }
            }
            Edit::Typography => self.typography(random),
        }
        self.paragraphs.retain(|paragraph| !paragraph.is_empty());
    }

    /// The sentence of a piece, or one after it, or any.
    fn near(&self, random: &mut Numbers, piece: usize, nth: usize) -> (usize, usize) {
        let holds = |sentence: &Sentence| sentence.iter().any(|p| p.was == Some(piece));
        let found = self
            .paragraphs
            .iter()
            .enumerate()
            .find_map(|(at, paragraph)| paragraph.iter().position(holds).map(|sentence| (at, sentence)));
        match found {
            Some((at, sentence)) if nth == 0 => (at, sentence),
            Some((at, sentence)) if random.chance(50) => (at, sentence + 1),
            _ => {
                let at = random.below(self.paragraphs.len());
                (at, random.below(self.paragraphs.get(at).map_or(1, Vec::len)))
            }
        }
    }

    fn typos(&mut self, random: &mut Numbers, piece: usize, names: &[String]) {
        let is_word = |p: &Piece| p.text.chars().count() > 3 && p.text.chars().all(char::is_alphabetic);
        let from = random.below(12);
        let count = 1 + random.below(5);
        let mut nearby = 0;
        for p in self.paragraphs.iter_mut().flatten().flatten() {
            let close = p.was.is_some_and(|was| was + from >= piece && was <= piece + 12);
            if is_word(p) && ((close && nearby < count && random.chance(30)) || random.chance(1)) {
                nearby += usize::from(close);
                p.text = misspelt(&p.text, random);
                p.changed = true;
            }
        }
        if random.chance(30) && !names.is_empty() {
            let name = random.pick(names).split(' ').next_back().unwrap_or("").to_owned();
            let spelt = misspelt(&name, random);
            for p in self.paragraphs.iter_mut().flatten().flatten().filter(|p| p.text == name) {
                p.text.clone_from(&spelt);
                p.changed = true;
            }
        }
    }

    fn correct(&mut self, random: &mut Numbers, piece: usize) {
        let words: Vec<String> = self
            .sentences()
            .iter()
            .flat_map(|s| s.split(' ').map(str::to_owned).collect::<Vec<_>>())
            .collect();
        let (paragraph, sentence) = self.near(random, piece, 0);
        let Some(sentence) = self.paragraphs.get_mut(paragraph).and_then(|p| p.get_mut(sentence)) else {
            return;
        };
        let begin = sentence.iter().position(|p| p.was == Some(piece)).unwrap_or(0);
        for _ in 0..1 + random.below(4) {
            let at = (begin + random.below(24)).min(sentence.len().saturating_sub(1));
            change_word(sentence, at, random, &words);
        }
    }

    fn shift(&mut self, random: &mut Numbers, piece: usize) {
        let (paragraph, sentence) = self.near(random, piece, 0);
        if random.chance(50) && self.paragraphs.len() > 1 {
            let taken = self.paragraphs.remove(paragraph.min(self.paragraphs.len() - 1));
            let to = random.below(self.paragraphs.len() + 1);
            self.paragraphs.insert(to, taken);
            return;
        }
        for _ in 0..1 + random.below(3) {
            let Some(from) = self.paragraphs.get_mut(paragraph) else { return };
            if sentence >= from.len() {
                return;
            }
            let taken = from.remove(sentence);
            let to = random.below(self.paragraphs.len());
            let at = random.below(self.paragraphs[to].len() + 1);
            self.paragraphs[to].insert(at, taken);
        }
    }

    fn typography(&mut self, random: &mut Numbers) {
        let plain = random.chance(50);
        for p in self.paragraphs.iter_mut().flatten().flatten() {
            let new = match p.text.as_str() {
                "“" | "”" if plain => "\"",
                "‘" | "’" if plain => "'",
                "\"" if !plain => "”",
                "'" if !plain => "’",
                "—" | "–" if plain => "-",
                "-" if !plain && random.chance(50) => "–",
                " " if random.chance(5) => "\u{a0}",
                _ => continue,
            };
            p.text = new.to_owned();
        }
    }
}

/// Cuts a paragraph into sentences, by full stops before capitals.
fn sentences(paragraph: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, _) in paragraph.match_indices(' ') {
        let before = paragraph[..at].trim_end_matches(['"', '”', '’', '\'', ')']);
        let behind = paragraph[at..].trim_start().trim_start_matches(['"', '“', '‘', '(']);
        if before.ends_with(['.', '!', '?']) && behind.starts_with(char::is_uppercase) && at - start > 20 {
            sentences.push(paragraph[start..at].trim());
            start = at + 1;
        }
    }
    sentences.push(paragraph[start..].trim());
    sentences.retain(|sentence| !sentence.is_empty());
    sentences
}

/// Words, single marks and single blanks.
fn pieces(sentence: &str) -> Sentence {
    let mut pieces: Sentence = Vec::new();
    for c in sentence.chars() {
        match pieces.last_mut() {
            Some(piece) if c.is_alphanumeric() && piece.text.ends_with(char::is_alphanumeric) => {
                piece.text.push(c)
            }
            _ => pieces.push(Piece { text: c.to_string(), was: None, changed: false }),
        }
    }
    pieces
}

fn misspelt(word: &str, random: &mut Numbers) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    let at = random.below(letters.len().saturating_sub(1));
    match random.below(3) {
        0 if letters.len() > 2 && letters[at] != letters[at + 1] => letters.swap(at, at + 1),
        1 if letters.len() > 3 => drop(letters.remove(at + 1)),
        _ => letters.insert(at, letters[at]),
    }
    letters.into_iter().collect()
}

/// Replaces, takes out or puts in a word.
fn change_word(sentence: &mut Sentence, at: usize, random: &mut Numbers, words: &[String]) {
    let Some(piece) = sentence.get_mut(at) else { return };
    if !piece.text.starts_with(char::is_alphanumeric) {
        return;
    }
    let new = |text: String| Piece { text, was: None, changed: true };
    match random.below(4) {
        0 => drop(sentence.remove(at)),
        1 => {
            sentence.insert(at, new(" ".to_owned()));
            sentence.insert(at, new(random.pick(words).clone()));
        }
        _ => *piece = new(random.pick(words).clone()),
    }
}

/// A sentence from another story, half of them on a person of this one.
fn bait(random: &mut Numbers, names: &[String], foreign: &[String]) -> Sentence {
    let sentence = random.pick(foreign).clone();
    if names.is_empty() || random.chance(50) {
        return pieces(&sentence);
    }
    let name = random.pick(names);
    let with_name = match random.below(4) {
        0 => format!("{name} did not immediately respond to a request for comment."),
        1 => format!("A spokesman for {name} said the figures were being reviewed."),
        2 => format!("{name}, who was in the room, declined to say more."),
        _ => {
            let mut words: Vec<&str> = sentence.split(' ').collect();
            let at = random.below(words.len());
            words.insert(at, name);
            words.join(" ")
        }
    };
    pieces(&with_name)
}

fn rewrite(paragraph: &mut [Sentence], random: &mut Numbers, names: &[String], foreign: &[String]) {
    let words: Vec<String> =
        foreign.iter().flat_map(|s| s.split(' ').map(str::to_owned).collect::<Vec<_>>()).collect();
    for sentence in paragraph.iter_mut() {
        if random.chance(35) {
            *sentence = bait(random, names, foreign);
            continue;
        }
        let changes = sentence.len() * (12 + random.below(20)) / 100;
        for _ in 0..changes.max(1) {
            let at = random.below(sentence.len());
            change_word(sentence, at, random, &words);
        }
    }
    if random.chance(30) && paragraph.len() > 1 {
        let at = random.below(paragraph.len() - 1);
        paragraph.swap(at, at + 1);
    }
}

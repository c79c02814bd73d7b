//! A correction in the notes file: `[[correction]]`.

use toml_edit::TableLike;
use ulid::Ulid;

use jiff::Timestamp;

use crate::notes::toml_text::toml_string;
use crate::notes::{Correction, EntityInfo, Fix, Named, Thing, Voice};

use super::NotesFile;
use super::fields::{self, Field, Part};
use super::read::{self, Fields, Read};
use super::record::{Record, Records};

impl Record for Correction {
    const NAME: &'static str = "correction";
    const WORD: &'static str = "correction";
    const UNIQUE: bool = true;
    const BELOW: &'static [&'static str] = &["target", "entity", "other"];

    fn id(&self) -> &str {
        &self.id
    }

    fn read(table: &dyn TableLike) -> Read<Self> {
        let fields = Fields::of(table);
        let id = fields.text("id")?;
        let target = fields.below("target")?.ok_or_else(|| fields.wrong("target", "is missing"))?;
        Ok(Self {
            created: fields.date("created")?.unwrap_or_else(|| born(&id)),
            target: read::target(&target)?,
            fix: fix(&fields)?,
            id,
        })
    }

    fn fields(&self) -> Vec<Field> {
        let mut all = Vec::with_capacity(20);
        let parts = Parts::of(&self.fix);
        let mut add = |part, key, value| all.push(Field { part, key, value });
        let text = |text: Option<&str>| text.map(toml_string);
        add(Part::Itself, "id", text(Some(&self.id)));
        add(Part::Itself, "kind", text(Some(self.fix.name())));
        add(Part::Itself, "name", text(parts.name));
        add(Part::Itself, "type", text(parts.kind));
        add(Part::Itself, "speaker", text(parts.speaker));
        add(Part::Itself, "created", Some(fields::date(self.created)));
        fields::add_target(&mut all, "target", Some(&self.target));
        fields::add_entity(&mut all, "entity", parts.entity);
        fields::add_entity(&mut all, "other", parts.other.map(|other| &other.info));
        fields::add_target(&mut all, "other", parts.other.map(|other| &other.target));
        all
    }

    fn as_written(&self) -> Self {
        Self { created: fields::to_second(self.created), ..self.clone() }
    }

    fn records(file: &NotesFile) -> &Records<Self> {
        &file.corrections
    }

    fn records_mut(file: &mut NotesFile) -> &mut Records<Self> {
        &mut file.corrections
    }
}

/// When the ULID says that something was made.
fn born(id: &str) -> Timestamp {
    let millis = Ulid::from_string(id).ok().and_then(|id| i64::try_from(id.timestamp_ms()).ok());
    millis.and_then(|millis| Timestamp::from_millisecond(millis).ok()).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// What the keys say, whatever the kind.
#[derive(Default)]
struct Parts<'c> {
    name: Option<&'c str>,
    kind: Option<&'c str>,
    speaker: Option<&'c str>,
    entity: Option<&'c EntityInfo>,
    other: Option<&'c Named>,
}

impl<'c> Parts<'c> {
    fn of(fix: &'c Fix) -> Self {
        let mut parts = Self::default();
        match fix {
            Fix::Retype { entity, kind } => (parts.entity, parts.kind) = (Some(entity), Some(kind.as_str())),
            Fix::Rename { entity, name } => (parts.entity, parts.name) = (Some(entity), Some(name.as_str())),
            Fix::Merge { entity, into } => (parts.entity, parts.other) = (Some(entity), Some(into)),
            Fix::Split { entity, becomes } => {
                parts.entity = Some(entity);
                parts.thing(becomes);
            }
            Fix::DismissEntity { entity } | Fix::DismissMention { entity } => parts.entity = Some(entity),
            Fix::MarkEntity(thing) => parts.thing(thing),
            Fix::MarkQuote { kind, speaker } => {
                parts.kind = Some(kind);
                parts.voice(speaker.as_ref());
            }
            Fix::DismissQuote => {}
            Fix::Speaker(speaker) => parts.voice(speaker.as_ref()),
        }
        parts
    }

    fn thing(&mut self, thing: &'c Thing) {
        match thing {
            Thing::Known(named) => self.other = Some(named),
            Thing::New(info) => {
                (self.name, self.kind) = (Some(info.name.as_str()), Some(info.kind.as_str()));
            }
        }
    }

    fn voice(&mut self, voice: Option<&'c Voice>) {
        self.speaker = voice.map(Voice::name);
        if let Some(Voice::Entity(named)) = voice {
            self.other = Some(named);
        }
    }
}

fn fix(fields: &Fields<'_>) -> Read<Fix> {
    let kind = fields.text("kind")?;
    let entity = || match fields.below("entity")? {
        Some(entity) => read::entity(&entity),
        None => Err(fields.wrong("entity", "is missing: it must say which entity was meant")),
    };
    let other = || match fields.below("other")? {
        Some(other) => Ok(Some(Named { info: read::entity(&other)?, target: read::target(&other)? })),
        None => Ok(None),
    };
    let thing = || match other()? {
        Some(named) => Ok(Thing::Known(named)),
        None => Ok(Thing::New(EntityInfo { name: fields.text("name")?, kind: fields.text("type")? })),
    };
    let voice = || match (other()?, fields.optional("speaker")?) {
        (Some(named), _) => Ok(Some(Voice::Entity(named))),
        (None, name) => Ok(name.map(Voice::Name)),
    };
    Ok(match kind.as_str() {
        "retype" => Fix::Retype { entity: entity()?, kind: fields.text("type")? },
        "rename" => Fix::Rename { entity: entity()?, name: fields.text("name")? },
        "merge" => Fix::Merge {
            entity: entity()?,
            into: other()?
                .ok_or_else(|| fields.wrong("other", "is missing: it must say into which entity"))?,
        },
        "split" => Fix::Split { entity: entity()?, becomes: thing()? },
        "dismiss-entity" => Fix::DismissEntity { entity: entity()? },
        "dismiss-mention" => Fix::DismissMention { entity: entity()? },
        "mark-entity" => Fix::MarkEntity(thing()?),
        "mark-quote" => Fix::MarkQuote { kind: fields.text("type")?, speaker: voice()? },
        "dismiss-quote" => Fix::DismissQuote,
        "speaker" => Fix::Speaker(voice()?),
        other => {
            let all = Fix::NAMES.join(", ");
            return Err(fields.wrong("kind", &format!("must be one of {all}, not {other:?}")));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::notes::{ArticleInfo, Target};
    use proptest::prelude::*;

    fn any_text() -> impl Strategy<Value = String> {
        prop_oneof!["[a-z “”\"\\\\\n]{0,9}", any::<String>()]
    }

    fn any_target() -> impl Strategy<Value = Target> {
        (any_text(), any_text(), any_text(), 0..9_usize, 0..9_usize)
            .prop_map(|(exact, prefix, suffix, start, end)| Target { exact, prefix, suffix, start, end })
    }

    fn any_info() -> impl Strategy<Value = EntityInfo> {
        (any_text(), any_text()).prop_map(|(name, kind)| EntityInfo { name, kind })
    }

    fn any_correction() -> impl Strategy<Value = Correction> {
        let known = || (any_info(), any_target()).prop_map(|(info, target)| Named { info, target });
        let thing = prop_oneof![known().prop_map(Thing::Known), any_info().prop_map(Thing::New)];
        let voice =
            prop::option::of(prop_oneof![known().prop_map(Voice::Entity), any_text().prop_map(Voice::Name)]);
        (0..Fix::NAMES.len(), any_target(), any_info(), known(), (thing, voice, any_text())).prop_map(
            |(which, target, entity, other, (thing, voice, text))| {
                let fix = match Fix::NAMES[which] {
                    "retype" => Fix::Retype { entity, kind: text },
                    "rename" => Fix::Rename { entity, name: text },
                    "merge" => Fix::Merge { entity, into: other },
                    "split" => Fix::Split { entity, becomes: thing },
                    "dismiss-entity" => Fix::DismissEntity { entity },
                    "dismiss-mention" => Fix::DismissMention { entity },
                    "mark-entity" => Fix::MarkEntity(thing),
                    "mark-quote" => Fix::MarkQuote { kind: text, speaker: voice },
                    "dismiss-quote" => Fix::DismissQuote,
                    _ => Fix::Speaker(voice),
                };
                let created = Timestamp::from_second(1_736_000_000 + which as i64).unwrap();
                Correction { id: format!("01JGX2M8QK4T0000000000000{which}"), created, target, fix }
            },
        )
    }

    proptest! {
        #[test]
        fn corrections_read_as_they_were_written(corrections in prop::collection::vec(any_correction(), 1..4)) {
            let info = ArticleInfo { id: "blake3:00".to_owned(), ..ArticleInfo::default() };
            let mut file = NotesFile::new(&info);
            let mut expected: Vec<Correction> = Vec::new();
            for correction in &corrections {
                file.put_correction(correction).unwrap();
                expected.retain(|old| old.id != correction.id);
                expected.push(correction.clone());
            }
            let read = NotesFile::parse(&file.to_string()).unwrap();
            prop_assert_eq!(read.problems(), &[]);
            let by_id = |list: &[Correction]| {
                let mut list = list.to_vec();
                list.sort_by(|a, b| a.id.cmp(&b.id));
                list
            };
            prop_assert_eq!(by_id(read.corrections()), by_id(&expected));
            prop_assert_eq!(by_id(file.corrections()), by_id(&expected));
            for correction in &expected {
                prop_assert!(file.remove_correction(&correction.id).unwrap());
            }
            prop_assert_eq!(file.to_string(), NotesFile::new(&info).to_string());
        }
    }

    #[test]
    fn what_is_wrong_with_a_correction_is_said_with_its_line() {
        let head = "format = \"byline-notes\"\nversion = 1\n[article]\nid = \"a\"\n";
        let id = "id = \"01JGX2M8QK4T00000000000000\"";
        let target = "[correction.target]\nexact = \"a\"\nstart = 0\nend = 1\n";
        for (block, problem) in [
            (format!("{id}\nkind = \"speaker\"\n"), "target is missing"),
            (
                format!("{id}\nkind = \"forget\"\n{target}"),
                "line 7, column 8: kind must be one of retype, rename, merge, split, dismiss-entity, \
                 dismiss-mention, mark-entity, mark-quote, dismiss-quote, speaker, not \"forget\"",
            ),
            (format!("{id}\nkind = \"rename\"\nname = \"b\"\n{target}"), "entity is missing"),
            (
                format!("{id}\nkind = \"merge\"\n{target}[correction.entity]\nname = \"b\"\n"),
                "other is missing",
            ),
            (format!("{id}\nkind = \"mark-entity\"\nname = \"b\"\n{target}"), "type is missing"),
            (
                format!("{id}\nkind = \"speaker\"\n{target}[correction.other]\nname = \"b\"\n"),
                "other.exact is missing",
            ),
        ] {
            let file = NotesFile::parse(&format!("{head}[[correction]]\n{block}")).unwrap();
            assert!(file.corrections().is_empty());
            let said = file.problems()[0].to_string();
            assert!(said.contains(problem), "{said}");
            assert!(
                said.ends_with("; this correction stays in the file as it is, and is not shown"),
                "{said}"
            );
        }
    }
}

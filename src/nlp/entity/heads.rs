//! Words that tell what a longer name is, and what its first word alone then means.

/// What one has in a company, not in a place.
pub(super) const HELD: [&str; 14] = [
    "share",
    "shares",
    "Shares",
    "stake",
    "stakes",
    "stock",
    "interest",
    "holding",
    "holdings",
    "investment",
    "investments",
    "invest",
    "invested",
    "investors",
];

/// What stands behind the name of a region and is often left out.
pub(super) const AREAS: [&str; 7] =
    ["State", "Province", "Prefecture", "County", "Region", "Governorate", "Oblast"];

/// What stands behind the name of a water or a landscape that is then "the Baltic".
pub(super) const WATERS: [&str; 8] =
    ["Sea", "River", "Delta", "Valley", "Desert", "Mountains", "Islands", "Ocean"];

/// What is named "River Ouse" and called "the Ouse".
pub(super) const NATURAL: [&str; 28] = [
    "River",
    "Lake",
    "Mount",
    "Mt",
    "Mt.",
    "Storm",
    "Hurricane",
    "Cyclone",
    "Typhoon",
    "Loch",
    "Camp",
    "Operation",
    "Río",
    "Rio",
    "Rivière",
    "Lago",
    "Lac",
    "Volcán",
    "Cerro",
    "Monte",
    "Mont",
    "Jebel",
    "Jabal",
    "Wadi",
    "Sungai",
    "Gunung",
    "Batang",
    "Nahr",
];

/// What is built in a place and named after it.
pub(super) const BUILT: [&str; 17] = [
    "Memorial", "Arena", "Stadium", "Station", "Street", "Road", "Avenue", "Highway", "Bridge", "Park",
    "Hotel", "Prison", "Port", "Harbour", "Harbor", "Square", "Palace",
];

/// What clubs and schools leave out of their names where these are no places'.
pub(super) const BODIES: [&str; 12] = [
    "United",
    "Rovers",
    "Club",
    "Athletic",
    "University",
    "College",
    "School",
    "Academy",
    "Hospital",
    "Society",
    "Corporation",
    "Museum",
];

/// What schools and bands leave out of their names in every second sentence.
pub(super) const SCHOOLS: [&str; 6] = ["Elementary", "High", "Primary", "Secondary", "Middle", "Band"];

/// What stands behind the name of a place in the names of its institutions.
pub(super) const LOCAL: [&str; 38] = [
    "Council",
    "Association",
    "University",
    "College",
    "School",
    "Academy",
    "Hospital",
    "Police",
    "Club",
    "City",
    "Town",
    "United",
    "Rovers",
    "Court",
    "Board",
    "Authority",
    "Commission",
    "Society",
    "Union",
    "Assembly",
    "Parliament",
    "Library",
    "Museum",
    "Diocese",
    "Municipality",
    "County",
    "District",
    "Province",
    "Prefecture",
    "Corporation",
    "Airport",
    "Church",
    "Festival",
    "Market",
    "Community",
    "Municipal",
    "Regional",
    "Residents",
];

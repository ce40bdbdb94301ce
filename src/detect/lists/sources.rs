//! Which list file stands for which bit of a membership. Files and bits only; the words are under `rules/lists`.

/// A given name.
pub(crate) const GIVEN: u16 = 1;
/// A surname, or one word of it.
pub(crate) const SURNAME: u16 = 1 << 1;
/// A word that goes before a surname: `van`, `de`, `el`.
pub(crate) const SURNAME_PREFIX: u16 = 1 << 2;
/// A Dutch dictionary word that is written in lower case.
pub(crate) const WORD: u16 = 1 << 3;
/// A town, province, country, street or water.
pub(crate) const PLACE: u16 = 1 << 4;
/// A ministry, agency, firm, institution.
pub(crate) const ORGANISATION: u16 = 1 << 5;
/// A historical or famous person, or an eponym.
pub(crate) const FAMOUS: u16 = 1 << 6;
/// A public office: `minister`, `wethouder`.
pub(crate) const OFFICE: u16 = 1 << 7;
/// A political party.
pub(crate) const PARTY: u16 = 1 << 8;
/// A word that goes before a name: `mevrouw`, `drs`.
pub(crate) const TITLE: u16 = 1 << 9;
/// A job or a role that is not a public office.
pub(crate) const ROLE: u16 = 1 << 10;
/// An English or other foreign everyday word.
pub(crate) const FOREIGN: u16 = 1 << 11;
/// The surname of someone who held a public office in the Netherlands.
pub(crate) const POLITICIAN: u16 = 1 << 12;
/// A law, programme or system.
pub(crate) const MISC: u16 = 1 << 13;
/// The first word of an entry of several words.
pub(crate) const OPENS_PHRASE: u16 = 1 << 15;

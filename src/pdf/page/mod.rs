//! The pages of a document: where they are, how large, with which resources, and what is drawn on each: its contents
//! and the appearances of its visible annotations. It interprets no operation.

mod annotations;
mod appearance;
mod boxes;
mod compose;
mod layers;
mod tree;

pub(crate) use annotations::annotations as annotations_of;
pub(crate) use appearance::complete;
pub(crate) use compose::compose;
pub(crate) use layers::Layers;
pub(crate) use tree::{collect, direct_categories};

use super::geometry::{Quad, Rect};
use lopdf::{Dictionary, ObjectId};
use std::sync::Arc;

/// One page, its inherited attributes resolved.
#[derive(Debug, Clone)]
pub struct PageInfo {
    /// Its page object.
    pub object: ObjectId,
    /// `MediaBox`, in default user space: points before `rotate` and `user_unit`.
    pub media_box: Rect,
    /// `CropBox` within the media box: what a reader sees.
    pub crop_box: Rect,
    /// `Rotate` in degrees clockwise: 0, 90, 180 or 270. Coordinates are before rotation.
    pub rotate: u16,
    /// `UserUnit`: how many points a unit is. Coordinates are before this scale.
    pub user_unit: f64,
    /// Its resources; every category is a direct dictionary.
    pub resources: Arc<Dictionary>,
    /// Places that someone marked for redaction without applying it (`Redact` annotations).
    pub redaction_marks: Vec<Quad>,
}

//! One operation of a content stream: operands and operator. The operator set is closed: what is not in it is not kept.

/// An operand (ISO 32000-2, 7.3). Streams and references cannot stand in a content stream.
#[derive(Debug, Clone, PartialEq)]
pub enum Operand {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// Integer or real.
    Number(f64),
    /// A name without its slash, `#xx` decoded.
    Name(Box<[u8]>),
    /// A literal or hexadecimal string, decoded.
    String(Box<[u8]>),
    /// `[ … ]`
    Array(Vec<Operand>),
    /// `<< … >>`
    Dictionary(Vec<(Box<[u8]>, Operand)>),
}

/// An operation.
#[derive(Debug, Clone, PartialEq)]
pub struct Op {
    /// What to do.
    pub operator: Operator,
    /// With what, in the order written.
    pub operands: Vec<Operand>,
    /// The samples of an inline image (`BI … ID … EI`); its dictionary is the single operand. `None` elsewhere.
    pub inline_image: Option<Box<[u8]>>,
}

macro_rules! operators {
    ($($(#[$doc:meta])* $name:ident = $text:literal),* $(,)?) => {
        /// The operators of ISO 32000-2, Annex A.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum Operator { $($(#[$doc])* $name,)* }

        impl Operator {
            /// The operator of this spelling.
            pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
                match bytes { $($text => Some(Self::$name),)* _ => None }
            }

            /// Its spelling.
            pub fn as_bytes(self) -> &'static [u8] {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

operators! {
    /// Close, fill and stroke.
    CloseFillStroke = b"b",
    /// Fill and stroke.
    FillStroke = b"B",
    /// Close, fill (even-odd) and stroke.
    CloseEoFillStroke = b"b*",
    /// Fill (even-odd) and stroke.
    EoFillStroke = b"B*",
    /// Begin marked content with properties.
    BeginMarkedContentProps = b"BDC",
    /// A whole inline image.
    InlineImage = b"BI",
    /// Begin marked content.
    BeginMarkedContent = b"BMC",
    /// Begin text.
    BeginText = b"BT",
    /// Begin compatibility section.
    BeginCompat = b"BX",
    /// Curve with two control points.
    CurveTo = b"c",
    /// Concatenate matrix.
    Concat = b"cm",
    /// Stroke colour space.
    StrokeColorSpace = b"CS",
    /// Fill colour space.
    FillColorSpace = b"cs",
    /// Dash pattern.
    Dash = b"d",
    /// Type 3 glyph width.
    GlyphWidth = b"d0",
    /// Type 3 glyph width and box.
    GlyphWidthBox = b"d1",
    /// Draw XObject.
    Do = b"Do",
    /// Marked-content point with properties.
    MarkPointProps = b"DP",
    /// End marked content.
    EndMarkedContent = b"EMC",
    /// End text.
    EndText = b"ET",
    /// End compatibility section.
    EndCompat = b"EX",
    /// Fill.
    Fill = b"f",
    /// Fill (obsolete spelling).
    FillObsolete = b"F",
    /// Fill (even-odd).
    EoFill = b"f*",
    /// Stroke grey.
    StrokeGray = b"G",
    /// Fill grey.
    FillGray = b"g",
    /// Graphics state parameters.
    ExtGState = b"gs",
    /// Close subpath.
    ClosePath = b"h",
    /// Flatness.
    Flatness = b"i",
    /// Line join.
    LineJoin = b"j",
    /// Line cap.
    LineCap = b"J",
    /// Stroke CMYK.
    StrokeCmyk = b"K",
    /// Fill CMYK.
    FillCmyk = b"k",
    /// Line to.
    LineTo = b"l",
    /// Move to.
    MoveTo = b"m",
    /// Miter limit.
    MiterLimit = b"M",
    /// Marked-content point.
    MarkPoint = b"MP",
    /// End path without painting.
    EndPath = b"n",
    /// Save state.
    Save = b"q",
    /// Restore state.
    Restore = b"Q",
    /// Rectangle.
    Rectangle = b"re",
    /// Stroke RGB.
    StrokeRgb = b"RG",
    /// Fill RGB.
    FillRgb = b"rg",
    /// Rendering intent.
    RenderingIntent = b"ri",
    /// Close and stroke.
    CloseStroke = b"s",
    /// Stroke.
    Stroke = b"S",
    /// Stroke colour.
    StrokeColor = b"SC",
    /// Fill colour.
    FillColor = b"sc",
    /// Stroke colour or pattern.
    StrokeColorN = b"SCN",
    /// Fill colour or pattern.
    FillColorN = b"scn",
    /// Shading.
    Shading = b"sh",
    /// Next line.
    NextLine = b"T*",
    /// Character spacing.
    CharSpace = b"Tc",
    /// Move text position.
    MoveText = b"Td",
    /// Move text position and set leading.
    MoveTextSetLeading = b"TD",
    /// Font and size.
    Font = b"Tf",
    /// Show text.
    ShowText = b"Tj",
    /// Show text with adjustments.
    ShowTextAdjusted = b"TJ",
    /// Leading.
    Leading = b"TL",
    /// Text matrix.
    TextMatrix = b"Tm",
    /// Text rendering mode.
    RenderMode = b"Tr",
    /// Text rise.
    Rise = b"Ts",
    /// Word spacing.
    WordSpace = b"Tw",
    /// Horizontal scaling.
    HorizontalScale = b"Tz",
    /// Curve, first control point is the current point.
    CurveToV = b"v",
    /// Line width.
    LineWidth = b"w",
    /// Clip.
    Clip = b"W",
    /// Clip (even-odd).
    EoClip = b"W*",
    /// Curve, second control point is the end point.
    CurveToY = b"y",
    /// Next line and show.
    NextLineShow = b"'",
    /// Spacing, next line and show.
    SpacingNextLineShow = b"\"",
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_round_trips() {
        for text in [&b"BT"[..], b"'", b"\"", b"T*", b"b*", b"scn"] {
            let operator = Operator::from_bytes(text).expect("in the list");
            assert_eq!(operator.as_bytes(), text);
        }
        assert_eq!(Operator::from_bytes(b"ID"), None);
    }
}

//! What a fetch gives.
//!
//! Enters: nothing. Leaves: types.

/// What a host says of the version of a body, kept so that it need not send it twice.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// `ETag`.
    pub etag: Option<String>,
    /// `Last-Modified`.
    pub modified: Option<String>,
}

/// A body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fetched {
    /// Where it was found in the end.
    pub url: String,
    /// `Content-Type`.
    pub content_type: Option<String>,
    /// Unpacked.
    pub body: Vec<u8>,
    /// Of this version.
    pub validators: Validators,
}

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The version that is known is still the newest.
    Unchanged,
    /// A body.
    Fetched(Fetched),
}

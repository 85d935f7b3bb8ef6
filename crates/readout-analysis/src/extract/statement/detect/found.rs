//! A content as a frame or a quotation gives it, before it is cut into spans.
//!
//! Enters: tokens or pieces of text. Leaves: the type that both ways of finding share.

use readout_record::annotation::TokenIx;
use readout_record::span::Span;

/// A content as found.
pub struct Found {
    /// Its tokens, sorted; empty where `pieces` tells it.
    pub tokens: Vec<TokenIx>,
    /// Token that heads it.
    pub head: TokenIx,
    /// Its pieces, where marks and not the parse bound it.
    pub pieces: Vec<Span>,
    /// Tokens that join the cue: "for" of "called for".
    pub with: Vec<TokenIx>,
}

impl Found {
    /// A content of `tokens` headed by `head`.
    pub fn tokens(tokens: Vec<TokenIx>, head: TokenIx) -> Found {
        Found { tokens, head, pieces: Vec::new(), with: Vec::new() }
    }

    /// A content bounded by quotation marks.
    pub fn pieces(pieces: Vec<Span>, head: TokenIx) -> Found {
        Found { tokens: Vec::new(), head, pieces, with: Vec::new() }
    }
}

//! A text's words: its tokens without those of white space, with heads, sentences and paragraphs counted over words.
//!
//! Enters: tokens. Leaves: columns over words. A line feed between two words begins a paragraph.

use readout_record::annotation::{Token, TokenIx};

/// The words of one text.
pub struct Words {
    /// Number of each word's token.
    pub token: Vec<TokenIx>,
    /// Word that governs it; a root, or a word under white space, governs itself.
    pub head: Vec<usize>,
    /// Whether a sentence begins here.
    pub sentence: Vec<bool>,
    /// Number of its paragraph.
    pub paragraph: Vec<usize>,
}

impl Words {
    /// Counts the words.
    pub fn new(text: &str, tokens: &[Token]) -> Words {
        let token: Vec<TokenIx> = (0..tokens.len()).filter(|&t| !is_space(text, &tokens[t])).collect();
        let mut number = vec![usize::MAX; tokens.len()];
        token.iter().enumerate().for_each(|(word, &t)| number[t] = word);
        let head = token
            .iter()
            .enumerate()
            .map(|(word, &t)| number.get(tokens[t].head as usize).copied().filter(|h| *h != usize::MAX).unwrap_or(word));
        let head = head.collect();
        let (mut sentence, mut paragraph) = (Vec::with_capacity(token.len()), Vec::with_capacity(token.len()));
        let (mut after, mut current, mut end) = (0, 0, None);
        for &t in &token {
            // A sentence that begins with white space begins at the word after it.
            sentence.push(tokens[after..=t].iter().any(|t| t.sentence_start) || after == 0);
            after = t + 1;
            let start = tokens[t].span.start();
            current += usize::from(end.is_some_and(|end| text[end..start].contains('\n')));
            paragraph.push(current);
            end = Some(tokens[t].span.end());
        }
        Words { token, head, sentence, paragraph }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.token.len()
    }

    /// Whether a paragraph begins at a word.
    pub fn opens_paragraph(&self, word: usize) -> bool {
        word == 0 || self.paragraph[word] != self.paragraph[word - 1]
    }

    /// The word after the last of the paragraph that `word` stands in.
    pub fn paragraph_end(&self, word: usize) -> usize {
        self.paragraph.partition_point(|p| *p <= self.paragraph[word])
    }
}

fn is_space(text: &str, token: &Token) -> bool {
    token.span.of(text).chars().all(char::is_whitespace)
}

//! Bytes to text: byte order marks, declared charsets, detection, and the refusal of what is not text.
//!
//! Enters: the bytes of one input and, for HTML, what they declare. Leaves: UTF-8 text without a byte order mark, or the name of the kind of
//! file that it is instead. It leaves alone: line ends and every visible character.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// What the bytes are, when they are no text: a name that a reader knows and what can be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotText {
    /// `PNG image`.
    pub kind: &'static str,
    /// `give the text of the report instead`.
    pub remedy: &'static str,
}

const CONVERT: &str = "save its text as .txt or .html and give that";
const UNPACK: &str = "unpack it and give the files in it";
const IMAGE: &str = "give the text of the report instead";

/// First bytes of files that people hand over by mistake.
const MAGIC: &[(&[u8], &str, &str)] = &[
    (b"%PDF-", "PDF document", CONVERT),
    (b"PK\x03\x04", "ZIP archive or office document", CONVERT),
    (b"\xD0\xCF\x11\xE0", "old office document", CONVERT),
    (b"{\\rtf", "RTF document", CONVERT),
    (b"\x89PNG", "PNG image", IMAGE),
    (b"\xFF\xD8\xFF", "JPEG image", IMAGE),
    (b"GIF8", "GIF image", IMAGE),
    (b"RIFF", "WebP image or sound", IMAGE),
    (b"OggS", "sound or video", IMAGE),
    (b"ID3", "sound", IMAGE),
    (b"\xFD7zXZ\x00", "xz archive", UNPACK),
    (b"BZh", "bzip2 archive", UNPACK),
    (b"\x28\xB5\x2F\xFD", "zstd archive", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "7z archive", UNPACK),
    (b"Rar!", "RAR archive", UNPACK),
    (b"\x1F\x8B", "gzip archive inside a gzip archive", UNPACK),
    (b"SQLite format 3\x00", "database", "export its reports as .jsonl"),
    (b"\x7FELF", "program", IMAGE),
    (b"MZ\x90", "program", IMAGE),
];

/// The text of `bytes`. `markup` says that a charset may be declared inside (HTML); `None` for a declared charset that the bytes contradict
/// is resolved by detection.
pub fn decode(bytes: &[u8], markup: bool) -> Result<String, NotText> {
    decode_as(bytes, None, markup)
}

/// The text of `bytes` that came with the name of a charset, which counts before what is declared inside.
pub fn decode_as(bytes: &[u8], named: Option<&str>, markup: bool) -> Result<String, NotText> {
    if let Some((_, kind, remedy)) = MAGIC.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Err(NotText { kind, remedy });
    }
    let encoding = encoding_of(bytes, named, markup);
    if encoding != UTF_16LE && encoding != UTF_16BE && bytes.contains(&0) {
        return Err(NotText { kind: "binary data", remedy: IMAGE });
    }
    let (text, _, _) = encoding.decode(bytes);
    if looks_binary(&text) {
        return Err(NotText { kind: "binary data", remedy: IMAGE });
    }
    Ok(text.into_owned())
}

fn encoding_of(bytes: &[u8], named: Option<&str>, markup: bool) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(wide) = utf16_without_mark(bytes) {
        return wide;
    }
    if std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let named = named.and_then(|n| Encoding::for_label(n.as_bytes()));
    let declared = markup.then(|| declared_in(bytes)).flatten();
    let fits = |e: &&'static Encoding| !e.decode_without_bom_handling(bytes).1;
    named.into_iter().chain(declared).find(fits).unwrap_or_else(|| detect(bytes))
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Allow);
    // A few broken bytes in a file that is otherwise UTF-8 are damage, no other charset.
    let broken = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
    let beyond_ascii = bytes.iter().filter(|b| !b.is_ascii()).count();
    if broken * 20 <= beyond_ascii { UTF_8 } else { guess }
}

/// UTF-16 without a byte order mark: every other byte of the beginning is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(512) & !1];
    let zeros = |offset: usize| head.iter().skip(offset).step_by(2).filter(|b| **b == 0).count();
    let half = head.len() / 2;
    if half < 4 {
        return None;
    }
    match (zeros(0), zeros(1)) {
        (0, odd) if odd * 10 >= half * 7 => Some(UTF_16LE),
        (even, 0) if even * 10 >= half * 7 => Some(UTF_16BE),
        _ => None,
    }
}

/// The charset named in the first 4096 bytes: `<meta charset=…>`, `<meta http-equiv … charset=…>`, `<?xml … encoding=…?>`.
fn declared_in(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let at = ["charset=", "encoding="].iter().filter_map(|key| head.find(key).map(|i| i + key.len())).min()?;
    let label = head[at..].trim_start_matches(['"', '\'', ' ']);
    let end = label.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(label.len());
    Encoding::for_label(&label.as_bytes()[..end])
}

/// Whether more than one character in twenty is a control character or could not be decoded.
fn looks_binary(text: &str) -> bool {
    let (mut odd, mut all) = (0_usize, 0_usize);
    for c in text.chars().take(16_384) {
        all += 1;
        odd += usize::from(c == '\u{FFFD}' || (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}' | '\u{85}')));
    }
    odd * 20 > all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_charsets_that_reports_come_in() {
        let cases: [(&[u8], bool, &str); 6] = [
            ("\u{FEFF}Türkiye".as_bytes(), false, "Türkiye"),
            (b"\xFF\xFET\0r\0u\0c\0e\0", false, "Truce"),
            (b"T\0r\0u\0c\0e\0 \0h\0e\0l\0d\0", false, "Truce held"),
            (b"<meta charset=\"windows-1251\"><p>\xCC\xE8\xF0</p>", true, "<meta charset=\"windows-1251\"><p>Мир</p>"),
            (
                b"The \x93caf\xE9\x94 talks in Orl\xE9ans were held over caf\xE9 cr\xE8me.",
                false,
                "The “café” talks in Orléans were held over café crème.",
            ),
            ("Plain – and UTF-8".as_bytes(), false, "Plain – and UTF-8"),
        ];
        for (bytes, markup, text) in cases {
            assert_eq!(decode(bytes, markup).as_deref(), Ok(text));
        }
    }

    #[test]
    fn names_what_is_no_text() {
        let kinds = [
            (&b"%PDF-1.7 \n"[..], "PDF document"),
            (b"\x89PNG\r\n\x1A\n", "PNG image"),
            (b"a\0\x01\x02\x03b\0cd", "binary data"),
        ];
        for (bytes, kind) in kinds {
            assert_eq!(decode(bytes, false).unwrap_err().kind, kind);
        }
        let noise: Vec<u8> = (0..2000_u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).map(|b| b.max(1)).collect();
        assert_eq!(decode(&noise, false).unwrap_err().kind, "binary data");
    }

    #[test]
    fn a_broken_byte_does_not_change_the_charset() {
        let mut bytes = "Премьер-министр подписал соглашение о прекращении огня. ".repeat(4).into_bytes();
        bytes.push(0xD0);
        assert!(decode(&bytes, false).unwrap().starts_with("Премьер-министр"));
    }
}

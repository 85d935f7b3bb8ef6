//! The frame of a WARC file: heads, lengths and blocks of its records.
//!
//! Enters: an unpacked stream. Leaves: records in order, and a word for each that is too large, cut short or damaged: a length that the stream does
//! not hold is never taken for the end of the archive. It leaves alone: what the blocks hold.

use std::io::{self, BufRead, ErrorKind, Read};

/// Bytes that the head of a record may have.
const HEAD: u64 = 64 << 10;

/// How many times the limit a record may hold and still be passed over; an archive that claims more is not read on.
const PATIENCE: u64 = 64;

/// One record.
#[derive(Debug, Default)]
pub struct Record {
    /// From 1, all kinds counted.
    pub number: usize,
    /// Fields of its head, names in small letters.
    pub fields: Fields,
    /// Its content, whole.
    pub block: Vec<u8>,
}

/// Why a record is missing. Only after one that is too large do others follow.
#[derive(Debug, PartialEq, Eq)]
pub enum Break {
    /// More than the limit.
    TooLarge {
        /// Of the record.
        number: usize,
        /// The address of its content.
        target: String,
        /// Bytes that its head gives.
        length: u64,
    },
    /// The archive ends inside its block.
    Cut {
        /// Of the record.
        number: usize,
        /// The address of its content.
        target: String,
        /// Bytes that are there.
        found: u64,
        /// Bytes that its head gives.
        length: u64,
    },
    /// The archive ends inside its head.
    CutHead {
        /// Of the record.
        number: usize,
    },
    /// No record begins where one should, or the packing is damaged.
    Damaged {
        /// Of the record.
        number: usize,
        /// What was seen.
        what: String,
    },
}

/// Named values of a head: of a record, or of the answer in it.
#[derive(Debug, Default)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of lines `Name: value`; lines that begin with a blank go on with the one before.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str>) -> Fields {
        let mut fields: Vec<(String, String)> = Vec::new();
        for line in lines {
            match (line.starts_with([' ', '\t']), fields.last_mut(), line.split_once(':')) {
                (true, Some((_, value)), _) => *value = format!("{value} {}", line.trim()),
                (_, _, Some((name, value))) => fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned())),
                _ => {}
            }
        }
        Fields(fields)
    }

    /// The value of the first field of that name, which is in small letters.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

impl Record {
    /// The address that it was taken from.
    pub fn target(&self) -> &str {
        self.fields.get("warc-target-uri").unwrap_or("").trim_matches(['<', '>'])
    }
}

/// The records of a stream.
pub struct Records<R> {
    stream: R,
    max: u64,
    /// The number of the last record that was begun.
    pub number: usize,
    ended: bool,
}

impl<R: BufRead> Records<R> {
    /// Records with at most `max` bytes each.
    pub fn new(stream: R, max: u64) -> Records<R> {
        Records { stream, max, number: 0, ended: false }
    }

    fn record(&mut self) -> Result<Option<Record>, Break> {
        let Some(head) = self.head()? else { return Ok(None) };
        let mut lines = head.lines();
        let version = lines.next().unwrap_or("");
        let number = self.number;
        if !version.starts_with("WARC/") {
            return Err(Break::Damaged { number, what: "no record begins there".into() });
        }
        let mut record = Record { number, fields: Fields::of(lines), block: Vec::new() };
        let length = record.fields.get("content-length").and_then(|l| l.parse::<u64>().ok());
        let Some(length) = length else {
            return Err(Break::Damaged { number, what: "its head gives no length".into() });
        };
        self.block(&mut record, length)?;
        Ok(Some(record))
    }

    /// The head of the next record as text, or `None` at the end of the archive.
    fn head(&mut self) -> Result<Option<String>, Break> {
        let mut head = Vec::new();
        loop {
            let before = head.len();
            let read = (&mut self.stream).take(HEAD).read_until(b'\n', &mut head);
            let begun = head.iter().any(|b| !b.is_ascii_whitespace());
            if before == 0 || !begun {
                self.number += usize::from(begun);
            }
            match read {
                Ok(0) if !begun => return Ok(None),
                Ok(0) => return Err(Break::CutHead { number: self.number }),
                Ok(_) if !begun => head.clear(),
                Ok(_) if matches!(&head[before..], b"\n" | b"\r\n") => break,
                Ok(_) if head.len() as u64 > HEAD => return Err(self.damaged("its head does not end")),
                Ok(_) => {}
                Err(e) => return Err(self.unreadable(&e, begun)),
            }
        }
        Ok(Some(String::from_utf8_lossy(&head).into_owned()))
    }

    fn block(&mut self, record: &mut Record, length: u64) -> Result<(), Break> {
        let number = record.number;
        let target = match record.target() {
            "" => "no address".to_owned(),
            target => target.to_owned(),
        };
        if length > self.max.saturating_mul(PATIENCE) {
            return Err(Break::Damaged { number, what: format!("it claims to hold {length} bytes") });
        }
        let mut wanted = (&mut self.stream).take(length);
        let read = if length > self.max {
            io::copy(&mut wanted, &mut io::sink())
        } else {
            wanted.read_to_end(&mut record.block).map(|n| n as u64)
        };
        let found = length - wanted.limit();
        match read {
            Ok(_) if found < length => Err(Break::Cut { number, target, found, length }),
            Ok(_) if length > self.max => Err(Break::TooLarge { number, target, length }),
            Ok(_) => Ok(()),
            Err(e) if e.kind() == ErrorKind::UnexpectedEof => Err(Break::Cut { number, target, found, length }),
            Err(e) => Err(Break::Damaged { number, what: e.to_string() }),
        }
    }

    fn damaged(&self, what: &str) -> Break {
        Break::Damaged { number: self.number, what: what.into() }
    }

    /// A fault of the stream between records or in a head.
    fn unreadable(&mut self, fault: &io::Error, begun: bool) -> Break {
        self.number += usize::from(!begun);
        match fault.kind() {
            ErrorKind::UnexpectedEof => Break::CutHead { number: self.number },
            _ => self.damaged(&fault.to_string()),
        }
    }
}

impl<R: BufRead> Iterator for Records<R> {
    type Item = Result<Record, Break>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let found = self.record();
        self.ended = !matches!(found, Ok(Some(_)) | Err(Break::TooLarge { .. }));
        found.transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(block: &str) -> String {
        format!(
            "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: <https://a.example/1>\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        )
    }

    fn read(bytes: &[u8]) -> Vec<Result<(usize, usize), Break>> {
        Records::new(bytes, 50).map(|r| r.map(|r| (r.number, r.block.len()))).collect()
    }

    #[test]
    fn whole_records_have_their_length() {
        let two = record("one") + &record("three");
        assert_eq!(read(two.as_bytes()), [Ok((1, 3)), Ok((2, 5))]);
        assert_eq!(read(two.replace("\r\n", "\n").as_bytes()), [Ok((1, 3)), Ok((2, 5))]);
        assert_eq!(read(b""), []);
    }

    #[test]
    fn an_archive_that_is_cut_anywhere_says_so() {
        let first = record("one");
        let two = first.clone() + &record("three");
        let body = two.len() - "three\r\n\r\n".len();
        for end in first.len() + 1..two.len() - 4 {
            let found = read(&two.as_bytes()[..end]);
            assert_eq!(found[0], Ok((1, 3)), "{end}");
            let target = "https://a.example/1".to_owned();
            let wanted = match end.checked_sub(body) {
                Some(found) => Break::Cut { number: 2, target, found: found as u64, length: 5 },
                None => Break::CutHead { number: 2 },
            };
            assert_eq!(found[1..], [Err(wanted)], "{end}");
        }
    }

    #[test]
    fn a_record_that_is_too_large_is_passed_over() {
        let three = record("one") + &record(&"x".repeat(60)) + &record("two");
        let found = read(three.as_bytes());
        assert_eq!((&found[0], &found[2]), (&Ok((1, 3)), &Ok((3, 3))));
        assert!(matches!(found[1], Err(Break::TooLarge { number: 2, length: 60, .. })));
        let bomb = record("one").replace("Length: 3", "Length: 99999999999");
        assert!(matches!(read(bomb.as_bytes())[..], [Err(Break::Damaged { number: 1, .. })]));
    }

    #[test]
    fn what_is_no_record_is_told() {
        let odd = record("one") + "Some words\r\n\r\nmore";
        assert!(matches!(read(odd.as_bytes())[..], [Ok(_), Err(Break::Damaged { number: 2, .. })]));
        let endless = record("one") + "WARC/1.0" + &"x".repeat(200_000);
        assert!(matches!(read(endless.as_bytes())[..], [Ok(_), Err(Break::Damaged { number: 2, .. })]));
    }
}

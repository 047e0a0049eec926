//! Packed bytes: numbers as LEB128, sorted lists as differences.

use crate::error::{Error, Result};

/// Writes values one after the other, behind a byte that names the format.
pub(crate) struct Packer(Vec<u8>);

impl Packer {
    pub(crate) fn new(format: u8) -> Self {
        Self(vec![format])
    }

    pub(crate) fn number(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.0.push(value as u8 | 0x80);
            value >>= 7;
        }
        self.0.push(value as u8);
    }

    /// Writes a number that may be below zero.
    pub(crate) fn signed(&mut self, value: i64) {
        self.number((value << 1 ^ value >> 63) as u64);
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.0.extend_from_slice(text.as_bytes());
    }

    /// Writes a list that is sorted by key, each key once; `rest` writes what goes with the key.
    pub(crate) fn sorted<'i, T: 'i>(
        &mut self,
        items: impl ExactSizeIterator<Item = &'i T>,
        key: impl Fn(&T) -> u32,
        mut rest: impl FnMut(&mut Self, &T),
    ) {
        self.number(items.len() as u64);
        let mut next = 0;
        for item in items {
            let key = u64::from(key(item));
            self.number(key.saturating_sub(next));
            next = key + 1;
            rest(self, item);
        }
    }

    /// Writes sorted features, each once.
    pub(crate) fn features(&mut self, features: &[u32]) {
        self.sorted(features.iter(), |feature| *feature, |_, _| ());
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Reads what a [`Packer`] wrote; damaged bytes give an error, whatever they hold.
pub(crate) struct Unpacker<'b> {
    what: &'static str,
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Unpacker<'b> {
    /// Starts behind the byte that names the format.
    pub(crate) fn new(what: &'static str, bytes: &'b [u8], format: u8) -> Result<Self> {
        match bytes.first() {
            Some(found) if *found == format => Ok(Self { what, bytes, at: 1 }),
            Some(found) => Err(Error::Format { what, found: *found, expected: format }),
            None => Err(Error::Damaged { what, at: 0 }),
        }
    }

    pub(crate) fn number(&mut self) -> Result<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = *self.bytes.get(self.at).ok_or(self.damaged())?;
            self.at += 1;
            let bits = u64::from(byte & 0x7f);
            if bits << shift >> shift != bits || byte == 0 && shift > 0 {
                break;
            }
            value |= bits << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(self.damaged())
    }

    /// Reads a number that fits 32 bits.
    pub(crate) fn small(&mut self) -> Result<u32> {
        let value = self.number()?;
        u32::try_from(value).map_err(|_| self.damaged())
    }

    /// Reads how often something is counted: at least once.
    pub(crate) fn count(&mut self) -> Result<u32> {
        match self.small()? {
            0 => Err(self.damaged()),
            count => Ok(count),
        }
    }

    pub(crate) fn signed(&mut self) -> Result<i64> {
        let value = self.number()?;
        Ok((value >> 1) as i64 ^ -((value & 1) as i64))
    }

    pub(crate) fn text(&mut self) -> Result<&'b str> {
        let length = self.length()?;
        let slice = &self.bytes[self.at..self.at + length];
        let text = std::str::from_utf8(slice).map_err(|_| self.damaged())?;
        self.at += length;
        Ok(text)
    }

    /// Reads a list that is sorted by key.
    pub(crate) fn sorted<T>(&mut self, mut rest: impl FnMut(&mut Self, u32) -> Result<T>) -> Result<Vec<T>> {
        let length = self.length()?;
        let mut items = Vec::with_capacity(length);
        let mut next = 0u64;
        for _ in 0..length {
            let key = next.checked_add(self.number()?).and_then(|key| u32::try_from(key).ok());
            let key = key.ok_or(self.damaged())?;
            next = u64::from(key) + 1;
            items.push(rest(self, key)?);
        }
        Ok(items)
    }

    pub(crate) fn features(&mut self) -> Result<Vec<u32>> {
        self.sorted(|_, feature| Ok(feature))
    }

    /// Reads a list of items that begin with no key.
    pub(crate) fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Result<T>) -> Result<Vec<T>> {
        let length = self.length()?;
        (0..length).map(|_| item(self)).collect()
    }

    /// Ends the reading: nothing may be left.
    pub(crate) fn end(self) -> Result<()> {
        if self.at == self.bytes.len() { Ok(()) } else { Err(self.damaged()) }
    }

    pub(crate) fn damaged(&self) -> Error {
        Error::Damaged { what: self.what, at: self.at }
    }

    /// Reads how many items follow; each takes a byte at least, so no damaged length asks for much memory.
    fn length(&mut self) -> Result<usize> {
        let length = self.number()?;
        let left = self.bytes.len() - self.at;
        usize::try_from(length).ok().filter(|length| *length <= left).ok_or(self.damaged())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    proptest! {
        #[test]
        fn what_was_packed_comes_back(
            number: u64,
            signed: i64,
            text in "\\PC{0,12}",
            list in proptest::collection::btree_map(any::<u32>(), any::<u64>(), 0..20),
        ) {
            let mut packer = Packer::new(7);
            packer.number(number);
            packer.signed(signed);
            packer.text(&text);
            let items: Vec<(u32, u64)> = list.clone().into_iter().collect();
            packer.sorted(items.iter(), |item| item.0, |packer, item| packer.number(item.1));
            let bytes = packer.into_bytes();
            let mut unpacker = Unpacker::new("test", &bytes, 7).unwrap();
            prop_assert_eq!(unpacker.number(), Ok(number));
            prop_assert_eq!(unpacker.signed(), Ok(signed));
            prop_assert_eq!(unpacker.text(), Ok(text.as_str()));
            let read = unpacker.sorted(|unpacker, key| Ok((key, unpacker.number()?))).unwrap();
            prop_assert_eq!(read.into_iter().collect::<BTreeMap<u32, u64>>(), list);
            prop_assert_eq!(unpacker.end(), Ok(()));
        }
    }
}

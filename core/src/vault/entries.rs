//! The entries in the user's order, and the bytes that each was last encoded to: a commit of one change encodes one
//! entry, not ten thousand.

use super::contents::{Entry, EntryId};
use super::wire::Appending;
use core::fmt;
use core::ops::Range;
use minicbor::decode::{Decode, Decoder, Error as DecodeError};
use minicbor::encode::{Encode, Encoder, Error as EncodeError, Write};

/// Room for a few more entries than were read, so that the first commit moves nothing.
const ROOM: usize = 4096;

/// The entries of a vault, in the user's order.
#[derive(Default)]
pub struct Entries {
    list: Vec<Entry>,
    /// Where the encoding of each lies. Forgotten as soon as somebody may change the entry. Apart from the entries,
    /// because every commit looks at all places and at few entries.
    places: Vec<Option<Range<usize>>>,
    /// Where entries are encoded; also bytes that no entry claims any more.
    encoded: Vec<u8>,
    /// How many bytes there were when no more than these entries had been encoded.
    length_of_all: usize,
}

impl Entries {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// The entry at a position, from 0.
    pub fn get(&self, position: usize) -> Option<&Entry> {
        self.list.get(position)
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Entry> + ExactSizeIterator + Clone {
        self.list.iter()
    }

    pub(super) fn position(&self, id: EntryId) -> Option<usize> {
        self.iter().position(|entry| entry.id == id)
    }

    /// An entry, to be changed.
    pub(super) fn find_mut(&mut self, id: EntryId) -> Option<&mut Entry> {
        let (entry, place) = self.list.iter_mut().zip(&mut self.places).find(|(entry, _)| entry.id == id)?;
        *place = None;
        Some(entry)
    }

    /// All of them, to be changed.
    pub(super) fn iter_mut(&mut self) -> impl Iterator<Item = &mut Entry> {
        self.list.iter_mut().zip(&mut self.places).map(|(entry, place)| {
            *place = None;
            entry
        })
    }

    pub(super) fn push(&mut self, entry: Entry) {
        self.list.push(entry);
        self.places.push(None);
    }

    pub(super) fn pop(&mut self) {
        self.list.pop();
        self.places.pop();
    }

    /// Puts an entry at a position, or at the end where there is no such position.
    pub(super) fn insert(&mut self, position: usize, entry: Entry) {
        let position = position.min(self.list.len());
        self.list.insert(position, entry);
        self.places.insert(position, None);
    }

    pub(super) fn remove(&mut self, position: usize) -> Option<Entry> {
        (position < self.list.len()).then(|| {
            self.places.remove(position);
            self.list.remove(position)
        })
    }

    /// Moves one entry; both positions are within the list.
    pub(super) fn shift(&mut self, from: usize, to: usize) {
        fn shifted<T>(list: &mut [T], from: usize, to: usize) {
            if let Some(span) = list.get_mut(from.min(to)..=from.max(to)) {
                if from < to { span.rotate_left(1) } else { span.rotate_right(1) }
            }
        }
        shifted(&mut self.list, from, to);
        shifted(&mut self.places, from, to);
    }

    /// Encodes what has changed. Until the next change, encoding the whole list is copying.
    pub(super) fn encode_changed(&mut self) {
        if self.encoded.len() / 2 > self.length_of_all.max(ROOM) {
            self.forget_encodings();
        }
        let all = self.encoded.is_empty();
        for (place, entry) in self.places.iter_mut().zip(&self.list).filter(|(place, _)| place.is_none()) {
            let start = self.encoded.len();
            let whole = minicbor::encode(entry, Appending(&mut self.encoded)).is_ok();
            *place = whole.then_some(start..self.encoded.len());
        }
        if all {
            self.length_of_all = self.encoded.len();
        }
    }

    fn copy<W: Write>(
        &self,
        run: Range<usize>,
        encoder: &mut Encoder<W>,
    ) -> Result<(), EncodeError<W::Error>> {
        let bytes = self.encoded.get(run).ok_or_else(|| EncodeError::message("no such place"))?;
        encoder.writer_mut().write_all(bytes).map_err(EncodeError::write)
    }

    /// Lets every entry be encoded anew: the bytes it was read from are of another format.
    pub(super) fn forget_encodings(&mut self) {
        self.encoded.clear();
        self.places.fill(None);
    }
}

impl<Ctx> Encode<Ctx> for Entries {
    fn encode<W: Write>(
        &self,
        encoder: &mut Encoder<W>,
        context: &mut Ctx,
    ) -> Result<(), EncodeError<W::Error>> {
        encoder.array(self.list.len() as u64)?;
        // Neighbours that lie side by side are copied as one run.
        let mut run = 0..0;
        for (entry, place) in self.list.iter().zip(&self.places) {
            match place {
                Some(place) if place.start == run.end => run.end = place.end,
                Some(place) => self.copy(core::mem::replace(&mut run, place.clone()), encoder)?,
                None => {
                    self.copy(core::mem::take(&mut run), encoder)?;
                    entry.encode(encoder, context)?;
                }
            }
        }
        self.copy(run, encoder)
    }
}

impl<'b, Ctx> Decode<'b, Ctx> for Entries {
    fn decode(decoder: &mut Decoder<'b>, context: &mut Ctx) -> Result<Self, DecodeError> {
        let (mut list, mut places) = (Vec::new(), Vec::new());
        for placed in decoder.array_iter_with(context)? {
            let Placed(entry, place) = placed?;
            list.push(entry);
            places.push(Some(place));
        }
        // From the input's first byte on, because that is what places are counted from.
        let read = decoder.input().get(..decoder.position()).unwrap_or_default();
        let mut encoded = Vec::with_capacity(read.len().saturating_add(ROOM));
        encoded.extend_from_slice(read);
        Ok(Self { list, places, encoded, length_of_all: read.len() })
    }
}

/// An entry, and where it was read.
struct Placed(Entry, Range<usize>);

impl<'b, Ctx> Decode<'b, Ctx> for Placed {
    fn decode(decoder: &mut Decoder<'b>, context: &mut Ctx) -> Result<Self, DecodeError> {
        let start = decoder.position();
        let entry = Entry::decode(decoder, context)?;
        Ok(Self(entry, start..decoder.position()))
    }
}

impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Entries {}

impl fmt::Debug for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests;

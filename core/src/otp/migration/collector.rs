//! Keeps track of the parts of an export, so that the user hears "part 2 of 3 is missing".

use super::Part;

/// Which parts of one export were read. Holds no accounts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Collector {
    export: Option<i32>,
    read: Vec<bool>,
}

/// Why a part was not taken. What was noted before stays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CollectError {
    /// The part belongs to another export.
    #[error("the part belongs to another export")]
    OtherExport,
    /// This part was read already.
    #[error("the part was read already")]
    AlreadyRead,
}

impl Collector {
    /// Nothing read yet.
    pub const fn new() -> Self {
        Self { export: None, read: Vec::new() }
    }

    /// Notes a part, in any order.
    pub fn add(&mut self, part: Part) -> Result<(), CollectError> {
        match self.export {
            None => {
                self.export = Some(part.export);
                self.read = vec![false; usize::from(part.total)];
            }
            Some(export) if export == part.export && self.read.len() == usize::from(part.total) => {}
            Some(_) => return Err(CollectError::OtherExport),
        }
        match self.read.get_mut(usize::from(part.number).wrapping_sub(1)) {
            Some(read) if *read => Err(CollectError::AlreadyRead),
            Some(read) => {
                *read = true;
                Ok(())
            }
            None => Err(CollectError::OtherExport),
        }
    }

    /// How many parts the export has; 0 before the first was read.
    pub const fn total(&self) -> usize {
        self.read.len()
    }

    /// The numbers of the missing parts, counted from 1.
    pub fn missing(&self) -> impl Iterator<Item = usize> + '_ {
        self.read.iter().zip(1..).filter(|(read, _)| !**read).map(|(_, number)| number)
    }

    /// Whether every part was read.
    pub fn is_complete(&self) -> bool {
        !self.read.is_empty() && self.read.iter().all(|read| *read)
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    fn part(export: i32, number: u16, total: u16) -> Part {
        Part { export, number, total }
    }

    #[test]
    fn parts_come_in_any_order_and_what_is_missing_is_named() {
        let mut collector = Collector::new();
        assert!(!collector.is_complete());
        assert_eq!(collector.missing().count(), 0);
        assert_eq!(collector.add(part(-7, 3, 3)), Ok(()));
        assert_eq!(collector.missing().collect::<Vec<_>>(), [1, 2]);
        assert_eq!(collector.add(part(-7, 1, 3)), Ok(()));
        assert_eq!(collector.missing().collect::<Vec<_>>(), [2]);
        assert!(!collector.is_complete());
        assert_eq!(collector.add(part(-7, 2, 3)), Ok(()));
        assert!(collector.is_complete());
    }

    #[test]
    fn a_part_that_does_not_belong_changes_nothing() {
        let mut collector = Collector::new();
        collector.add(part(1, 1, 2)).unwrap();
        let before = collector.clone();
        for (strange, error) in [
            (part(2, 2, 2), CollectError::OtherExport),
            (part(1, 2, 3), CollectError::OtherExport),
            (part(1, 3, 2), CollectError::OtherExport),
            (part(1, 0, 2), CollectError::OtherExport),
            (part(1, 1, 2), CollectError::AlreadyRead),
        ] {
            assert_eq!(collector.add(strange), Err(error), "{strange:?}");
            assert_eq!(collector, before);
        }
    }
}

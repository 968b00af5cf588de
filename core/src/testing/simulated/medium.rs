//! What is on the medium for certain, and what may or may not have reached it.

use crate::ports::DeviceKeyId;
use std::collections::{BTreeMap, BTreeSet};

/// The unit a disk writes whole or not at all.
const SECTOR: usize = 512;
/// Random choices tried where there are too many to try all.
const SAMPLES: u32 = 12;
/// Up to so many independent parts, every choice of them is tried.
const EXHAUSTIVE: usize = 6;

/// A file's identity; names come and go.
pub(super) type Inode = u64;

/// One operation, in the order in which the device saw it.
#[derive(Clone, Debug)]
pub(super) enum Event {
    Created {
        name: String,
        inode: Inode,
    },
    Written {
        inode: Inode,
        offset: usize,
        bytes: Vec<u8>,
    },
    Synced {
        inode: Inode,
    },
    /// The bytes were not forced, and a later fsync will not do it either although it succeeds.
    SyncFailed {
        inode: Inode,
    },
    Renamed {
        from: String,
        to: String,
        inode: Inode,
    },
    Removed {
        name: String,
    },
    FolderSynced,
    KeyMade {
        id: DeviceKeyId,
        number: u64,
    },
    KeyDeleted {
        id: DeviceKeyId,
    },
    AnchorStored {
        record: Vec<u8>,
    },
    Acknowledged {
        change: u64,
    },
}

/// What a device holds after a restart.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Image {
    /// The folder's files.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The anchor's record.
    pub anchor: Option<Vec<u8>>,
    /// The device keys, each with the number of its making.
    pub(super) keys: BTreeMap<DeviceKeyId, u64>,
    /// The last change that was acknowledged to the user.
    pub acknowledged: u64,
}

/// The medium under a running device.
#[derive(Clone, Debug, Default)]
pub(super) struct Medium {
    files: BTreeMap<Inode, Content>,
    names: BTreeMap<String, Inode>,
    pending: Vec<NameChange>,
    // Keys, anchor and acknowledgement are never pending.
    outside: Image,
}

#[derive(Clone, Debug, Default)]
struct Content {
    forced: Vec<u8>,
    pending: Vec<(usize, Vec<u8>)>,
    sync_failed: bool,
}

/// One entry of the folder. A rename is two of them: a crash may keep both names.
#[derive(Clone, Debug)]
enum NameChange {
    Set(String, Inode),
    Unset(String, Option<Inode>),
}

impl Medium {
    /// A medium that holds an image, all of it for certain; files are numbered in the order of their names.
    pub(super) fn of(image: &Image) -> Self {
        let mut medium =
            Self { outside: Image { files: BTreeMap::new(), ..image.clone() }, ..Self::default() };
        for (inode, (name, bytes)) in (0..).zip(&image.files) {
            medium.files.insert(inode, Content { forced: bytes.clone(), ..Content::default() });
            medium.names.insert(name.clone(), inode);
        }
        medium
    }

    pub(super) fn apply(&mut self, event: &Event) {
        match event {
            Event::Created { name, inode } => {
                self.files.insert(*inode, Content::default());
                self.pending.push(NameChange::Set(name.clone(), *inode));
            }
            Event::Written { inode, offset, bytes } => {
                let pending = &mut self.files.entry(*inode).or_default().pending;
                let mut offset = *offset;
                let mut rest = bytes.as_slice();
                while !rest.is_empty() {
                    let room = SECTOR.saturating_sub(offset.checked_rem(SECTOR).unwrap_or_default());
                    let (sector, behind) = rest.split_at(room.min(rest.len()));
                    pending.push((offset, sector.to_vec()));
                    offset = offset.saturating_add(sector.len());
                    rest = behind;
                }
            }
            Event::Synced { inode } => {
                let content = self.files.entry(*inode).or_default();
                if !content.sync_failed {
                    for (offset, sector) in std::mem::take(&mut content.pending) {
                        put(&mut content.forced, offset, &sector);
                    }
                }
            }
            Event::SyncFailed { inode } => self.files.entry(*inode).or_default().sync_failed = true,
            Event::Renamed { from, to, inode } => {
                self.pending.push(NameChange::Set(to.clone(), *inode));
                self.pending.push(NameChange::Unset(from.clone(), Some(*inode)));
            }
            Event::Removed { name } => self.pending.push(NameChange::Unset(name.clone(), None)),
            Event::FolderSynced => {
                for change in std::mem::take(&mut self.pending) {
                    apply(&change, &mut self.names);
                }
            }
            Event::KeyMade { id, number } => drop(self.outside.keys.insert(*id, *number)),
            Event::KeyDeleted { id } => drop(self.outside.keys.remove(id)),
            Event::AnchorStored { record } => self.outside.anchor = Some(record.clone()),
            Event::Acknowledged { change } => self.outside.acknowledged = *change,
        }
    }

    /// Every image that a crash at this moment may leave, or a sample where there are too many; each once.
    pub(super) fn crashes(&self, draw: &mut impl FnMut() -> u64) -> BTreeSet<Image> {
        let mut images = BTreeSet::new();
        for chosen in choices(self.pending.len(), draw) {
            let mut names = self.names.clone();
            self.pending.iter().zip(&chosen).filter(|(_, chosen)| **chosen).for_each(|(change, _)| {
                apply(change, &mut names);
            });
            images.extend(self.contents(&names, draw));
        }
        images
    }

    /// The images with these names: the product of what each file's unforced sectors allow.
    fn contents(&self, names: &BTreeMap<String, Inode>, draw: &mut impl FnMut() -> u64) -> Vec<Image> {
        let mut images = vec![self.outside.clone()];
        for (name, inode) in names {
            let variants = self.files.get(inode).map(|content| content.variants(draw)).unwrap_or_default();
            images = images
                .iter()
                .flat_map(|image| {
                    variants.iter().map(|bytes| {
                        let mut image = image.clone();
                        image.files.insert(name.clone(), bytes.clone());
                        image
                    })
                })
                .collect();
        }
        images
    }
}

impl Content {
    fn variants(&self, draw: &mut impl FnMut() -> u64) -> Vec<Vec<u8>> {
        let mut variants: Vec<_> = choices(self.pending.len(), draw)
            .iter()
            .map(|chosen| {
                let mut bytes = self.forced.clone();
                self.pending.iter().zip(chosen).filter(|(_, chosen)| **chosen).for_each(
                    |((offset, sector), _)| {
                        put(&mut bytes, *offset, sector);
                    },
                );
                bytes
            })
            .collect();
        // The length reached the medium and no byte did.
        if let Some((offset, sector)) = self.pending.last() {
            let mut bytes = self.forced.clone();
            bytes.resize(bytes.len().max(offset.saturating_add(sector.len())), 0);
            variants.push(bytes);
        }
        variants
    }
}

/// Which of `count` independent parts reached the medium: every choice where they are few; else none, all, each
/// prefix, each alone, each missing, and random ones.
fn choices(count: usize, draw: &mut impl FnMut() -> u64) -> Vec<Vec<bool>> {
    if count <= EXHAUSTIVE {
        return (0..1_u64 << count)
            .map(|bits| (0..count).map(|part| bits >> part & 1 == 1).collect())
            .collect();
    }
    let mut chosen: Vec<Vec<bool>> = Vec::new();
    for one in 0..count {
        chosen.push((0..count).map(|part| part < one).collect());
        chosen.push((0..count).map(|part| part == one).collect());
        chosen.push((0..count).map(|part| part != one).collect());
    }
    chosen.push(vec![true; count]);
    chosen.extend((0..SAMPLES).map(|_| (0..count).map(|_| draw() & 1 == 1).collect()));
    chosen
}

fn apply(change: &NameChange, names: &mut BTreeMap<String, Inode>) {
    match change {
        NameChange::Set(name, inode) => drop(names.insert(name.clone(), *inode)),
        NameChange::Unset(name, None) => drop(names.remove(name)),
        // A name that stands for another file by now is not this rename's.
        NameChange::Unset(name, Some(inode)) => {
            if names.get(name) == Some(inode) {
                names.remove(name);
            }
        }
    }
}

/// Writes at an offset, with zeros where the file was shorter.
pub(super) fn put(file: &mut Vec<u8>, offset: usize, bytes: &[u8]) {
    let end = offset.saturating_add(bytes.len());
    file.resize(file.len().max(end), 0);
    if let Some(place) = file.get_mut(offset..end) {
        place.copy_from_slice(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files_after(events: &[Event]) -> BTreeSet<BTreeMap<String, Vec<u8>>> {
        let mut medium =
            Medium::of(&Image { files: [("old".to_owned(), vec![1])].into(), ..Image::default() });
        events.iter().for_each(|event| medium.apply(event));
        medium.crashes(&mut || 0).into_iter().map(|image| image.files).collect()
    }

    fn files(files: &[(&str, &[u8])]) -> BTreeMap<String, Vec<u8>> {
        files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect()
    }

    #[test]
    fn unforced_sectors_come_in_any_combination() {
        let bytes = [vec![7; SECTOR], vec![8; SECTOR]].concat();
        let states = files_after(&[
            Event::Created { name: "new".to_owned(), inode: 9 },
            Event::FolderSynced,
            Event::Written { inode: 9, offset: 0, bytes: bytes.clone() },
        ]);
        let torn = [vec![0; SECTOR], vec![8; SECTOR]].concat();
        let expected: Vec<&[u8]> = vec![&[], &bytes[..SECTOR], &torn, &bytes, &[0; 2 * SECTOR]];
        assert_eq!(states, expected.iter().map(|new| files(&[("old", &[1]), ("new", new)])).collect());
    }

    #[test]
    fn a_rename_may_come_before_the_bytes_and_only_the_folder_fsync_makes_it_certain() {
        let unforced = [
            Event::Created { name: "new".to_owned(), inode: 9 },
            Event::Written { inode: 9, offset: 0, bytes: vec![2] },
            Event::Renamed { from: "new".to_owned(), to: "old".to_owned(), inode: 9 },
        ];
        let states = files_after(&unforced);
        for expected in
            [files(&[("old", &[1])]), files(&[("old", &[])]), files(&[("old", &[2]), ("new", &[2])])]
        {
            assert!(states.contains(&expected), "{expected:?} in {states:?}");
        }
        let forced =
            [&unforced[..2], &[Event::Synced { inode: 9 }], &unforced[2..], &[Event::FolderSynced]].concat();
        assert_eq!(files_after(&forced), [files(&[("old", &[2])])].into());
    }

    #[test]
    fn after_a_failed_fsync_a_second_one_helps_nothing() {
        let states = files_after(&[
            Event::Created { name: "new".to_owned(), inode: 9 },
            Event::FolderSynced,
            Event::Written { inode: 9, offset: 0, bytes: vec![2] },
            Event::SyncFailed { inode: 9 },
            Event::Synced { inode: 9 },
        ]);
        assert!(states.contains(&files(&[("old", &[1]), ("new", &[])])));
    }
}

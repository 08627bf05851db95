//! Files sealed piece by piece, so that none is ever held whole and any part of one can be opened alone.
//!
//! A sealed file is a header (the algorithm's id and a random nonce) and frames. Each frame seals [`FRAME`] bytes by the STREAM
//! construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): its nonce holds its number and whether it is the last, so that
//! frames cannot be left out, added, swapped, or taken from another file. The key is derived for the place of the file.

use std::ops::Range;

use aead_stream::{NewStream, StreamBE32, StreamPrimitive};
use aes_gcm::Aes256Gcm;
use aes_gcm::aead::Payload;
use zeroize::Zeroizing;

use super::{DataKey, SealError};

/// The algorithm id of AES-256-GCM in STREAM's frames.
const AES_256_GCM_STREAM: u8 = 2;
/// Random bytes of the nonce; the frame's number and the mark of the last take the rest.
const NONCE: usize = 7;
/// How long the header is.
pub const HEADER: usize = 1 + NONCE;
/// How much of a file one frame holds.
pub const FRAME: usize = 64 * 1024;
/// What sealing adds to a frame.
const TAG: usize = 16;

/// Seals a file as it comes in.
pub struct Sealer {
    frames: StreamBE32<Aes256Gcm>,
    at: String,
    next: u32,
    /// What waits to fill a frame, or to be the last.
    waiting: Zeroizing<Vec<u8>>,
    sealed: Vec<u8>,
}

impl Sealer {
    /// Begins the file whose place `at` names.
    pub fn new(key: &DataKey, at: &str) -> Self {
        let nonce: [u8; NONCE] = rand::random();
        let mut sealed = vec![AES_256_GCM_STREAM];
        sealed.extend_from_slice(&nonce);
        let frames = StreamBE32::from_aead(key.derive(at).cipher(), &nonce.into());
        Self { frames, at: at.to_owned(), next: 0, waiting: Zeroizing::new(Vec::with_capacity(FRAME)), sealed }
    }

    /// Takes in more of the file.
    pub fn push(&mut self, mut plain: &[u8]) -> Result<(), SealError> {
        while !plain.is_empty() {
            // A full frame is sealed only when more follows: the last one must know that it is.
            if self.waiting.len() == FRAME {
                self.seal_waiting(false)?;
            }
            let (now, later) = plain.split_at(plain.len().min(FRAME - self.waiting.len()));
            self.waiting.extend_from_slice(now);
            plain = later;
        }
        Ok(())
    }

    /// What has been sealed since it was last taken.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.sealed)
    }

    /// Ends the file; gives what has not been taken.
    pub fn finish(mut self) -> Result<Vec<u8>, SealError> {
        self.seal_waiting(true)?;
        Ok(self.sealed)
    }

    fn seal_waiting(&mut self, last: bool) -> Result<(), SealError> {
        let frame = Payload { msg: &self.waiting, aad: self.at.as_bytes() };
        let sealed = self.frames.encrypt(self.next, last, frame).or(Err(SealError::DoesNotOpen))?;
        self.sealed.extend_from_slice(&sealed);
        self.waiting.clear();
        self.next = self.next.checked_add(1).ok_or(SealError::DoesNotOpen)?;
        Ok(())
    }
}

/// Opens frames of one sealed file.
pub struct Opener {
    frames: StreamBE32<Aes256Gcm>,
    at: String,
    bytes: u64,
    last: u32,
}

impl Opener {
    /// Of the file whose place `at` names, which holds so many bytes when opened, and not none.
    ///
    /// # Errors
    /// When the header is none of ours, or no file has that length.
    pub fn new(key: &DataKey, at: &str, header: &[u8], bytes: u64) -> Result<Self, SealError> {
        let Some((&AES_256_GCM_STREAM, nonce)) = header.split_first() else { return Err(SealError::UnknownAlgorithm) };
        let nonce = <[u8; NONCE]>::try_from(nonce).or(Err(SealError::DoesNotOpen))?;
        let frames = StreamBE32::from_aead(key.derive(at).cipher(), &nonce.into());
        let last = bytes.checked_sub(1).ok_or(SealError::DoesNotOpen)? / length(FRAME);
        let last = u32::try_from(last).or(Err(SealError::DoesNotOpen))?;
        Ok(Self { frames, at: at.to_owned(), bytes, last })
    }

    /// The frames in which these bytes of the file lie; beyond its end there are none.
    pub fn frames(&self, bytes: &Range<u64>) -> Range<u32> {
        let frame = |byte: u64| u32::try_from(byte / length(FRAME)).unwrap_or(u32::MAX);
        frame(bytes.start)..frame(bytes.end.min(self.bytes).saturating_sub(1)).saturating_add(1)
    }

    /// Where this frame begins in the file.
    pub fn begin(&self, frame: u32) -> u64 {
        u64::from(frame) * length(FRAME)
    }

    /// Where these frames lie in the sealed file.
    pub fn place(&self, frames: &Range<u32>) -> Range<u64> {
        let begin = |frame: u32| length(HEADER) + u64::from(frame) * length(FRAME + TAG);
        let end = length(HEADER) + self.bytes + (u64::from(self.last) + 1) * length(TAG);
        begin(frames.start)..begin(frames.end).min(end)
    }

    /// Opens frames that follow one another, the first of them of this number.
    pub fn open(&self, first: u32, sealed: &[u8]) -> Result<Vec<u8>, SealError> {
        let mut plain = Vec::with_capacity(sealed.len());
        let mut number = first;
        for frame in sealed.chunks(FRAME + TAG) {
            let frame = Payload { msg: frame, aad: self.at.as_bytes() };
            let opened = self.frames.decrypt(number, number == self.last, frame).or(Err(SealError::DoesNotOpen))?;
            plain.extend_from_slice(&Zeroizing::new(opened));
            number = number.checked_add(1).ok_or(SealError::DoesNotOpen)?;
        }
        Ok(plain)
    }
}

/// A length in memory as one of a file.
fn length(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealed(key: &DataKey, at: &str, plain: &[u8], piece: usize) -> Vec<u8> {
        let mut sealer = Sealer::new(key, at);
        let mut out = Vec::new();
        for piece in plain.chunks(piece) {
            sealer.push(piece).unwrap();
            out.extend(sealer.take());
        }
        out.extend(sealer.finish().unwrap());
        out
    }

    fn opened(key: &DataKey, at: &str, sealed: &[u8], bytes: usize) -> Result<Vec<u8>, SealError> {
        let (header, frames) = sealed.split_at(HEADER);
        Opener::new(key, at, header, length(bytes))?.open(0, frames)
    }

    fn content(bytes: usize) -> Vec<u8> {
        (0..bytes).map(|at| u8::try_from(at % 251).unwrap()).collect()
    }

    #[test]
    fn a_file_of_any_length_comes_back_whatever_pieces_it_came_in() {
        let key = DataKey::generate();
        for bytes in [1, FRAME - 1, FRAME, FRAME + 1, 3 * FRAME, 3 * FRAME + 7] {
            for piece in [1000, FRAME, bytes] {
                let plain = content(bytes);
                let sealed = sealed(&key, "a", &plain, piece);
                let frames = bytes.div_ceil(FRAME);
                assert_eq!(sealed.len(), HEADER + bytes + frames * TAG);
                assert_eq!(opened(&key, "a", &sealed, bytes).unwrap(), plain, "{bytes} in pieces of {piece}");
            }
        }
    }

    #[test]
    fn a_part_opens_alone() {
        let (key, plain) = (DataKey::generate(), content(5 * FRAME + 100));
        let sealed = sealed(&key, "a", &plain, 9999);
        let opener = Opener::new(&key, "a", &sealed[..HEADER], length(plain.len())).unwrap();
        for (from, to) in
            [(0, 1), (FRAME - 1, FRAME), (FRAME - 1, FRAME + 1), (2 * FRAME, 4 * FRAME), (5 * FRAME, 9 * FRAME)]
        {
            let frames = opener.frames(&(length(from)..length(to)));
            let place = opener.place(&frames);
            let place = usize::try_from(place.start).unwrap()..usize::try_from(place.end).unwrap();
            let begin = from / FRAME * FRAME;
            let opened = opener.open(frames.start, &sealed[place]).unwrap();
            assert_eq!(opened, plain[begin..begin + opened.len()]);
            assert!(begin + opened.len() >= to.min(plain.len()), "{from}..{to}");
        }
    }

    #[test]
    fn a_file_altered_cut_lengthened_or_moved_does_not_open() {
        let (key, plain) = (DataKey::generate(), content(2 * FRAME + 10));
        let whole = sealed(&key, "a", &plain, FRAME);
        let opens = |sealed: &[u8], bytes: usize| opened(&key, "a", sealed, bytes).is_ok();
        assert!(opens(&whole, plain.len()));
        for at in [0, 1, HEADER, HEADER + FRAME, whole.len() - 1] {
            let mut altered = whole.clone();
            altered[at] ^= 1;
            assert!(!opens(&altered, plain.len()), "byte {at}");
        }
        let frame = FRAME + TAG;
        assert!(!opens(&whole[..HEADER + 2 * frame], 2 * FRAME), "cut at a frame");
        assert!(!opens(&whole[..whole.len() - 1], plain.len() - 1), "cut by a byte");
        let mut swapped = whole[..HEADER].to_vec();
        swapped.extend_from_slice(&whole[HEADER + frame..HEADER + 2 * frame]);
        swapped.extend_from_slice(&whole[HEADER..HEADER + frame]);
        swapped.extend_from_slice(&whole[HEADER + 2 * frame..]);
        assert!(!opens(&swapped, plain.len()), "frames swapped");
        assert!(opened(&key, "b", &whole, plain.len()).is_err(), "moved");
        assert!(opened(&DataKey::generate(), "a", &whole, plain.len()).is_err(), "another's");
    }
}

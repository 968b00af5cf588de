//! Enrollment codes: their texts, their modules, and how they are drawn.

use super::Random;
use qrcode::{EcLevel, QrCode, Version};

/// A code ready to be drawn.
pub struct Code {
    /// What it says.
    pub text: String,
    /// Modules in a row.
    pub side: usize,
    modules: Vec<bool>,
    style: Style,
}

#[derive(Clone, Copy, Default)]
struct Style {
    /// 0 is a square, 1 a disc.
    roundness: f32,
    /// Side of the logo in the middle, as a share of the code's side.
    logo: f32,
    inverted: bool,
}

impl Code {
    /// A code of versions 5–18 whose text has 80–400 bytes.
    pub fn random(random: &mut Random) -> Self {
        let text = enrollment_text(random);
        let level = [EcLevel::L, EcLevel::M, EcLevel::M, EcLevel::Q][random.below(4)];
        Self::of(text, level)
    }

    /// A code with room for a logo.
    pub fn robust(random: &mut Random) -> Self {
        let level = if random.chance(0.5) { EcLevel::Q } else { EcLevel::H };
        Self::of(enrollment_text(random), level)
    }

    /// A code of this text, in the smallest version from 5 to 18 that holds it.
    pub fn of(text: String, level: EcLevel) -> Self {
        let code = (5..=18)
            .find_map(|version| QrCode::with_version(&text, Version::Normal(version), level).ok())
            .or_else(|| QrCode::with_error_correction_level(&text, EcLevel::L).ok())
            .expect("400 bytes fit");
        let modules = code.to_colors().into_iter().map(|colour| colour == qrcode::Color::Dark).collect();
        Self { text, side: code.width(), modules, style: Style::default() }
    }

    /// With rounded modules; 1 makes them discs.
    pub fn rounded(mut self, roundness: f32) -> Self {
        self.style.roundness = roundness;
        self
    }

    /// With a picture in the middle that takes this share of the side.
    pub fn with_logo(mut self, share: f32) -> Self {
        self.style.logo = share;
        self
    }

    /// Light on dark.
    pub fn inverted(mut self) -> Self {
        self.style.inverted = true;
        self
    }

    /// Ink at a place in module coordinates (0 is paper, 1 is ink); `None` outside the code and its quiet zone.
    pub fn ink(&self, u: f32, v: f32, quiet_zone: f32) -> Option<f32> {
        let side = self.side as f32;
        if u < -quiet_zone || v < -quiet_zone || u >= side + quiet_zone || v >= side + quiet_zone {
            return None;
        }
        let ink = f32::from(u8::from(self.is_ink(u, v)));
        Some(if self.style.inverted { 1.0 - ink } else { ink })
    }

    fn is_ink(&self, u: f32, v: f32) -> bool {
        let side = self.side as f32;
        if u < 0.0 || v < 0.0 || u >= side || v >= side {
            return false;
        }
        let (from_middle_u, from_middle_v) = (u - side / 2.0, v - side / 2.0);
        let logo = self.style.logo * side / 2.0;
        if from_middle_u.abs().max(from_middle_v.abs()) < logo {
            // A disc on a white plate.
            return from_middle_u.hypot(from_middle_v) < logo * 0.7;
        }
        let (x, y) = (u as usize, v as usize);
        if !self.modules[y * self.side + x] {
            return false;
        }
        let finder = (x < 7 && (y < 7 || y >= self.side - 7)) || (x >= self.side - 7 && y < 7);
        if self.style.roundness == 0.0 || finder {
            return true;
        }
        let radius = 0.5 * self.style.roundness;
        let corner = |fraction: f32| ((fraction - 0.5).abs() - (0.5 - radius)).max(0.0);
        corner(u.fract()).hypot(corner(v.fract())) <= radius * 0.95
    }
}

/// A key URI or a push enrollment URI of 80–400 bytes.
pub fn enrollment_text(random: &mut Random) -> String {
    let issuer = ["Example", "Contoso%20Ltd", "Universit%C3%A4t", "ACME", "Nordwind", "login.example.org"];
    let person = ["alice", "bob.builder", "c.d.m%C3%BCller", "operations-team", "eve+work"];
    let (issuer, person) = (issuer[random.below(issuer.len())], person[random.below(person.len())]);
    let length = [16, 32, 52, 64][random.below(4)];
    let secret = base32(random, length);
    let mut text = if random.chance(0.5) {
        format!(
            "otpauth://totp/{issuer}:{person}@example.com?secret={secret}&issuer={issuer}&algorithm=SHA1&digits=6&period=30"
        )
    } else {
        format!(
            "otpauth://pipush/PIPU{:08X}?url=https%3A//mfa.example.org/ttype/push&ttl=10&issuer={issuer}&enrollment_credential={secret}&v=1&serial=PIPU{:08X}&sslverify=1",
            random.bits() as u32,
            random.bits() as u32
        )
    };
    let wanted = 80 + random.below(321);
    if text.len() + 8 < wanted {
        text.push_str("&token=");
        let missing = wanted - text.len();
        text.push_str(&base32(random, missing).to_lowercase());
    }
    text.truncate(text.floor_char_boundary(400));
    text
}

fn base32(random: &mut Random, length: usize) -> String {
    (0..length).map(|_| char::from(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[random.below(32)])).collect()
}

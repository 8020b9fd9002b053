//! The glyph atlas: pages of plain pixels that glyph images are packed on, the regions that changed
//! since the last upload, and starting over when all pages are full.

/// Glyph images packed on pages of premultiplied RGBA. Coverage is white: a drawing tints it by
/// the colour of its vertices.
pub struct Atlas {
    pub(super) pages: Vec<AtlasPage>,
    page_limit: usize,
    generation: u64,
}

/// A part of a page that changed, to be uploaded before anything is drawn from it. The first one
/// of a page covers it whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dirty {
    /// Index of the page.
    pub page: usize,
    /// Left edge on the page, in pixels.
    pub x: usize,
    /// Upper edge on the page.
    pub y: usize,
    /// Width in pixels.
    pub w: usize,
    /// Height in pixels.
    pub h: usize,
    /// `w * h` pixels in rows, four bytes each: red, green, blue, alpha, premultiplied.
    pub pixels: Vec<u8>,
}

/// Where an image lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    pub(super) page: usize,
    pub(super) x: usize,
    pub(super) y: usize,
}

pub(super) struct AtlasPage {
    pixels: Vec<u8>,
    shelves: Vec<Shelf>,
    /// Whether it was never uploaded since it was made or cleared.
    fresh: bool,
}

/// A row of images of about the same height, filled from the left.
struct Shelf {
    y: usize,
    height: usize,
    used: usize,
    uploaded: usize,
}

/// A transparent pixel between images keeps a filtered edge from showing its neighbour.
const PADDING: usize = 1;

const WIDTH: usize = 1024;
const HEIGHT: usize = 512;

impl Atlas {
    /// Width and height of a page in pixels: wide enough for long shelves, and small enough that the
    /// first one, which is uploaded whole, does not hold up the window's first frame.
    pub const PAGE: [usize; 2] = [WIDTH, HEIGHT];

    /// An atlas that starts over rather than hold more than `page_limit` pages of 2 MB.
    pub fn with_page_limit(page_limit: usize) -> Self {
        Self {
            pages: Vec::new(),
            page_limit: page_limit.max(1),
            generation: 0,
        }
    }

    /// Grows by one whenever the atlas starts over. Quads of an older generation point at other
    /// images: make them anew, and draw the frame again in which it changed.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// What changed since the last call, in the order of pages.
    pub fn take_dirty(&mut self) -> Vec<Dirty> {
        let mut dirty = Vec::new();
        for (index, page) in self.pages.iter_mut().enumerate() {
            page.take_dirty(index, &mut dirty);
        }
        dirty
    }

    /// Forgets every image; the next generation begins.
    pub(super) fn clear(&mut self) {
        for page in &mut self.pages {
            *page = AtlasPage::new();
        }
        self.generation += 1;
    }

    /// Packs an image of `w * h` premultiplied pixels. `None` where there is no room left: clear,
    /// then try again; an image larger than a page never fits.
    pub(super) fn insert(&mut self, w: usize, h: usize, pixels: &[u8]) -> Option<Slot> {
        if !Self::could_hold(w, h) {
            return None;
        }
        let full = self.pages.len();
        let found = (0..full).find_map(|index| Some((index, self.pages.get_mut(index)?.place(w, h)?)));
        let (index, (x, y)) = match found {
            Some(found) => found,
            None if full < self.page_limit => {
                self.pages.push(AtlasPage::new());
                (full, self.pages.last_mut()?.place(w, h)?)
            }
            None => return None,
        };
        self.pages.get_mut(index)?.write(x, y, w, pixels);
        Some(Slot { page: index, x, y })
    }

    /// Whether an image of this size could ever be packed.
    pub(super) fn could_hold(w: usize, h: usize) -> bool {
        w + 2 * PADDING <= WIDTH && h + 2 * PADDING <= HEIGHT
    }

    /// The bytes of a page, for drawing without a window.
    #[cfg(test)]
    pub(super) fn page_pixels(&self, page: usize) -> &[u8] {
        &self.pages[page].pixels
    }
}

impl Default for Atlas {
    fn default() -> Self {
        Self::with_page_limit(16)
    }
}

impl AtlasPage {
    fn new() -> Self {
        Self {
            pixels: vec![0; WIDTH * HEIGHT * 4],
            shelves: Vec::new(),
            fresh: true,
        }
    }

    /// Finds room on a shelf that is not much too high, else opens a new shelf below.
    fn place(&mut self, w: usize, h: usize) -> Option<(usize, usize)> {
        let room = w + PADDING;
        let fits = |shelf: &&mut Shelf| {
            h <= shelf.height && shelf.height <= h + h / 3 + 4 && shelf.used + room <= WIDTH
        };
        if let Some(shelf) = self.shelves.iter_mut().find(fits) {
            let x = shelf.used;
            shelf.used += room;
            return Some((x, shelf.y));
        }
        let y = self
            .shelves
            .last()
            .map_or(PADDING, |shelf| shelf.y + shelf.height + PADDING);
        let height = h.next_multiple_of(4);
        if y + height > HEIGHT {
            return None;
        }
        self.shelves.push(Shelf {
            y,
            height,
            used: PADDING + room,
            uploaded: PADDING,
        });
        Some((PADDING, y))
    }

    fn write(&mut self, x: usize, y: usize, w: usize, pixels: &[u8]) {
        for (row, source) in pixels.chunks_exact((w * 4).max(1)).enumerate() {
            let start = ((y + row) * WIDTH + x) * 4;
            if let Some(target) = self.pixels.get_mut(start..start + w * 4) {
                target.copy_from_slice(source);
            }
        }
    }

    fn take_dirty(&mut self, page: usize, dirty: &mut Vec<Dirty>) {
        if self.fresh {
            self.fresh = false;
            for shelf in &mut self.shelves {
                shelf.uploaded = shelf.used;
            }
            dirty.push(Dirty {
                page,
                x: 0,
                y: 0,
                w: WIDTH,
                h: HEIGHT,
                pixels: self.pixels.clone(),
            });
            return;
        }
        for shelf in &mut self.shelves {
            if shelf.uploaded == shelf.used {
                continue;
            }
            let (x, w) = (shelf.uploaded, shelf.used - shelf.uploaded);
            shelf.uploaded = shelf.used;
            let mut pixels = Vec::with_capacity(w * shelf.height * 4);
            for row in shelf.y..shelf.y + shelf.height {
                let start = (row * WIDTH + x) * 4;
                pixels.extend_from_slice(self.pixels.get(start..start + w * 4).unwrap_or_default());
            }
            dirty.push(Dirty {
                page,
                x,
                y: shelf.y,
                w,
                h: shelf.height,
                pixels,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn solid(w: usize, h: usize, value: u8) -> Vec<u8> {
        vec![value; w * h * 4]
    }

    #[test]
    fn images_keep_their_pixels_and_never_overlap() {
        let mut atlas = Atlas::default();
        let mut placed = Vec::new();
        for n in 0..400_usize {
            let (w, h) = (3 + n % 17, 4 + n % 23);
            let value = (n % 255) as u8 + 1;
            let slot = atlas.insert(w, h, &solid(w, h, value)).unwrap();
            placed.push((slot, w, h, value));
        }
        for (slot, w, h, value) in placed {
            let page = atlas.page_pixels(slot.page);
            for y in slot.y..slot.y + h {
                let start = (y * WIDTH + slot.x) * 4;
                assert!(page[start..start + w * 4].iter().all(|byte| *byte == value));
            }
        }
    }

    #[test]
    fn uploads_alone_rebuild_the_page() {
        let mut atlas = Atlas::default();
        let mut copy = vec![0; WIDTH * HEIGHT * 4];
        for n in 0..60_usize {
            let (w, h) = (5 + n % 7, 6 + n % 9);
            atlas.insert(w, h, &solid(w, h, n as u8 + 1)).unwrap();
            if n % 10 == 0 {
                for dirty in atlas.take_dirty() {
                    upload(&mut copy, &dirty);
                }
            }
        }
        for dirty in atlas.take_dirty() {
            assert!(dirty.w < WIDTH, "only the first upload is whole");
            upload(&mut copy, &dirty);
        }
        assert!(atlas.take_dirty().is_empty());
        assert!(copy == atlas.page_pixels(0));
    }

    fn upload(copy: &mut [u8], dirty: &Dirty) {
        for (row, source) in dirty.pixels.chunks_exact(dirty.w * 4).enumerate() {
            let start = ((dirty.y + row) * WIDTH + dirty.x) * 4;
            copy[start..start + source.len()].copy_from_slice(source);
        }
    }

    #[test]
    fn a_full_atlas_refuses_until_it_is_cleared() {
        let mut atlas = Atlas::with_page_limit(2);
        let image = solid(500, 500, 9);
        let placed = (0..20)
            .take_while(|_| atlas.insert(500, 500, &image).is_some())
            .count();
        assert_eq!((placed, atlas.pages.len()), (4, 2));
        atlas.clear();
        assert_eq!(atlas.generation(), 1);
        assert!(atlas.insert(500, 500, &image).is_some());
        assert!(atlas.insert(1023, 10, &[]).is_none());
    }
}

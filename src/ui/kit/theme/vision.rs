//! Whether people with colour-blindness can tell the speakers' colours apart: what they see, after
//! Machado, Oliveira and Fernandes, 'A physiologically-based model for simulation of color vision
//! deficiency' (2009), and how different two colours look, by CIEDE2000. Contrast is in `theme`.

use eframe::egui::Color32;

use super::{DARK, LIGHT};

/// How different two speakers must look to everybody. Two colours side by side are told apart from
/// about 2.3 on; marks stand apart from each other. Names, chips and shapes say it too.
const APART: f64 = 8.0;
/// How different they must look to most.
const FAR_APART: f64 = 15.0;

type Matrix = [[f64; 3]; 3];

/// What is seen where one kind of cone is missing, of linear red, green and blue.
const KINDS: [(&str, Matrix, f64); 4] = [
    (
        "all cones",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        FAR_APART,
    ),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        APART,
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        APART,
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
        APART,
    ),
];

/// A colour by lightness and two axes of hue (CIELAB, white of D65).
#[derive(Clone, Copy, Debug)]
struct Lab {
    l: f64,
    a: f64,
    b: f64,
}

impl Lab {
    fn seen(color: Color32, matrix: &Matrix) -> Self {
        let linear = [color.r(), color.g(), color.b()].map(|value| {
            let value = f64::from(value) / 255.0;
            if value <= 0.040_45 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        });
        let [r, g, b] = times(matrix, linear).map(|value| value.clamp(0.0, 1.0));
        let to_xyz = [
            [0.412_456_4, 0.357_576_1, 0.180_437_5],
            [0.212_672_9, 0.715_152_2, 0.072_175_0],
            [0.019_333_9, 0.119_192_0, 0.950_304_1],
        ];
        let [x, y, z] = times(&to_xyz, [r, g, b]);
        let root = |value: f64| {
            let foot = 6.0_f64 / 29.0;
            if value > foot.powi(3) {
                value.cbrt()
            } else {
                value / (3.0 * foot * foot) + 4.0 / 29.0
            }
        };
        let (x, y, z) = (root(x / 0.950_47), root(y), root(z / 1.088_83));
        Self {
            l: 116.0 * y - 16.0,
            a: 500.0 * (x - y),
            b: 200.0 * (y - z),
        }
    }
}

fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum())
}

/// How different two colours look: CIEDE2000, in the notation of Sharma, Wu and Dalal (2005).
fn difference(one: Lab, two: Lab) -> f64 {
    let seventh = |c: f64| (c.powi(7) / (c.powi(7) + 25_f64.powi(7))).sqrt();
    let mean = f64::midpoint(one.a.hypot(one.b), two.a.hypot(two.b));
    let stretch = 1.0 + 0.5 * (1.0 - seventh(mean));
    let polar = |lab: Lab| {
        let a = lab.a * stretch;
        (a.hypot(lab.b), lab.b.atan2(a).to_degrees().rem_euclid(360.0))
    };
    let ((c1, h1), (c2, h2)) = (polar(one), polar(two));
    let turn = (h2 - h1 + 180.0).rem_euclid(360.0) - 180.0;
    let hue = 2.0 * (c1 * c2).sqrt() * (turn / 2.0).to_radians().sin();
    let (l, c, h) = (
        f64::midpoint(one.l, two.l),
        f64::midpoint(c1, c2),
        h1 + turn / 2.0,
    );
    let wave = |factor: f64, phase: f64| (factor * h + phase).to_radians().cos();
    let t = 1.0 - 0.17 * wave(1.0, -30.0) + 0.24 * wave(2.0, 0.0) + 0.32 * wave(3.0, 6.0)
        - 0.20 * wave(4.0, -63.0);
    let light = (l - 50.0).powi(2);
    let of_lightness = (two.l - one.l) / (1.0 + 0.015 * light / (20.0 + light).sqrt());
    let of_chroma = (c2 - c1) / (1.0 + 0.045 * c);
    let of_hue = hue / (1.0 + 0.015 * c * t);
    let blue = 30.0 * (-((h.rem_euclid(360.0) - 275.0) / 25.0).powi(2)).exp();
    let rotation = -(2.0 * blue).to_radians().sin() * 2.0 * seventh(c);
    (of_lightness.powi(2) + of_chroma.powi(2) + of_hue.powi(2) + rotation * of_chroma * of_hue).sqrt()
}

#[test]
fn the_difference_is_that_of_its_authors_tables() {
    let lab = |l, a, b| Lab { l, a, b };
    for (one, two, expected) in [
        (lab(50.0, 2.6772, -79.7751), lab(50.0, 0.0, -82.7485), 2.0425),
        (lab(50.0, 2.49, -0.001), lab(50.0, -2.49, 0.0011), 7.2195),
        (lab(50.0, 2.5, 0.0), lab(61.0, -5.0, 29.0), 22.8977),
        (
            lab(60.2574, -34.0099, 36.2677),
            lab(60.4626, -34.1751, 39.4387),
            1.2644,
        ),
        (
            lab(22.7233, 20.0904, -46.694),
            lab(23.0331, 14.973, -42.5619),
            2.0373,
        ),
        (lab(2.0776, 0.0795, -1.135), lab(0.9033, -0.0636, -0.5514), 0.9082),
    ] {
        let found = difference(one, two);
        assert!((found - expected).abs() < 0.0001, "{found} is not {expected}");
    }
}

#[test]
fn the_first_twelve_speakers_look_different_to_everybody() {
    let mut alike = Vec::new();
    for theme in [&LIGHT, &DARK] {
        for (kind, matrix, least) in &KINDS {
            for first in 0..12 {
                for second in first + 1..12 {
                    let [one, two] = [first, second].map(|at| Lab::seen(theme.speaker(at), matrix));
                    let found = difference(one, two);
                    if found < *least {
                        let (first, second) = (first + 1, second + 1);
                        alike.push(format!(
                            "{kind}, dark {}: {first} and {second}: {found:.1}",
                            theme.dark
                        ));
                    }
                }
            }
        }
    }
    assert!(alike.is_empty(), "{alike:#?}");
}

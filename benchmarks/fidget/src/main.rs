//! Times Fidget on models, for `make bench-peers`: one thread, machine code.
//!
//!     fidget-times picture SIZE RUNS SCALE MODEL.vm     a picture, SIZE^2 pixels, each with its own sign
//!     fidget-times heights SIZE RUNS SCALE MODEL.vm     heights and normals, SIZE^3 voxels
//!     fidget-times mesh DEPTH RUNS SCALE MODEL.vm       a mesh of 2^DEPTH cells a side
//!
//! Prints the milliseconds of each run, and how many pixels inside or triangles there are.

use fidget::{
    context::Context,
    jit::JitShape,
    mesh::{Octree, Settings},
    raster::{pixel, voxel},
};
use std::{env, fs::File, time::Instant};

fn main() {
    let words: Vec<String> = env::args().collect();
    let [_, what, size, runs, scale, model] = words.as_slice() else {
        panic!("usage: fidget-times picture|heights|mesh SIZE RUNS SCALE MODEL.vm");
    };
    let size: u32 = size.parse().expect("SIZE is a number");
    let runs: usize = runs.parse().expect("RUNS is a number");
    let scale: f32 = scale.parse().expect("SCALE is a number");
    let (context, root) = Context::from_text(File::open(model).expect("a model")).expect("a model");
    let shape = JitShape::new(&context, root).expect("a shape");
    let view = nalgebra::Matrix4::new_scaling(scale);
    for _ in 0..runs {
        let started = Instant::now();
        let count = match what.as_str() {
            "picture" => count_inside(&shape, size, scale),
            "heights" => count_pixels(&shape, size, view),
            "mesh" => count_triangles(&shape, size as u8, view),
            _ => panic!("{what} is none of picture, heights and mesh"),
        };
        println!("{:.1} {count}", started.elapsed().as_secs_f64() * 1e3);
    }
}

fn count_inside(shape: &JitShape, size: u32, scale: f32) -> usize {
    let config = pixel::RenderConfig {
        image_size: pixel::RenderSize::from(size),
        world_to_model: nalgebra::Matrix3::new_scaling(scale),
        pixel_perfect: false,
        z: 0.0,
    };
    let options = pixel::EvalConfig {
        threads: None,
        ..Default::default()
    };
    let bound = shape.clone().try_into().expect("no variables but x, y and z");
    let image = pixel::render(bound, &config, &options).expect("nobody cancels");
    image.iter().filter(|pixel| pixel.inside()).count()
}

fn count_pixels(shape: &JitShape, size: u32, view: nalgebra::Matrix4<f32>) -> usize {
    let config = voxel::RenderConfig {
        image_size: voxel::RenderSize::from(size),
        world_to_model: view,
    };
    let options = voxel::EvalConfig {
        threads: None,
        ..Default::default()
    };
    let bound = shape.clone().try_into().expect("no variables but x, y and z");
    let image = voxel::render(bound, &config, &options).expect("nobody cancels");
    image.iter().filter(|pixel| pixel.depth > 0).count()
}

fn count_triangles(shape: &JitShape, depth: u8, view: nalgebra::Matrix4<f32>) -> usize {
    let settings = Settings {
        depth,
        world_to_model: view,
        threads: None,
        ..Default::default()
    };
    let bound = shape.clone().try_into().expect("no variables but x, y and z");
    let octree = Octree::build(&bound, &settings).expect("nobody cancels");
    octree.walk_dual().triangles.len()
}

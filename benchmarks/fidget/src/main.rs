//! Times Fidget on models, for `make bench-peers`: one thread, machine code.
//!
//!     fidget-times picture SIZE RUNS VIEW MODEL.vm     a picture, SIZE^2 pixels, each with its own sign
//!     fidget-times heights SIZE RUNS VIEW MODEL.vm     heights and normals, SIZE^3 voxels
//!     fidget-times mesh DEPTH RUNS VIEW MODEL.vm       a mesh of 2^DEPTH cells a side
//!
//! VIEW: the 16 entries of the matrix from picture to world, row by row, with commas between; pictures take x and y of it.
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
    let [_, what, size, runs, view, model] = words.as_slice() else {
        panic!("usage: fidget-times picture|heights|mesh SIZE RUNS VIEW MODEL.vm");
    };
    let size: u32 = size.parse().expect("SIZE is a number");
    let runs: usize = runs.parse().expect("RUNS is a number");
    let entries: Vec<f32> = view.split(',').map(|entry| entry.parse().expect("VIEW has numbers")).collect();
    assert_eq!(entries.len(), 16, "VIEW has 16 entries");
    let view = nalgebra::Matrix4::from_row_slice(&entries);
    let (context, root) = Context::from_text(File::open(model).expect("a model")).expect("a model");
    let shape = JitShape::new(&context, root).expect("a shape");
    for _ in 0..runs {
        let started = Instant::now();
        let count = match what.as_str() {
            "picture" => count_inside(&shape, size, view),
            "heights" => count_pixels(&shape, size, view),
            "mesh" => count_triangles(&shape, size as u8, view),
            _ => panic!("{what} is none of picture, heights and mesh"),
        };
        println!("{:.1} {count}", started.elapsed().as_secs_f64() * 1e3);
    }
}

fn count_inside(shape: &JitShape, size: u32, view: nalgebra::Matrix4<f32>) -> usize {
    let config = pixel::RenderConfig {
        image_size: pixel::RenderSize::from(size),
        world_to_model: view.remove_row(2).remove_column(2),
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

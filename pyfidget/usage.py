"""What --help says."""

HELP = """\
usage: prospero-c [options] MODEL.vm ...

Renders the shape of a .vm model: white where the program's result is negative. A model named '-' is standard input.

  -o, --output FILE    the picture; '-' is standard output (default: MODEL.png in the current folder).
                       A folder for several models, or if it exists or ends in '/': FILE/MODEL.png
  --format FORMAT      png, pgm, ppm or pbm (default: the extension of FILE; png if there is none)
  --mode NAME          plain (default): black and white. In colour, as png or ppm: regions, what the quadtree engine proved
                       and what it evaluated; sdf, the value in bands, with the zero contour. Of space: height, the nearest
                       voxel inside, as png or pgm of 16 bits; normals, the gradient's direction there, and
                       shaded, in the light, as png or ppm
  --no-legend          leave out the strip below a picture in colour that says what the colours mean
  --size N             N x N pixels, 1 to 65536 (default: 1024)
  --width W --height H W x H pixels; the shorter side spans [-1, 1]
  --window LEFT,TOP,WIDTH,HEIGHT  only these pixels of the picture, which may then have 2147483647 x 2147483647; mode plain
  --grid NAME          where the samples lie: challenge (default), fidget or centers
  --center X,Y         the middle of the view (default: 0,0); X,Y,Z in space
  --scale S            half of the view's shorter side (default: 1)
  --z Z                the third coordinate (default: 0)
  --depth D            voxels behind a pixel, 1 to 65535 (default: the longer side); they always reach from -1 to 1
  --rotate PITCH,YAW,ROLL  turn the shape, in degrees: by YAW its front goes right, then by PITCH its top comes nearer, and by
                       ROLL the picture turns counterclockwise (default: 0,0,0)
  --isometric          as --rotate 35.264,45,0: along a cube's diagonal
  --perspective P      what is nearer is larger, 1 + P z times (default: 0; below 1)
  --ambient-occlusion  mode shaded: darker where less of the sky is seen
  --engine NAME        wide (default), quadtree, scalar: every operation at every pixel, or compiled: the same by machine
                       code. They give the same picture; mode regions is by quadtree, mode sdf by any but wide (default:
                       quadtree)
  --sink-loads NAME    which loads the compiled engine has as operands: none, all, require-dead (default), prefer-dead or
                       spill-any
  --allocator NAME     how the compiled engine shares registers out: ssra (default) or linear-scan
  --lanes N            pixels that the compiled engine computes at a time: 4 (AVX2) or 8 (AVX-512); default: 8 where the
                       processor can
  --memoize            the compiled engine computes what depends on x or y alone once a column or row
  --chunks N           the compiled engine draws N x N regions, 1 to 1024, each by a function of its own
  --emit NAME          no picture, but text on standard output, or to FILE: asm, the compiled engine's code, or c, a program
                       that draws the picture
  --no-machine-code    the wide and compiled engines run plain loops only, not the machine code that they make
  --passes LIST        what the quadtree engine does to programs: all (default), none, or some of
                       decide,fold,peephole,sign,dead; 'all,-fold' is all but one
  --early-exit         the quadtree engine stops evaluating a pixel once its sign is decided
  --threads N          threads of the wide engine, 1 to 1024 (default: the cores that it may use)
  --repeat N           render N frames, write the last
  --time               phase times in milliseconds, on standard error
  --stats              what the engine analysed, copied and evaluated, on standard error
  --jit PARAMETERS     parameters of the meta-tracing JIT, where it is built in: 'off', 'threshold=20', ...
  --largest-model BYTES  of a model that has more, nothing is drawn (default: 268435456)
  --version, --help

       prospero-c opt [options] MODEL.vm      makes the program itself shorter: see opt --help
"""

/* Draws a model by the library that it is linked with: MODEL SIZE ENGINE -> the picture as bytes on standard output. */
#include <stdio.h>
#include <stdlib.h>

void rpython_startup_code(void);
long pyfidget_start(void), pyfidget_parse(long, long), pyfidget_runnable(long), pyfidget_bits(long);
long pyfidget_prepare(long, long, long, long, long, double, double, double, double, long, long, long);
long pyfidget_advance(long, long), pyfidget_run(long, long);
long pyfidget_widener(long), pyfidget_widen(long, long, long, long, long, long, long), pyfidget_finish(long);

int main(int count, char **words) {
    static char text[1 << 20];
    FILE *file = fopen(words[1], "rb");
    long length = fread(text, 1, sizeof text, file), size = atol(words[2]), engine = atol(words[3]);
    char *pixels = malloc(size * size);
    rpython_startup_code();
    if (!pyfidget_start()) return 1;
    long shape = pyfidget_parse((long)text, length);
    long job;
    if (!pyfidget_prepare(shape, engine, size, size, 0, 0.0, 0.0, 1.0, 0.0, 2, 1, (long)&job)) return 2;
    long ready;
    do ready = pyfidget_advance(job, 1000); while (ready == 2);
    if (ready != 1) return 4;
    long work = pyfidget_runnable(job);
    while (work && !pyfidget_run(work, 1000));
    pyfidget_widen(pyfidget_widener(1), pyfidget_bits(job), (size + 7) / 8, size, size, (long)pixels, size);
    if (!pyfidget_finish(job)) return 3;
    return fwrite(pixels, 1, size * size, stdout) != (size_t)(size * size);
}

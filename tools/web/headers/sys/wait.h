/* Processes: WebAssembly has none. */

"""The live viewer: a page in the browser, and the server of this machine that draws for it."""

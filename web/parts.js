// What tools/web/page.mjs puts into the page: the packed module, the worker's text, and examples, their texts by their names.

import packed from 'pyfidget:engine';
import models from 'pyfidget:examples';
import worker from 'pyfidget:worker';

export const bytes = packed;
export const examples = models;
export const script = worker;

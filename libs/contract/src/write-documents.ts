import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { documents } from './documents.js';

// Writes the published documents into this library's folder, or into the one that is given.
const folder = resolve(process.argv[2] ?? 'libs/contract');
for (const [path, text] of Object.entries(documents())) {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

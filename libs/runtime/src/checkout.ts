import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The folder with the project's package.json. The code runs from two depths (sources in tests, dist otherwise), so the
 * place is looked for instead of counted.
 */
export const checkout: string = find(__dirname);

function find(folder: string): string {
  const manifest = join(folder, 'package.json');
  if (existsSync(manifest) && isOurs(readFileSync(manifest, 'utf8'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error(`No package.json of scopewatch above ${__dirname}.`);
  return find(parent);
}

function isOurs(manifest: string): boolean {
  return (JSON.parse(manifest) as { name?: unknown }).name === 'scopewatch';
}

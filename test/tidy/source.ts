import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '#runtime';

export interface SourceFile {
  /** From the top of the checkout. */
  readonly path: string;
  readonly text: string;
}

const isSpec = (path: string): boolean => /(spec|testkit)\.ts$/.test(path);

/** The files of some folders, by path. */
export function filesIn(...folders: string[]): SourceFile[] {
  return folders
    .flatMap((folder) =>
      readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
    )
    .filter((path) => path.endsWith('.ts') && !path.includes('node_modules'))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(checkout, path), 'utf8') }));
}

/** What runs at a firm, but for the page, for examples, and for what the schema once was. */
export const sources = filesIn('libs', 'apps').filter(
  ({ path }) => !isSpec(path) && !path.startsWith('apps/dashboard/') && !/\/migrations\/|\.examples\.ts$/.test(path),
);

/** What shows that it does what it should. */
export const specs = [...filesIn('libs', 'apps').filter(({ path }) => isSpec(path)), ...filesIn('test')];

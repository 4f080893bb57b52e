import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn } from './source';

const LANDED = JSON.parse(readFileSync(join(__dirname, 'landed-migrations.json'), 'utf8')) as Record<string, string>;
const FOLDER = 'libs/store/src/migrations/';

const digests = Object.fromEntries(
  filesIn(FOLDER)
    .filter(({ path }) => !path.endsWith('index.ts'))
    .map(({ path, text }) => [path.slice(FOLDER.length), createHash('sha256').update(text).digest('hex')]),
);

describe('the migrations', () => {
  it('that a firm may have run stay as they are; a change is a migration of its own', () => {
    for (const [name, digest] of Object.entries(LANDED)) expect([name, digests[name]]).toEqual([name, digest]);
  });

  it('are all among the landed ones before a release', () => {
    expect(Object.keys(digests).sort()).toEqual(Object.keys(LANDED).sort());
  });
});

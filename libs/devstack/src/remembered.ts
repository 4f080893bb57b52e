import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Origin } from './parts.js';

/**
 * What the next start must know of this one, in `<home>/parts.json`: where the data lies (embedded or in Docker), and
 * ports and secrets, so that addresses stay the same while they can.
 */
export interface Remembered {
  readonly postgres?: RememberedPostgres;
  readonly kafka?: RememberedKafka;
}

interface RememberedPostgres {
  readonly origin: Exclude<Origin, 'environment'>;
  readonly port: number;
  readonly password: string;
}

interface RememberedKafka {
  readonly origin: Exclude<Origin, 'environment'>;
  readonly port: number;
  readonly controllerPort: number;
  readonly clusterId: string;
}

export function recall(home: string): Remembered {
  try {
    return JSON.parse(readFileSync(file(home), 'utf8')) as Remembered;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new Error(`${file(home)} can't be read; it should be JSON that an earlier start wrote.`, { cause: error });
  }
}

export function remember(home: string, news: Remembered): void {
  const next = `${file(home)}.next`;
  writeFileSync(next, `${JSON.stringify({ ...recall(home), ...news }, null, 2)}\n`, { mode: 0o600 });
  renameSync(next, file(home));
}

function file(home: string): string {
  return join(home, 'parts.json');
}

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new folder for PostgreSQL and Kafka that the database's user, if we are root, may pass through. */
export function makeHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'scopewatch-bench-'));
  chmodSync(home, 0o711);
  return home;
}

export const removeHome = (home: string): void => rmSync(home, { recursive: true, force: true });

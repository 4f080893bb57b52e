import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockHolder, recordedNames, recordedProcess, stopProcess } from '#devstack';

const PREFIX = 'scopewatch-test-';
const KILL = [{ signal: 'SIGKILL', waitMs: 5_000 }] as const;

/** A new home that the database's user, if we are root, may pass through. */
export function makeTestHome(): string {
  const home = mkdtempSync(join(tmpdir(), PREFIX));
  chmodSync(home, 0o711);
  return home;
}

/** Nothing in it is worth an orderly end. */
export async function removeTestHome(home: string): Promise<void> {
  for (const name of recordedNames(home)) {
    const left = recordedProcess(home, name);
    if (left !== undefined)
      await stopProcess(left, name === 'postgres' ? [{ signal: 'SIGQUIT', waitMs: 5_000 }, ...KILL] : KILL);
  }
  rmSync(home, { recursive: true, force: true });
}

/** What killed test runs left behind: their parts run on until somebody stops them. */
export async function removeOrphanedTestHomes(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const home = join(tmpdir(), name);
    // Without a lock it is either being made this moment or was never used.
    if (name.startsWith(PREFIX) && existsSync(join(home, 'lock')) && lockHolder(home) === undefined) {
      await removeTestHome(home);
    }
  }
}

import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { diskFull } from '../home.js';
import { PartsError } from '../parts-error.js';
import { INITDB_OPTIONS, OWNER } from './server-options.js';
import type { OsUser } from './os-user.js';

const run = promisify(execFile);

/** Makes the data folder, unless it is there. It gets its name last, so half of one is never taken for whole. */
export async function initialiseCluster(
  home: string,
  initdb: string,
  user: OsUser | undefined,
  password: string,
): Promise<string> {
  const data = join(home, 'postgres');
  if (existsSync(join(data, 'PG_VERSION'))) return data;
  const unfinished = join(home, 'postgres.unfinished');
  const passwordFile = join(home, 'postgres.password');
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) for (const path of [unfinished, passwordFile]) chownSync(path, user.uid, user.gid);
  try {
    await run(
      initdb,
      [`--pgdata=${unfinished}`, `--username=${OWNER}`, `--pwfile=${passwordFile}`, ...INITDB_OPTIONS],
      {
        ...user,
        env: { PATH: process.env['PATH'], LC_ALL: 'C' },
      },
    );
  } catch (error) {
    throw initdbError(home, error);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(unfinished, data);
  return data;
}

function initdbError(home: string, error: unknown): Error {
  const said = String((error as { stderr?: unknown }).stderr ?? '').trim();
  if (said.includes('No space left on device')) return diskFull(home);
  return new PartsError(`PostgreSQL couldn't make its data folder in ${home}: ${said || String(error)}`, {
    cause: error,
  });
}

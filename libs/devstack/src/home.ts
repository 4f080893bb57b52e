import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PartsError } from './parts-error.js';

const FREE_BYTES_MIN = 500 * 1000 * 1000;

/** What lies in a home: by these it is told from a folder that is somebody else's too. */
const FOLDERS = ['logs', 'run', 'kafka', 'postgres'];
const FILES = [
  'lock',
  'parts.json',
  'endpoints.json',
  'kafka-password',
  'signing-key',
  'postgres.password',
  'postgres.unfinished',
];

/**
 * Makes the folder if need be and finds out now, not in the middle of work, whether it can be used. Who may pass is left
 * as it is: somebody else may run with this home, which only its lock tells.
 */
export function prepareHome(home: string): void {
  try {
    for (const name of ['logs', 'run', 'kafka']) makeFolders(join(home, name));
    const probe = join(home, `.probe-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw unusableHome(home, error as NodeJS.ErrnoException);
  }
  const free = freeBytes(home);
  if (free < FREE_BYTES_MIN) throw diskFull(home, free);
}

/**
 * By whoever holds the lock, before any part runs. Data of clients lies in logs and in Kafka's segments: nobody else
 * reads them, whatever the umask says. Files that an earlier version or a killed start has left hold passwords: to write one
 * anew leaves open what was open.
 */
export function closeHome(home: string): void {
  for (const name of FOLDERS) if (existsSync(join(home, name))) chmodSync(join(home, name), 0o700);
  for (const name of FILES) {
    const path = join(home, name);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) chmodSync(path, 0o600);
  }
  if (readdirSync(home).every((name) => FOLDERS.includes(name) || FILES.includes(name))) chmodSync(home, 0o700);
}

/** @returns how many bytes are free where `folder` is */
export function freeBytes(folder: string): number {
  const { bavail, bsize } = statfsSync(folder);
  return bavail * bsize;
}

/** One by one: Node's own way of making them all runs for ever where a file system refuses without a reason, as /proc. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder);
}

export function diskFull(home: string, bytes?: number): PartsError {
  const free = bytes === undefined ? '' : ` (${Math.floor(bytes / 1e6)} MB are free, 500 MB are needed)`;
  return new PartsError(
    `The disk of ${home} is full${free}. Make room, or set SCOPEWATCH_HOME to a folder on another disk.`,
  );
}

function unusableHome(home: string, error: NodeJS.ErrnoException): PartsError {
  if (error.code === 'ENOSPC') return diskFull(home);
  const why = error.code === 'ENOTDIR' || error.code === 'EEXIST' ? 'is not a folder' : "can't be written to";
  return new PartsError(
    `The home ${home} ${why} (${error.code ?? error.message}). Set SCOPEWATCH_HOME to a folder that you may write to.`,
    { cause: error },
  );
}

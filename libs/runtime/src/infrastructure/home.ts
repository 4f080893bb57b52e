import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PartsError } from './parts.js';

const FREE_BYTES_MIN = 500 * 1000 * 1000;

/** What lies in a home: by these it is told from a folder that is somebody else's too. */
const FOLDERS = ['logs', 'run', 'kafka', 'postgres'];

/** Makes the folder if need be and finds out now, not in the middle of work, whether it can be used. */
export function prepareHome(home: string): void {
  try {
    const isOurs = !existsSync(home) || readdirSync(home).every((name) => FOLDERS.includes(name)) || wasPrepared(home);
    for (const name of ['logs', 'run', 'kafka']) makeFolders(join(home, name));
    // Data of clients lies in logs and in Kafka's segments: nobody else reads them, whatever the umask says.
    for (const name of FOLDERS) if (existsSync(join(home, name))) chmodSync(join(home, name), 0o700);
    if (isOurs) chmodSync(home, 0o700);
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
 * Lets the group of the user that the database runs as pass through the home, where that is another user than we are; pass
 * only: they can't list it, and what lies beside their own folder stays closed to them.
 */
export function letPass(home: string, { gid }: { readonly gid: number }): void {
  chownSync(home, process.getuid?.() ?? 0, gid);
  chmodSync(home, 0o710);
}

const wasPrepared = (home: string): boolean => existsSync(join(home, 'parts.json')) || existsSync(join(home, 'lock'));

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

import { chmodSync, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PartsError } from './parts.js';

const FREE_BYTES_MIN = 500 * 1000 * 1000;

/** Makes the folder if need be and finds out now, not in the middle of work, whether it can be used. */
export function prepareHome(home: string): void {
  try {
    const isNew = !existsSync(home);
    makeFolders(join(home, 'logs'));
    // Passable, not readable: started by root, the database runs as another user. Whatever the umask says.
    if (isNew) chmodSync(home, 0o711);
    const probe = join(home, `.probe-${process.pid}`);
    writeFileSync(probe, 'x');
    rmSync(probe);
  } catch (error) {
    throw unusableHome(home, error as NodeJS.ErrnoException);
  }
  const { bavail, bsize } = statfsSync(home);
  if (bavail * bsize < FREE_BYTES_MIN) throw diskFull(home, bavail * bsize);
}

/** One by one: Node's own way of making them all runs for ever where a file system refuses without a reason, as /proc. */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(dirname(folder));
  mkdirSync(folder);
}

export function diskFull(home: string, freeBytes?: number): PartsError {
  const free = freeBytes === undefined ? '' : ` (${Math.floor(freeBytes / 1e6)} MB are free, 500 MB are needed)`;
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

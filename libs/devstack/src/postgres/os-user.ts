import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Reporter } from '../reporter.js';
import { PartsError } from '../parts-error.js';

export interface OsUser {
  readonly uid: number;
  readonly gid: number;
}

const NAME = 'postgres';

/**
 * PostgreSQL refuses to run as root, so root hands it to the system user `postgres`, which is made if it doesn't exist.
 *
 * @returns `undefined` for "as whoever we are"
 */
export function postgresUser(log: Reporter): OsUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  return lookUp() ?? create(log);
}

/**
 * Lets the group of the user that the database runs as pass through the home, where they may not yet; pass only: they
 * can't list it, and what lies beside their own folder stays closed to them.
 */
export function letPass(home: string, user: OsUser): void {
  if (mayPass(home, user)) return;
  chownSync(home, process.getuid?.() ?? 0, user.gid);
  chmodSync(home, 0o710);
}

/** @throws PartsError naming the first folder above `path` that `user` may not pass through */
export function requirePassage(path: string, user: OsUser): void {
  for (const folder of ancestors(path)) {
    if (mayPass(folder, user)) continue;
    const mode = (statSync(folder).mode & 0o777).toString(8).padStart(4, '0');
    throw new PartsError(
      `Started by root, PostgreSQL runs as the user "${NAME}", who may not pass through ${folder} (mode ${mode}) to ${path}. ` +
        `Run scopewatch as an ordinary user, move it and SCOPEWATCH_HOME to a folder that everyone may pass through (such as /opt or /srv), ` +
        `run "chmod o+x ${folder}", or set DATABASE_URL.`,
    );
  }
}

function lookUp(): OsUser | undefined {
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return undefined;
  }
}

function idOf(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, NAME], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
}

function create(log: Reporter): OsUser {
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/bin/false', NAME], {
      stdio: 'ignore',
    });
  } catch {
    // Told below, together with a useradd that went well and still made no user.
  }
  const user = lookUp();
  if (user === undefined) {
    throw new PartsError(
      `PostgreSQL refuses to run as root, and the system user "${NAME}" neither exists nor could be created. ` +
        'Create it ("useradd --system postgres", on Alpine "adduser -S postgres"), run scopewatch as an ordinary user, or set DATABASE_URL.',
    );
  }
  log.info(`Created the system user "${NAME}", since PostgreSQL refuses to run as root.`);
  return user;
}

function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestors(parent), parent];
}

function mayPass(folder: string, user: OsUser): boolean {
  const { mode, uid, gid } = statSync(folder);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

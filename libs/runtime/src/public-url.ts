import type { SettingReader } from './setting-reader.js';
import { settings } from './settings.js';

/** The page that links of invitations lead to. */
export const WELCOME_PATH = '/welcome';

/** Where servers listen that listen everywhere: no address that anybody could open. */
const EVERYWHERE: Readonly<Record<string, string>> = {
  '0.0.0.0': '127.0.0.1',
  '[::]': '[::1]',
  '[::ffff:0:0]': '127.0.0.1',
};

/**
 * Where this machine reaches a server that listens on `host`.
 * @param host as in the setting; what is wrong with it is told where the server listens
 */
export function reachableUrl(host: string, port: number | string): string {
  const named = `http://${host.includes(':') ? `[${host}]` : host}`;
  // The parser writes an address in the one way in which it can be compared.
  const hostname = URL.canParse(named) ? new URL(named).hostname : '127.0.0.1';
  return `http://${EVERYWHERE[hostname] ?? hostname}:${port}`;
}

/** @returns without a slash at the end; `undefined` where nobody has said under which address people find us */
export function readPublicUrl(read: SettingReader): string | undefined {
  const given = read.optional(settings.publicUrl);
  if (given === undefined) return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    read.wrong(settings.publicUrl, 'must be an address of http or https.');
    return undefined;
  }
  if (EVERYWHERE[url.hostname] !== undefined) {
    read.wrong(settings.publicUrl, `must be an address that people can open, and ${url.hostname} is none.`);
    return undefined;
  }
  return given.replace(/\/+$/, '');
}

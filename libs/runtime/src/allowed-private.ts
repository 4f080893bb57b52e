import { isIP } from 'node:net';

/** Which hosts may be called though their addresses are not public. */
export interface AllowedPrivate {
  readonly all: boolean;
  /** Names of hosts, in lower case. */
  readonly hosts: readonly string[];
  readonly ranges: readonly { readonly address: string; readonly prefix: number; readonly family: 'ipv4' | 'ipv6' }[];
}

export const NOTHING_PRIVATE: AllowedPrivate = { all: false, hosts: [], ranges: [] };

/** @returns `null` for what is neither `true` nor a list of hosts, addresses and ranges */
export function readAllowedPrivate(text: string): AllowedPrivate | null {
  if (text === 'true') return { ...NOTHING_PRIVATE, all: true };
  const hosts: string[] = [];
  const ranges: AllowedPrivate['ranges'][number][] = [];
  for (const entry of text.split(',').map((part) => part.trim().toLowerCase())) {
    const range = rangeOf(entry);
    if (range !== null) ranges.push(range);
    else if (/^(?!\d+(\.\d+)*$)[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(entry)) hosts.push(entry);
    else return null;
  }
  return { all: false, hosts, ranges };
}

/** An address alone is the range that holds nothing else. */
function rangeOf(entry: string): AllowedPrivate['ranges'][number] | null {
  const [, bare = '', length] = /^\[?([0-9a-f.:]+)\]?(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  const family = isIP(bare);
  if (family === 0) return null;
  const most = family === 4 ? 32 : 128;
  const prefix = length === undefined ? most : Number(length);
  return prefix > most ? null : { address: bare, prefix, family: family === 4 ? 'ipv4' : 'ipv6' };
}

import { readAddressRange, type AddressRange } from './address-range.js';

/** Which hosts may be called though their addresses are not public. */
export interface AllowedPrivate {
  readonly all: boolean;
  /** Names of hosts, in lower case. */
  readonly hosts: readonly string[];
  readonly ranges: readonly AddressRange[];
}

export const NOTHING_PRIVATE: AllowedPrivate = { all: false, hosts: [], ranges: [] };

/** @returns `null` for what is neither `true` nor a list of hosts, addresses and ranges */
export function readAllowedPrivate(text: string): AllowedPrivate | null {
  if (text === 'true') return { ...NOTHING_PRIVATE, all: true };
  const hosts: string[] = [];
  const ranges: AddressRange[] = [];
  for (const entry of text.split(',').map((part) => part.trim().toLowerCase())) {
    const range = readAddressRange(entry);
    if (range !== null) ranges.push(range);
    else if (/^(?!\d+(\.\d+)*$)[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/.test(entry)) hosts.push(entry);
    else return null;
  }
  return { all: false, hosts, ranges };
}

import { BlockList, isIP } from 'node:net';

/** So many addresses: an address and how many of its bits count. */
export interface AddressRange {
  readonly address: string;
  readonly prefix: number;
  readonly family: 'ipv4' | 'ipv6';
}

/** An address alone is the range that holds nothing else. @returns `null` for what is neither */
export function readAddressRange(entry: string): AddressRange | null {
  const [, bare = '', length] = /^\[?([0-9a-f.:]+)\]?(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  const family = isIP(bare);
  if (family === 0) return null;
  const most = family === 4 ? 32 : 128;
  const prefix = length === undefined ? most : Number(length);
  return prefix > most ? null : { address: bare, prefix, family: family === 4 ? 'ipv4' : 'ipv6' };
}

/** @returns whether an address lies in one of the ranges; an IPv4 address may come in the form of IPv6 */
export function within(ranges: readonly AddressRange[]): (address: string) => boolean {
  const list = new BlockList();
  for (const { address, prefix, family } of ranges) list.addSubnet(address, prefix, family);
  return (given) => {
    const address = given.replace(/^::ffff:(?=\d+\.)/i, '');
    const family = isIP(address);
    return family !== 0 && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
  };
}

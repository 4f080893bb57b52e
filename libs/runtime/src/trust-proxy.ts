import { BlockList, isIP } from 'node:net';
import type { SettingReader } from './setting-reader.js';
import { settings } from './settings.js';

/** Whose word on where a request comes from is taken: nobody's, of so many proxies in a row, or of those in ranges. */
export type TrustProxy = false | number | readonly string[];

const HOPS_MAX = 10;
/** A range that is wider than the widest private one is no list of proxies. */
const PREFIX_MIN = { 4: 8, 6: 7 } as const;

export function readTrustProxy(read: SettingReader): TrustProxy {
  const given = read.optional(settings.trustProxy);
  if (given === undefined) return false;
  if (/^\d{1,2}$/.test(given) && Number(given) >= 1 && Number(given) <= HOPS_MAX) return Number(given);
  const ranges = given.split(',').map((part) => part.trim());
  const wrong = ranges.filter((range) => !isNarrow(range));
  if (wrong.length === 0) return ranges;
  read.wrong(
    settings.trustProxy,
    `must be how many proxies there are (1 to ${HOPS_MAX}), or their addresses and ranges such as 10.1.0.0/16, separated ` +
      `by commas, and "${wrong.join(', ')}" is neither. There is no way to trust any: whoever asks could then say that they are somebody else.`,
  );
  return false;
}

/** An address, or a range that is not simply everybody. */
function isNarrow(range: string): boolean {
  const [address = '', length, ...more] = range.split('/');
  const family = isIP(address);
  if (family === 0 || more.length > 0) return false;
  const most = family === 4 ? 32 : 128;
  const prefix = length === undefined ? most : /^\d{1,3}$/.test(length) ? Number(length) : -1;
  if (family !== 4 && family !== 6) return false;
  return prefix >= PREFIX_MIN[family] && prefix <= most && !(family === 6 && reachesIpv4(address, prefix));
}

/** In IPv6 all of IPv4 is a single narrow range; whoever means IPv4 has to write it as such. */
function reachesIpv4(address: string, prefix: number): boolean {
  const [range, mapped] = [new BlockList(), new BlockList()];
  range.addSubnet(address, prefix, 'ipv6');
  mapped.addSubnet('::ffff:0:0', 96, 'ipv6');
  return range.check('::ffff:0:0', 'ipv6') || mapped.check(address, 'ipv6');
}

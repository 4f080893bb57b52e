import { BlockList, isIP } from 'node:net';
import type { AllowedPrivate } from '#runtime';

/** IPv4 that is not globally reachable (IANA's registry of special-purpose addresses), and multicast. */
const NOT_PUBLIC_4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.31.196.0', 24],
  ['192.52.193.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['192.175.48.0', 24],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;
/** Inside 2000::/3, all else being not public: protocol assignments with Teredo, documentation, 6to4. */
const NOT_PUBLIC_6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['2620:4f:8000::', 48],
  ['3fff::', 20],
] as const;

const notPublic = new BlockList();
for (const [address, prefix] of NOT_PUBLIC_4) notPublic.addSubnet(address, prefix, 'ipv4');
for (const [address, prefix] of NOT_PUBLIC_6) notPublic.addSubnet(address, prefix, 'ipv6');
const global6 = new BlockList();
global6.addSubnet('2000::', 3, 'ipv6');

/** Whether anybody on the internet could be there. An IPv4 address inside an IPv6 one leads into our own network too. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 4) return !notPublic.check(address, 'ipv4');
  return isIP(address) === 6 && global6.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/** @param host as the address names it: a name or an IP address without brackets */
export function mayCall(host: string, address: string, allowed: AllowedPrivate): boolean {
  if (isPublic(address) || allowed.all || allowed.hosts.includes(host.toLowerCase())) return true;
  const list = new BlockList();
  for (const { address: first, prefix, family } of allowed.ranges) list.addSubnet(first, prefix, family);
  return list.check(address, isIP(address) === 4 ? 'ipv4' : 'ipv6');
}

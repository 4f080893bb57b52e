import type { AllowedPrivate } from '#runtime';
import { isPublic, mayCall } from './address-guard.js';

const nothing: AllowedPrivate = { all: false, hosts: [], ranges: [] };

describe('where a webhook may lead', () => {
  it.each(['8.8.8.8', '93.184.216.34', '172.15.0.1', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    '%s is public',
    (address) => expect(isPublic(address)).toBe(true),
  );

  it.each([
    ['this host', '127.0.0.1', '127.255.255.254', '0.0.0.0', '::1', '::'],
    ['private networks', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.0.1', 'fc00::1', 'fd12::1'],
    ['the link, and the metadata of clouds', '169.254.169.254', 'fe80::1', 'fd00:ec2::254'],
    ['shared, reserved, documentation', '100.64.0.1', '198.18.0.1', '192.0.2.1', '203.0.113.9', '2001:db8::1'],
    ['many at once', '224.0.0.1', '255.255.255.255', '240.0.0.1', 'ff02::1'],
    [
      'IPv4 in disguise',
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '64:ff9b::7f00:1',
      '2002:7f00:1::',
      '2001:0::1',
      '::7f00:1',
    ],
    ['no address', 'localhost', '', '1.2.3'],
  ])('%s is not public', (_what, ...addresses) => {
    expect(addresses.filter(isPublic)).toEqual([]);
  });

  it('lets through what the operator names: the host, an address of a range, or anything', () => {
    const range: AllowedPrivate = { ...nothing, ranges: [{ address: '10.1.0.0', prefix: 16, family: 'ipv4' }] };
    expect(mayCall('hooks', '10.1.2.3', nothing)).toBe(false);
    expect(mayCall('hooks', '10.1.2.3', range)).toBe(true);
    expect(mayCall('hooks', '10.2.2.3', range)).toBe(false);
    expect(mayCall('Hooks', '10.2.2.3', { ...nothing, hosts: ['hooks'] })).toBe(true);
    expect(mayCall('other', '10.2.2.3', { ...nothing, hosts: ['hooks'] })).toBe(false);
    expect(mayCall('other', '::1', { ...nothing, all: true })).toBe(true);
  });
});

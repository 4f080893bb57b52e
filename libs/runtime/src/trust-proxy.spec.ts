import { readConfig } from './config.js';

const trusted = (given?: string) => readConfig(given === undefined ? {} : { SCOPEWATCH_TRUST_PROXY: given }).trustProxy;

describe('whose word on where requests come from is taken', () => {
  it('is nobody’s unless it is said', () => {
    expect([trusted(), trusted(' ')]).toEqual([false, false]);
  });

  it('is that of so many proxies, or of those in ranges', () => {
    expect([trusted('1'), trusted('10')]).toEqual([1, 10]);
    expect(trusted('10.0.0.0/8, 192.0.2.7,fd00::/8')).toEqual(['10.0.0.0/8', '192.0.2.7', 'fd00::/8']);
  });

  it.each([
    'true',
    'any',
    '*',
    '0',
    '11',
    '-1',
    '1.5',
    '0.0.0.0/0',
    '::/0',
    '0.0.0.0/1,128.0.0.0/1',
    '10.0.0.0/',
    '/8',
  ])('is never just anybody’s: %s', (given) =>
    expect(() => trusted(given)).toThrow(/SCOPEWATCH_TRUST_PROXY must be how many proxies/),
  );

  it.each([
    '::ffff:0:0/96',
    '::ffff:8000:0/97',
    '::ffff:0.0.0.0/96',
    '::/8',
    '10.0.0.0/8/8',
    'proxy.example',
    '10.0.0.0/8,',
  ])('is no list of proxies: %s', (given) => expect(() => trusted(given)).toThrow(/There is no way to trust any/));
});

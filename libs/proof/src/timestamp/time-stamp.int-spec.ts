import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { AsnConvert } from '@peculiar/asn1-schema';
import { TimeStampResp } from '@peculiar/asn1-tsp';
import { TimeStampAuthority } from '../../../../test/support/time-stamp-authority.js';
import { certificatesOfPem, chainTo } from './chain';
import { rawPartsOf } from './raw-parts';
import { timeStampRequest } from './request';
import { checkTimeStamp, TIME_STAMP_BYTES_MAX } from './time-stamp';
import { TimeStampError } from './time-stamp-error';

/** Of each so many bytes one is changed: all of them take half a minute, and were tried. */
const STEP = 11;
const TEXT = 'log.example/scopewatch\n7\nroot\n';

const brought = (answer: Buffer): readonly X509Certificate[] => {
  const token = AsnConvert.parse(answer, TimeStampResp).timeStampToken;
  return token === undefined ? [] : rawPartsOf(token.content).certificates;
};

describe('a time stamp of a real authority', () => {
  const authority = TimeStampAuthority.make('tests-time');
  const root = readFileSync(authority.root, 'utf8');
  const request = timeStampRequest(TEXT);
  const answer = authority.reply(request.bytes);

  it('holds: over this text, by whom, until when, and back to the authority that is given', () => {
    const before = Date.now();
    const { at, by, trusted } = checkTimeStamp(answer, { text: TEXT, authority: root, nonce: request.nonce });
    expect([by, trusted]).toEqual(['tests-time', true]);
    expect(Math.abs(at.getTime() - before)).toBeLessThan(60_000);
    expect(checkTimeStamp(answer, { text: TEXT }).trusted).toBeNull();
    expect(authority.verifies(answer, TEXT)).toBe(true);
  });

  it.each([
    ['an RSA key', { newKey: 'rsa:2048' }],
    ['a longer curve, named by SHA-384', { newKey: 'ec -pkeyopt ec_paramgen_curve:P-384', named: 'sha384' }],
    ['named by SHA-1, as old ones do', { named: 'sha1' }],
  ] as const)('holds with %s', (_what, shape) => {
    const other = TimeStampAuthority.make('other', shape);
    const pem = readFileSync(other.root, 'utf8');
    expect(checkTimeStamp(other.reply(request.bytes), { text: TEXT, authority: pem }).by).toBe('other');
  });

  it('does not hold over other text, for another request, or back to another authority', () => {
    const stranger = readFileSync(TimeStampAuthority.make('stranger').root, 'utf8');
    expect(() => checkTimeStamp(answer, { text: TEXT.replace('7', '8') })).toThrow('it is over something else');
    const { nonce } = timeStampRequest(TEXT);
    expect(() => checkTimeStamp(answer, { text: TEXT, nonce })).toThrow('it answers another request');
    expect(() => checkTimeStamp(answer, { text: TEXT, authority: stranger })).toThrow('does not go back');
    const impostor = authority.impostor();
    const [below] = brought(answer).filter(({ subject }) => subject.includes('below'));
    expect(below?.checkIssued(new X509Certificate(impostor))).toBe(true);
    expect(() => checkTimeStamp(answer, { text: TEXT, authority: impostor })).toThrow('does not go back');
    expect(() => checkTimeStamp(answer, { text: TEXT, authority: 'no PEM' })).toThrow('no certificate was given');
  });

  it('does not hold by a certificate that is for other things too, or was not valid then', () => {
    const loose = new X509Certificate(authority.looseCertificate());
    expect(() => chainTo(undefined, loose, [], new Date())).toThrow('not one for time stamps alone');
    const [certificate] = certificatesOfPem(root);
    if (certificate === undefined) throw new Error('There is one.');
    expect(() => chainTo(root, certificate, [], new Date())).toThrow('not one for time stamps alone');
    const stamps = authority.certificate;
    expect(chainTo(stamps, new X509Certificate(stamps), [], new Date())).toBe(true);
    expect(() => chainTo(undefined, new X509Certificate(stamps), [], new Date(0))).toThrow('was not valid then');
  });

  it('does not hold with another time, another signature, or another certificate for the same key', () => {
    const at = answer.toString('latin1').search(/20\d{12}Z/);
    const later = Buffer.from(answer);
    later.write('2099', at, 'latin1');
    expect(() => checkTimeStamp(later, { text: TEXT })).toThrow('what it says is not what was signed');
    // The signature stands last.
    const unsigned = Buffer.from(answer);
    unsigned.writeUInt8(unsigned.readUInt8(unsigned.length - 1) ^ 1, unsigned.length - 1);
    expect(() => checkTimeStamp(unsigned, { text: TEXT })).toThrow('its signature is not by the certificate in it');
    const [mine, other] = [new X509Certificate(authority.certificate), authority.twinOfCertificate('other-time')];
    const swapped = Buffer.from(answer);
    other.raw.copy(swapped, swapped.indexOf(mine.raw));
    expect(other.publicKey.equals(mine.publicKey)).toBe(true);
    expect(() => checkTimeStamp(swapped, { text: TEXT })).toThrow('the certificate that signed it is not in it');
  });

  it('says nothing else with a byte changed, wherever it is', () => {
    const before = checkTimeStamp(answer, { text: TEXT, authority: root });
    for (let at = 0; at < answer.length; at += STEP) {
      const changed = Buffer.from(answer);
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
      try {
        // What lies outside of the signature may change: how the answer is wrapped, certificates that aren't needed.
        expect(checkTimeStamp(changed, { text: TEXT, authority: root })).toEqual(before);
      } catch (error) {
        expect(error).toBeInstanceOf(TimeStampError);
      }
    }
  });

  it('is refused where it is none, is cut off, or is too large to be one', () => {
    for (const bytes of [
      Buffer.alloc(0),
      Buffer.from('no answer'),
      answer.subarray(0, 500),
      Buffer.alloc(3000, 0x30),
      Buffer.concat([answer, Buffer.alloc(1)]),
    ])
      expect(() => checkTimeStamp(bytes, { text: TEXT })).toThrow(TimeStampError);
    const large = Buffer.alloc(TIME_STAMP_BYTES_MAX + 1);
    expect(() => checkTimeStamp(large, { text: TEXT })).toThrow('larger than any answer');
  });

  it('says why nothing was granted', () => {
    const refused = authority.reply(Buffer.concat([request.bytes.subarray(0, -3), Buffer.from('0101ff', 'hex')]));
    expect(checkTimeStamp(refused, { text: TEXT }).by).toBe('tests-time');
    const sha1 = request.bytes.toString('hex').replace('608648016503040201', '608648016503040204');
    expect(() => checkTimeStamp(authority.reply(Buffer.from(sha1, 'hex')), { text: TEXT })).toThrow(
      'it was not granted',
    );
  });
});

import { strToU8, zipSync } from 'fflate';
import { readZip, UnreadableZip, ZIP_LIMITS } from './read-zip.js';

const sound = (files: Record<string, Uint8Array>): Buffer => Buffer.from(zipSync(files, { level: 9 }));

/** The file with something else written at each place where these bytes stand. */
function forged(file: Buffer, from: Buffer, to: Buffer): Buffer {
  const copy = Buffer.from(file);
  for (let at = copy.indexOf(from); at !== -1; at = copy.indexOf(from, at + to.length)) to.copy(copy, at);
  return copy;
}
const size = (bytes: number): Buffer => {
  const four = Buffer.alloc(4);
  four.writeUInt32LE(bytes);
  return four;
};

describe('a ZIP of somebody else', () => {
  it('is unpacked whole', () => {
    const files = { 'a.txt': strToU8('a'.repeat(5_000)), 'b.json': strToU8('{}'), empty: new Uint8Array() };
    const read = readZip(sound(files));
    expect([...read].map(([name, content]) => [name, Buffer.from(content).toString()])).toEqual(
      Object.entries(files).map(([name, content]) => [name, Buffer.from(content).toString()]),
    );
    const stored = readZip(Buffer.from(zipSync(files, { level: 0 })));
    expect([...stored.keys()]).toEqual(Object.keys(files));
  });

  it('is refused where it is a bomb: by what it says, and by what it doesn’t say', () => {
    const bomb = sound({ 'a.txt': new Uint8Array(20_000_000) });
    expect(() => readZip(bomb)).toThrow('a.txt unpacks to more than 200 times its size');
    // It claims to be small, and isn't.
    const liar = forged(bomb, size(20_000_000), size(1_000));
    expect(() => readZip(liar)).toThrow(UnreadableZip);
    const many = Object.fromEntries(Array.from({ length: ZIP_LIMITS.entries + 1 }, (_, i) => [`f${i}`, strToU8('x')]));
    expect(() => readZip(sound(many))).toThrow('at most 64');
    const claims = sound({ 'a.txt': strToU8('a'), 'b.txt': strToU8('b') });
    const central = Buffer.from('PK\u0001\u0002', 'latin1');
    for (let at = claims.indexOf(central); at !== -1; at = claims.indexOf(central, at + 1)) {
      claims.writeUInt32LE(4_000_000, at + 20);
      claims.writeUInt32LE(400_000_000, at + 24);
    }
    expect(() => readZip(claims)).toThrow('more than a pack of evidence can hold');
  });

  it.each(['../a.txt', '/etc/a', 'a/../b', '..', 'a\\b', 'C:a', '.hidden', 'a\0b', ''])(
    'is refused where a name leads elsewhere: %j',
    (name) => {
      expect(() => readZip(sound({ [name]: strToU8('x') }))).toThrow('leads elsewhere');
    },
  );

  it('is refused where two files have one name, or lie in one another', () => {
    const two = sound({ 'a.txt': strToU8('a'), 'b.txt': strToU8('b') });
    expect(() => readZip(forged(two, Buffer.from('b.txt'), Buffer.from('a.txt')))).toThrow('a.txt twice');
    const central = two.lastIndexOf(Buffer.from('PK\u0001\u0002', 'latin1'));
    const overlapping = Buffer.from(two);
    overlapping.writeUInt32LE(0, central + 42);
    expect(() => readZip(overlapping)).toThrow(UnreadableZip);
  });

  it('is refused where it is damaged or none', () => {
    const file = sound({ 'a.txt': strToU8('a'.repeat(500)) });
    for (const none of [Buffer.alloc(0), Buffer.from('no zip'), file.subarray(0, -30), file.subarray(20)])
      expect(() => readZip(none)).toThrow(UnreadableZip);
    for (let at = 0; at < file.length; at += 1) {
      const damaged = Buffer.from(file);
      damaged[at] = (damaged[at] ?? 0) ^ 0xff;
      try {
        readZip(damaged);
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableZip);
      }
    }
  });
});

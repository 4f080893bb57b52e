import { gzipSync } from 'node:zlib';
import { compress, decompress } from './codecs.js';

const MIB = 1024 * 1024;

/** A frame of Zstandard that says that it holds so many bytes, and holds five times `a`. */
function aFrom(declaredBytes: number): Buffer {
  const head = Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0xa0, 0, 0, 0, 0, 0x2b, 0, 0, 0x61]);
  head.writeUInt32LE(declaredBytes, 5);
  return head;
}

describe('codecs', () => {
  const zeros = Buffer.alloc(4 * MIB);

  it('give nothing that is larger than is allowed, whatever it says of itself', async () => {
    const bombs = [
      ['gzip', gzipSync(zeros)],
      ['snappy', await compress('snappy', zeros)],
      ['snappy', Buffer.from([0xff, 0xff, 0xff, 0xff, 0x0f, 0, 0])],
      ['lz4', await compress('lz4', zeros)],
      ['zstd', await compress('zstd', zeros)],
      // A frame of Zstandard that only says that its reader must keep 2 GB.
      ['zstd', Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xa8, 0x01, 0x00, 0x00])],
      // Likewise, behind one that is as it should be; and many that say less each.
      ['zstd', Buffer.concat([await compress('zstd', Buffer.from('sound')), aFrom(2_000_000_000)])],
      ['zstd', Buffer.concat(new Array<Buffer>(5).fill(aFrom(MIB / 4)))],
    ] as const;
    for (const [codec, bytes] of bombs)
      await expect(decompress(codec, bytes, MIB)).rejects.toThrow(
        `decompressed (${codec}) it would have more than ${MIB} bytes`,
      );
  });

  it('take streams of snappy one after the other, and blocks as they are', async () => {
    const streams = Buffer.concat([
      await compress('snappy', Buffer.from('one ')),
      await compress('snappy', Buffer.from('two')),
    ]);
    expect(String(await decompress('snappy', streams))).toBe('one two');
    const raw = (await compress('snappy', Buffer.from('one block'))).subarray(20);
    expect(String(await decompress('snappy', raw))).toBe('one block');
  });

  it('take frames of Zstandard one after the other, and pass over those that hold nothing', async () => {
    const nothing = Buffer.from([0x5f, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
    const long = Buffer.from('text of several blocks, '.repeat(20_000));
    const frames = [nothing, await compress('zstd', long), nothing, aFrom(5), aFrom(5), nothing];
    expect(String(await decompress('zstd', Buffer.concat(frames)))).toBe(`${String(long)}aaaaaaaaaa`);
    await expect(decompress('zstd', Buffer.concat([...frames, aFrom(5).subarray(0, 12)]))).rejects.toThrow('cut off');
    await expect(decompress('zstd', Buffer.concat([...frames, Buffer.from('{"a": 1}')]))).rejects.toThrow('no frame');
  });

  it.each(['gzip', 'snappy', 'lz4', 'zstd'] as const)('name what is wrong with %s that is cut off', async (codec) => {
    const bytes = await compress(codec, Buffer.from('some text that is long enough to be cut off in the middle of it'));
    await expect(decompress(codec, bytes.subarray(0, bytes.length - 9))).rejects.toThrow(codec);
  });
});

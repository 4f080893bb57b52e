import fc from 'fast-check';
import { CODECS } from './codecs.js';
import { DecodedRoom } from './decoded-room.js';
import { EarlyBatches } from './early-batches.js';
import { batchOf, sealed } from './record-batch.testkit.js';
import { readKeptBatch, readRecordSet, type RecordSet } from './record-set.js';

/** What a consumer gets to see, and how far it gets. */
async function read(batches: readonly Buffer[], over: Partial<RecordSet> = {}) {
  const bytes = Buffer.concat(batches);
  const usual = { highWatermark: 1_000n, aborted: [], firstIsWhole: false, isWrongAhead: () => true };
  const set = { bytes, ...usual, room: new DecodedRoom(), ...over };
  const messages = await readRecordSet(set);
  const shown = messages.filter(({ isControlRecord }) => !isControlRecord);
  return {
    values: shown
      .filter(({ unreadable }) => unreadable === undefined)
      .map(({ offset, value }) => `${offset}:${String(value)}`),
    unreadable: shown.flatMap(({ unreadable }) => unreadable ?? []),
    raw: shown.filter(({ unreadable }) => unreadable !== undefined).map(({ value }) => value),
    until: messages.at(-1)?.offset,
  };
}

const three = (at: number) => ['a', 'b', 'c'].map((letter, i) => `${at + i}:${letter}`);
const good = (at: number) => batchOf({ at, values: ['a', 'b', 'c'] });

describe('batches of records', () => {
  it.each(CODECS)('are read with the codec %s', async (codec) => {
    const values = ['', 'short', 'long '.repeat(50_000), Buffer.from([0, 255])];
    const batch = await batchOf({ at: 7, values, codec });
    const { values: found, unreadable } = await read([batch]);
    expect(unreadable).toEqual([]);
    expect(found).toEqual(values.map((value, i) => `${7 + i}:${String(value)}`));
  });

  it('are left for the next fetch where those before grew to all that there is room for, of other partitions too', async () => {
    const growing = (at: number) => batchOf({ at, values: [Buffer.alloc(100_000)], codec: 'gzip' });
    const room = new DecodedRoom(150_000);
    const batches = await Promise.all([0, 1, 2].map(growing));
    expect(await read(batches, { room })).toMatchObject({ until: '1' });
    expect(await read(batches.slice(2), { room })).toMatchObject({ until: undefined });
    expect(await read(batches.slice(2), { room: new DecodedRoom(1) })).toMatchObject({ until: '2' });
  });

  it('with a checksum that does not fit are passed on as they came, and what follows is read', async () => {
    const broken = await good(3);
    broken[70] = (broken[70] ?? 0) ^ 1;
    const { values, unreadable, raw } = await read([await good(0), broken, await good(6)]);
    expect(values).toEqual([...three(0), ...three(6)]);
    expect(unreadable).toEqual([
      { firstOffset: 3n, lastOffset: 5n, codec: 'none', fault: 'its checksum does not fit' },
    ]);
    expect(raw).toEqual([broken]);
  });

  it('that were written while the answer was made are left for the next, unless they lie ahead again and again', async () => {
    const early = new EarlyBatches();
    const answer = async (highWatermark: bigint) => {
      const isWrongAhead = (offset: bigint) => early.isWrong('a/0', offset);
      return read([await good(0), await good(3)], { highWatermark, isWrongAhead });
    };
    expect(await answer(4n)).toMatchObject({ values: three(0), unreadable: [] });
    expect(await answer(6n)).toMatchObject({ values: [...three(0), ...three(3)], unreadable: [] });
    expect(await answer(4n)).toMatchObject({ values: three(0), unreadable: [] });
    expect((await answer(4n)).unreadable).toMatchObject([{ fault: "it can't stand at offset 3" }]);
  });

  it('of a codec that is not known are passed on', async () => {
    const unknown = await good(3);
    unknown.writeInt16BE(5, 21);
    const { values, unreadable } = await read([await good(0), sealed(unknown), await good(6)]);
    expect(values).toEqual([...three(0), ...three(6)]);
    expect(unreadable).toEqual([{ firstOffset: 3n, lastOffset: 5n, codec: 'codec 5', fault: 'codec 5 is not known' }]);
  });

  it.each(['gzip', 'snappy', 'lz4', 'zstd'] as const)('whose %s is no such thing are passed on', async (codec) => {
    const garbled = await good(3);
    garbled.writeInt16BE(CODECS.indexOf(codec), 21);
    const { values, unreadable } = await read([sealed(garbled), await good(6)]);
    expect(values).toEqual(three(6));
    expect(unreadable).toMatchObject([{ firstOffset: 3n, lastOffset: 5n, codec }]);
    expect(unreadable[0]?.fault).toMatch(new RegExp(codec));
  });

  it('that are cut off at the end are left for the next fetch', async () => {
    const cut = (await good(3)).subarray(0, 65);
    expect(await read([await good(0), cut])).toMatchObject({ values: three(0), unreadable: [], until: '2' });
    expect(await read([cut])).toMatchObject({ values: [], unreadable: [], until: undefined });
  });

  it('whose length is wrong are passed on, to the next one that is whole', async () => {
    for (const length of [1_000_000, -5, 3]) {
      const wrong = await good(3);
      wrong.writeInt32BE(length, 8);
      const { values, unreadable } = await read([wrong, await good(6)], { firstIsWhole: true });
      expect(values).toEqual(three(6));
      expect(unreadable).toEqual([
        { firstOffset: 3n, lastOffset: 5n, codec: 'none', fault: `its length can't be ${length}` },
      ]);
      expect((await read([wrong], { firstIsWhole: true })).unreadable).toMatchObject([
        { firstOffset: 3n, lastOffset: 5n },
      ]);
    }
  });

  it('that lie about where they stand are passed on, and nothing after them is skipped', async () => {
    const far = await good(3);
    far.writeBigInt64BE(5_000n, 0);
    const long = await good(3);
    long.writeInt32BE(900_000, 23);
    for (const [lying, lastOffset] of [
      [far, 5n],
      [sealed(long), 3n],
    ] as const) {
      const { values, unreadable } = await read([await good(0), lying, await good(6)]);
      expect(values).toEqual([...three(0), ...three(6)]);
      expect(unreadable).toMatchObject([{ firstOffset: 3n, lastOffset: 5n }]);
      expect((await read([await good(0), lying])).unreadable).toMatchObject([{ firstOffset: 3n, lastOffset }]);
    }
  });

  it('without a record left, or without their last ones, are got past', async () => {
    const empty = await batchOf({ at: 3, values: [], last: 9 });
    const compacted = await batchOf({ at: 10, values: ['x'], last: 14 });
    expect(await read([empty])).toMatchObject({ values: [], until: '9' });
    expect(await read([await good(0), empty, compacted])).toEqual(
      expect.objectContaining({ values: [...three(0), '10:x'], until: '14' }),
    );
  });

  it('of transactions that were aborted are not seen, however many there are, and whatever their keys', async () => {
    const inTransaction = { values: ['no'], transactional: true, key: Buffer.alloc(4) };
    const batches = await Promise.all([
      batchOf({ at: 10, producerId: 2, ...inTransaction }),
      batchOf({ at: 11, producerId: 1, ...inTransaction }),
      batchOf({ at: 12, producerId: 3, values: ['yes'], transactional: true }),
      batchOf({ at: 13, producerId: 1, ...inTransaction }),
      batchOf({ at: 14, producerId: 1, marker: 'ABORT' }),
      batchOf({ at: 15, producerId: 1, values: ['again'], transactional: true }),
      batchOf({ at: 16, producerId: 2, ...inTransaction }),
      batchOf({ at: 17, producerId: 2, marker: 'ABORT' }),
      batchOf({ at: 18, producerId: 1, marker: 'COMMIT' }),
    ]);
    // Both began before what was fetched.
    const aborted = [
      { producerId: 2n, firstOffset: 3n },
      { producerId: 1n, firstOffset: 2n },
    ];
    expect(await read(batches, { aborted })).toMatchObject({ values: ['12:yes', '15:again'], until: '18' });
  });

  it('however they are damaged, never stop the reading and never give what was not written', async () => {
    const written = new Set([...three(0), ...three(3), ...three(6)]);
    const batches = await Promise.all(
      (['lz4', 'snappy', 'zstd'] as const).map((codec, i) => batchOf({ at: 3 * i, values: ['a', 'b', 'c'], codec })),
    );
    const whole = Buffer.concat(batches);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.integer({ min: 1, max: 255 }),
        fc.nat(whole.length),
        async (at, bits, cut) => {
          const damaged = Buffer.from(whole);
          damaged[at] = (damaged[at] ?? 0) ^ bits;
          for (const bytes of [damaged, damaged.subarray(0, cut)]) {
            const { values } = await read([bytes], { highWatermark: 9n, firstIsWhole: true });
            // What a batch says of where it stands has no checksum.
            if (at % (whole.length / 3) >= 12) for (const value of values) expect(written).toContain(value);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a batch that was kept', () => {
  it('is read once it can be', async () => {
    const batch = await batchOf({ at: 3, values: ['a', 'b'], codec: 'zstd' });
    expect((await readKeptBatch(batch)).map(({ offset, value }) => `${offset}:${String(value)}`)).toEqual([
      '3:a',
      '4:b',
    ]);
  });

  it('says why it can not be', async () => {
    const batch = await batchOf({ at: 3, values: ['a', 'b'] });
    await expect(readKeptBatch(batch.subarray(0, 65))).rejects.toThrow('it is not whole');
    batch[64] = (batch[64] ?? 0) ^ 1;
    await expect(readKeptBatch(batch)).rejects.toThrow('its checksum does not fit');
  });
});

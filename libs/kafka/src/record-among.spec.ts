import { recordAmong } from './record-among.js';
import { batchOf } from './record-batch.testkit.js';
import { DecodedRoom } from './decoded-room.js';
import { readRecordSet } from './record-set.js';

const fetch = (bytes: Buffer) =>
  readRecordSet({
    bytes,
    highWatermark: 1_000n,
    aborted: [],
    firstIsWhole: false,
    isWrongAhead: () => true,
    room: new DecodedRoom(),
  });

describe('the record that was read before an offset', () => {
  it('is the one at that very offset', async () => {
    const messages = await fetch(await batchOf({ at: 3, values: ['a', 'b', 'c'] }));
    expect(recordAmong(messages, 'acts', 1, 4n)).toMatchObject({ topic: 'acts', partition: 1, offset: 4n });
    expect(String(recordAmong(messages, 'acts', 1, 4n)?.value)).toBe('b');
    expect(recordAmong(messages, 'acts', 1, 6n)).toBeNull();
  });

  it('is not told by what stands for a batch that can not be read', async () => {
    const damaged = await batchOf({ at: 3, values: ['a', 'b', 'c'] });
    damaged[70] = (damaged[70] ?? 0) ^ 1;
    const messages = await fetch(damaged);
    expect(messages).toMatchObject([{ offset: '5', unreadable: { firstOffset: 3n } }]);
    for (const offset of [3n, 4n, 5n]) expect(recordAmong(messages, 'acts', 1, offset)).toBeNull();
  });

  it('is not told by what stands for a last record that was compacted away', async () => {
    const messages = await fetch(await batchOf({ at: 3, values: ['a'], last: 5 }));
    expect(messages.map(({ offset }) => offset)).toEqual(['3', '5']);
    expect(recordAmong(messages, 'acts', 1, 5n)).toBeNull();
  });
});

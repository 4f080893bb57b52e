import { KafkaBehindDatabaseError, resolveStarts } from './start-positions.js';

const acts = [{ topic: 'acts', partition: 0 }];
const bounds = new Map([['acts/0', { low: 10n, high: 20n }]]);
const known = (offset: bigint) => new Map([['acts/0', offset]]);

describe('the start of a partition', () => {
  it('is what the database knows', () => {
    expect(resolveStarts(acts, known(15n), bounds)).toMatchObject([{ offset: 15n, highWatermark: 20n, lost: 0n }]);
  });

  it('is the very beginning where the database knows nothing: the partition was added later', () => {
    expect(resolveStarts(acts, new Map(), new Map([['acts/0', { low: 0n, high: 20n }]]))).toMatchObject([
      { offset: 0n, lost: 0n },
    ]);
    expect(resolveStarts(acts, new Map(), bounds)).toMatchObject([{ offset: 10n, lost: 10n }]);
  });

  it('may be the end', () => {
    expect(resolveStarts(acts, known(20n), bounds)).toMatchObject([{ offset: 20n, lost: 0n }]);
  });

  it('counts what expired before it was read', () => {
    expect(resolveStarts(acts, known(4n), bounds)).toMatchObject([{ offset: 10n, lost: 6n }]);
  });

  it('is refused when Kafka has less than the database', () => {
    expect(() => resolveStarts(acts, known(21n), bounds)).toThrow(KafkaBehindDatabaseError);
  });

  it('is not guessed for a partition that the metadata lacks', () => {
    expect(() => resolveStarts(acts, known(15n), new Map())).toThrow('not known yet');
  });
});

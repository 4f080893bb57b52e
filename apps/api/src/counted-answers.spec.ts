import { setTimeout as sleep } from 'node:timers/promises';
import { CountedAnswers } from './counted-answers.js';
import type { Database } from './database.js';

/** Answers that take less are not kept. */
const COSTLY_MS = 120;

describe('what is counted of a whole book', () => {
  let onRecord = 1;
  let counted = 0;
  let saidBehind = 0;
  const database = { read: () => Promise.resolve(new Map([['chain', onRecord]])) } as unknown as Database;
  const asked = (atOnce: boolean) => ({ atOnce, sayBehind: () => void (saidBehind += 1) });
  const count = async (): Promise<number> => {
    await sleep(COSTLY_MS);
    return (counted += 1);
  };
  let answers: CountedAnswers<number>;
  beforeEach(() => {
    [onRecord, counted, saidBehind] = [1, 0, 0];
    answers = new CountedAnswers<number>(database);
  });

  it('is kept, and says so once more is on record than was counted', async () => {
    await answers.answer('a', asked(false), count);
    expect([await answers.answer('a', asked(false), count), saidBehind]).toEqual([1, 0]);
    onRecord = 2;
    expect([await answers.answer('a', asked(false), count), saidBehind]).toEqual([1, 1]);
  });

  it('is counted anew for whoever has just taken a step', async () => {
    await answers.answer('a', asked(false), count);
    onRecord = 2;
    expect([await answers.answer('a', asked(true), count), saidBehind]).toEqual([2, 0]);
  });
});

import { checkpointText, generateKey, leafHash, readSigner, signNote } from '#proof';
import { Witness } from '../../../../test/support/witness.js';
import { readAnswer, type WitnessAnswer } from './witness-answer';
import { afterAnswer, BEGINNING, checkOfWitness } from './witness-state';

const log = generateKey('log.example');
const witness = new Witness('w.example', log.verifier);
const text = checkpointText({ origin: 'log.example', size: 7, root: leafHash(Buffer.from('root')) });
const checkpoint = signNote(text, [readSigner(log.signer)]);

const answer = (status: number, body: string, oldSize = 5): WitnessAnswer =>
  readAnswer({ status, body: Buffer.from(body) }, { witness: witness.verifier, oldSize, size: 7, checkpoint });

describe('the answer of a witness', () => {
  it('is a signature, where it is one on this checkpoint', () => {
    const line = witness.cosign(text);
    expect(answer(200, line)).toEqual({ outcome: 'COSIGNED', line });
    expect(answer(200, 'fine\n').outcome).toBe('REFUSED');
  });

  it('is another size to go on from, or no use where it is none', () => {
    expect(answer(409, '3\n')).toEqual({ outcome: 'CONFLICT', size: 3 });
    expect(answer(409, '0\n')).toEqual({ outcome: 'CONFLICT', size: 0 });
    for (const body of ['', '3', '03\n', 'three\n', '-1\n', '99999999999999999\n'])
      expect([body, answer(409, body).outcome]).toEqual([body, 'REFUSED']);
  });

  it('names the size that it was told: then both roots differ, or it answers amiss', () => {
    expect(answer(409, '7\n', 7).outcome).toBe('INCONSISTENT');
    expect(answer(409, '5\n', 5).outcome).toBe('REFUSED');
  });

  it.each([
    [422, 'INCONSISTENT'],
    [403, 'REFUSED'],
    [404, 'REFUSED'],
    [400, 'REFUSED'],
    [301, 'REFUSED'],
    [500, 'AWAY'],
    [503, 'AWAY'],
    [429, 'AWAY'],
  ])('%i is %s', (status, outcome) => {
    expect(answer(status, 'why\n').outcome).toBe(outcome);
  });
});

describe('how it stands with a witness', () => {
  const away: WitnessAnswer = { outcome: 'AWAY', detail: 'ECONNREFUSED' };
  const inconsistent: WitnessAnswer = { outcome: 'INCONSISTENT', detail: 'it has seen more' };

  it('is asked ever more rarely while it is away, up to once a minute, and as before once it is back', () => {
    const waits: number[] = [];
    let state = { ...BEGINNING, size: 4 };
    for (let n = 0; n < 9; n += 1) {
      state = afterAnswer(state, away, 7, 1_000, 30_000) as typeof state;
      waits.push(state.notBefore - 1_000);
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect(state.size).toBe(4);
    const back = afterAnswer(state, { outcome: 'COSIGNED', line: 'x' }, 7, 1_000, 30_000);
    expect(back).toMatchObject({ size: 7, failures: 0, notBefore: 31_000 });
  });

  it('lets only doubt in the log itself be not well', () => {
    expect(checkOfWitness('w', BEGINNING)).toMatchObject({ ok: true });
    expect(checkOfWitness('w', { ...BEGINNING, last: away })).toMatchObject({ ok: false, optional: true });
    const doubted = checkOfWitness('w', { ...BEGINNING, last: inconsistent });
    expect(doubted).toMatchObject({ ok: false, goesOn: true });
    expect(doubted.optional).toBeUndefined();
    expect(doubted.detail).toMatch(
      /^The witness w says that the log is not the one it has seen before: it has seen more/,
    );
  });
});

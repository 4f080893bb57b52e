import { generateKey, readSigner } from '#proof';
import { ledgerEntry, matchLedger, readLedgerEntry } from './ledger.js';

const [one, other] = ['one', 'other'].map((name) => readSigner(generateKey(name).signer)) as [never, never];
const erasure = { erasureId: 'e', carriedOutAt: new Date(0) };

const MISMADE = [null, {}, { key: 'x' }, { key: [1] }].flatMap((tags, i) => [
  ...(i === 1 ? [] : [JSON.stringify({ erasureId: 'x', carriedOutAt: '2026-01-01T00:00:00Z', tags })]),
  JSON.stringify({ erasureId: 'x', carriedOutAt: 'some day', tags }),
]);

describe('the ledger of erasures', () => {
  it('names nobody, and tells whoever has the ids and the key whom it means', () => {
    const entry = ledgerEntry(erasure, ['xan', 'yul'], [one]);
    expect(JSON.stringify(entry)).not.toMatch(/xan|yul/);
    const { matches } = matchLedger([entry], ['zoe', 'yul', 'xan'], [one]);
    expect(matches).toEqual([{ entry, clientIds: ['xan', 'yul'] }]);
    expect(matchLedger([entry], ['zoe'], [one])).toEqual({ matches: [], unread: [] });
  });

  it('tells nothing to another key', () => {
    const entry = ledgerEntry(erasure, ['xan'], [one]);
    expect(matchLedger([entry], ['xan'], [other])).toEqual({ matches: [], unread: [entry] });
  });

  it('is read by either key while one replaces another', () => {
    const entry = ledgerEntry(erasure, ['xan'], [one, other]);
    expect(matchLedger([entry], ['xan', 'zoe'], [other]).matches).toEqual([{ entry, clientIds: ['xan'] }]);
  });

  it.each(['', 'null', '{}', '{"erasureId":1}', '[]', ...MISMADE])('takes %j for no entry', (text) => {
    expect(readLedgerEntry(text)).toBeNull();
  });

  it('is read as it was written', () => {
    const entry = ledgerEntry(erasure, ['xan'], [one]);
    expect(readLedgerEntry(JSON.stringify(entry))).toEqual(entry);
  });
});

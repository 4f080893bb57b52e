import { generateKey, readSigner } from '#proof';
import { idsIn, ledgerEntry, readLedgerEntry } from './ledger.js';

const [one, other] = ['one', 'other'].map((name) => readSigner(generateKey(name).signer)) as [never, never];
const erasure = { erasureId: 'e', carriedOutAt: new Date(0) };

describe('the ledger of erasures', () => {
  it('names nobody, and tells whoever has the ids and the key whom it means', () => {
    const entry = ledgerEntry(erasure, ['xan', 'yul'], [one]);
    expect(JSON.stringify(entry)).not.toMatch(/xan|yul/);
    expect(idsIn(entry, ['xan', 'yul', 'zoe'], [one])).toEqual(['xan', 'yul']);
  });

  it('tells nothing to another key', () => {
    expect(idsIn(ledgerEntry(erasure, ['xan'], [one]), ['xan'], [other])).toBeUndefined();
  });

  it('is read by either key while one replaces another', () => {
    const entry = ledgerEntry(erasure, ['xan'], [one, other]);
    expect(idsIn(entry, ['xan', 'zoe'], [other])).toEqual(['xan']);
  });

  it.each(['', 'null', '{}', '{"erasureId":1}', '[]'])('takes %j for no entry', (text) => {
    expect(readLedgerEntry(text)).toBeNull();
  });

  it('is read as it was written', () => {
    const entry = ledgerEntry(erasure, ['xan'], [one]);
    expect(readLedgerEntry(JSON.stringify(entry))).toEqual(entry);
  });
});

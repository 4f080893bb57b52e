import type { AlertView } from '#domain';
import {
  withoutClientInBody,
  withoutClientInView,
  withoutExplanation,
  withoutWordsInProposal,
} from './redact-alert.js';

const of = { pseudonym: 'erased-x' };
const ACT = { source: 'crm', id: 'c-104-mail', type: 'marketing.contacted.v1', effectiveAt: '2026-05-03T10:00:00Z' };
const VIEW = {
  clientId: 'c-104',
  survivorId: 'c-105',
  entityId: 'ENT-1',
  verdict: 'BREACH_61_2',
  row: 13,
  severity: 'critical',
  offer: { service: 'EXCH_CRYPTO', assetId: 'ETH' },
  newService: true,
  newAssetType: false,
  article61_2: true,
  act: ACT,
  reasons: [{ source: 'crm', id: 'c-104-request' }],
  citations: [{ article: 'MiCA, Article 61(2)', sourceStatus: 'primary' }],
  policyVersion: 'mica-61/1',
  explanation: 'c-104 was written to.',
  differences: [
    { facet: 'class', offered: ['OTHER'], requested: ['EMT'], requests: [{ source: 'crm', id: 'c-104-request' }] },
  ],
  standsOn: ['She said so.'],
  doubts: ['Or did she?'],
  occurrences: { count: 2, first: 'a', last: 'b' },
} as unknown as AlertView;

const BODY = {
  alertId: 'al-1',
  incidentId: 'in-1',
  clientId: 'c-104',
  survivorId: 'c-105',
  entityId: 'ENT-1',
  verdict: 'BREACH_61_2',
  severity: 'critical',
  act: ACT,
  citations: VIEW.citations,
  explanation: 'c-104 was written to.',
  effectiveAt: ACT.effectiveAt,
  detectedAt: '2026-05-03T11:00:00.000Z',
  status: 'OPEN',
  note: { action: 'close-proposed', text: 'She rang.', reason: 'REMEDIATED', mentions: ['bob'] },
  somethingNew: 'of a later version',
};

describe('an alert without its client', () => {
  const view = withoutClientInView(VIEW, of);

  it('keeps what was found and by which law', () => {
    expect(view).toMatchObject({
      verdict: 'BREACH_61_2',
      row: 13,
      severity: 'critical',
      offer: VIEW.offer,
      citations: VIEW.citations,
      occurrences: VIEW.occurrences,
      act: { type: ACT.type, effectiveAt: ACT.effectiveAt },
    });
  });

  it('says neither whom it was about, nor by what facts, nor in what words', () => {
    expect(view).toMatchObject({ clientId: 'erased-x', survivorId: 'erased-x', reasons: [], explanation: 'Erased.' });
    expect(view.differences).toEqual([{ facet: 'class', offered: ['OTHER'], requested: ['EMT'], requests: [] }]);
    expect([view.standsOn, view.doubts]).toEqual([undefined, undefined]);
    expect(JSON.stringify(view)).not.toMatch(/c-10|She|crm/);
  });
});

describe('a change of an alert without its client', () => {
  const text = withoutClientInBody(JSON.stringify(BODY), of);
  const body = JSON.parse(text) as typeof BODY;

  it('has the same fields in the same order, and none that nobody knows of', () => {
    const { survivorId: _s, somethingNew: _n, ...known } = BODY;
    expect(Object.keys(body)).toEqual(Object.keys(known));
  });

  it('keeps who did what and why, without what they wrote', () => {
    expect(body.note).toEqual({ action: 'close-proposed', text: 'Erased.', reason: 'REMEDIATED', mentions: ['bob'] });
    expect(text).not.toMatch(/c-10|She|crm/);
  });

  it('says of a change by the judge nothing of a note', () => {
    const { note: _note, ...judged } = BODY;
    expect(JSON.parse(withoutClientInBody(JSON.stringify(judged), of))).not.toHaveProperty('note');
  });
});

describe('words', () => {
  it('that say that an act is gone stay, since what follows from them does', () => {
    const gone = 'The act it was about is no longer on file. Before: c-104 was written to.';
    expect(withoutExplanation(gone)).toBe('The act it was about is no longer on file. Before: Erased.');
    expect(withoutExplanation('No breach any more. Before: c-104 was written to.')).toBe('Erased.');
  });

  it('of a closing that waits go, and the closing waits on', () => {
    const proposed = { action: 'close', reason: 'REMEDIATED', text: 'She rang.', by: 'ann', at: 'now' };
    expect(JSON.parse(withoutWordsInProposal(JSON.stringify(proposed)))).toEqual({ ...proposed, text: 'Erased.' });
    const { text: _text, ...silent } = proposed;
    expect(JSON.parse(withoutWordsInProposal(JSON.stringify(silent)))).toEqual(silent);
  });
});

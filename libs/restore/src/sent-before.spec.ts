import type { SentBefore } from '#store';
import { meetSent, saysOfAlert, saysOfRejection } from './sent-before.js';

const says = (text: string): Buffer => Buffer.from(text);
const sent = (...texts: string[]): SentBefore[] =>
  texts.map((text, i) => ({ epoch: 2, ordinal: i, messageId: `change-${i}`, subject: 'al', says: says(text) }));
/** @returns the messages that settle what is to be sent now, in its order; `sent` where none does */
function meet(before: readonly string[], now: readonly string[]): { met: string[]; left: number } {
  const messages = sent(...before);
  const items = now.map((text, position) => ({ position, subject: 'al', says: says(text) }));
  const { settled, passed } = meetSent(items, new Map([['al', messages]]));
  const by = new Map(settled.map(({ position, messageId }) => [position, messageId]));
  return { met: now.map((_, position) => by.get(position) ?? 'sent'), left: messages.length - passed.length };
}

describe('what was sent before a restore', () => {
  it.each([
    ['the same again', ['a', 'b'], ['a', 'b'], ['change-0', 'change-1'], 0],
    ['the same, and something new', ['a'], ['a', 'b'], ['change-0', 'sent'], 0],
    ['what somebody did is not done again yet', ['a', 'closed'], ['a'], ['change-0'], 1],
    ['what was passed through the first time is passed over', ['a', 'b', 'c'], ['c'], ['change-2'], 0],
    ['something else first: from there on all is sent', ['a', 'b'], ['x', 'b'], ['sent', 'sent'], 0],
    ['back to what was before', ['a', 'b'], ['a', 'b', 'a'], ['change-0', 'change-1', 'sent'], 0],
    ['the same twice', ['a', 'a'], ['a', 'a', 'a'], ['change-0', 'change-1', 'sent'], 0],
    ['nothing was sent', [], ['a'], ['sent'], 0],
  ])('%s', (_what, before, now, met, left) => {
    expect(meet(before, now)).toEqual({ met, left });
  });

  it('is met by what is about the same alert', () => {
    const items = [{ position: 1, subject: 'other', says: says('a') }];
    expect(meetSent(items, new Map([['al', sent('a')]]))).toEqual({ settled: [], passed: [] });
  });
});

describe('what a message says of an alert', () => {
  const data = { alertId: 'al', verdict: 'BREACH', status: 'OPEN', detectedAt: '2026-01-01T00:00:00Z' };

  it('is not when and how that was found, nor in which order it is written', () => {
    const again = {
      detectedAt: '2026-02-01T00:00:00Z',
      status: 'OPEN',
      verdict: 'BREACH',
      alertId: 'al',
      cause: 'LATE_FACT',
    };
    expect(saysOfAlert(again)).toEqual(saysOfAlert(data));
    expect(saysOfAlert({ ...data, previousVerdict: 'WARNING', note: { text: 'for us' } })).toEqual(saysOfAlert(data));
  });

  it.each([{ verdict: 'WARNING' }, { status: 'CLOSED' }, { actor: 'ann' }, { incidentId: 'in' }])('is %j', (other) => {
    expect(saysOfAlert({ ...data, ...other })).not.toEqual(saysOfAlert(data));
  });

  it('is of a rejection why it was refused', () => {
    expect(saysOfRejection('NOT_JSON', 'a')).toEqual(saysOfRejection('NOT_JSON', 'a'));
    expect(saysOfRejection('NOT_JSON', 'a')).not.toEqual(saysOfRejection('NOT_JSON', 'b'));
  });
});

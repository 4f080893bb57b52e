import { readAlertMessage, readRejectionMessage } from './lost-messages.js';
import { saysOfAlert, saysOfRejection } from './sent-before.js';

const record = (value: unknown) => ({ value: value === null ? null : Buffer.from(JSON.stringify(value)) });
const data = {
  alertId: 'al-1',
  clientId: 'ada',
  status: 'CLOSED',
  actor: 'ann',
  detectedAt: '2026-01-01T00:00:00.000Z',
};

describe('a message that was sent', () => {
  it('is of a change, whose place its id names', () => {
    const raised = readAlertMessage(record({ id: 'change-65536', type: 'io.scopewatch.alert.raised.v1', data }));
    expect(raised).toEqual({
      id: 'change-65536',
      subject: 'al-1',
      says: saysOfAlert(data),
      position: 65_536,
      step: null,
    });
  });

  it('is of a step that somebody took', () => {
    const closed = readAlertMessage(record({ id: 'change-7', type: 'io.scopewatch.alert.status-changed.v1', data }));
    expect(closed?.step).toEqual({
      alertId: 'al-1',
      clientId: 'ada',
      status: 'CLOSED',
      actor: 'ann',
      at: '2026-01-01T00:00:00.000Z',
    });
  });

  it('is of a message that was refused', () => {
    const refused = record({ id: 'topic-0-7', data: { reason: 'NOT_JSON', message: 'It is no JSON.' } });
    const says = saysOfRejection('NOT_JSON', 'It is no JSON.');
    expect(readRejectionMessage(refused)).toEqual({
      id: 'topic-0-7',
      subject: 'topic-0-7',
      says,
      position: null,
      step: null,
    });
  });

  it.each([null, 'text', { id: 'change-x', data }, { id: 'change-1' }, { id: 'change-1', data: {} }])(
    'is none of ours: %j',
    (value) => expect(readAlertMessage(record(value))).toBeNull(),
  );

  it('is none of a rejection without a reason', () => {
    expect(readRejectionMessage(record({ id: 'a', data: {} }))).toBeNull();
    expect(readRejectionMessage({ value: Buffer.from('{') })).toBeNull();
  });
});

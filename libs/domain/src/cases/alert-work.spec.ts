import { decideWork, type WorkStep, type WorkState } from './alert-work.js';

const fourEyes = { closing: ['critical'], silenceDays: 7 } as const;
const at = '2026-03-01T12:00:00.000Z';
const open = (more: Partial<WorkState> = {}): WorkState => ({
  severity: 'high',
  status: 'OPEN',
  assignee: null,
  proposed: null,
  ...more,
});
const self = { refused: 'SECOND_PERSON', detail: 'That is you.' } as const;
const by = (person: string, state: WorkState, step: WorkStep) =>
  decideWork(state, step, { by: person, at, fourEyes, notSecond: state.proposed?.by === person ? self : null });
const close: WorkStep = { action: 'close', reason: 'REMEDIATED', text: 'Switched off again.' };

describe('work on an alert', () => {
  it('closes what one person may close', () => {
    expect(by('ann', open(), close)).toMatchObject({ fact: 'closed', after: { status: 'CLOSED' } });
  });

  it('only proposes to close what takes two, and lets nobody approve of what they proposed', () => {
    const proposed = by('ann', open({ severity: 'critical' }), close);
    expect(proposed).toMatchObject({ fact: 'close-proposed', after: { status: 'OPEN', proposed: { by: 'ann' } } });
    const state = 'after' in proposed ? proposed.after : open();
    expect(by('ann', state, { action: 'approve' })).toMatchObject({ refused: 'SECOND_PERSON' });
    expect(by('bob', state, { action: 'approve' })).toMatchObject({
      fact: 'closed',
      after: { status: 'CLOSED', proposed: null },
      note: { reason: 'REMEDIATED', proposedBy: 'ann', approvedBy: 'bob' },
    });
    expect(by('bob', state, { action: 'approve', text: 'I have seen the mail.' })).toMatchObject({
      fact: 'closed',
      note: { text: 'Switched off again.', approvedBy: 'bob', approvalText: 'I have seen the mail.' },
    });
    expect(by('bob', state, close)).toMatchObject({ refused: 'REFUSED' });
    expect(by('ann', state, { action: 'reject', text: 'On second thoughts.' })).toMatchObject({
      fact: 'close-rejected',
      after: { proposed: null },
    });
  });

  it('lets whoever proposed a closing withdraw it, and nobody else; and takes no proposal along', () => {
    const proposed = { action: 'close', reason: 'OTHER', text: 'Why.', by: 'ann', at } as const;
    const state = open({ severity: 'critical', status: 'ACKNOWLEDGED', proposed });
    const withdraw: WorkStep = { action: 'withdraw', text: 'A mistake.' };
    expect(by('ann', state, withdraw)).toMatchObject({
      fact: 'close-rejected',
      after: { status: 'ACKNOWLEDGED', proposed: null },
      note: { text: 'A mistake.', proposedBy: 'ann' },
    });
    expect(by('bob', state, withdraw)).toMatchObject({ refused: 'REFUSED' });
    expect(by('ann', open(), withdraw)).toMatchObject({ refused: 'REFUSED' });
    expect(by('ann', state, { action: 'reopen' })).toMatchObject({ refused: 'REFUSED' });
  });

  it('acknowledges once, escalates and re-opens what is closed only', () => {
    expect(by('ann', open({ status: 'ACKNOWLEDGED' }), { action: 'acknowledge' })).toMatchObject({
      refused: 'REFUSED',
    });
    expect(by('ann', open(), { action: 'escalate' })).toMatchObject({ after: { status: 'ESCALATED' } });
    expect(by('ann', open({ status: 'CLOSED' }), { action: 'escalate' })).toMatchObject({ refused: 'REFUSED' });
    expect(by('ann', open(), { action: 'reopen' })).toMatchObject({ refused: 'REFUSED' });
    expect(by('ann', open({ status: 'CLOSED' }), { action: 'reopen' })).toMatchObject({ after: { status: 'OPEN' } });
    expect(by('ann', open({ status: 'ESCALATED' }), { action: 'reopen' })).toMatchObject({ after: { status: 'OPEN' } });
    expect(by('ann', open({ status: 'CLOSED' }), close)).toMatchObject({ refused: 'REFUSED' });
    expect(by('ann', open(), { action: 'approve' })).toMatchObject({ refused: 'REFUSED' });
  });
});

import { requireNote } from './work-note.js';

describe('a note of a fact by a person', () => {
  it('says what such a fact says', () => {
    requireNote('commented', { action: 'commented', text: 'Seen.', mentions: ['ann'] });
    requireNote('assigned', { action: 'assigned', assignee: null });
    requireNote('escalated', { action: 'escalated' });
    const by = { proposedBy: 'ann', approvedBy: 'bob' };
    requireNote('closed', { action: 'closed', reason: 'OTHER', text: 'Done.', ...by });
    requireNote('closed', { action: 'closed', reason: 'OTHER', text: 'Done.', ...by, approvalText: 'Seen.' });
  });

  it.each([
    ['commented', { action: 'commented', text: { deep: 1 } }],
    ['commented', { action: 'closed', text: 'Seen.' }],
    ['commented', { action: 'commented', text: 'Seen.', reason: 'OTHER' }],
    ['commented', { action: 'commented', text: 'x'.repeat(10_001) }],
    ['assigned', { action: 'assigned', assignee: 'x'.repeat(257) }],
    ['closed', { action: 'closed', reason: 'BECAUSE', text: 'Done.' }],
    ['acknowledged', { action: 'acknowledged', text: 'Seen.' }],
  ] as const)('is not written otherwise: %s %j', (kind, note) => {
    expect(() => requireNote(kind, note)).toThrow(`A note of "${kind}" must not be written so`);
  });
});

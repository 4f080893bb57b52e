import type { AlertBody, AlertFact, Note } from './alert-body.js';
import { historyOf, type Rules } from './alert-history.js';

const body: AlertBody = {
  alertId: 'al-1',
  clientId: 'ada',
  entityId: 'ENT-1',
  verdict: 'BREACH_61_2',
  severity: 'critical',
  offer: { service: 'CUSTODY' },
  newService: true,
  newAssetType: true,
  act: { source: 's', id: 'mail', type: 'io.scopewatch.marketing.contacted.v1', effectiveAt: '2026-01-01T00:00:00Z' },
  citations: [],
  policyVersion: 'p/1',
  explanation: 'Because.',
  effectiveAt: '2026-01-01T00:00:00Z',
  detectedAt: '2026-01-02T00:00:00.000Z',
  status: 'OPEN',
};

/** Facts one after the other, a second apart. */
function recorded(...facts: readonly (Partial<AlertFact> & { readonly says?: Partial<AlertBody> })[]): AlertFact[] {
  return facts.map(({ says, ...fact }, i) => {
    const recordedAt = Date.parse(body.detectedAt) + i * 1000;
    const kind = fact.kind ?? 'raised';
    const detectedAt = new Date(recordedAt).toISOString();
    const said = { ...body, detectedAt, ...says };
    return {
      position: i + 1,
      clientId: 'ada',
      alertId: 'al-1',
      cause: null,
      actor: null,
      ...fact,
      kind,
      recordedAt,
      body: said,
    };
  });
}

const step = (kind: string, actor: string, status: string, note: Partial<Note> = {}) => ({
  kind,
  actor,
  says: { status, actor, note: { action: kind, ...note } },
});

const closing = { reason: 'REMEDIATED', text: 'Done.' };
const proposed = (by: string) => step('close-proposed', by, 'OPEN', closing);
const closed = (by: string, of: string) => step('closed', by, 'CLOSED', { ...closing, proposedBy: of, approvedBy: by });

/** Ann, Bob and a key of Ann's are known. */
const personBehind = (actor: string): string | null =>
  actor === 'key:a' ? 'ann' : ['ann', 'bob'].includes(actor) ? actor : null;
const rules: Rules = {
  closingByTwo: () => ['critical'],
  personBehind,
  areTwo: (one, other) => {
    const [a, b] = [one, other].map((who) => (who === null ? null : personBehind(who)));
    return a != null && b != null && a !== b;
  },
};
const faultsOf = (facts: readonly AlertFact[]): string[] => historyOf(facts, rules).faults.map(({ kind }) => kind);

describe('an alert, followed through its changes', () => {
  it('stands as the last change left it', () => {
    const { row, faults, steps } = historyOf(
      recorded(
        {},
        step('acknowledged', 'ann', 'ACKNOWLEDGED'),
        step('assigned', 'ann', 'ACKNOWLEDGED', { assignee: 'bob' }),
        { ...proposed('ann'), says: { ...proposed('ann').says, status: 'ACKNOWLEDGED' } },
      ),
      rules,
    );
    expect({ faults, steps: steps.length }).toEqual({ faults: [], steps: 3 });
    expect(row).toMatchObject({ status: 'ACKNOWLEDGED', assignee: 'bob', work: 3, closed_at: null, active: true });
    expect(row['proposed']).toMatchObject({ action: 'close', by: 'ann', reason: 'REMEDIATED' });
  });

  it('is closed by two people, and not by two faces of one', () => {
    expect(faultsOf(recorded({}, proposed('ann'), closed('bob', 'ann')))).toEqual([]);
    for (const [proposer, approver] of [
      ['ann', 'ann'],
      ['ann', 'key:a'],
      ['key:a', 'ann'],
      ['somebody', 'ann'],
    ] as const) {
      expect(faultsOf(recorded({}, proposed(proposer), closed(approver, proposer)))).toContain('TAKES_TWO_PEOPLE');
    }
    expect(faultsOf(recorded({}, closed('bob', 'ann')))).toContain('TAKES_TWO_PEOPLE');
    // Whatever severity the closing claims: the one that was judged counts too.
    const claimed = step('closed', 'bob', 'CLOSED', closing);
    expect(faultsOf(recorded({}, { ...claimed, says: { ...claimed.says, severity: 'low' } }))).toContain(
      'TAKES_TWO_PEOPLE',
    );
  });

  it('has verdicts that follow from one another', () => {
    const again = (previousVerdict: string, verdict = 'NO_BASIS') => ({
      kind: 'rejudged',
      cause: 'LATE_FACT',
      says: { verdict, previousVerdict },
    });
    expect(faultsOf(recorded({}, again('BREACH_61_2'), again('NO_BASIS', 'OTHER_REGIME')))).toEqual([]);
    expect(faultsOf(recorded({}, again('BREACH_61_2'), again('BREACH_61_2')))).toEqual(['VERDICTS_DO_NOT_CHAIN']);
    expect(faultsOf(recorded({}, {}))).toEqual(['RAISED_TWICE']);
    expect(faultsOf(recorded(again('BREACH_61_2')))).toEqual(['NEVER_RAISED']);
  });

  it('that is gone keeps no verdict, and may come back without one before', () => {
    const gone = {
      kind: 'superseded',
      cause: 'RETRACTION',
      says: {
        status: 'SUPERSEDED',
        previousVerdict: 'BREACH_61_2',
        explanation: 'The act it was about is no longer on file. Before: Because.',
      },
    };
    const { row, faults } = historyOf(recorded({}, gone), rules);
    expect({ faults, ...row }).toMatchObject({
      faults: [],
      active: false,
      verdict: null,
      status: 'OPEN',
      service: 'CUSTODY',
    });
    expect(faultsOf(recorded({}, gone, { kind: 'rejudged', cause: 'LATE_FACT' }))).toEqual([]);
    expect(faultsOf(recorded({}, gone, gone))).toContain('SUPERSEDED_TWICE');
  });

  it('allows no step that could not be taken', () => {
    expect(faultsOf(recorded({}, step('reopened', 'ann', 'OPEN')))).toEqual(['STEP_NOT_ALLOWED']);
    expect(faultsOf(recorded({}, step('commented', 'nobody', 'OPEN', { text: 'x' })))).toEqual(['NOBODY_BY_THAT_NAME']);
    expect(faultsOf(recorded({}, step('acknowledged', 'ann', 'CLOSED')))).toEqual(['DIFFERS']);
  });
});

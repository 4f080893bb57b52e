import { decide, type Decision } from './decide.js';
import type { GroupState, Look, Member } from './group.js';

const HOUR = 3_600_000;
const unnotified: GroupState = { sequence: 0, pendingSince: 0, notified: null, held: null };

const alert = (more: Partial<Member> = {}): Member => ({
  alertId: 'a1',
  clientId: 'ada',
  survivorId: 'ada',
  entityId: 'ENT-1',
  verdict: 'BREACH_61_2',
  severity: 'critical',
  service: 'EXCH_CRYPTO',
  status: 'OPEN',
  active: true,
  raisedAt: 0,
  dueAt: 48 * HOUR,
  breachNotified: false,
  silencedUntil: null,
  kind: 'MARKETED',
  country: 'DE',
  explanation: '',
  ...more,
});

/** A group whose clock and alerts move on; it remembers what was told, and when it wants to be looked at. */
class Timeline {
  state = unnotified;
  dueAt: number | null = 0;

  constructor(private readonly given: Partial<Look> = {}) {}

  /** A fact is recorded; @returns what is told of it at once, which is nothing */
  fact(at: number): this {
    this.state = { ...this.state, pendingSince: this.state.pendingSince ?? at };
    return this;
  }

  at(now: number, ...members: Member[]): string {
    const decision: Decision = decide(this.state, members, {
      now,
      groupWaitMs: 10_000,
      repeatMs: 24 * HOUR,
      growing: false,
      lostUntil: null,
      resends: false,
      ...this.given,
    });
    this.state = decision.next;
    this.dueAt = decision.dueAt;
    return [decision.notice?.type, decision.keptBack].filter((word) => word !== undefined && word !== null).join(' ');
  }
}

describe('what people are told, and when', () => {
  it('waits a little, then tells', () => {
    const time = new Timeline();
    expect(time.at(1_000, alert())).toBe('');
    expect(time.dueAt).toBe(10_000);
    expect(time.at(10_000, alert())).toBe('alerts.raised');
    expect(time.state.sequence).toBe(1);
  });

  it('tells nothing where the alert is taken back, or closed, in that time', () => {
    const superseded = new Timeline().fact(0);
    expect(superseded.at(10_000, alert({ active: false }))).toBe('SUPERSEDED_IN_TIME');
    expect(superseded.dueAt).toBeNull();
    expect(new Timeline().at(10_000, alert({ status: 'CLOSED' }))).toBe('CLOSED_IN_TIME');
  });

  it('repeats daily while nobody has acknowledged it, and then no more', () => {
    const time = new Timeline();
    const late = alert({ dueAt: 1_000 * HOUR });
    time.at(10_000, late);
    expect(time.dueAt).toBe(10_000 + 24 * HOUR);
    expect(time.at(23 * HOUR, late)).toBe('');
    expect(time.at(10_000 + 24 * HOUR, late)).toBe('alerts.repeated');
    const seen = { ...late, status: 'ACKNOWLEDGED' };
    expect(time.fact(30 * HOUR).at(31 * HOUR, seen)).toBe('');
    expect(time.dueAt).toBe(late.dueAt);
    expect(time.at(80 * HOUR, seen)).toBe('');
  });

  it('tells a missed deadline once, also of what somebody looks at', () => {
    const time = new Timeline();
    const seen = alert({ status: 'ACKNOWLEDGED' });
    time.at(10_000, seen);
    expect(time.dueAt).toBe(48 * HOUR);
    expect(time.at(48 * HOUR, seen)).toBe('alerts.overdue');
    expect(time.at(49 * HOUR, { ...seen, breachNotified: true })).toBe('');
    expect(time.dueAt).toBeNull();
  });

  it('says of a first notice that comes late what is overdue, and does not say it again', () => {
    const time = new Timeline();
    expect(time.at(50 * HOUR, alert({ status: 'ESCALATED' }))).toBe('alerts.raised');
    expect(time.dueAt).toBeNull();
  });

  it('tells once per incident, however many clients follow', () => {
    const time = new Timeline();
    expect(time.at(10_000, alert(), alert({ alertId: 'a2', clientId: 'bob' }))).toBe('alerts.raised');
    time.fact(60_000);
    expect(time.at(70_000, alert(), alert({ alertId: 'a2' }), alert({ alertId: 'a3' }))).toBe('');
  });

  it('waits for clients who are still being judged, but not for ever', () => {
    const time = new Timeline({ growing: true });
    expect(time.at(15_000, alert())).toBe('');
    expect(time.dueAt).toBe(16_000);
    expect(time.at(600_000, alert())).toBe('alerts.raised');
  });

  it('tells another verdict, or a graver severity, and not a milder one', () => {
    const time = new Timeline();
    const review = alert({ verdict: 'NEEDS_REVIEW', severity: 'low' });
    expect(time.at(10_000, review)).toBe('alerts.raised');
    expect(time.fact(20_000).at(30_000, alert())).toBe('alerts.changed');
    expect(time.fact(40_000).at(50_000, alert({ severity: 'low' }))).toBe('');
    expect(time.fact(60_000).at(70_000, review)).toBe('alerts.changed');
  });

  it('says when it is over, and begins anew when it comes back', () => {
    const time = new Timeline();
    time.at(10_000, alert());
    expect(time.fact(HOUR).at(HOUR + 5_000, alert({ status: 'CLOSED' }))).toBe('');
    expect(time.at(HOUR + 10_000, alert({ status: 'CLOSED' }))).toBe('alerts.resolved');
    expect(time.at(2 * HOUR, alert({ status: 'CLOSED' }))).toBe('');
    expect(time.fact(3 * HOUR).at(4 * HOUR, alert())).toBe('alerts.raised');
    expect(time.state.sequence).toBe(3);
  });

  it('keeps quiet under a silence, says so once, and tells when the silence is over', () => {
    const time = new Timeline();
    const silenced = alert({ silencedUntil: 5 * HOUR });
    expect(time.at(10_000, silenced)).toBe('SILENCED');
    expect(time.dueAt).toBe(5 * HOUR);
    expect(time.fact(HOUR).at(2 * HOUR, silenced)).toBe('');
    expect(time.at(5 * HOUR, alert())).toBe('alerts.raised');
  });

  it('does not repeat what is silenced meanwhile, nor looks at it all the time', () => {
    const time = new Timeline();
    time.at(10_000, alert({ dueAt: 900 * HOUR }));
    const silenced = alert({ dueAt: 900 * HOUR, silencedUntil: 100 * HOUR });
    expect(time.at(25 * HOUR, silenced)).toBe('SILENCED');
    expect(time.dueAt).toBe(100 * HOUR);
    expect(time.at(100 * HOUR, alert({ dueAt: 900 * HOUR }))).toBe('alerts.repeated');
  });

  it('tells of an incident without those of it that are silenced', () => {
    const time = new Timeline();
    const quiet = alert({ alertId: 'a2', verdict: 'NO_BASIS', silencedUntil: 5 * HOUR });
    expect(time.at(10_000, alert(), quiet)).toBe('alerts.raised SILENCED');
    expect(time.state.notified?.series.map((s) => s.verdict)).toEqual(['BREACH_61_2']);
    expect(time.at(5 * HOUR, alert(), { ...quiet, silencedUntil: null })).toBe('alerts.changed');
  });

  it('says that it is over under a silence too, so that nothing stays open elsewhere', () => {
    const time = new Timeline();
    time.at(10_000, alert());
    time.fact(HOUR);
    expect(time.at(2 * HOUR, alert({ active: false, silencedUntil: 9 * HOUR }))).toBe('alerts.resolved');
  });

  it('keeps up a list of what is firing elsewhere: every difference, and repeats though somebody looks at it', () => {
    const time = new Timeline({ resends: true });
    const late = alert({ dueAt: 900 * HOUR });
    time.at(10_000, late, { ...late, alertId: 'a2', verdict: 'NO_BASIS' });
    expect(time.fact(20_000).at(30_000, { ...late, status: 'ACKNOWLEDGED' })).toBe('alerts.changed');
    expect(time.at(30_000 + 24 * HOUR, { ...late, status: 'ACKNOWLEDGED' })).toBe('alerts.repeated');
  });

  it('counts what fell due in a part of the log that a restore has lost as told by it', () => {
    const time = new Timeline({ lostUntil: 30 * HOUR });
    time.state = { ...unnotified, pendingSince: null, notified: { at: 0, series: [alert()] }, sequence: 1 };
    expect(time.at(31 * HOUR, alert())).toBe('');
    expect(time.dueAt).toBe(48 * HOUR);
    expect(time.at(48 * HOUR, alert())).toBe('alerts.overdue');
    const before = new Timeline({ lostUntil: 30 * HOUR });
    before.state = { ...unnotified, pendingSince: null, notified: { at: 0, series: [alert()] }, sequence: 1 };
    expect(before.at(54 * HOUR, alert({ breachNotified: true }))).toBe('alerts.repeated');
  });
});

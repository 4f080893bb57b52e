import { judgeClients, partitionEvents } from './book.js';
import { initiativeAt } from './initiative.js';
import { scopeAt } from './scope-at.js';
import { recorded, shippedPolicy, type Unrecorded } from './stream.testkit.js';
import { parseWhen } from '../time/when.js';
import { whereaboutsAt } from '../client/whereabouts.js';

const policy = shippedPolicy();
const ends = { clientId: 'c', entityId: 'E' };
const custody = { service: 'CUSTODY', assetType: { class: 'OTHER', technologies: ['BTC'], liquidity: 'LIQUID' } };
const advice = { ...custody, service: 'ADVICE' };

const factOf = (id: string, type: Unrecorded['type'], on: string, data: object): Unrecorded => ({
  id,
  type,
  data: { ...ends, effectiveAt: on, ...data },
});
const onboarded = (more: object = {}): Unrecorded =>
  factOf('on', 'client.onboarded.v1', '2026-01-01T00:00:00Z', {
    kind: 'NATURAL',
    country: 'DE',
    firstContact: { at: '2026-01-01', channel: 'WEB' },
    thirdCountryAcknowledgedAt: '2026-01-01',
    exposureCheck: { at: '2026-01-01T00:00:00Z', result: 'NONE_FOUND' },
    ...more,
  });
const asked = (id: string, on: string, more: object = {}): Unrecorded =>
  factOf(id, 'client.requested.v1', on, {
    requestId: id,
    requestedAt: on,
    channel: 'WEB',
    offers: [custody],
    prompted: 'NO',
    ...more,
  });

/** How (c, E) stands on a day. */
function on(day: string, ...events: readonly Unrecorded[]) {
  const judged = judgeClients(partitionEvents(recorded(events)), policy).get('c');
  const at = parseWhen(day);
  if (judged === undefined || at === null) throw new Error('nothing to look at');
  const initiative = initiativeAt(judged.state, judged.judgements, 'E', at, policy);
  return {
    status: initiative.status,
    facts: initiative.facts.map((f) => f.id),
    scope: scopeAt(judged.state, 'E', at, policy).map(
      (s) => `${s.entry.identity.id} ${s.validity}${s.original ? ' original' : ''}`,
    ),
    where: whereaboutsAt(judged.state, at, policy),
  };
}

describe('the initiative and the scope at a time', () => {
  it('is established by a valid request with whole evidence, from that day on', () => {
    const story = [onboarded(), asked('r1', '2026-02-01T12:00:00Z')];
    expect(on('2026-01-31', ...story)).toMatchObject({ status: 'NONE', facts: [], scope: [] });
    expect(on('2026-02-01', ...story)).toMatchObject({
      status: 'ESTABLISHED',
      facts: ['r1', 'on'],
      scope: ['r1 VALID original'],
    });
    expect(on('2026-02-01T12:00:00Z', ...story).scope).toEqual(['r1 VALID original']);
    expect(on('2026-02-01T11:59:59Z', ...story).scope).toEqual([]);
  });
  it('holds a request of a whole day at the end of that day', () => {
    expect(on('2026-02-01', onboarded(), asked('r1', '2026-02-01')).scope).toEqual(['r1 VALID original']);
    expect(on('2026-02-01T12:00:00Z', onboarded(), asked('r1', '2026-02-01')).scope).toEqual([
      'r1 UNDETERMINED original',
    ]);
  });
  it('is unproven where evidence is missing or the request is undetermined', () => {
    const bare = onboarded({ exposureCheck: undefined });
    expect(on('2026-03-01', bare, asked('r1', '2026-02-01')).status).toBe('UNPROVEN');
    const unknown = asked('r1', '2026-02-01', { prompted: 'UNKNOWN' });
    expect(on('2026-03-01', onboarded(), unknown)).toMatchObject({ status: 'UNPROVEN', scope: ['r1 UNDETERMINED'] });
  });
  it('is defeated by a solicitation, which is named', () => {
    const mail = factOf('m', 'marketing.contacted.v1', '2026-01-15', {
      contactId: 'm',
      actor: 'FIRM',
      channel: 'EMAIL',
      content: 'PROMOTIONAL',
      offers: [advice],
    });
    const story = on('2026-03-01', onboarded(), mail, asked('r1', '2026-02-01'));
    expect(story).toMatchObject({ status: 'DEFEATED', scope: [] });
    expect(story.facts).toEqual(['r1', 'm']);
  });
  it('ends with the relationship; what is asked for next is the original scope of the next one', () => {
    const closed = factOf('x', 'relationship.closed.v1', '2026-02-10', {});
    const reopened = factOf('y', 'relationship.reopened.v1', '2026-02-20', {});
    const story = [
      onboarded(),
      asked('r1', '2026-02-01'),
      asked('r2', '2026-02-05', { offers: [advice] }),
      closed,
      reopened,
      asked('r3', '2026-02-25'),
    ];
    expect(on('2026-02-06', ...story).scope).toEqual(['r1 VALID original', 'r2 VALID']);
    expect(on('2026-02-15', ...story)).toMatchObject({ status: 'NONE', scope: [] });
    expect(on('2026-03-01', ...story)).toMatchObject({ status: 'ESTABLISHED', scope: ['r3 VALID original'] });
  });
  it('knows where the client lived, and where that is in conflict', () => {
    const moved = factOf('v', 'client.moved.v1', '2026-02-01', { country: 'CH' });
    expect(on('2026-01-15', onboarded(), moved).where).toMatchObject({
      status: 'KNOWN',
      country: 'DE',
      perimeter: 'INSIDE',
    });
    expect(on('2026-02-01T12:00:00Z', onboarded(), moved).where).toMatchObject({
      status: 'CONFLICTING',
      perimeter: 'UNKNOWN',
    });
    expect(on('2026-02-01', onboarded(), moved).where).toMatchObject({ country: 'CH', perimeter: 'OUTSIDE' });
    expect(on('2026-02-01', asked('r1', '2026-01-01')).where).toMatchObject({ status: 'UNKNOWN', country: null });
  });
});

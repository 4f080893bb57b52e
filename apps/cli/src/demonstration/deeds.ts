import type { CloudEventJson } from './cloud-event.js';
import type { Desk } from './desk.js';
import type { History } from './history.js';
import { leadDeeds } from './lead-deeds.js';
import { ANALYST, type Deed, type Staff } from './staff.js';

const DAY = 86_400_000;
/** How often the desk sits down, and how much it gets done each time: what is more urgent first. */
const SITTING_EVERY = 14 * DAY;
const ACKNOWLEDGED_EACH = 20;
const TAKEN_EACH = 8;
const CLOSED_EACH = 16;
/** An alert has been looked at for so long before somebody proposes to close it. */
const LOOKED_AT = 20 * DAY;
/** From so long before the end on nothing more is closed: something has to be left to do. */
const LEFT_TO_DO = 30 * DAY;

interface Item {
  readonly alertId: string;
  readonly etag: string;
  readonly verdict: string;
  readonly raisedAt: string;
}

/**
 * What people do in the year, in the order of time.
 * @param checked takes the check that an event names, by the id of the event, before that is sent
 */
export function deeds({ start, events, now }: History, checked: Map<string, string>): Deed[] {
  const planned = (id: string): CloudEventJson | undefined => events.find(({ event }) => event.id === id)?.event;
  const asks = (id: string, at: number): Deed[] => {
    const event = planned(id);
    return event === undefined
      ? []
      : [
          {
            at,
            take: async ({ marketer }) => {
              const { checkId } = await marketer.post<{ checkId: string }>('/v1/checks', { events: [event] });
              checked.set(id, checkId);
            },
          },
        ];
  };
  const sittings: Deed[] = [];
  for (let at = start + SITTING_EVERY; at < now; at += SITTING_EVERY)
    sittings.push({ at, take: (staff) => sit(staff, at, at < now - LEFT_TO_DO) });
  return [
    // Refused for some, and sent all the same; and one that may go out.
    ...asks('campaign-euro-savings', start + 118 * DAY),
    ...asks('campaign-earn', start + 203 * DAY),
    ...asks('campaign-education', start + 228 * DAY),
    ...leadDeeds(start),
    ...sittings,
  ].sort((a, b) => a.at - b.at);
}

/**
 * The desk sits down: somebody looks at what is most urgent, a second person decides on what was proposed when it sat last,
 * and what has been looked at for long enough is closed, or proposed to be.
 */
async function sit({ analyst, approver }: Staff, at: number, closes: boolean): Promise<void> {
  const fresh = await alerts(analyst, `status=OPEN&sort=urgency&limit=${ACKNOWLEDGED_EACH}`);
  await work(analyst, fresh.slice(0, TAKEN_EACH), { action: 'assign', assignee: ANALYST.personId });
  await work(analyst, fresh, { action: 'acknowledge' });
  if (!closes) return;
  await decide(approver);
  const raisedTo = new Date(at - LOOKED_AT).toISOString();
  const seen = await alerts(
    analyst,
    `status=ACKNOWLEDGED&proposal=NONE&sort=raisedAt&limit=${CLOSED_EACH}&raisedTo=${encodeURIComponent(raisedTo)}`,
  );
  const breaches = seen.filter(({ verdict }) => verdict !== 'NEEDS_REVIEW');
  await work(analyst, breaches, {
    action: 'close',
    reason: 'BREACH_CONFIRMED',
    text: 'It went out, and nothing on file asks for it. Marketing and product know.',
  });
  await work(
    analyst,
    seen.filter(({ verdict }) => verdict === 'NEEDS_REVIEW'),
    { action: 'close', reason: 'REMEDIATED', text: 'What was missing has been put on file since.' },
  );
}

/** Agrees to what was proposed, but for one of it. */
async function decide(approver: Desk): Promise<void> {
  const proposed = await alerts(approver, 'proposal=BY_OTHERS&limit=100');
  const [rejected, ...approved] = proposed;
  if (approved.length > 0)
    await approver.post('/v1/alerts/decisions', {
      alerts: approved.map(({ alertId, etag }) => ({ alertId, etag })),
      decision: 'approve',
      text: 'Seen, and agreed.',
    });
  if (rejected !== undefined)
    await approver.post('/v1/alerts/decisions', {
      alerts: [{ alertId: rejected.alertId, etag: rejected.etag }],
      decision: 'reject',
      text: 'Say first who else was on the list.',
    });
}

const alerts = async (desk: Desk, query: string): Promise<Item[]> =>
  (await desk.get<{ items: Item[] }>(`/v1/alerts?${query}`)).items;

async function work(desk: Desk, items: readonly Item[], step: object): Promise<void> {
  if (items.length > 0) await desk.post('/v1/alerts/work', { alertIds: items.map(({ alertId }) => alertId), ...step });
}

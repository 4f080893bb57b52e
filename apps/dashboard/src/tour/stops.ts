import { alertPage } from '../api/alerts';
import { api, taken } from '../api/client';

const DAY_MS = 86_400_000;

/** The two clients whose story the demonstration tells, as it names them. */
export const CLEAN_CLIENT = 'c-20001';
export const REACHED_CLIENT = 'c-20002';
/** The story ends then; what was known about the second client changed later than this many days before. */
const BEFORE_IT_CAME_TO_LIGHT_DAYS = 205;

/** One place that the tour leads to. */
export interface Stop {
  readonly title: string;
  readonly says: string;
  /** @returns the path and query of the page. @param clock when the story ends, RFC 3339 */
  readonly find: (clock: string) => Promise<string>;
}

/** The day (UTC) so long before. */
export const dayBefore = (clock: string, days: number): string =>
  new Date(Date.parse(clock) - days * DAY_MS).toISOString().slice(0, 10);

const client = (clientId: string, search = ''): Promise<string> => Promise.resolve(`/clients/${clientId}${search}`);

export const STOPS: readonly Stop[] = [
  {
    title: 'A campaign that was refused, and sent all the same',
    says: 'Marketing asked beforehand whether it may go out. For most of its list the answer was no. It was sent two days later: further down you see to whom, beside what the check had said.',
    find: async () => {
      const { items } = await taken(api.GET('/v1/checks', { params: { query: { limit: 200 } } }));
      const refused = items.findLast(({ mayNot }) => mayNot > 0);
      return refused === undefined ? '/checks' : `/checks/${refused.checkId}`;
    },
  },
  {
    title: 'The alert, and its sentence',
    says: 'One of those whom it reached. The alert says in one sentence what was done and what the client had asked for. Below stands who commented, escalated and proposed to close it, and the second person who agreed.',
    find: async () => {
      const { items } = await alertPage({ clientId: [REACHED_CLIENT], sort: 'raisedAt', limit: 1 });
      const [first] = items;
      return first === undefined ? '/alerts' : `/alerts/${first.alertId}`;
    },
  },
  {
    title: 'The client, as known then',
    says: 'Two clocks: what is true on a day, and what was known on a day. By what was on record on that day, this client had come on their own initiative, and one campaign had gone too far.',
    find: (clock) => client(REACHED_CLIENT, `?knownOn=${dayBefore(clock, BEFORE_IT_CAME_TO_LIGHT_DAYS)}`),
  },
  {
    title: 'The same client, as known now',
    says: 'Weeks after that day it came to light that an affiliate had written to the client before they ever asked. The first request no longer stands on the client’s own initiative, and all that was built on it was judged again.',
    find: () => client(REACHED_CLIENT),
  },
  {
    title: 'A client to whom nothing was marketed',
    says: 'The other case is worth as much: under “No breach” further down, ask “Can it be said?”. The page then states for which days there was no breach, and on what that rests.',
    find: () => client(CLEAN_CLIENT),
  },
  {
    title: 'Evidence to hand over',
    says: 'The button “Evidence” on this page makes one file: the events as they came, the verdicts, the decisions, and proofs that anybody can check without this program. Of a demonstration it says so itself.',
    find: () => client(CLEAN_CLIENT),
  },
];

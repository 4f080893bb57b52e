import type { Health } from './health.js';

/** Something that is unwell: what, since when, and what to do about it. */
export interface Trouble {
  /** Stands for it as long as it lasts. */
  readonly key: string;
  readonly title: string;
  /** `null`: nobody can say. */
  readonly since: string | null;
  readonly what: string;
  readonly toDo: string;
  readonly page?: '/rejections' | '/notifications' | '/replay' | '/policy';
}

const whole = new Intl.NumberFormat('en');
const count = (n: number): string => whole.format(n);
const counted = (n: number, what: string): string => `${count(n)} ${what}${n === 1 ? '' : 's'}`;

const SECOND_MS = 1_000;
/** What is on its way for so long is held up. */
const HELD_UP_SECONDS = 60;
const UNSIGNED_SECONDS_MAX = 900;

/** What is unwell, the worst first; what is only on its way is not. @param now ms since 1970 */
export const troublesOf = (health: Health, now: number): Trouble[] => [
  ...restored(health),
  ...notRead(health),
  ...unknownEnds(health),
  ...differing(health),
  ...gaps(health),
  ...unsigned(health, now),
  ...heldUp(health, now),
  ...failing(health),
  ...behind(health),
];

const restored = ({ restored: detail }: Health): Trouble[] =>
  detail === null
    ? []
    : [
        {
          key: 'restored',
          title: 'The database was put back to an earlier time',
          since: null,
          what: `${detail} Nothing is sent, and no step is taken, until this is settled.`,
          toDo: 'Follow “Restore” in the guide: “scopewatch restore” says what was lost and begins anew from there.',
        },
      ];

const notRead = ({ trouble }: Health): Trouble[] =>
  trouble.map(({ message, since, attempts }) => ({
    key: `reading ${since} ${message}`,
    title: 'Messages are not being read',
    since,
    what: `${message} It was tried ${counted(attempts, 'time')}, and is tried again by itself.`,
    toDo: readingAdvice(message),
  }));

function readingAdvice(message: string): string {
  if (/no space|disk|ENOSPC|53100/i.test(message))
    return 'Make room on the disk of the database. Reading goes on by itself from where it stopped; nothing is lost meanwhile, as long as Kafka keeps its messages.';
  if (/broker|kafka|ECONN|connection|timed? ?out/i.test(message))
    return 'See whether Kafka and the database are up and can be reached from the monitor. Reading goes on by itself; nothing is lost, as long as Kafka keeps its messages.';
  return 'The log of the monitor says more. Reading goes on by itself once the cause is gone; nothing is lost, as long as Kafka keeps its messages.';
}

/** Whether a topic is not read any more until somebody decides; each of them is unwell too. */
export const isStopped = ({ state }: Health['topics'][number]): boolean => state === 'STOPPED';

function unknownEnds({ partitions, topics }: Health): Trouble[] {
  const stopped = new Set(topics.filter(isStopped).map(({ topic }) => topic));
  const unknown = partitions.filter(({ topic, end }) => end === null && !stopped.has(topic));
  if (unknown.length === 0) return [];
  return [
    {
      key: 'ends',
      title: 'Kafka does not say how far its topics go',
      since: null,
      what: `Of ${counted(unknown.length, 'partition')} it is not known whether all was judged.`,
      toDo: 'See whether the brokers are up, and whether the api can reach them and may read the topics.',
    },
  ];
}

const differing = ({ parity }: Health): Trouble[] =>
  parity === null || parity.differences === 0
    ? []
    : [
        {
          key: 'parity',
          title: 'Alerts on record are not those that the rules give',
          since: parity.finishedAt,
          what: `${counted(parity.differences, 'alert')} differed when the whole history was judged again last.`,
          toDo: 'Look at the differences under Replay. Run “scopewatch verify” to see whether anybody changed the record, then have the projections rebuilt.',
          page: '/replay',
        },
      ];

function gaps({ gaps: all }: Health): Trouble[] {
  const open = all.filter(({ acceptedBy }) => acceptedBy === null);
  const [oldest] = open.map(({ recordedAt }) => recordedAt).sort();
  if (oldest === undefined) return [];
  const offsets = open.reduce((sum, { from, to }) => sum + (to - from), 0);
  return [
    {
      key: 'gaps',
      title: 'Messages were gone before they were read',
      since: oldest,
      what: `What stood at ${counted(offsets, 'offset')} in ${counted(open.length, 'gap')} nobody can say. “No breach” is said of nobody meanwhile.`,
      toDo: 'Have the producer send again what was in them, and then accept each gap below with the reason. Let Kafka keep its messages longer.',
    },
  ];
}

function unsigned({ head }: Health, now: number): Trouble[] {
  const { unsignedSince, signedAt } = head;
  if (unsignedSince === null || now - Date.parse(unsignedSince) < UNSIGNED_SECONDS_MAX * SECOND_MS) return [];
  return [
    {
      key: 'unsigned',
      title: 'The log is not signed any more',
      since: unsignedSince,
      what:
        signedAt === null
          ? 'No head of it was ever signed, so nobody outside can hold it to what it says.'
          : 'What was recorded since is covered by no signed head, so nobody outside can hold it to that yet.',
      toDo:
        signedAt === null
          ? 'Set SCOPEWATCH_SIGNING_KEY for the notifier, as “Verify” in the guide says.'
          : 'See whether the notifier runs, and whether SCOPEWATCH_SIGNING_KEY is still set for it. It makes up for it by itself.',
    },
  ];
}

function heldUp({ outbox, alertList }: Health, now: number): Trouble[] {
  const ago = (seconds: number) => new Date(now - seconds * SECOND_MS).toISOString();
  return [
    ...(outbox.oldestSeconds < HELD_UP_SECONDS
      ? []
      : [
          {
            key: 'outbox',
            title: 'Changes do not get out',
            since: ago(outbox.oldestSeconds),
            what: `${counted(outbox.items, 'change')} of alerts wait to be sent to Kafka, and people are told later for it.`,
            toDo: 'See whether the notifier runs and reaches Kafka. What waits is sent by itself, each change once.',
          },
        ]),
    ...(alertList.seconds < HELD_UP_SECONDS
      ? []
      : [
          {
            key: 'list',
            title: 'The list of alerts is behind',
            since: ago(alertList.seconds),
            what: `${counted(alertList.changes, 'change')} are on record, but not in the lists and counts yet.`,
            toDo: 'See whether an api runs, and whether the database is busy or short of room. The list catches up by itself.',
          },
        ]),
  ];
}

const failing = ({ failingReceivers }: Health): Trouble[] =>
  failingReceivers.map(({ receiverId, name, since, attempts, disabled }) => ({
    key: `receiver ${receiverId}`,
    title: disabled ? `${name} is told nothing any more` : `Nothing gets through to ${name}`,
    since,
    what: `${counted(attempts, 'attempt')} failed since. ${disabled ? 'It was disabled, and nothing is tried.' : 'What waits is tried again on schedule, and given up in the end.'}`,
    toDo: disabled
      ? 'See under Notifications why, put it right where it is received, then enable it again.'
      : 'See under Notifications what it answered, put it right where it is received, then send a test.',
    page: '/notifications',
  }));

function behind({ partitions }: Health): Trouble[] {
  const late = partitions.filter(({ lag }) => (lag ?? 0) >= LAG_MIN);
  if (late.length === 0) return [];
  const messages = late.reduce((sum, { lag }) => sum + (lag ?? 0), 0);
  return [
    {
      key: 'lag',
      title: 'Judging is behind',
      since: null,
      what: `${counted(messages, 'message')} in ${counted(late.length, 'partition')} are not judged yet (${late.map(({ topic, partition }) => `${topic} ${count(partition)}`).join(', ')}).`,
      toDo: 'If the number below falls, wait. If not, see whether a monitor runs; more of them share the partitions.',
    },
  ];
}

/** A few are always on their way. */
const LAG_MIN = 1_000;

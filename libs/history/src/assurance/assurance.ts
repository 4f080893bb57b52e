import { readPolicy } from '#contract';
import { parseWhen, type AlertView } from '#domain';
import { allPolicies, loadOffsets, openGaps, unfinishedFanOuts, type PartitionOffset, type Sql } from '#store';
import { recordTimes } from '#log';
import { alertsOnRecord } from '../parity/alerts-on-record.js';
import { compareWithRecord } from '../parity/compare-with-record.js';
import { judgedBook } from '../judged-book.js';
import { readShared } from '../book.js';
import { DISCLAIMER } from '#evidence';
import type { Obstacle } from './obstacle.js';
import { rejectionsConcerning } from './rejections-concerning.js';

/** What the statement rests on. */
export interface AssuranceGrounds {
  /** Of each partition, all offsets below `nextOffset` have been handled. */
  readonly offsets: readonly PartitionOffset[];
  /** Rejections that wait, but concern others alone. */
  readonly rejectionsOfOthers: number;
  /** Every pack that was ever in force, the one judged by last. */
  readonly policyVersions: readonly string[];
  readonly verdicts: number;
  /** When it was judged, and when the newest batch it saw was recorded: RFC 3339. */
  readonly judgedAt: string;
  readonly newestRecord: string | null;
}

/** "No breach for this client in this time", with its grounds; or why that can't be said. */
export interface Assurance {
  readonly given: boolean;
  /** Of merged ids the survivor. */
  readonly clientId: string;
  readonly memberIds: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly statement: string;
  readonly obstacles: readonly Obstacle[];
  readonly grounds: AssuranceGrounds;
}

export interface AssuranceWanted {
  readonly clientId: string;
  /** Effective time of acts in ms since 1970: at or after `from`, before `to`. */
  readonly from: number;
  readonly to: number;
}

/**
 * Negative assurance: that no act on a client in some time alerted or was left undecided. It is given only if nothing
 * stands in its way; each thing that does is named. Judges the client again, and reads only.
 */
export async function assurance(sql: Sql, { clientId: named, from, to }: AssuranceWanted): Promise<Assurance> {
  const { clientMerges } = await readShared(sql);
  const clientId = clientMerges.survivorOf(named);
  const memberIds = clientMerges.membersOf(clientId);
  const times = await recordTimes(sql);
  const offsets = await loadOffsets(sql);
  const packs = await allPolicies(sql);
  const current = packs.at(-1);
  const rejections = await rejectionsConcerning(sql, memberIds);
  const obstacles: Obstacle[] = [];
  if (to > times.now) obstacles.push({ kind: 'NOT_OVER' });
  for (const { topic, partition, fromOffset, toOffset } of await openGaps(sql)) {
    obstacles.push({ kind: 'OFFSETS_MISSING', topic, partition, fromOffset, toOffset });
  }
  obstacles.push(...rejections.obstacles);
  for (const { cause, incidentId } of await unfinishedFanOuts(sql, 1_000)) {
    obstacles.push({ kind: 'FAN_OUT_UNFINISHED', cause, incidentId });
  }
  let verdicts = 0;
  if (current === undefined || times.newest === null) obstacles.push({ kind: 'NOTHING_JUDGED' });
  else {
    const policy = readPolicy(current.rules);
    for await (const chunk of judgedBook(sql, { policy, clientIds: [clientId] })) {
      for (const { state, judgements } of chunk) {
        verdicts = judgements.filter((j) => j.act.when.to >= from && j.act.when.from < to).length;
        if (state.refs.length === 0 && judgements.length === 0) obstacles.push({ kind: 'UNKNOWN_CLIENT' });
      }
    }
    const onRecord = (await alertsOnRecord(sql, [clientId])).get(clientId) ?? new Map<string, AlertView>();
    obstacles.push(...alertObstacles(onRecord, from, to));
    for await (const { differences } of compareWithRecord(sql, { policy, clientIds: [clientId] })) {
      obstacles.push(...differences.map(({ alertId }) => ({ kind: 'RECORD_DIFFERS' as const, alertId })));
    }
  }
  const given = obstacles.length === 0;
  return {
    given,
    clientId,
    memberIds,
    from: iso(from),
    to: iso(to),
    statement: statementOf(given, clientId, from, to, verdicts),
    obstacles,
    grounds: {
      offsets,
      rejectionsOfOthers: rejections.ofOthers,
      policyVersions: packs.map((p) => p.version),
      verdicts,
      judgedAt: iso(times.now),
      newestRecord: times.newest === null ? null : iso(times.newest),
    },
  };
}

function* alertObstacles(alerts: ReadonlyMap<string, AlertView>, from: number, to: number): Generator<Obstacle> {
  for (const [alertId, view] of alerts) {
    if (!mayLieWithin(view, from, to)) continue;
    const { effectiveAt } = view.act;
    if (view.verdict === 'NEEDS_REVIEW') yield { kind: 'UNDECIDED', alertId, effectiveAt, doubts: view.doubts ?? [] };
    else yield { kind: 'ALERT', alertId, verdict: view.verdict, effectiveAt };
  }
}

/** Uses of one offer share an alert: it counts wherever one of them may lie, as an act of a whole day does. */
function mayLieWithin({ act, occurrences }: AlertView, from: number, to: number): boolean {
  const times = [act.effectiveAt, occurrences.first, occurrences.last].map(parseWhen).filter((when) => when !== null);
  return Math.max(...times.map((w) => w.to)) >= from && Math.min(...times.map((w) => w.from)) < to;
}

const iso = (ms: number): string => new Date(ms).toISOString();

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const clock = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  timeZone: 'UTC',
});

/** "1 March 2026, 00:00:00 UTC": the end is no part of the time, so the hour is said. */
const inWords = (ms: number): string => `${day.format(ms)}, ${clock.format(ms)} UTC`;

function statementOf(given: boolean, clientId: string, from: number, to: number, verdicts: number): string {
  const what = `client ${clientId} from ${inWords(from)} until ${inWords(to)}`;
  const said = given
    ? `No act on ${what} was found that alerts or is undecided, among ${verdicts} verdicts on the facts on file.`
    : `That no act on ${what} alerts can’t be said.`;
  return `${said} ${DISCLAIMER}`;
}

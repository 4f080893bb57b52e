import { readPolicy } from '#contract';
import { alertsAsRecorded } from './alerts-as-recorded.js';
import { alertsSent } from './alerts-sent.js';
import { AuditTrail } from './audit-trail.js';
import { besideTheLog } from './beside-the-log.js';
import { chainVerifies, ContentCheck } from './chain.js';
import { countsHold } from './counted.js';
import { playedTimesHold } from './demonstration.js';
import { Erased } from './erased.js';
import { everyMessageOnce } from './every-message-once.js';
import { judgedFromScratch } from './judged-from-scratch.js';
import { blocksOf } from './log-blocks.js';
import { listHolds } from './listed-alerts.js';
import { goOn } from './go-on.js';
import { inTurn } from './in-turn.js';
import { LoggedEvents } from './logged-events.js';
import { LoggedFacts } from './logged-facts.js';
import { LoggedRejections } from './logged-rejections.js';
import { noticesHold } from './notices.js';
import { onRecordHolds } from './on-record.js';
import { Packs } from './packs.js';
import { People } from './people.js';
import { placesHold } from './places.js';
import { readShared } from './shared-book.js';
import type { OutsideCheckpoint } from './outside-checkpoints.js';
import { rejectionsSent } from './rejections-sent.js';
import { Restores } from './restores.js';
import type { Parts, Source } from './source.js';
import { treeHolds } from './tree.js';

/**
 * Checks every invariant on one snapshot of the database. The log is read once from end to end, and leaves eight bytes of
 * each row for the reading of the topics; then whatever follows from the log is derived again and compared.
 */
export async function checkAll(given: Parts, outside: readonly OutsideCheckpoint[]): Promise<void> {
  const parts = { ...given, sql: inTurn(given.sql) };
  const people = await People.read(parts);
  const packs = await Packs.read(parts);
  const rules = packs.rules();
  if (rules === undefined) {
    await packs.check(parts, people);
    const at = { table: 'policy_pack', column: 'pack' };
    return parts.report.violation('I8', { kind: 'UNREADABLE', ...at, then: 'nothing could be judged, nor checked' });
  }
  const [erased, restores] = [await Erased.read(parts.sql), await Restores.read(parts.sql)];
  const source: Source = { ...parts, policy: readPolicy(rules), erased, restores };
  const shared = await readShared(source.sql);
  const stopping = new AbortController();
  const judging = (): Promise<() => void> => judgedFromScratch(source, shared, stopping.signal);
  // In threads clients are judged while the log is read.
  const beside = source.threads === null ? undefined : judging();
  // Told to whoever waits for it below.
  beside?.catch(() => undefined);
  const log = logOf(source);
  const { content, facts, rejections } = log;
  const audit = new AuditTrail(source);
  const byTwo = {
    closingByTwo: (position: number) => packs.closingByTwo(position),
    personBehind: (actor: string) => people.behind(actor),
    areTwo: (one: string | null, other: string | null) => people.areTwo(one, other),
  };
  const checks: Readonly<Record<string, () => Promise<unknown>>> = {
    places: () => placesHold(source),
    demonstration: () => playedTimesHold(source),
    log: () => readLog(source, log),
    chains: () => chainVerifies(source, content),
    tree: () => treeHolds(source, outside),
    records: () => onRecordHolds(source),
    clients: async () => (await (beside ?? judging()))(),
    alerts: () => alertsAsRecorded(source, byTwo, audit.note),
    'list of alerts': () => listHolds(source),
    'alerts told': () => alertsSent(source, facts),
    'rejections told': () => rejectionsSent(source, rejections),
    packs: () => packs.check(source, people),
    'beside the log': () => besideTheLog(source, shared, facts, packs),
    audit: () => audit.check(people, packs),
    notices: () => noticesHold(source, packs),
    counts: () => countsHold(source),
  };
  try {
    for (const [name, check] of Object.entries(checks)) await goOn(source, name, async () => void (await check()));
  } finally {
    stopping.abort();
  }
}

/** What goes through the log, and keeps of it what others ask. */
function logOf(source: Source) {
  const events = new LoggedEvents(source);
  return {
    content: new ContentCheck(source),
    events,
    facts: new LoggedFacts(source),
    rejections: new LoggedRejections(source, events),
  };
}

/** Reads the log once, block by block, and then the topics against what it has left of each row. */
async function readLog(source: Source, { content, events, facts, rejections }: ReturnType<typeof logOf>) {
  const progress = source.progress('Reading the log', 'rows', await rowsInLog(source));
  for await (const block of blocksOf(source.sql)) {
    await content.take(block);
    await events.take(block);
    await facts.take(block);
    await rejections.take(block);
    progress.add(block.events.length + block.facts.length + block.rejections.length);
  }
  progress.done();
  await rejections.end();
  await everyMessageOnce(source, events, rejections);
}

/** As the batches say, which is quicker than to count and good enough to tell how long it takes. */
async function rowsInLog({ sql }: Source): Promise<number> {
  const [row] = await sql.query<{ n: number }>('SELECT coalesce(sum(events) + sum(facts), 0)::float8 AS n FROM batch');
  return row?.n ?? 0;
}

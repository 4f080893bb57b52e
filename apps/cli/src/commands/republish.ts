import { setTimeout as sleep } from 'node:timers/promises';
import { lookAtTopic, readTopic, type Cluster } from '#kafka';
import { readConfig, showProgress, type Config } from '#runtime';
import { countWaiting, sendAgain, outgoingRows, type OutgoingKind, type OutgoingRow } from '#log';
import type { Session, Sql } from '#store';
import { CliError } from '../cli-error.js';
import { note } from '../input.js';
import { onWritableDatabase } from '../on-writable-database.js';
import { planOf, type Plan } from '../republish/missing.js';
import { createTopics } from '../start/topics.js';
import { stretchOption } from '../time-option.js';

export interface RepublishOptions {
  readonly topic?: string;
  readonly from?: string;
  readonly to?: string;
  readonly all?: boolean;
  readonly dryRun?: boolean;
  /** Commander's name for `--no-wait`. */
  readonly wait?: boolean;
}

const PAGE = 10_000;
const LOOK_MS = 500;

/**
 * Fills a topic again from the record. All goes through the outbox, so the notifier sends it as it sends everything:
 * oldest first, keyed, under the ids of before, and before what is recorded from now on.
 */
export async function republish(options: RepublishOptions): Promise<void> {
  const config = readConfig(process.env);
  const kind = kindOf(options.topic);
  const topic = kind === 'alert' ? config.topics.alerts : config.topics.rejections;
  const stretch = stretchOption(options);
  await onWritableDatabase('republish', async (session, cluster) => {
    const isGone = !(await isThere(cluster, topic));
    const present = options.all === true || isGone ? new Set<string>() : await idsOn(cluster, topic);
    const rows = await recorded(session.sql, kind, stretch);
    const plan = planOf(rows, present);
    say(topic, isGone, rows, present, plan, options.all === true);
    if (plan.positions.length === 0 || options.dryRun === true) return;
    const put = await session.transaction((tx) => sendAgain(tx, kind, plan.positions));
    note(`${put} put into the outbox; the notifier sends them, whether this goes on waiting or not.`);
    // Not before: what the notifier sends first is then the oldest.
    if (isGone) await makeTopic(cluster, config);
    if (options.wait !== false) await sent(session, plan, put);
  });
}

function kindOf(topic: string | undefined): OutgoingKind {
  if (topic === 'alerts') return 'alert';
  if (topic === 'rejections') return 'rejection';
  throw new CliError('Say which topic: --topic alerts or --topic rejections.', 2);
}

const isThere = async (cluster: Cluster, topic: string): Promise<boolean> =>
  (await lookAtTopic({ ...cluster, topic, from: { kind: 'BEGINNING' } })) !== undefined;

async function idsOn(cluster: Cluster, topic: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const records of readTopic({ ...cluster, topic })) {
    for (const { value } of records) {
      const { id } = JSON.parse(value?.toString('utf8') ?? '{}') as { id?: string };
      if (id !== undefined) ids.add(id);
    }
  }
  return ids;
}

async function recorded(
  sql: Sql,
  kind: OutgoingKind,
  stretch: ReturnType<typeof stretchOption>,
): Promise<OutgoingRow[]> {
  const rows: OutgoingRow[] = [];
  for (;;) {
    const page = await outgoingRows(sql, kind, stretch, rows.at(-1)?.position ?? 0, PAGE);
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

function say(
  topic: string,
  isGone: boolean,
  rows: readonly OutgoingRow[],
  present: ReadonlySet<string>,
  plan: Plan,
  all: boolean,
): void {
  const held = all ? 'is not looked at (--all)' : isGone ? 'does not exist' : `holds ${present.size} of them`;
  note(`${rows.length} on record; ${topic} ${held}.`);
  if (plan.positions.length === 0) note('Nothing is missing; nothing is sent.');
  else {
    note(
      `${plan.positions.length} are sent, oldest first, under the ids that they had: ${plan.missing} that are missing` +
        `${plan.repeated > 0 ? `, and ${plan.repeated} that follow one of these of the same key` : ''}; ${plan.keys} keys.` +
        `${isGone ? ` ${topic} is made first.` : ''}`,
    );
  }
}

async function makeTopic(cluster: Required<Cluster>, config: Config): Promise<void> {
  const parts = { ...cluster, origin: { kafka: 'environment' as const } };
  await createTopics(parts, config, { info: note, warn: note });
}

async function sent(session: Session, { positions }: Plan, put: number): Promise<void> {
  const last = positions.at(-1) ?? 0;
  const progress = showProgress({ label: 'Sending', unit: 'messages', total: put });
  let waiting = put;
  while (waiting > 0) {
    await sleep(LOOK_MS);
    const left = Math.min(waiting, await countWaiting(session.sql, last));
    if (left < waiting) progress.add(waiting - left);
    waiting = left;
  }
  progress.done();
}

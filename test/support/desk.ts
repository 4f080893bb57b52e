import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { readPolicy, structured, type CloudEvent } from '#contract';
import {
  judgeClients,
  alertsOf,
  canonicalJson,
  partitionEvents,
  type AlertView,
  type ClientState,
  type Policy,
  type Recorded,
} from '#domain';
import { activateDue, FanOutWorker, Ingestor, type IngestReport, type RawRecord } from '#ingest';
import { readStored, alertIdOf } from '#log/codec';
import { ClientCache, readState } from '#judging';
import { checkout } from '#runtime';
import { addBacktest, addProposal, approveProposal, createDataSource, endBacktest, Session, withSession } from '#store';
import { readLog } from '#log';
import { createTestDatabase, type TestDatabase } from './database';
import { addPeople } from './people';

export const packText = readFileSync(join(checkout, 'policy', 'mica-61.json'), 'utf8');
export const policy: Policy = readPolicy(packText);
const quiet = { info: () => undefined, warn: () => undefined };

const LOG =
  'event, alert_fact, batch, rejection_step, rejection_outcome, rejection, policy_activation, policy_pack, judge_change';
const PROPOSALS =
  'policy_proposal, backtest, backtest_difference, backtest_chunk, policy_shadow, shadowed_client, shadow_difference';
const PROJECTIONS = 'client, alert, incident, outbox, kafka_offset, offset_gap, chain_head, fan_out';

/** Ingestors on a database of their own, fed by hand in place of Kafka. */
export class Desk {
  private readonly offsets = new Map<string, number>();
  private readonly ingestors: Ingestor[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
    private readonly session: Session,
  ) {}

  static async open(name: string): Promise<Desk> {
    const database = await createTestDatabase(name);
    const dataSource = createDataSource(database.appUrl, 10, 'scopewatch-test-desk');
    await dataSource.initialize();
    await withSession(dataSource, (session) => session.transaction((tx) => addPeople(tx, ['a', 'b'])));
    return new Desk(database, dataSource, await Session.open(dataSource));
  }

  ingestor(chain: string, cache = new ClientCache(1_000), by = policy): Ingestor {
    const ingestor = new Ingestor({ dataSource: this.dataSource, policy: by, cache, chain: () => chain, log: quiet });
    this.ingestors.push(ingestor);
    return ingestor;
  }

  /** The next message of a partition. */
  message(event: CloudEvent, partition = 0): RawRecord {
    const topic = 'events';
    const offset = this.offsets.get(`${topic}/${partition}`) ?? 0;
    this.offsets.set(`${topic}/${partition}`, offset + 1);
    const { value, headers } = structured(event);
    const bytes = Object.entries(headers).map(([name, text]) => [name, Buffer.from(text)] as const);
    return { topic, partition, offset: BigInt(offset), key: null, value, headers: Object.fromEntries(bytes) };
  }

  /** One batch of one partition. */
  take(ingestor: Ingestor, events: readonly CloudEvent[], partition = 0): Promise<IngestReport> {
    return ingestor.ingest(events.map((event) => this.message(event, partition)));
  }

  /** Has a pack proposed, whose backtest is done. @returns the proposal's id */
  async propose(text: string): Promise<string> {
    const { version } = readPolicy(text);
    const [backtestId, proposalId] = [randomUUID(), randomUUID()];
    await withSession(this.dataSource, (session) =>
      session.transaction(async (tx) => {
        const all = { from: null, to: null, clientIds: null, createdBy: 'a' };
        await addBacktest(tx, { backtestId, version, pack: text, ...all });
        await endBacktest(tx, backtestId, 'DONE', null);
        await addProposal(tx, { proposalId, version, pack: text, reason: 'why', backtestId, proposedBy: 'a' });
      }),
    );
    return proposalId;
  }

  /** Has a proposed pack approved by somebody else. */
  approve(proposalId: string): Promise<unknown> {
    const decision = { by: 'b', effectiveFrom: null, notify: false };
    return withSession(this.dataSource, (session) =>
      session.transaction((tx) => approveProposal(tx, proposalId, decision)),
    );
  }

  /** Has a pack proposed by one, approved by another, and put into force. @returns how many packs came into force */
  async activate(text: string): Promise<number> {
    await this.approve(await this.propose(text));
    return (await withSession(this.dataSource, activateDue)).length;
  }

  /** Judges again whom shared changes touch, until nothing is left. @param chunk clients in one transaction */
  async fanOut(chunk = 500, stop: () => boolean = () => false, by = policy): Promise<number> {
    const session = await Session.open(this.dataSource);
    try {
      const worker = new FanOutWorker({ session, policy: by, cache: new ClientCache(100), log: quiet, chunk });
      let judged = 0;
      while (!stop() && (await this.unfinished()) > 0) judged += await worker.run(stop);
      return judged;
    } finally {
      await session.close();
    }
  }

  async unfinished(): Promise<number> {
    const [row] = await this.database.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM fan_out WHERE finished_at IS NULL',
    );
    return row?.n ?? 0;
  }

  /** The alerts that judging the log from scratch gives: by survivor, then by alert id. */
  async alertsFromScratch(by: Policy): Promise<Map<string, Map<string, AlertView>>> {
    const judged = judgeClients(partitionEvents(await this.log()), by);
    return new Map(
      [...judged].map(([clientId, { judgements }]) => [
        clientId,
        new Map([...alertsOf(judgements, by)].map(([key, view]) => [alertIdOf(key), view])),
      ]),
    );
  }

  /** All events that say something: of one that was erased only its place is left. */
  private async log(): Promise<Recorded[]> {
    const rows = await readLog(this.session.sql, 0, 100_000);
    return rows.filter(({ value }) => value.length > 0).map((row) => readStored(row));
  }

  /** Every way in which scope and active alerts differ from judging the log from scratch. */
  async differences(by = policy): Promise<string[]> {
    const sorted = partitionEvents(await this.log());
    const expected = new Map<string, string>();
    for (const [clientId, { state, judgements }] of judgeClients(sorted, by)) {
      expected.set(`client ${clientId}`, comparable(state));
      for (const [key, view] of alertsOf(judgements, by)) {
        expected.set(`alert ${alertIdOf(key)} of ${view.survivorId}`, canonicalJson(view));
      }
    }
    const found = new Map<string, string>();
    for (const { id, ...stored } of await this.database.query<{ id: string; state: string; lastTo: number | null }>(
      'SELECT client_id AS id, state, last_to AS "lastTo" FROM client',
    )) {
      const parsed = readState(stored);
      // Ids that only a merge ever named stand in the table with nothing on file.
      if (expected.has(`client ${id}`) || parsed.refs.length > 0) found.set(`client ${id}`, comparable(parsed));
    }
    for (const { id, survivor, view } of await this.database.query<{ id: string; survivor: string; view: string }>(
      'SELECT alert_id AS id, survivor_id AS survivor, view FROM alert WHERE active',
    )) {
      found.set(`alert ${id} of ${survivor}`, canonicalJson(JSON.parse(view)));
    }
    return [...new Set([...expected.keys(), ...found.keys()])]
      .filter((key) => expected.get(key) !== found.get(key))
      .map((key) => `${key}: ${found.get(key) ?? 'nothing'} instead of ${expected.get(key) ?? 'nothing'}`);
  }

  /** As on the first day; ingestors made before must not be used again. */
  async clear(): Promise<void> {
    await Promise.all(this.ingestors.splice(0).map((ingestor) => ingestor.close()));
    this.offsets.clear();
    await this.database.query(`TRUNCATE ${LOG}, ${PROPOSALS}, ${PROJECTIONS}`);
    await this.database.query('UPDATE knowledge SET version = 0');
  }

  async close(): Promise<void> {
    await Promise.all(this.ingestors.map((ingestor) => ingestor.close()));
    await this.session.close();
    await this.dataSource.destroy();
    await this.database.drop();
  }
}

/** References gather in the order of arrival, and mean the same in any. */
const comparable = (state: ClientState): string => canonicalJson({ ...state, refs: [...state.refs].sort() });

import type { Static } from '@sinclair/typebox';
import { instant } from '#domain';
import { clientAsOf, everMerged, readShared } from '#history';
import type { ClientAsOf, EntityAsOf, SharedFacts } from '#judging';
import { SharedFactsNow } from '#judging/now';
import type { Sql } from '#store';
import type { Caller } from '../access/caller.js';
import type { ForeignFacts } from '../access/foreign-facts.js';
import { alertsSeen } from '../alerts/alerts-seen.js';
import { Database } from '../database.js';
import { Problem } from '../http/problem.js';
import { Rules } from '../rules.js';
import type { AlertSummary, Sentence } from '../alerts/alerts.shapes.js';
import type { Client, ClientPage, Scope, Strip, Timeline, Verdicts } from './clients.shapes.js';
import { isOnFile } from './client-events.queries.js';
import type { ClientFilterAsked } from './client-filter.js';
import { clientShown, scopeShown, verdictShown } from './client-shown.js';
import { listClientsAsOf } from './clients-as-of.js';
import { readClocks, type Clocks, type ClocksAsked } from './clocks.js';
import { sentenceOf } from './sentence-of.js';
import { stripShown } from './strip-shown.js';
import { timelineOf } from './timeline.js';

interface Seen {
  readonly past: ClientAsOf;
  readonly clocks: Clocks;
  readonly shared: SharedFacts;
  /** What the caller may see of it. */
  readonly entities: readonly EntityAsOf[];
}

/** Questions about one client, as true on one time and as known on another. Judged anew from the log each time. */
export class ClientPast {
  private readonly sharedNow = new SharedFactsNow();

  constructor(
    private readonly database: Database,
    private readonly rules: Rules,
    private readonly foreign: ForeignFacts,
  ) {}

  /** Everybody, page by page. */
  list(
    asked: ClientFilterAsked & ClocksAsked & { readonly limit: number; readonly cursor?: string | undefined },
    caller: Caller,
  ): Promise<Static<typeof ClientPage>> {
    return this.database.read(async (sql) => {
      const { trueOn, knownOn } = readClocks(asked, Date.now());
      const now = await this.sharedKnown(sql, undefined);
      const shared = knownOn === undefined ? now : await this.sharedKnown(sql, knownOn);
      const policy = await this.rules.current(sql);
      const book = { trueOn, knownOn, policy, shared, everMerged: everMerged(now) };
      return listClientsAsOf(sql, book, asked, caller, { limit: asked.limit, cursor: asked.cursor });
    });
  }

  client(clientId: string, asked: ClocksAsked, caller: Caller): Promise<Static<typeof Client>> {
    return this.database.read(async (sql) => {
      const { past, clocks, entities } = await this.see(sql, clientId, asked, caller);
      const hidden = await this.foreign.among(
        sql,
        entities.flatMap((e) => e.initiative.facts),
        caller,
      );
      return clientShown(past, clocks, entities, hidden, await this.alerts(sql, past, entities));
    });
  }

  scope(clientId: string, asked: ClocksAsked, caller: Caller): Promise<Static<typeof Scope>> {
    return this.database.read(async (sql) => {
      const { past, clocks, entities } = await this.see(sql, clientId, asked, caller);
      return scopeShown(past, clocks, entities, await this.alerts(sql, past, entities));
    });
  }

  verdicts(clientId: string, asked: ClocksAsked, caller: Caller): Promise<Static<typeof Verdicts>> {
    return this.database.read(async (sql) => {
      const { past, clocks, entities } = await this.see(sql, clientId, asked, caller);
      const visible = new Set(entities.map((e) => e.entityId));
      const seen = past.verdicts.filter((j) => visible.has(j.entityId));
      const reasons = seen.flatMap((j) => j.reasons);
      const hidden = await this.foreign.among(sql, reasons, caller);
      return { clientId: past.clientId, ...clocks.shown, items: seen.map((j) => verdictShown(j, hidden)) };
    });
  }

  timeline(clientId: string, asked: ClocksAsked, caller: Caller): Promise<Static<typeof Timeline>> {
    return this.database.read(async (sql) => {
      const { past, clocks, shared } = await this.see(sql, clientId, asked, caller);
      return { clientId: past.clientId, ...clocks.shown, items: await timelineOf(sql, past, clocks, shared, caller) };
    });
  }

  strip(clientId: string, asked: ClocksAsked, caller: Caller): Promise<Static<typeof Strip>> {
    return this.database.read(async (sql) => {
      const { past, clocks, shared, entities } = await this.see(sql, clientId, asked, caller);
      const items = await timelineOf(sql, past, clocks, shared, caller);
      return { clientId: past.clientId, ...clocks.shown, ...stripShown(past, entities, items) };
    });
  }

  /** The sentence to sign on an alert that the caller may see; `null` where by what is known now it no longer alerts. */
  sentence(survivorId: string, alertId: string): Promise<Static<typeof Sentence> | null> {
    return this.database.read(async (sql) => {
      const policy = await this.rules.current(sql);
      const shared = await this.sharedKnown(sql, undefined);
      const past = await clientAsOf(sql, { clientId: survivorId, trueOn: instant(Date.now()), policy, shared });
      return sentenceOf(sql, past, alertId, policy);
    });
  }

  private async see(sql: Sql, clientId: string, asked: ClocksAsked, caller: Caller): Promise<Seen> {
    const clocks = readClocks(asked, Date.now());
    const policy = await this.rules.current(sql);
    const shared = await this.sharedKnown(sql, clocks.knownOn);
    const past = await clientAsOf(sql, { clientId, trueOn: clocks.trueOn, knownOn: clocks.knownOn, policy, shared });
    const entities = past.entities.filter((e) => caller.entities === null || caller.entities.includes(e.entityId));
    // Somebody of whom another entity knows is nobody to this caller.
    const hidden = caller.entities !== null && entities.length === 0;
    if (hidden || !(past.known || (await isOnFile(sql, past.memberIds)))) {
      throw new Problem('NOT_FOUND', `No event on file names a client ${clientId}.`);
    }
    return { past, clocks, shared, entities };
  }

  private async sharedKnown(sql: Sql, knownOn: number | undefined): Promise<SharedFacts> {
    return knownOn === undefined ? this.sharedNow.read(sql) : readShared(sql, { recordedBy: knownOn });
  }

  private async alerts(sql: Sql, past: ClientAsOf, entities: readonly EntityAsOf[]): Promise<AlertSummary[]> {
    const visible = new Set(entities.map((e) => e.entityId));
    const views = new Map([...past.alerts].filter(([, view]) => visible.has(view.entityId)));
    return alertsSeen(sql, views, (await this.rules.current(sql)).pack);
  }
}

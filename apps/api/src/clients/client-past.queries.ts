import type { Static } from '@sinclair/typebox';
import { TYPE_PREFIX } from '#contract';
import {
  alertKey,
  explain,
  identityKey,
  isInstant,
  SHOWN_KINDS,
  type Identity,
  type Judgement,
  type When,
} from '#domain';
import { clientAsOf, everMerged, readShared } from '#history';
import type { ClientAsOf, EntityAsOf, SharedFacts } from '#judging';
import { alertIdOf } from '#log/codec';
import { sharedFactsVersion, type Sql } from '#store';
import type { Caller } from '../access/caller.js';
import type { ForeignFacts } from '../access/foreign-facts.js';
import { alertsSeen } from '../alerts/alerts-seen.js';
import { Database } from '../database.js';
import { Problem } from '../http/problem.js';
import { Rules } from '../rules.js';
import type { AlertSummary } from '../alerts/alerts.shapes.js';
import type { Client, ClientPage, Scope, Timeline, Verdicts } from './clients.shapes.js';
import type { ClientFilterAsked } from './client-list.queries.js';
import { listClientsAsOf } from './clients-as-of.js';
import { isoOf, readClocks, type Clocks, type ClocksAsked } from './clocks.js';
import { timelineOf } from './timeline.queries.js';

interface Seen {
  readonly past: ClientAsOf;
  readonly clocks: Clocks;
  readonly shared: SharedFacts;
  /** What the caller may see of it. */
  readonly entities: readonly EntityAsOf[];
}

/** Questions about one client, as true on one time and as known on another. Judged anew from the log each time. */
export class ClientPast {
  /** What all clients share changes seldom: read again when it has. */
  private shared: { readonly version: number; readonly read: SharedFacts } | null = null;

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
      const { clientId: id, memberIds, whereabouts } = past;
      const facts = entities.flatMap((e) => e.initiative.facts);
      const hidden = await this.foreign.among(sql, facts, caller);
      return {
        clientId: id,
        memberIds: [...memberIds],
        ...clocks.shown,
        country: whereabouts.country,
        location: whereabouts.perimeter,
        entities: entities.map((e) => ({
          entityId: e.entityId,
          initiative: e.initiative.status,
          initiativeFacts: e.initiative.facts.filter((f) => !hidden.has(identityKey(f))).map(identityOf),
          gaps: [...e.gaps],
          firstContactChannel: e.onboardings.find((o) => o.firstContactChannel !== null)?.firstContactChannel ?? null,
          exposureCheck: e.onboardings.find((o) => o.exposure !== null)?.exposure?.result ?? null,
          acknowledged: e.onboardings.some((o) => o.acknowledged),
          documents: e.onboardings.flatMap((o) => o.documents.map(({ kind, uri, sha256 }) => ({ kind, uri, sha256 }))),
        })),
        alerts: await this.alerts(sql, past, entities),
      };
    });
  }

  scope(clientId: string, asked: ClocksAsked, caller: Caller): Promise<Static<typeof Scope>> {
    return this.database.read(async (sql) => {
      const { past, clocks, entities } = await this.see(sql, clientId, asked, caller);
      const alerts = await this.alerts(sql, past, entities);
      return {
        clientId: past.clientId,
        ...clocks.shown,
        entities: entities.map((e) => ({
          entityId: e.entityId,
          relationship: e.relationship,
          entries: e.scope.map(({ offer, validity, original, requestId, identity, origin, when }) => ({
            offer: offer as AlertSummary['offer'],
            validity,
            original,
            requestId,
            identity: identityOf(identity),
            effectiveAt: whenText(when),
            origin,
          })),
          beyond: alerts
            .filter((a) => a.article61_2 && a.entityId === e.entityId)
            .map(({ alertId, offer, kind, verdict, act }) => ({
              alertId,
              offer,
              kind,
              verdict: verdict ?? '',
              effectiveAt: act.effectiveAt,
            })),
        })),
      };
    });
  }

  verdicts(clientId: string, asked: ClocksAsked, caller: Caller): Promise<Static<typeof Verdicts>> {
    return this.database.read(async (sql) => {
      const { past, clocks, entities } = await this.see(sql, clientId, asked, caller);
      const visible = new Set(entities.map((e) => e.entityId));
      const seen = past.verdicts.filter((j) => visible.has(j.entityId));
      const reasons = seen.flatMap((j) => j.reasons);
      const hidden = await this.foreign.among(sql, reasons, caller);
      return { clientId: past.clientId, ...clocks.shown, items: seen.map((j) => verdictOf(j, hidden)) };
    });
  }

  timeline(clientId: string, asked: ClocksAsked, caller: Caller): Promise<Static<typeof Timeline>> {
    return this.database.read(async (sql) => {
      const { past, clocks, shared } = await this.see(sql, clientId, asked, caller);
      return { clientId: past.clientId, ...clocks.shown, items: await timelineOf(sql, past, clocks, shared, caller) };
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
    if (knownOn !== undefined) return readShared(sql, { recordedBy: knownOn });
    const version = await sharedFactsVersion(sql);
    if (this.shared?.version !== version) this.shared = { version, read: await readShared(sql) };
    return this.shared.read;
  }

  private async alerts(sql: Sql, past: ClientAsOf, entities: readonly EntityAsOf[]): Promise<AlertSummary[]> {
    const visible = new Set(entities.map((e) => e.entityId));
    const views = new Map([...past.alerts].filter(([, view]) => visible.has(view.entityId)));
    return alertsSeen(sql, views, (await this.rules.current(sql)).pack);
  }
}

async function isOnFile(sql: Sql, clientIds: readonly string[]): Promise<boolean> {
  const rows = await sql.query('SELECT 1 FROM event WHERE client_id = ANY($1) LIMIT 1', [clientIds]);
  return rows.length > 0;
}

const identityOf = ({ source, id }: Identity): { source: string; id: string } => ({ source, id });

/** A day is shown as a date, an instant as a time. */
const whenText = (when: When): string => (isInstant(when) ? isoOf(when.from) : isoOf(when.from).slice(0, 10));

function verdictOf(j: Judgement, hidden: ReadonlySet<string>): Static<typeof Verdicts>['items'][number] {
  const { act } = j;
  return {
    entityId: j.entityId,
    act: { ...identityOf(act.identity), type: `${TYPE_PREFIX}${act.type}`, effectiveAt: act.whenGiven },
    kind: SHOWN_KINDS[act.kind],
    offer: j.offer as AlertSummary['offer'],
    verdict: j.verdict,
    row: j.row,
    severity: j.severity,
    newService: j.newService,
    newAssetType: j.newAssetType,
    reasons: j.reasons
      .filter((r) => identityKey(r) !== identityKey(act.identity) && !hidden.has(identityKey(r)))
      .map(identityOf),
    alertId: j.severity === null ? null : alertIdOf(alertKey(j)),
    explanation: explain(j),
    policyVersion: j.policyVersion,
  };
}

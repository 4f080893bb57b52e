import { messageTypeOf, type AlertBody } from './alert-body.js';
import { Fingerprints, fingerprint } from './fingerprints.js';
import type { Block } from './log-blocks.js';
import { readJson } from './read-back.js';
import type { Source } from './source.js';

/** Whom a step of work mentions: by position and person, the client and the alert. */
export type Mentions = Map<string, { readonly client_id: string; readonly alert_id: string }>;

/**
 * Holds the columns of each change of an alert against what its body says. Keeps a fingerprint of each by position, as it
 * must stand on the topic of alerts, and what changes say of what stands beside the log.
 */
export class LoggedFacts {
  readonly prints = new Fingerprints();
  readonly mentions: Mentions = new Map();
  /** When the first change that belongs to an incident was recorded, by incident. */
  readonly incidents = new Map<string, number>();
  count = 0;
  newest = 0;

  constructor(private readonly source: Source) {}

  async take({ facts }: Block): Promise<void> {
    const { report } = this.source;
    for (const fact of facts) {
      this.count += 1;
      this.newest = fact.position;
      const row = { table: 'alert_fact', row: { position: fact.position } };
      const body = readBody(fact.body);
      if (body === null) {
        await report.violation('I4', { kind: 'UNREADABLE', ...row, column: 'body' });
        continue;
      }
      const { note, ...data } = body;
      this.prints.add(fact.position, fingerprint(messageTypeOf(fact.kind), JSON.stringify(data)));
      const expected = {
        client_id: body.clientId,
        alert_id: body.alertId,
        kind:
          note?.action ?? (['raised', 'rejudged', 'superseded'].includes(fact.kind) ? fact.kind : 'one by the judge'),
        cause: body.cause,
        recorded_at: Date.parse(body.detectedAt),
        actor: body.actor,
      };
      const actual = {
        client_id: fact.clientId,
        alert_id: fact.alertId,
        kind: fact.kind,
        cause: fact.cause,
        recorded_at: fact.recordedAt,
        actor: fact.actor,
      };
      await report.compare('I4', row, expected, actual);
      for (const personId of note?.mentions ?? []) {
        const mention = { client_id: body.clientId, alert_id: body.alertId };
        this.mentions.set(JSON.stringify([personId, fact.position]), mention);
      }
      const { incidentId } = body;
      if (incidentId === undefined) continue;
      this.incidents.set(incidentId, Math.min(this.incidents.get(incidentId) ?? Infinity, fact.recordedAt));
    }
  }
}

export function readBody(text: string): AlertBody | null {
  const body = readJson(text) as AlertBody | null;
  return typeof body === 'object' && typeof body?.alertId === 'string' ? body : null;
}

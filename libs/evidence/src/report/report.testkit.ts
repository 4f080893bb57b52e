import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPolicy, structured, TYPE_PREFIX } from '#contract';
import { isSharedType, parseWhen, type EventData, type EventType } from '#domain';
import { checkpointText, generateKey, readSigner, signNote } from '#proof';
import { checkout } from '#runtime';
import { derive, type VerdictLine } from '../derive.js';
import type { Evidence } from '../evidence.js';
import { envelopeOf, readLine, type EventLine } from '../event-line.js';
import type { FactLine } from '../fact-line.js';
import { sha256 } from '../redact.js';
import { FORMAT, type About, type Subject } from '../subject.js';

const packText = readFileSync(join(checkout, 'policy', 'mica-61.json'), 'utf8');
const policy = readPolicy(packText);
const KEY = generateKey('log.alpenhof.example');

/** Something that happened, as it is told. */
export interface Told {
  readonly id: string;
  readonly type: EventType;
  /** When it was true: RFC 3339 or a day. */
  readonly at: string;
  /** When it came on record; by default a minute later. */
  readonly recordedAt?: string;
  readonly data: object;
}

export const told = <T extends EventType>(
  type: T,
  id: string,
  at: string,
  data: Omit<EventData[T], 'requestedAt'>,
  recordedAt?: string,
): Told => ({ id, type, at, data, ...(recordedAt === undefined ? {} : { recordedAt }) });

/** What a person, or the judge, made of the alert that an act raised. */
export interface Done {
  readonly actId: string;
  readonly kind: string;
  readonly at: string;
  readonly actor?: string;
  readonly cause?: string;
  readonly note?: object;
}

interface Asked {
  readonly about?: About;
  readonly done?: readonly Done[];
  readonly subject?: Partial<Subject>;
  readonly isSigned?: boolean;
}

const later = (at: string): string => new Date((parseWhen(at)?.from ?? 0) + 60_000).toISOString();

function lineOf({ id, type, at, recordedAt = later(at), data }: Told, position: number): EventLine {
  const { value, headers } = structured({
    specversion: '1.0',
    id,
    source: 'urn:alpenhof:crm',
    type: `${TYPE_PREFIX}${type}`,
    time: /T/.test(at) ? at : `${at}T00:00:00Z`,
    data: type === 'client.requested.v1' ? { ...data, requestedAt: at } : { ...data, effectiveAt: at },
  });
  const stands = {
    position,
    recordedAt,
    clientId: (data as { clientId?: string }).clientId ?? null,
    kafka: { topic: 'account-events', partition: 0, offset: position },
    key: null,
    headers: Object.fromEntries(Object.entries(headers).map(([n, v]) => [n, Buffer.from(v).toString('base64')])),
    value: value.toString('base64'),
  };
  return { ...stands, envelope: envelopeOf(readLine(stands)) };
}

const factOf = (done: Done, verdicts: readonly VerdictLine[], position: number): FactLine => {
  const verdict = verdicts.find(({ act, alertId }) => act.id === done.actId && alertId !== null);
  return {
    position,
    recordedAt: done.at,
    clientId: verdict?.clientId ?? '',
    alertId: verdict?.alertId ?? 'gone',
    kind: done.kind,
    cause: done.cause ?? null,
    actor: done.actor ?? null,
    body: JSON.stringify({ verdict: verdict?.verdict, offer: verdict?.offer, act: verdict?.act, note: done.note }),
  };
};

/** The evidence that these events give, as it would be collected from a log that holds them alone. */
export function evidenceOf(clientIds: readonly string[], facts: readonly Told[], asked: Asked = {}): Evidence {
  const lines = facts.map((fact, i) => lineOf(fact, 1_000 + i));
  const isShared = (line: EventLine): boolean =>
    isSharedType(line.envelope.type.slice(TYPE_PREFIX.length) as EventType);
  const [events, shared] = [lines.filter((line) => !isShared(line)), lines.filter(isShared)];
  const createdAt = '2026-09-01T08:30:00.000Z';
  const at = parseWhen(asked.subject?.trueOn ?? createdAt);
  if (at === null) throw new Error('trueOn is no time');
  const derived = derive(clientIds, events.map(readLine), shared.map(readLine), policy, at);
  const root = Buffer.from(sha256('root'), 'hex');
  const checkpoint = signNote(checkpointText({ origin: 'log.alpenhof.example', size: 4_711, root }), [
    readSigner(KEY.signer),
  ]);
  return {
    ...derived,
    events,
    shared,
    facts: (asked.done ?? []).map((done, i) => factOf(done, derived.verdicts, 5_000 + i)),
    chain: [],
    proofs: [],
    checkpoint: asked.isSigned === false ? '' : checkpoint,
    keys: [KEY.verifier],
    earlier: null,
    timeStamp: null,
    policy: packText,
    subject: {
      format: FORMAT,
      about: asked.about ?? { kind: 'CLIENT', id: clientIds[0] ?? '' },
      clients: derived.clients.map(({ clientId, memberIds }) => ({ clientId, memberIds })),
      trueOn: createdAt,
      knownOn: null,
      createdAt,
      madeBy: { personId: 'grace', name: 'Grace Hopper' },
      policy: { version: policy.version, sha256: sha256(packText) },
      counts: { events: {}, sharedEvents: shared.length, alertFacts: 0, verdicts: 0, batches: 0 },
      ...asked.subject,
    },
  };
}

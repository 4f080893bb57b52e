import { TYPE_PREFIX } from '#contract';
import {
  identityKey,
  parseWhen,
  SEVERITIES,
  VERDICT_REGISTER,
  type EventData,
  type Identity,
  type Judgement,
  type ScopeRange,
  type When,
} from '#domain';
import type { ClientLine, VerdictLine } from '../derive.js';
import type { Evidence } from '../evidence.js';
import type { EventLine } from '../event-line.js';
import type { FactLine } from '../fact-line.js';

/** A verdict, with all by which it was come to. */
export interface Judged {
  readonly line: VerdictLine;
  readonly judgement: Judgement;
}

/** Acts of one alert: one, or uses of the same offer on the same account. */
export interface AlertCase {
  readonly alertId: string;
  /** The newest of the gravest. */
  readonly shown: Judged;
  readonly times: readonly When[];
}

/** One event as the report counts it. */
export interface Numbered {
  /** From 1, in the order of what happened. */
  readonly no: number;
  readonly line: EventLine;
  readonly when: When;
  /** Without the prefix. */
  readonly type: string;
  readonly verdicts: readonly Judged[];
  /** Why and by whom it was taken back; `null` where it holds. */
  readonly retracted: { readonly reason: string; readonly by: string } | null;
}

export type ClientEntity = ClientLine['entities'][number];

/** All that the report says of one client. */
export interface ClientCase {
  readonly client: ClientLine;
  readonly judged: readonly Judged[];
  /** Gravest first. */
  readonly alerts: readonly AlertCase[];
  readonly events: readonly Numbered[];
  readonly facts: readonly FactLine[];
  readonly ranges: readonly ScopeRange[];
  /** The event that an identity names: of a campaign's share the campaign. */
  readonly eventOf: (identity: Identity) => Numbered | undefined;
}

/** The evidence client by client, its events numbered through. Pure. */
export function casesOf(evidence: Evidence): readonly ClientCase[] {
  let no = 0;
  const keyOf = keysIn([...evidence.events, ...evidence.shared]);
  return evidence.clients.map((client, i) => {
    const made = { ...caseOf(client, evidence, keyOf, no), ranges: evidence.ranges[i] ?? [] };
    no += made.events.length;
    return made;
  });
}

function caseOf(client: ClientLine, evidence: Evidence, keyOf: KeyOf, before: number): Omit<ClientCase, 'ranges'> {
  const { verdicts, judgements, facts } = evidence;
  const memberIds = new Set([client.clientId, ...client.memberIds]);
  const judged = verdicts
    .map((line, i) => ({ line, judgement: judgements[i] }))
    .filter((one): one is Judged => one.judgement !== undefined && one.line.clientId === client.clientId);
  const named = new Set(judged.flatMap(({ judgement: { act, reasons } }) => [act.identity, ...reasons]).map(keyOf));
  const own = evidence.events.filter((line) => line.clientId !== null && memberIds.has(line.clientId));
  const common = evidence.shared.filter((line) => named.has(identityKey(line.envelope)) || isTheirs(line, memberIds));
  const shown = new Set([...own, ...common].map((line) => identityKey(line.envelope)));
  const retractions = evidence.shared.filter((line) => {
    const target = retractedBy(line);
    return target !== null && shown.has(identityKey(target.retracts));
  });
  const takenBack = new Map(
    retractions.flatMap((line) => {
      const target = retractedBy(line);
      return target === null ? [] : [[identityKey(target.retracts), target] as const];
    }),
  );
  const byAct = new Map<string, Judged[]>();
  for (const one of judged) {
    const key = keyOf(one.judgement.act.identity);
    byAct.set(key, [...(byAct.get(key) ?? []), one]);
  }
  const all = [...new Set([...own, ...common, ...retractions])]
    .map((line) => ({ line, when: parseWhen(line.envelope.effectiveAt) ?? { from: 0, to: 0 } }))
    .sort((a, b) => a.when.from - b.when.from || a.line.position - b.line.position)
    .map(({ line, when }, i): Numbered => {
      const key = identityKey(line.envelope);
      const type = line.envelope.type.replace(TYPE_PREFIX, '');
      return {
        no: before + i + 1,
        line,
        when,
        type,
        verdicts: byAct.get(key) ?? [],
        retracted: takenBack.get(key) ?? null,
      };
    });
  const byIdentity = new Map(all.map((event) => [identityKey(event.line.envelope), event]));
  return {
    client,
    judged,
    alerts: alertsIn(judged),
    events: all,
    facts: facts.filter((fact) => memberIds.has(fact.clientId)),
    eventOf: (identity) => byIdentity.get(keyOf(identity)),
  };
}

type KeyOf = (identity: Identity) => string;

/** One client's share of a campaign or a roll-out has the id of the event, `#` and the client: it stands for the event. */
function keysIn(lines: readonly EventLine[]): KeyOf {
  const known = new Set(lines.map((line) => identityKey(line.envelope)));
  return ({ source, id }) => {
    for (let end = id.length; end > 0; end = id.lastIndexOf('#', end - 1)) {
      const key = identityKey({ source, id: id.slice(0, end) });
      if (known.has(key)) return key;
    }
    return identityKey({ source, id });
  };
}

const isTheirs = ({ envelope: { type, data } }: EventLine, memberIds: ReadonlySet<string>): boolean => {
  if (!/client\.(un)?merged\.v1$/.test(type)) return false;
  const { clientId, mergedClientId } = data as EventData['client.merged.v1'];
  return memberIds.has(clientId) || memberIds.has(mergedClientId);
};

const retractedBy = ({ envelope: { type, data } }: EventLine): EventData['fact.retracted.v1'] | null =>
  type === `${TYPE_PREFIX}fact.retracted.v1` ? (data as EventData['fact.retracted.v1']) : null;

function alertsIn(judged: readonly Judged[]): AlertCase[] {
  const byId = new Map<string, Judged[]>();
  for (const one of judged) {
    const { alertId } = one.line;
    if (alertId !== null) byId.set(alertId, [...(byId.get(alertId) ?? []), one]);
  }
  const alerts = [...byId].flatMap(([alertId, all]): AlertCase[] => {
    const [shown] = [...all].sort((a, b) => byGravity(a.judgement, b.judgement));
    return shown === undefined ? [] : [{ alertId, shown, times: all.map(({ judgement }) => judgement.act.when) }];
  });
  return alerts.sort((a, b) => weightOf(b.shown) - weightOf(a.shown) || timeOf(a.shown) - timeOf(b.shown));
}

/** The gravest first, then the newest: by the first an alert is shown that several acts belong to. */
export const byGravity = (a: Judgement, b: Judgement): number =>
  weightOf({ judgement: b }) - weightOf({ judgement: a }) || b.act.when.from - a.act.when.from;

const timeOf = ({ judgement }: Judged): number => judgement.act.when.from;

/** How grave the gravest of a client is; less than 0 where there is nothing. */
export const gravityOf = ({ alerts: [first] }: ClientCase): number =>
  first === undefined ? -1 : weightOf(first.shown);

/** By severity, then by how grave the verdict is. */
function weightOf({ judgement: { severity, verdict } }: Pick<Judged, 'judgement'>): number {
  const gravity = VERDICT_REGISTER[verdict].gravity ?? 0;
  return (severity === null ? -1 : SEVERITIES.indexOf(severity)) * 100 + gravity;
}

import { readPolicy } from '#contract';
import {
  canonicalJson,
  identityKey,
  isMerge,
  isRetraction,
  parseWhen,
  type Recorded,
  type PartitionedEvents,
  type When,
} from '#domain';
import {
  alertFactsOfClients,
  clientsOfAlert,
  clientsOfIncident,
  eventsOfClients,
  policyKnown,
  sharedEvents,
  type Known,
  type LoggedEvent,
} from '#log';
import { demonstrationOf, erasedAmong, pseudonyms, type Sql } from '#store';
import { SharedFacts, asOf, MergeGroups } from '#judging';
import { judgedBook, type BookOptions } from '../judged-book.js';
import { proveRows } from './prove.js';
import {
  clientLine,
  derive,
  verdictLine,
  eventLine,
  readLine,
  factLine,
  leafOfEvent,
  leafOfFact,
  sha256,
  withoutOthers,
  FORMAT,
  type Derived,
  type EventLine,
  type About,
  type MadeBy,
  type Evidence,
} from '#evidence';

export interface EvidenceWanted {
  readonly about: About;
  /** A date or an RFC 3339 time; by default `createdAt`. */
  readonly trueOn?: string | undefined;
  readonly knownOn?: string | undefined;
  /** RFC 3339. */
  readonly createdAt: string;
  readonly madeBy?: MadeBy | undefined;
  readonly firm?: string | undefined;
  /** Of more clients than this nothing is gathered; by default 500. */
  readonly clientsMax?: number | undefined;
}

/** Nothing on file is what was asked for. */
export class NoEvidence extends Error {
  override readonly name: string = 'NoEvidence';
}

/** It is too much for one file. */
export class TooMuchEvidence extends NoEvidence {
  override readonly name = 'TooMuchEvidence';
}

/** One file is read by people; an incident of more clients than this has to be asked for client by client. */
const CLIENTS_MAX = 500;

/** Gathers the evidence on one client, or on those of an alert or an incident, as known at a time. Reads only. */
export async function collectEvidence(sql: Sql, wanted: EvidenceWanted): Promise<Evidence> {
  const { about, createdAt, knownOn, trueOn = createdAt, clientsMax = CLIENTS_MAX } = wanted;
  const at = parseWhen(trueOn);
  const recordedBy = knownOn === undefined ? null : parseWhen(knownOn);
  if (at === null || (knownOn !== undefined && recordedBy === null))
    throw new RangeError('A time is no RFC 3339 time.');
  const known: Known = { recordedBy: recordedBy?.to };
  const stored = await policyKnown(sql, known);
  if (stored === undefined) throw new NoEvidence('No policy pack was on record: nothing had been judged.');
  const policy = readPolicy(stored.rules);

  const sharedRows = (await sharedEvents(sql, known)).map((row) => ({
    row,
    event: readLine(eventLine(row, row.value, undefined)),
  }));
  const all = SharedFacts.of(sharedRows.map(({ event }) => event));
  const clientIds = [
    ...new Set((await clientsMeant(sql, about, clientsMax)).map((id) => all.clientMerges.survivorOf(id))),
  ].sort();
  const clients = clientIds.map((clientId) => ({ clientId, memberIds: all.clientMerges.membersOf(clientId) }));
  const memberIds = new Set(clients.flatMap((c) => c.memberIds));
  const ownRows = await eventsOfClients(sql, [...memberIds], known);
  const erased = await erasedAmong(
    sql,
    [...ownRows, ...sharedRows.map(({ row }) => row)].map(({ position }) => position),
  );
  const events = ownRows.map((row) => eventLine(row, row.value, undefined, erased.has(row.position)));
  const own = events.map(readLine);
  const isTheirs = concerns(memberIds, own, all.sorted);
  const shared = sharedRows
    .filter(({ event }) => isTheirs(event))
    .map(({ row }) => redactedLine(row, memberIds, erased));
  const facts = (await alertFactsOfClients(sql, [...memberIds], known)).map(factLine);
  if (events.length + facts.length === 0) {
    throw new NoEvidence(`Nothing is on file for ${about.kind.toLowerCase()} ${about.id}, as far as was known then.`);
  }

  const played = await demonstrationOf(sql);
  const derived = derive(clientIds, own, shared.map(readLine), policy, at);
  await expectSame(sql, derived, { policy, clientIds, knownOn: recordedBy?.to }, at);
  const wholeShared = new Map(sharedRows.map(({ row }) => [row.position, row]));
  const proved = await proveRows(sql, [
    ...events.map((line) => {
      const isErased = line.erased === true;
      return { position: line.position, leaf: leafOfEvent(line), isShownWhole: !isErased, isErased };
    }),
    ...shared.map((line) => {
      const row = wholeShared.get(line.position);
      const whole = row === undefined ? line : eventLine(row, row.value, undefined);
      const isErased = line.erased === true;
      const isShownWhole = line.redacted === undefined && !isErased;
      return { position: line.position, leaf: leafOfEvent(whole), isShownWhole, isErased };
    }),
    ...facts.map((line) => ({ position: line.position, leaf: leafOfFact(line), isShownWhole: true })),
  ]);
  const counts = Object.fromEntries(
    [...memberIds].sort().map((id) => [id, own.filter((e) => clientOf(e) === id).length]),
  );
  return {
    ...derived,
    events,
    shared,
    facts,
    ...proved,
    policy: stored.rules,
    subject: {
      format: FORMAT,
      about,
      clients,
      trueOn,
      knownOn: knownOn ?? null,
      createdAt,
      ...(wanted.madeBy === undefined ? {} : { madeBy: wanted.madeBy }),
      ...(played === undefined ? {} : { playedUntil: (played.endedAt ?? played.clock).toISOString() }),
      ...(wanted.firm === undefined ? {} : { firm: wanted.firm }),
      policy: {
        version: policy.version,
        sha256: sha256(stored.rules),
        packs: policy.packs.map((pack, i) => ({
          version: pack.version,
          actsFrom: i === 0 ? null : (pack.actsFrom ?? null),
        })),
      },
      counts: {
        events: counts,
        sharedEvents: shared.length,
        alertFacts: facts.length,
        verdicts: derived.verdicts.length,
        batches: proved.chain.length,
        proofs: proved.proofs.length,
      },
    },
  };
}

/** What was left out or redacted must change nothing: the pack gives what the whole log gives, or there is no pack. */
async function expectSame(sql: Sql, derived: Derived, book: BookOptions, at: When): Promise<void> {
  const { policy } = book;
  for await (const chunk of judgedBook(sql, book)) {
    for (const client of chunk.map((judged) => asOf(judged, at, policy))) {
      const whole = canonicalJson([clientLine(client), client.verdicts.map((j) => verdictLine(j, policy))]);
      const { clientId } = client;
      const line = derived.clients.find((c) => c.clientId === clientId);
      const packed = canonicalJson([line, derived.verdicts.filter((v) => v.clientId === clientId)]);
      if (whole !== packed) throw new Error(`The pack would judge client ${clientId} otherwise than the log does.`);
    }
  }
}

async function clientsMeant(sql: Sql, { kind, id }: About, clientsMax: number): Promise<string[]> {
  const all =
    kind === 'CLIENT' ? [id] : kind === 'ALERT' ? await clientsOfAlert(sql, id) : await clientsOfIncident(sql, id);
  const erased = await pseudonyms(sql);
  const found = all.filter((clientId) => !erased.has(clientId));
  if (all.length > 0 && found.length === 0) {
    throw new NoEvidence(`Everybody whom ${kind.toLowerCase()} ${id} was about has been erased.`);
  }
  if (found.length === 0) throw new NoEvidence(`There is no ${kind.toLowerCase()} ${id}.`);
  if (found.length > clientsMax) {
    throw new TooMuchEvidence(
      `Incident ${id} concerns ${found.length} clients; here a pack holds at most ${clientsMax}. Ask for one client at a time.`,
    );
  }
  return found;
}

const clientOf = (event: Recorded): string | null => ('clientId' in event.data ? (event.data.clientId ?? null) : null);

/**
 * What of the facts that all clients share belongs into a pack of these clients: the whole catalogue, their own merges,
 * and retractions of either or of their own facts; nothing that is about others alone.
 */
function concerns(
  memberIds: ReadonlySet<string>,
  own: readonly Recorded[],
  { merges, catalogueEvents }: PartitionedEvents,
) {
  const mergeGroups = new MergeGroups(merges);
  const ids = new Set([...memberIds].flatMap((id) => mergeGroups.of(id)));
  const theirMerges = merges.filter((m) => ids.has(m.data.clientId));
  const personal = new Set([...own, ...theirMerges].map(identityKey));
  const common = new Set(catalogueEvents.map(identityKey));
  return (event: Recorded): boolean => {
    if (isMerge(event)) return ids.has(event.data.clientId);
    if (!isRetraction(event)) return true;
    const { clientId, retracts } = event.data;
    const key = identityKey(retracts);
    if (personal.has(key)) return true;
    // The whole of a campaign, or somebody's share of it.
    return clientId === undefined ? common.has(key) : ids.has(clientId);
  };
}

function redactedLine(row: LoggedEvent, memberIds: ReadonlySet<string>, erased: ReadonlySet<number>): EventLine {
  const { value, redacted } = withoutOthers(row.value, memberIds);
  return eventLine(row, value, redacted, erased.has(row.position));
}

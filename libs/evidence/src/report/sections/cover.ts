import { NoteError, readCheckpoint, readVerifier, signersOf, witnessedAt } from '#proof';
import { instant, listed, parseWhen } from '#domain';
import type { Evidence } from '../../evidence.js';
import { DISCLAIMER, type Subject } from '../../subject.js';
import { cell, code, heading, paragraph, plain, quiet, register, type Block, type Cell } from '../blocks.js';
import type { ClientCase, ClientEntity } from '../client-case.js';
import { dayWords, givenDayWords, givenTimeWords, spanWords, timeWords } from '../words/dates.js';
import { findingOn, findingOnSeveral, isKnownTo } from '../words/findings.js';
import { countryWords, INITIATIVE_WORDS, RELATIONSHIP_WORDS } from '../words/initiative.js';

/** The first page: what was found, of whom, when, by whom, and what stands behind it. */
export function cover(evidence: Evidence, cases: readonly ClientCase[]): Block[] {
  const { subject } = evidence;
  const finding = cases.length === 1 && cases[0] !== undefined ? findingOn(cases[0]) : findingOnSeveral(cases);
  return [
    paragraph(
      quiet(
        'Regulation (EU) 2023/1114 (MiCA), Article 61: crypto-asset services at the exclusive initiative of the client. All times are UTC.',
      ),
    ),
    { kind: 'disclaimer', text: DISCLAIMER },
    ...(subject.playedUntil === undefined ? [] : [demonstrationNotice(subject.playedUntil)]),
    heading(2, 'Finding'),
    { kind: 'finding', text: finding },
    register([
      ...askedFor(subject),
      [subject.clients.length === 1 ? 'Client' : 'Clients', clientsWords(cases, subject)],
      ['Firm', subject.firm === undefined ? cell('see the line below') : cell(subject.firm)],
      ['Entities', entitiesWords(cases)],
      ['Period', cell(periodWords(subject, cases))],
      ['As known', cell(knownWords(subject))],
      ['Made', cell(madeWords(subject))],
      ['Rule pack', cell(packWords(subject))],
      ['Log checkpoint', checkpointWords(evidence)],
      [
        'Root digest',
        cell(
          'It is made from the whole file, so it can’t stand in it. Whoever made the file was shown it, and it is on record in the audit. Written in below, it makes this print belong to one file only.',
        ),
      ],
    ]),
    ...(subject.firm === undefined ? [{ kind: 'blank', label: 'Firm' } as const] : []),
    { kind: 'blank', label: 'Root digest (SHA-256) of the file' },
    { kind: 'blank', label: 'Name and function' },
    { kind: 'blank', label: 'Place, date and signature' },
  ];
}

const demonstrationNotice = (until: string): Block => ({
  kind: 'disclaimer',
  text: `Demonstration: nobody in it exists, and recorded times up to ${givenTimeWords(until)} are played. It proves nothing about anybody.`,
});

type Row = readonly [name: string, says: Cell];

const askedFor = ({ about }: Subject): Row[] =>
  about.kind === 'CLIENT' ? [] : [['Asked for by', [[plain(`${about.kind.toLowerCase()} `), code(about.id)]]]];

const clientsWords = (cases: readonly ClientCase[], { trueOn }: Subject): Cell =>
  cases
    .slice(0, NAMED_MAX)
    .map(({ client: { clientId, memberIds, whereabouts } }) => {
      const others = memberIds.filter((id) => id !== clientId);
      const lives =
        whereabouts.status === 'KNOWN' && whereabouts.country !== null
          ? `on ${givenDayWords(trueOn)} in ${countryWords(whereabouts.country)}`
          : whereabouts.status === 'CONFLICTING'
            ? 'where the client lives is told in contradictory ways'
            : 'where the client lives is not known';
      const also = others.length === 0 ? '' : ` (the same client as ${listed(others)})`;
      return [plain(`${clientId}${also}: ${lives}, ${PERIMETER_WORDS[whereabouts.perimeter]}`)];
    })
    .concat(
      cases.length > NAMED_MAX ? [[plain(`and ${cases.length - NAMED_MAX} more, each with a chapter below`)]] : [],
    );

const NAMED_MAX = 6;

const PERIMETER_WORDS = {
  INSIDE: 'inside the perimeter',
  OUTSIDE: 'outside the perimeter',
  UNKNOWN: 'perhaps inside the perimeter',
} as const;

function entitiesWords(cases: readonly ClientCase[]): Cell {
  const [only] = cases;
  if (cases.length > 1 || only === undefined) {
    return cell(listed([...new Set(cases.flatMap(({ client }) => client.entities.map((e) => e.entityId)))].sort()));
  }
  if (only.client.entities.length === 0) return cell('none is on record');
  return only.client.entities.map((entity) => [plain(entityWords(entity))]);
}

function entityWords(entity: ClientEntity): string {
  const { entityId, relationship, initiative } = entity;
  if (!isKnownTo(entity)) return `${entityId}: the client has no relationship with it; it is here for what it did`;
  const is = relationship === 'CLOSED' ? '' : `; the client’s own initiative ${INITIATIVE_WORDS[initiative.status][0]}`;
  return `${entityId}: the relationship is ${RELATIONSHIP_WORDS[relationship]}${is}`;
}

function periodWords({ trueOn }: Subject, cases: readonly ClientCase[]): string {
  const times = cases.flatMap(({ events }) => events.map(({ when }) => when));
  const until = parseWhen(trueOn);
  const end = until === null ? trueOn : timeWords(until);
  return times.length === 0
    ? `as true on ${end}`
    : `from the first fact on record (${dayWords(instant(Math.min(...times.map((w) => w.from))))}) to ${end}; facts lie ${spanWords(times)}`;
}

const knownWords = ({ knownOn, createdAt }: Subject): string =>
  knownOn === null
    ? `all that was on record when the report was made, on ${givenTimeWords(createdAt)}`
    : `only what was on record on ${givenTimeWords(knownOn)}`;

const madeWords = ({ createdAt, madeBy }: Subject): string =>
  `on ${givenTimeWords(createdAt)} by ${madeBy === undefined ? 'somebody who is not named in it' : nameWords(madeBy)}`;

const nameWords = ({ personId, name }: NonNullable<Subject['madeBy']>): string =>
  name === personId ? name : `${name} (${personId})`;

const packWords = ({ policy: { version, packs = [] } }: Subject): string =>
  packs.length < 2
    ? version
    : packs
        .map((pack, i) => (i === 0 ? pack.version : `for acts from ${pack.actsFrom ?? 'then'} on ${pack.version}`))
        .join('; ');

/** Which signed head of the log the events stand under, and who vouches for it. */
function checkpointWords({ checkpoint, keys, chain }: Evidence): Cell {
  if (checkpoint === '') return cell('None had been signed when the report was made.');
  try {
    const read = readCheckpoint(checkpoint);
    const known = keys.map(readVerifier);
    const signers = signersOf(read.note, known).map(({ name }) => name);
    const witnesses = known.flatMap((key) => {
      const seconds = witnessedAt(read.note, key);
      return seconds === null ? [] : [`${key.name} on ${timeWords(instant(seconds * 1_000))}`];
    });
    const under = chain.filter(({ tree }) => tree !== undefined).length;
    return [
      [
        plain(
          `${read.origin}, ${read.size} batches; signed by ${signers.length === 0 ? 'nobody whose key is on record' : listed([...new Set(signers)])}` +
            `${witnesses.length === 0 ? '' : `; seen by ${listed(witnesses)}`}`,
        ),
      ],
      [plain('root: '), code(read.root.toString('hex'))],
      [
        plain(
          `${under} of the ${chain.length} batches that hold what is reported stand under it; the signed text is in the annex`,
        ),
      ],
    ];
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    return cell(`It can’t be read: ${error.message}`);
  }
}

import { describeOffer } from '#domain';
import type { Evidence } from '../evidence.js';
import type { ClientLine, VerdictLine } from '../derive.js';
import type { EventLine } from '../event-line.js';
import type { FactLine } from '../fact-line.js';
import { DISCLAIMER, type Subject } from '../subject.js';
import { cell, code, heading, paragraph, plain, quiet, type Block, type Report } from './blocks.js';

/** The pack for people: whom it is about, what was asked for, what followed, how it was judged and who decided. Pure. */
export function reportOf(evidence: Evidence, digests: readonly { name: string; sha256: string }[]): Report {
  const { subject, clients, verdicts, events, facts } = evidence;
  const alerting = verdicts.filter((v) => v.severity !== null);
  const disclaimer: Block = { kind: 'disclaimer', text: DISCLAIMER };
  return {
    title: `Evidence on ${subject.about.kind.toLowerCase()} ${subject.about.id}`,
    createdAt: subject.createdAt,
    blocks: [
      paragraph(quiet('MiCA, Article 61: what was asked for, what followed, and how it was judged.')),
      disclaimer,
      heading(2, 'Whom and what it covers'),
      whom(subject),
      ...clients.flatMap(clientBlocks),
      heading(2, `Verdicts that alert or need a person (${alerting.length} of ${verdicts.length})`),
      ...(alerting.length === 0 ? [paragraph(plain('None.'))] : alerting.flatMap(verdictBlocks)),
      heading(2, 'All verdicts'),
      verdictTable(verdicts),
      heading(2, 'Timeline'),
      timeline(events),
      heading(2, 'What was recorded about alerts, and who decided'),
      factTable(facts),
      heading(2, 'Digests (SHA-256) of the parts of this pack'),
      { kind: 'table', head: [], widths: [1, 2.6], rows: digests.map((d) => [cell(d.name), [[code(d.sha256)]]]) },
      disclaimer,
    ],
  };
}

const whom = ({ clients, trueOn, knownOn, createdAt, policy }: Subject): Block => ({
  kind: 'table',
  head: [],
  widths: [1, 4],
  rows: [
    [cell('Clients'), clients.map((c) => [plain(`${c.clientId} ${otherIds(c.memberIds, c.clientId)}`.trim())])],
    [cell('As true on'), cell(trueOn)],
    [cell('As known on'), cell(knownOn ?? `${createdAt} (all that was on file)`)],
    [cell('Made'), cell(createdAt)],
    [cell('Policy pack'), [[plain(`${judgedBy(policy)} `), code(policy.sha256)]]],
  ],
});

const judgedBy = ({ version, packs = [] }: Subject['policy']): string =>
  packs.length < 2
    ? version
    : packs
        .map((pack, i) => (i === 0 ? pack.version : `for acts from ${pack.actsFrom ?? 'then'} on ${pack.version}`))
        .join('; ');

const otherIds = (memberIds: readonly string[], clientId: string): string => {
  const others = memberIds.filter((id) => id !== clientId);
  return others.length === 0 ? '' : `(also ${others.join(', ')})`;
};

const clientBlocks = ({ clientId, whereabouts, entities }: ClientLine): Block[] => [
  heading(2, `Client ${clientId}: scope and initiative`),
  paragraph(
    plain(
      `Location: ${whereabouts.country ?? whereabouts.status.toLowerCase()} (perimeter: ${whereabouts.perimeter.toLowerCase()}).`,
    ),
  ),
  ...entities.flatMap(({ entityId, initiative, relationship, gaps, scope }): Block[] => [
    heading(3, `With ${entityId}: initiative ${initiative.status}, relationship ${relationship.toLowerCase()}`),
    paragraph(
      plain(
        `Stands on: ${listed(
          initiative.facts.map((fact) => fact.id),
          'nothing on file',
        )}. Gaps in the evidence: ${listed(gaps, 'none')}.`,
      ),
    ),
    ...(scope.length === 0 ? [paragraph(plain('Nothing is in scope.'))] : [scopeTable(scope)]),
  ]),
];

const scopeTable = (scope: ClientLine['entities'][number]['scope']): Block => ({
  kind: 'table',
  head: ['In scope', 'Validity', 'Request', 'Standing'],
  widths: [3, 1.2, 1.4, 1.2],
  rows: scope.map((entry) => [
    cell(entry.described),
    cell(entry.validity),
    cell(entry.requestId ?? entry.identity.id),
    cell(entry.original ? 'original scope' : entry.origin === 'FROZEN' ? 'frozen as found' : ''),
  ]),
});

const listed = (items: readonly string[], none: string): string => (items.length === 0 ? none : items.join(', '));

const verdictBlocks = (v: VerdictLine): Block[] => [
  heading(3, `${v.verdict} (row ${v.row}, ${v.severity})`),
  paragraph(plain(v.explanation)),
  paragraph(
    quiet('Act '),
    code(`${v.act.source} ${v.act.id}`),
    quiet('; alert '),
    code(String(v.alertId)),
    quiet(`; stands on ${v.reasons.map((r) => r.id).join(', ')}.`),
  ),
  { kind: 'list', items: v.citations.map((c) => `${c.article} (source: ${c.sourceStatus})`) },
];

const verdictTable = (verdicts: readonly VerdictLine[]): Block => ({
  kind: 'table',
  head: ['Time', 'Act', 'Offer', 'Verdict'],
  widths: [1.7, 1.5, 2.4, 1.9],
  rows: verdicts.map((v) => [
    cell(v.act.effectiveAt),
    cell(v.act.id),
    cell(describeOffer(v.offer)),
    cell(`${v.verdict} (row ${v.row})`),
  ]),
});

const timeline = (events: readonly EventLine[]): Block => ({
  kind: 'table',
  head: ['True at', 'Recorded', 'Event', 'Where it came from'],
  widths: [1.7, 1.7, 2.4, 1.6],
  rows: [...events]
    .sort((a, b) => (a.envelope.effectiveAt < b.envelope.effectiveAt ? -1 : 1))
    .map(({ envelope, recordedAt, kafka, position }) => [
      cell(envelope.effectiveAt),
      cell(recordedAt),
      [[plain(envelope.type.replace('io.scopewatch.', ''))], [code(`${envelope.source} ${envelope.id}`)]],
      [[plain(`${kafka.topic}/${kafka.partition} @ ${kafka.offset}`)], [quiet(`position ${position}`)]],
    ]),
});

const factTable = (facts: readonly FactLine[]): Block => ({
  kind: 'table',
  head: ['Recorded', 'What', 'By', 'Alert'],
  widths: [1.6, 1.6, 1, 2.4],
  rows: facts.map((fact) => [
    cell(fact.recordedAt),
    cell(`${fact.kind}${fact.cause === null ? '' : ` (${fact.cause})`}`),
    cell(fact.actor ?? 'the judge'),
    [[code(fact.alertId)]],
  ]),
});

import type { EventData } from '#domain';
import type { Evidence } from '../evidence.js';
import { DISCLAIMER, type Subject } from '../subject.js';
import { cell, heading, paragraph, quiet, textOf, type Block, type Report } from './blocks.js';
import { casesOf, gravityOf, type ClientCase } from './client-case.js';
import { annex, type PartDigest } from './sections/annex.js';
import { cover } from './sections/cover.js';
import { decisionSection } from './sections/decisions.js';
import { initiativeSection } from './sections/initiative.js';
import { lawSection } from './sections/law.js';
import { stripSection } from './sections/strip.js';
import { timelineSection } from './sections/timeline.js';
import { verdictSection } from './sections/verdicts.js';
import { dayWords, givenDayWords } from './words/dates.js';
import type { Names } from './words/events.js';
import { findingOn } from './words/findings.js';
import { termsIn } from './words/glossary.js';

/** The pack for people: what was found, of whom, on which facts, by which law, and who decided. Pure. */
export function reportOf(evidence: Evidence, digests: readonly PartDigest[]): Report {
  const { subject } = evidence;
  const cases = casesOf(evidence);
  const products = productNames(evidence);
  const body: Block[] = [
    ...cover(evidence, cases),
    ...(cases.length === 1 ? [] : findings(cases)),
    ...cases.flatMap((one) => [
      { kind: 'page' } as const,
      ...chapter(one, {
        isOfSeveral: cases.length > 1,
        names: namesFor(one, products),
        until: givenDayWords(subject.trueOn),
      }),
    ]),
    ...lawSection(cases),
  ];
  return {
    title: titleOf(subject),
    running: `${titleOf(subject)} · made ${givenDayWords(subject.createdAt)}`,
    createdAt: subject.createdAt,
    blocks: [
      ...body,
      heading(2, 'Glossary'),
      {
        kind: 'table',
        head: ['Term', 'Meaning'],
        widths: [1, 3.4],
        rows: termsIn(textOf(body)).map(([term, meaning]) => [cell(term), cell(meaning)]),
      },
      ...annex(evidence, cases, digests),
      { kind: 'disclaimer', text: DISCLAIMER },
    ],
  };
}

function titleOf({ about, clients }: Subject): string {
  const [only] = clients;
  return clients.length === 1 && only !== undefined
    ? `Evidence report on client ${only.clientId}`
    : `Evidence report on ${clients.length} clients of ${about.kind === 'INCIDENT' ? 'an incident' : 'an alert'}`;
}

interface Chapter {
  readonly isOfSeveral: boolean;
  readonly names: Names;
  /** The day as of which it is told, in words. */
  readonly until: string;
}

/** One client: by itself the report, among several a chapter of it. */
function chapter(one: ClientCase, { isOfSeveral, names, until }: Chapter): Block[] {
  const level = isOfSeveral ? 3 : 2;
  const { clientId } = one.client;
  return [
    ...(isOfSeveral ? [heading(2, `Client ${clientId}`), { kind: 'finding', text: findingOn(one) } as const] : []),
    ...stripSection(one, level),
    ...verdictSection(one, level, names),
    ...initiativeSection(one, level, until),
    ...decisionSection(one, level),
    ...timelineSection(one, level, names),
  ];
}

const findings = (cases: readonly ClientCase[]): Block[] => [
  { kind: 'page' },
  heading(2, 'The finding on each client'),
  paragraph(quiet('The gravest first. Each client has a chapter below, in the order of their ids.')),
  {
    kind: 'table',
    head: ['Client', 'Finding'],
    widths: [1, 4.6],
    rows: [...cases]
      .sort((a, b) => gravityOf(b) - gravityOf(a))
      .map((one) => [cell(one.client.clientId), cell(findingOn(one))]),
  },
];

/** Requests go by their number in the report. */
function namesFor({ events }: ClientCase, products: ReadonlyMap<string, string>): Names {
  const requests = new Map(
    events
      .filter(({ type }) => type === 'client.requested.v1')
      .map(({ line, no, when }) => {
        const { requestId } = line.envelope.data as EventData['client.requested.v1'];
        return [requestId, `the client’s request no. ${no} of ${dayWords(when)}`] as const;
      }),
  );
  return {
    product: (productId) => products.get(productId) ?? productId,
    request: (requestId) => requests.get(requestId) ?? `request ${requestId}, which is not on record`,
  };
}

function productNames({ shared }: Evidence): ReadonlyMap<string, string> {
  const defined = shared.filter(({ envelope }) => envelope.type.endsWith('.product.defined.v1'));
  return new Map(
    defined.map(({ envelope }) => {
      const { productId, name } = envelope.data as EventData['product.defined.v1'];
      return [productId, name] as const;
    }),
  );
}

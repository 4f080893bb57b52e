import { canonicalJson } from '#domain';
import type { Evidence } from '../../evidence.js';
import { cell, code, heading, paragraph, plain, quiet, register, type Block, type Cell } from '../blocks.js';
import type { ClientCase, Numbered } from '../client-case.js';

export interface PartDigest {
  readonly name: string;
  readonly sha256: string;
}

/** Codes, positions, offsets and digests: what a machine, or somebody who checks, needs beside the words. */
export function annex(evidence: Evidence, cases: readonly ClientCase[], digests: readonly PartDigest[]): Block[] {
  const events = [...new Map(cases.flatMap((one) => one.events).map((event) => [event.no, event])).values()];
  return [
    { kind: 'page' },
    heading(2, 'Annex: codes, positions and digests'),
    heading(3, 'Events by number'),
    eventTable(events),
    heading(3, 'Verdicts in codes'),
    verdictTable(cases),
    heading(3, 'Changes of alerts'),
    factTable(evidence),
    heading(3, 'Rule pack'),
    register([
      ['Version', cell(evidence.subject.policy.version)],
      ['SHA-256', [[code(evidence.subject.policy.sha256)]]],
    ]),
    heading(3, 'Documents on file'),
    documentTable(events),
    heading(3, 'Checkpoint as it was signed'),
    ...(evidence.checkpoint === ''
      ? [paragraph(plain('None had been signed.'))]
      : [
          ...evidence.checkpoint
            .trimEnd()
            .split('\n')
            .map((line) => paragraph(code(line))),
        ]),
    heading(3, 'Digests (SHA-256) of the parts of the file'),
    paragraph(
      quiet(
        'Those of the two reports are not among them, for they stand in the reports; digests.txt in the file has all.',
      ),
    ),
    {
      kind: 'table',
      head: ['Part', 'SHA-256'],
      widths: [1, 2.6],
      rows: digests.map((d) => [cell(d.name), [[code(d.sha256)]]]),
    },
  ];
}

const eventTable = (events: readonly Numbered[]): Block => ({
  kind: 'table',
  head: ['No.', 'True at, on record at', 'Type, source and id', 'Topic/partition @ offset, position'],
  widths: [0.5, 2.2, 3.4, 2.2],
  rows: events.map(({ no, type, line: { envelope, recordedAt, kafka, position } }) => [
    cell(String(no)),
    [[plain(envelope.effectiveAt)], [quiet(recordedAt)]],
    [[plain(type)], [code(`${envelope.source} ${envelope.id}`)]],
    [[plain(`${kafka.topic}/${kafka.partition} @ ${kafka.offset}`)], [plain(`position ${position}`)]],
  ]),
});

const verdictTable = (cases: readonly ClientCase[]): Block => ({
  kind: 'table',
  head: ['Act', 'Offer', 'Verdict', 'Row, severity, pack', 'Alert'],
  widths: [0.5, 2.3, 2.5, 1.4, 3.3],
  rows: cases.flatMap((one) =>
    one.judged.map(({ line }) => [
      cell(String(one.eventOf(line.act)?.no ?? '')),
      [[code(canonicalJson(line.offer))]],
      [[code(line.verdict)]],
      [[plain(`${line.row}, ${line.severity ?? 'none'}`)], [plain(line.policyVersion)]],
      line.alertId === null ? cell('') : [[code(line.alertId)]],
    ]),
  ),
});

const factTable = ({ facts }: Evidence): Block => ({
  kind: 'table',
  head: ['On record at', 'Kind', 'By', 'Alert', 'Position'],
  widths: [2.2, 1.5, 1, 3.2, 1],
  rows: facts.map((fact) => [
    cell(fact.recordedAt),
    cell(`${fact.kind}${fact.cause === null ? '' : ` (${fact.cause})`}`),
    cell(fact.actor ?? 'the judge'),
    [[code(fact.alertId)]],
    cell(String(fact.position)),
  ]),
});

interface Document {
  readonly kind: string;
  readonly uri: string;
  readonly sha256: string;
}

const documentTable = (events: readonly Numbered[]): Block => ({
  kind: 'table',
  head: ['Event no.', 'Kind', 'Where', 'SHA-256'],
  widths: [0.7, 1.2, 2.4, 3],
  rows: events.flatMap(({ no, line }) =>
    ((line.envelope.data as { readonly evidence?: readonly Document[] }).evidence ?? []).map(
      ({ kind, uri, sha256 }): Cell[] => [cell(String(no)), cell(kind), cell(uri), [[code(sha256)]]],
    ),
  ),
});

import { strToU8, zipSync, type Zippable } from 'fflate';
import type { Evidence } from './evidence.js';
import { readmeText } from './readme-text.js';
import { sha256 } from './redact.js';
import { asHtml } from './report/as-html.js';
import { asPdf } from './report/as-pdf.js';
import { reportOf } from './report/content.js';
import { FORMAT } from './subject.js';

/** What stands in manifest.json. */
export interface Manifest {
  readonly format: string;
  /** SHA-256 of digests.txt, which has a line for each part. */
  readonly rootDigest: string;
  readonly parts: readonly { readonly name: string; readonly bytes: number; readonly sha256: string }[];
}

export interface Packed {
  readonly bytes: Uint8Array;
  readonly rootDigest: string;
}

/** The parts of a pack besides the manifest and its list of digests. */
export const PARTS = [
  'README.txt',
  'report.html',
  'report.pdf',
  'subject.json',
  'events.ndjson',
  'shared-events.ndjson',
  'alert-facts.ndjson',
  'policy.json',
  'verdicts.ndjson',
  'gaps.json',
  'chain.ndjson',
  'row-proofs.ndjson',
  'checkpoint.txt',
  'keys.txt',
  'earlier-checkpoint.json',
  'timestamp.tsr',
] as const;
export type PartName = (typeof PARTS)[number];
/** The one part that is bytes. */
export const TIME_STAMP = 'timestamp.tsr';
const EARLIER = 'earlier-checkpoint.json';
/** Only there where an authority has stamped a head, and where that is an earlier one. */
export const OPTIONAL_PARTS: readonly PartName[] = [TIME_STAMP, EARLIER];
/** Those that a pack of the first format hasn't. */
export const LATER_PARTS: readonly PartName[] = ['row-proofs.ndjson', 'checkpoint.txt', 'keys.txt'];

const ndjson = (lines: readonly unknown[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join('');
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** One file of the evidence: a ZIP. Equal evidence gives equal bytes. */
export async function packEvidence(evidence: Evidence): Promise<Packed> {
  const { subject } = evidence;
  const data: Record<Exclude<PartName, 'report.html' | 'report.pdf' | typeof TIME_STAMP | typeof EARLIER>, string> = {
    'README.txt': readmeText(subject),
    'subject.json': json(subject),
    'events.ndjson': ndjson(evidence.events),
    'shared-events.ndjson': ndjson(evidence.shared),
    'alert-facts.ndjson': ndjson(evidence.facts),
    'policy.json': evidence.policy,
    'verdicts.ndjson': ndjson(evidence.verdicts),
    'gaps.json': json(evidence.clients),
    'chain.ndjson': ndjson(evidence.chain),
    'row-proofs.ndjson': ndjson(evidence.proofs),
    'checkpoint.txt': evidence.checkpoint,
    'keys.txt': evidence.keys.map((key) => `${key}\n`).join(''),
  };
  const digests = Object.entries(data).map(([name, text]) => ({ name, sha256: sha256(text) }));
  const report = reportOf(evidence, digests);
  const all: Partial<Record<PartName, string | Uint8Array>> = {
    ...data,
    'report.html': asHtml(report),
    'report.pdf': await asPdf(report),
    ...(evidence.earlier === null ? {} : { [EARLIER]: json(evidence.earlier) }),
    ...(evidence.timeStamp === null ? {} : { [TIME_STAMP]: evidence.timeStamp }),
  };
  const parts = PARTS.flatMap((name) => {
    const content = all[name];
    if (content === undefined) return [];
    const bytes = typeof content === 'string' ? strToU8(content) : content;
    return [{ name, bytes, sha256: sha256(bytes) }];
  });
  const list = digestList(parts);
  const rootDigest = sha256(list);
  const manifest: Manifest = {
    format: FORMAT,
    rootDigest,
    parts: parts.map(({ name, bytes, sha256: digest }) => ({ name, bytes: bytes.length, sha256: digest })),
  };
  const files: Zippable = Object.fromEntries([
    ...parts.map(({ name, bytes }) => [name, bytes] as const),
    ['digests.txt', strToU8(list)],
    ['manifest.json', strToU8(json(manifest))],
  ]);
  return { bytes: zipSync(files, { level: 6, mtime: new Date(subject.createdAt) }), rootDigest };
}

/** As `sha256sum` writes and checks it. */
export const digestList = (parts: readonly { readonly name: string; readonly sha256: string }[]): string =>
  parts.map(({ name, sha256: digest }) => `${digest}  ${name}\n`).join('');

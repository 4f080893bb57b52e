import { strFromU8 } from 'fflate';
import { sha256 } from './redact.js';
import { digestList, LATER_PARTS, OPTIONAL_PARTS, PARTS, TIME_STAMP, type Manifest, type PartName } from './pack.js';
import type { Finding } from './finding.js';
import { readZip, UnreadableZip } from './read-zip.js';
import { FIRST_FORMAT, FORMAT } from './subject.js';

/** The file is no evidence pack that can be read at all. */
export class UnreadableEvidence extends Error {
  override readonly name = 'UnreadableEvidence';
}

export interface Unpacked {
  readonly parts: ReadonlyMap<PartName, string>;
  /** The one part that is no text. */
  readonly timeStamp: Uint8Array | undefined;
  readonly format: string;
  readonly rootDigest: string;
  readonly findings: readonly Finding[];
}

const LIST = 'digests.txt';
const MANIFEST = 'manifest.json';
const NAMES: readonly string[] = [...PARTS, LIST, MANIFEST];

/** Opens a pack and checks every digest in it. @throws UnreadableEvidence */
export function unpack(bytes: Uint8Array, givenRoot: string | undefined): Unpacked {
  const findings: Finding[] = [];
  const files = unzip(bytes, findings);
  const manifest = manifestOf(files.get(MANIFEST));
  const parts = new Map<PartName, string>();
  const found: { name: string; sha256: string }[] = [];
  for (const name of PARTS) {
    const part = files.get(name);
    if (part === undefined) {
      const isLater = manifest.format === FIRST_FORMAT && LATER_PARTS.includes(name);
      const isWithout = OPTIONAL_PARTS.includes(name) && !manifest.parts.some((p) => p.name === name);
      if (isLater || isWithout) continue;
      findings.push({ kind: 'PART_MISSING', part: name });
      continue;
    }
    const digest = sha256(part);
    const expected = manifest.parts.find((p) => p.name === name)?.sha256 ?? null;
    if (digest !== expected) findings.push({ kind: 'DIGEST_DIFFERS', part: name, expected, found: digest });
    found.push({ name, sha256: digest });
    if (name !== TIME_STAMP) parts.set(name, strFromU8(part));
  }
  const list = digestList(found);
  const rootDigest = sha256(list);
  if (strFromU8(files.get(LIST) ?? new Uint8Array()) !== list) {
    findings.push({ kind: 'DIGEST_DIFFERS', part: LIST, expected: rootDigest, found: sha256(files.get(LIST) ?? '') });
  }
  if (manifest.rootDigest !== rootDigest) {
    findings.push({ kind: 'ROOT_DIFFERS', of: 'the manifest', expected: manifest.rootDigest, found: rootDigest });
  }
  if (givenRoot !== undefined && givenRoot.toLowerCase() !== rootDigest) {
    findings.push({ kind: 'ROOT_DIFFERS', of: 'what was given', expected: givenRoot, found: rootDigest });
  }
  return { parts, timeStamp: files.get(TIME_STAMP), format: manifest.format, rootDigest, findings };
}

function unzip(bytes: Uint8Array, findings: Finding[]): ReadonlyMap<string, Uint8Array> {
  try {
    const files = readZip(bytes);
    for (const name of files.keys()) if (!NAMES.includes(name)) findings.push({ kind: 'PART_UNKNOWN', part: name });
    return files;
  } catch (error) {
    if (!(error instanceof UnreadableZip)) throw error;
    throw new UnreadableEvidence(`The file is no ZIP that can be read: ${error.message}.`);
  }
}

function manifestOf(bytes: Uint8Array | undefined): Manifest {
  if (bytes === undefined) throw new UnreadableEvidence('The file has no manifest.json: it is no evidence pack.');
  let manifest: unknown;
  try {
    manifest = JSON.parse(strFromU8(bytes));
  } catch {
    throw new UnreadableEvidence('manifest.json is not JSON.');
  }
  if (!isManifest(manifest)) throw new UnreadableEvidence(`manifest.json is not that of a pack of format ${FORMAT}.`);
  return manifest;
}

const isManifest = (value: unknown): value is Manifest =>
  typeof value === 'object' &&
  value !== null &&
  'format' in value &&
  (value.format === FORMAT || value.format === FIRST_FORMAT) &&
  'rootDigest' in value &&
  typeof value.rootDigest === 'string' &&
  'parts' in value &&
  Array.isArray(value.parts);

import { readPolicy } from '#contract';
import { parseWhen, type Policy } from '#domain';
import type { ChainLine } from './chain-line.js';
import { checkpointOf, type CheckedCheckpoint, type Trusted } from './check-checkpoint.js';
import { chainFindings } from './check-chain.js';
import { countFindings, orderFindings } from './check-counts.js';
import { clientFindings, verdictFindings } from './check-derived.js';
import { proofFindings } from './check-proofs.js';
import { derive, type ClientLine, type VerdictLine } from './derive.js';
import type { EventLine } from './event-line.js';
import type { FactLine } from './fact-line.js';
import type { Finding } from './finding.js';
import { PartReader } from './part-reader.js';
import { sha256 } from './redact.js';
import type { RowProof } from './row-proof.js';
import { FIRST_FORMAT, type Subject } from './subject.js';
import { unpack, type Unpacked } from './unpack.js';

export interface Verified {
  readonly findings: readonly Finding[];
  /** `null` where not even that can be read. */
  readonly subject: Subject | null;
  readonly rootDigest: string;
  /** What was checked, for whoever reads that all is the same. */
  readonly checked: {
    readonly events: number;
    readonly facts: number;
    readonly verdicts: number;
    readonly batches: number;
    readonly proofs: number;
  };
  /** `null` where the pack has no checkpoint that can be read. */
  readonly checkpoint: CheckedCheckpoint | null;
}

/**
 * Checks a pack with nothing but the file: every digest, the counts and the order, that each event says what its message
 * says, the links of the chain, and that the events and the rule pack in the file give every verdict in it again.
 * @param rootDigest the one that was kept apart: without it a pack that was packed anew can't be told from the first
 * @param trusted what whoever asks has from elsewhere
 * @throws UnreadableEvidence where the file is no pack at all
 */
export function verifyEvidence(bytes: Uint8Array, rootDigest?: string, trusted: Trusted = NOBODY): Verified {
  const unpacked = unpack(bytes, rootDigest);
  const findings = [...unpacked.findings];
  const read = new PartReader(unpacked.parts, findings);
  const subject = read.json<Subject>('subject.json');
  let checked: Checked = { checked: NOTHING, checkpoint: null };
  try {
    if (subject !== null) checked = checkParts(subject, unpacked, read, findings, trusted);
  } catch (error) {
    // Parts are read as what this program writes: one that is of another shape gives a value where none should be.
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    findings.push({ kind: 'UNREADABLE', part: 'one of the parts', line: null, message: error.message });
  }
  return { findings, subject, rootDigest: unpacked.rootDigest, ...checked };
}

const NOBODY: Trusted = { keys: [], authority: undefined };
const NOTHING: Verified['checked'] = { events: 0, facts: 0, verdicts: 0, batches: 0, proofs: 0 };

type Checked = Pick<Verified, 'checked' | 'checkpoint'>;

function checkParts(
  subject: Subject,
  unpacked: Unpacked,
  read: PartReader,
  findings: Finding[],
  trusted: Trusted,
): Checked {
  const { parts, format } = unpacked;
  const events = read.lines<EventLine>('events.ndjson');
  const shared = read.lines<EventLine>('shared-events.ndjson');
  const facts = read.lines<FactLine>('alert-facts.ndjson');
  const verdicts = read.lines<VerdictLine>('verdicts.ndjson');
  const chain = read.lines<ChainLine>('chain.ndjson');
  const clients = read.json<ClientLine[]>('gaps.json') ?? [];
  const proofs = format === FIRST_FORMAT ? [] : read.lines<RowProof>('row-proofs.ndjson');
  findings.push(
    ...countFindings(subject, events, shared, facts, verdicts, chain, proofs),
    ...orderFindings('events.ndjson', events),
    ...orderFindings('shared-events.ndjson', shared),
    ...orderFindings('alert-facts.ndjson', facts),
  );
  const own = read.events('events.ndjson', events);
  const common = read.events('shared-events.ndjson', shared);
  findings.push(...chainFindings(chain, [...events, ...shared], facts));
  findings.push(...proofFindings(chain, [...events, ...shared], facts, proofs));
  const checkpoint = checkpointOf(unpacked, chain, trusted, findings);
  const policy = policyOf(parts.get('policy.json'), subject, findings);
  const at = parseWhen(subject.trueOn);
  if (at === null) {
    findings.push({ kind: 'UNREADABLE', part: 'subject.json', line: null, message: 'trueOn is no time' });
  }
  if (policy !== null && at !== null) {
    const ids = subject.clients.map((c) => c.clientId);
    const derived = derive(ids, own, common, policy, at);
    findings.push(...verdictFindings(verdicts, derived.verdicts), ...clientFindings(clients, derived.clients));
  }
  return {
    checked: {
      events: own.length + common.length,
      facts: facts.length,
      verdicts: verdicts.length,
      batches: chain.length,
      proofs: proofs.length,
    },
    checkpoint,
  };
}

function policyOf(text: string | undefined, { policy: expected }: Subject, findings: Finding[]): Policy | null {
  const digest = sha256(text ?? '');
  if (digest !== expected.sha256) {
    findings.push({ kind: 'POLICY_DIFFERS', expected: `${expected.version} ${expected.sha256}`, found: digest });
  }
  try {
    return readPolicy(text ?? '');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    findings.push({ kind: 'UNREADABLE', part: 'policy.json', line: null, message });
    return null;
  }
}

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { foreignBytes } from '#contract';
import { collectEvidence, NoEvidence } from '#history';
import {
  packEvidence,
  UnreadableEvidence,
  verifyEvidence,
  ZIP_LIMITS,
  type About,
  type CheckedCheckpoint,
  type MadeBy,
  type Trusted,
  type Verified,
} from '#evidence';
import { certificatesOfPem, TimeStampError } from '#proof/timestamp';
import { readConfig } from '#runtime';
import { recordAudit } from '#store';
import { CliError } from '../cli-error.js';
import { note, requireFile, writeLine } from '../input.js';
import { changeDatabase, onDatabase } from '../on-database.js';
import { shellUser } from '../shell-user.js';
import { timeOption } from '../time-option.js';
import { verifierKeys } from '../verify/outside-checkpoints.js';

export interface EvidenceCommand {
  readonly client?: string;
  readonly alert?: string;
  readonly incident?: string;
  readonly trueOn?: string;
  readonly knownOn?: string;
  readonly output?: string;
}

/** Writes all that is known of a client, or of those of an alert or an incident, into one file that proves itself. */
export async function writeEvidence(options: EvidenceCommand): Promise<void> {
  const about = aboutOf(options);
  const { trueOn, knownOn, output } = options;
  if (output === undefined) throw new CliError('Say where to write the pack: -o FILE.', 2);
  timeOption('true-on', trueOn);
  timeOption('known-on', knownOn);
  const createdAt = new Date().toISOString();
  const { firm } = readConfig(process.env);
  const evidence = await onDatabase('evidence', (sql) =>
    collectEvidence(sql, { about, trueOn, knownOn, createdAt, madeBy: atShell(), firm }).catch((error: unknown) => {
      throw error instanceof NoEvidence ? new CliError(error.message, 2) : error;
    }),
  );
  const { bytes, rootDigest } = await packEvidence(evidence);
  await putOnRecord(about, rootDigest);
  try {
    // It is about clients: whoever else is on this machine has it given to them, or not at all.
    writeFileSync(output, bytes, { mode: 0o600 });
  } catch (error) {
    throw new CliError(`${output}: ${error instanceof Error ? error.message : String(error)}`, 2);
  }
  const { clients, events, verdicts } = evidence;
  note(
    `${output}: ${clients.length} clients, ${events.length} events, ${verdicts.length} verdicts, ${bytes.length} bytes.`,
  );
  note('Keep the root digest apart from the file: only with it can a pack that was packed anew be told from this one.');
  await writeLine(rootDigest);
}

/** Who sits at the command line, as the report names them. */
function atShell(): MadeBy {
  const { personId, address } = shellUser();
  return { personId, name: `${personId.replace(/^shell:/, '')} at the command line of ${address}` };
}

/** Who took what out, and by which digest it can be told from any other: before there is a file. */
function putOnRecord({ id: target }: About, rootDigest: string): Promise<unknown> {
  return changeDatabase('evidence', (tx) =>
    recordAudit(tx, shellUser(), 'evidence.take', target, null, { rootDigest }),
  );
}

function aboutOf({ client, alert, incident }: EvidenceCommand): About {
  const given: About[] = [
    ...(client === undefined ? [] : [{ kind: 'CLIENT', id: client } as const]),
    ...(alert === undefined ? [] : [{ kind: 'ALERT', id: alert } as const]),
    ...(incident === undefined ? [] : [{ kind: 'INCIDENT', id: incident } as const]),
  ];
  const [about] = given;
  if (about === undefined || given.length > 1) {
    throw new CliError('Say about whom: --client ID, --alert ID or --incident ID.', 2);
  }
  return about;
}

/** Checks a pack without network or database: `same`, or what differs. */
export async function verifyPack(
  file: string,
  options: { readonly digest?: string; readonly key?: readonly string[]; readonly tsaCa?: string },
): Promise<void> {
  const trusted = { keys: verifierKeys(options.key ?? []), authority: authorityIn(options.tsaCa) };
  const { findings, checked, rootDigest, subject, checkpoint } = read(file, options.digest, trusted);
  for (const finding of findings) await writeLine(JSON.stringify(finding));
  note(
    `${subject === null ? 'nobody knows what' : `${subject.about.kind.toLowerCase()} ${subject.about.id}, made ${subject.createdAt}`}: ${checked.events} events, ` +
      `${checked.facts} alert facts, ${checked.verdicts} verdicts and ${checked.batches} links of the chain checked, ${checked.proofs} rows proved; ` +
      `${findings.length} differences; root digest ${rootDigest}`,
  );
  note(wordsOf(checkpoint));
  if (options.digest === undefined)
    note('No --digest was given: whether this is the pack that was made, only it can say.');
  if (findings.length === 0) await writeLine('same');
  else process.exitCode = 1;
}

/** What stands behind the pack besides itself. */
function wordsOf(checkpoint: CheckedCheckpoint | null): string {
  if (checkpoint === null)
    return 'No checkpoint is in the pack: that its rows stood in the log, only the pack itself says.';
  const { origin, size, signedBy, keysWereGiven, witnessed, notWitnessed, earlier, stamped, batches } = checkpoint;
  const signed = signedBy.length === 0 ? 'by nobody who is known' : `by ${signedBy.join(', ')}`;
  const whose = keysWereGiven ? '' : ' (by keys in the pack: get them from elsewhere and give them as --key)';
  const seen = seenBy(witnessed);
  const unseen = notWitnessed.map((by) => `; not seen by ${by}`).join('');
  return `${batches.under} of ${batches.of} batches are in the tree of checkpoint ${size} of ${origin}, signed ${signed}${whose}${seen}${earlierWords(earlier, batches.of)}${timeOf(stamped)}${unseen}`;
}

const seenBy = (witnessed: CheckedCheckpoint['witnessed']): string =>
  witnessed.map(({ by, at }) => `; seen by ${by} at ${at}`).join('');

const earlierWords = (earlier: CheckedCheckpoint['earlier'], of: number): string =>
  earlier === null
    ? ''
    : `; ${earlier.batches} of ${of} already in checkpoint ${earlier.size}, which it continues${seenBy(earlier.witnessed)}`;

function timeOf(stamped: CheckedCheckpoint['stamped']): string {
  if (stamped === null) return '; no authority says when';
  const { at, by, trusted } = stamped;
  const whose =
    trusted === null ? '; whose certificate that is, only the time stamp says: give its authority as --tsa-ca' : '';
  return `, before TSA time ${at.toISOString()} (by ${by}${whose})`;
}

function authorityIn(file: string | undefined): string | undefined {
  if (file === undefined) return undefined;
  const pem = readFileSync(requireFile(file), 'utf8');
  try {
    certificatesOfPem(pem);
    return pem;
  } catch (error) {
    throw error instanceof TimeStampError ? new CliError(`${file}: ${error.message}.`, 2) : error;
  }
}

function read(file: string, digest: string | undefined, trusted: Trusted): Verified {
  if (statSync(requireFile(file)).size > ZIP_LIMITS.fileBytes)
    throw new CliError(`${file}: The file is larger than any pack of evidence.`, 2);
  const bytes = readFileSync(file);
  try {
    return verifyEvidence(bytes, digest, trusted);
  } catch (error) {
    if (error instanceof UnreadableEvidence) throw new CliError(`${file}: ${error.message}${hintOf(bytes)}`, 2);
    throw error;
  }
}

/** A pack that somebody has compressed, or mailed as something else, is told as what it is. */
function hintOf(bytes: Uint8Array): string {
  const is = foreignBytes(bytes);
  return is === null || is === 'ZIP' ? '' : ` It looks like ${is}; the pack is the ZIP itself.`;
}

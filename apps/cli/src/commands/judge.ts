import { TYPE_PREFIX } from '#contract';
import { judgeBook, parseWhen, surelyAfter, type Judgement } from '#domain';
import { CliError } from '../cli-error.js';
import { linesOf, writeLine } from '../input.js';
import { loadPolicy } from '../policy-option.js';
import { Recording } from '../recording.js';

export interface JudgeOptions {
  readonly policy?: string;
  readonly trueOn?: string;
  readonly knownOn?: string;
}

/** One verdict as a line of `scopewatch judge`. */
export const judgementLine = (j: Judgement): Record<string, unknown> => ({
  clientId: j.clientId,
  entityId: j.entityId,
  act: { ...j.act.identity, type: `${TYPE_PREFIX}${j.act.type}`, effectiveAt: j.act.whenGiven },
  offer: j.offer,
  verdict: j.verdict,
  row: j.row,
  newService: j.newService,
  newAssetType: j.newAssetType,
  reasons: j.reasons,
  policyVersion: j.policyVersion,
});

/** Judges events from files: the order of lines is the order of recording. No server is needed. */
export async function judgeFiles(files: readonly string[], options: JudgeOptions): Promise<void> {
  const policy = loadPolicy(options.policy);
  const trueOn = options.trueOn === undefined ? null : parseWhen(options.trueOn);
  if (options.trueOn !== undefined && trueOn === null) {
    throw new CliError(`--true-on ${options.trueOn} is neither a date nor an RFC 3339 time with an offset.`, 2);
  }
  const knownOn = options.knownOn === undefined ? Infinity : Number(options.knownOn);
  if (!(knownOn >= 0)) throw new CliError(`--known-on ${String(options.knownOn)} is not a line number.`, 2);
  const recording = new Recording();
  for await (const line of linesOf(files)) if (line.number <= knownOn) recording.addText(line.number, line.text);
  for (const rejected of recording.rejected) process.stderr.write(`${JSON.stringify(rejected)}\n`);
  for (const judgement of judgeBook(recording.events, policy)) {
    if (trueOn !== null && surelyAfter(judgement.act.when, trueOn)) continue;
    await writeLine(JSON.stringify(judgementLine(judgement)));
  }
}

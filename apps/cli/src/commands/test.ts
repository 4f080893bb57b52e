import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseScenario, Recording, type Expectation, type Scenario } from '#contract';
import { judgeBook, type Judgement, type Policy } from '#domain';
import { CliError } from '../cli-error.js';
import { readDocument, writeLine } from '../input.js';
import { loadPolicy } from '../policy-option.js';

/** Runs scenario files. @throws CliError with exit code 1 when one fails, 2 when there is none */
export async function testScenarios(paths: readonly string[], options: { policy?: string }): Promise<void> {
  const policy = loadPolicy(options.policy);
  const files = paths.flatMap(filesIn);
  if (files.length === 0) throw new CliError('There is no scenario file (*.json) at the given paths.', 2);
  let failed = 0;
  for (const file of files) {
    const differences = runScenario(file, policy);
    if (differences.length > 0) failed += 1;
    await writeLine(`${differences.length === 0 ? 'pass' : 'FAIL'} ${file}`);
    for (const difference of differences) await writeLine(`     ${difference}`);
  }
  await writeLine(`${files.length - failed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
}

function filesIn(path: string): string[] {
  if (!existsSync(path)) throw new CliError(`${path}: no such file or folder.`, 2);
  if (!statSync(path).isDirectory()) return [path];
  const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const inside = join(path, entry.name);
    if (entry.isDirectory()) return filesIn(inside);
    return entry.name.endsWith('.json') ? [inside] : [];
  });
}

/** @returns what differs, in words; empty if the case holds */
function runScenario(file: string, policy: Policy): string[] {
  let json: unknown;
  try {
    json = JSON.parse(readDocument(file));
  } catch (error) {
    if (error instanceof CliError) return [error.message];
    return [`can't be read as JSON: ${error instanceof Error ? error.message : String(error)}`];
  }
  const parsed = parseScenario(json);
  return parsed.ok ? differencesOf(parsed.scenario, policy) : [parsed.message];
}

export function differencesOf(scenario: Scenario, policy: Policy): string[] {
  const recording = new Recording();
  scenario.events.forEach((event, i) => recording.add(i + 1, event));
  const judgements = judgeBook(recording.events, policy);
  const named = new Set<Judgement>();
  const differences = rejectionDifferences(scenario, recording);
  for (const expected of scenario.expect) {
    const chosen = judgements.filter((j) => isChosen(j, expected));
    for (const judgement of chosen) named.add(judgement);
    differences.push(...compare(expected, chosen));
  }
  if (scenario.complete === true) {
    for (const j of judgements) if (!named.has(j)) differences.push(`nothing expected ${describe(j)}`);
  }
  return differences;
}

const serviceOf = (j: Judgement): string | null => (j.offer !== null && 'service' in j.offer ? j.offer.service : null);

const isChosen = (j: Judgement, expected: Expectation): boolean =>
  j.clientId === expected.clientId &&
  j.act.identity.id === expected.act &&
  (expected.service === undefined || serviceOf(j) === expected.service) &&
  (expected.entityId === undefined || j.entityId === expected.entityId);

function compare(expected: Expectation, chosen: readonly Judgement[]): string[] {
  const what = `${expected.clientId} ${expected.act}${expected.service === undefined ? '' : ` ${String(expected.service)}`}`;
  if (expected.absent === true) return chosen.map((j) => `${what}: expected no verdict, got ${describe(j)}`);
  const [judgement] = chosen;
  if (judgement === undefined) return [`${what}: expected a verdict, got none`];
  if (chosen.length > 1) return [`${what}: chooses ${chosen.length} verdicts: ${chosen.map(describe).join('; ')}`];
  const fields = ['verdict', 'row', 'newService', 'newAssetType', 'severity'] as const;
  return fields
    .filter((field) => expected[field] !== undefined && expected[field] !== judgement[field])
    .map(
      (field) =>
        `${what}: ${field} expected ${String(expected[field])}, got ${String(judgement[field])} (${describe(judgement)})`,
    );
}

function rejectionDifferences(scenario: Scenario, recording: Recording): string[] {
  const expected = new Set(scenario.rejected ?? []);
  const got = new Map(recording.rejected.map((r) => [r.line, r]));
  return [
    ...[...expected].filter((line) => !got.has(line)).map((line) => `line ${line}: expected a rejection, it was taken`),
    ...[...got.values()]
      .filter((r) => !expected.has(r.line))
      .map((r) => `line ${r.line}: expected to be taken, rejected as ${r.reason}: ${r.message}`),
  ];
}

const describe = (j: Judgement): string =>
  `${j.clientId}/${j.entityId} ${j.act.identity.id} ${serviceOf(j) ?? 'null'}: ${j.verdict} (row ${j.row})`;

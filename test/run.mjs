// Everything that must hold before a change may land; `--full` for what takes its time (faults, foreign producers), all of it
// or the files that the paths after it match. Steps that only read the sources run beside the tests. What a step says is printed
// when it is over, so that two don't talk at once. The last line is read by machines.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser } from './setup/ensure-browser.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reports = mkdtempSync(join(tmpdir(), 'scopewatch-reports-'));
const STILL_AT_IT_MS = 60_000;
const SLOWEST = 10;
const full = process.argv.includes('--full');
/** Of the long tests only those whose paths match. */
const only = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));

const bin = (name, ...path) => join(root, 'node_modules', name, ...path);
const jest = (headline, ...options) => ({
  headline,
  report: join(reports, `${headline.replaceAll(' ', '-')}.json`),
  command: [bin('jest', 'bin', 'jest.js'), ...options],
});

/** Real parts are the machine's too: with as many workers as cores they would only wait for one another. */
const workers = Math.max(2, Math.floor(availableParallelism() / 2));

const sources = [
  { headline: 'format', command: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { headline: 'lint', command: [bin('oxlint', 'bin', 'oxlint'), '--type-aware', '--deny-warnings'] },
  {
    headline: 'rooms',
    command: [bin('dependency-cruiser', 'bin', 'dependency-cruise.mjs'), 'libs', 'apps', '--output-type', 'err'],
  },
  { headline: 'exports', command: [bin('knip', 'bin', 'knip.js'), '--no-progress'] },
  {
    headline: 'types',
    command: [bin('typescript-native', 'bin', 'tsc'), '-p', 'tsconfig.json', '--noEmit', '--incremental', 'false'],
  },
  { headline: 'types of the dashboard', command: [bin('typescript-native', 'bin', 'tsc'), '-p', 'apps/dashboard'] },
];

// One run of Jest, so that all its files share one PostgreSQL, one Kafka and one template of the schema.
const usual = [jest('tests', '--selectProjects', 'unit', 'integration', 'e2e', `--maxWorkers=${workers}`)];
const long = [
  jest(
    'long tests',
    ...['--selectProjects', 'faults', '--runInBand'],
    ...(only.length === 0 ? [] : ['--testPathPatterns', ...only]),
  ),
];

const startedAt = performance.now();
const seconds = (since) => ((performance.now() - since) / 1000).toFixed(1);
let passed = 0;
let failed = 0;

const running = new Set();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    failed += 1;
    for (const child of running) child.kill(signal);
  });
}

ensureBrowser();
await Promise.all((full ? [long] : [sources, usual]).map(runLane));
rmSync(reports, { recursive: true, force: true });
process.exitCode = failed === 0 ? 0 : 1;
process.stdout.write(`\nAll in ${seconds(startedAt)} s.\n${passed} passed, ${failed} failed\n`);

async function runLane(steps) {
  for (const step of steps) await runStep(step);
}

async function runStep({ headline, command, report }) {
  const began = performance.now();
  const output = join(reports, `${headline.replaceAll(' ', '-')}.log`);
  const args = report === undefined ? command : [...command, '--json', `--outputFile=${report}`];
  process.stdout.write(`=== ${headline} ...\n`);
  const still = setInterval(
    () => process.stdout.write(`=== ${headline}: ${seconds(began)} s so far\n`),
    STILL_AT_IT_MS,
  );
  const status = await run(args, output);
  clearInterval(still);
  const results = resultsIn(report);
  passed += results?.numPassedTests ?? 0;
  const broken = (results?.numFailedTests ?? 0) + (results?.numRuntimeErrorTestSuites ?? 0);
  failed += broken;
  const ok = status === 0;
  // A step that fails without a failed test (lint, a setup that throws) counts as one.
  if (!ok && broken === 0) failed += 1;
  process.stdout.write(readFileSync(output));
  if (results !== undefined) process.stdout.write(slowest(results));
  process.stdout.write(`=== ${headline}: ${ok ? 'ok' : 'FAILED'} in ${seconds(began)} s\n\n`);
}

/** @returns the exit code; `null` where a signal ended it */
function run(args, output) {
  const file = openSync(output, 'w');
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', file, file] });
  running.add(child);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  }).finally(() => {
    running.delete(child);
    closeSync(file);
  });
}

function resultsIn(report) {
  return report === undefined || !existsSync(report) ? undefined : JSON.parse(readFileSync(report, 'utf8'));
}

/** Where the time went: files with their set-up, since that is what one can do something about. */
function slowest({ testResults }) {
  const files = testResults
    .map(({ name, startTime, endTime }) => ({ name: relative(root, name), ms: endTime - startTime }))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SLOWEST);
  const lines = files.map(({ name, ms }) => `${(ms / 1000).toFixed(1).padStart(8)} s  ${name}\n`);
  return `\nThe slowest ${files.length}:\n${lines.join('')}`;
}

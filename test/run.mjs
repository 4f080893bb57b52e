// Everything that must hold, in two lanes side by side; after a step that fails none begins. The last line is read by
// machines. What a step says is printed when it is over, so that the lanes don't talk at once.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reports = mkdtempSync(join(tmpdir(), 'scopewatch-reports-'));
const STILL_AT_IT_MS = 60_000;

const bin = (name, ...path) => join(root, 'node_modules', name, ...path);
const jest = (headline, project, ...options) => ({
  headline,
  report: join(reports, `${headline.replaceAll(' ', '-')}.json`),
  command: [bin('jest', 'bin', 'jest.js'), '--selectProjects', project, ...options],
});

/** End to end, the desk: what people and other programs see. The rest is the way of an event, and its faults. */
const DESK = '/(access|checks|dashboard|deliveries|notifications)[^/]*\\.e2e-spec\\.ts$';

const lanes = [
  [
    { headline: 'format', command: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
    { headline: 'lint', command: [bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'] },
    {
      headline: 'types',
      command: [bin('typescript-native', 'bin', 'tsc'), '-p', 'tsconfig.json', '--noEmit', '--incremental', 'false'],
    },
    { headline: 'types of the dashboard', command: [bin('typescript-native', 'bin', 'tsc'), '-p', 'apps/dashboard'] },
    jest('unit tests', 'unit', '--runInBand'),
    jest('e2e tests of the desk', 'e2e', '--runInBand', '--testPathPatterns', DESK),
  ],
  [
    // Each of these runs has a PostgreSQL and a Kafka of its own, which its files share.
    jest('integration tests', 'integration', '--runInBand'),
    jest('e2e tests of the pipeline', 'e2e', '--runInBand', '--testPathIgnorePatterns', DESK),
  ],
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

await Promise.all(lanes.map(runLane));
rmSync(reports, { recursive: true, force: true });
process.exitCode = failed === 0 ? 0 : 1;
process.stdout.write(`\nAll in ${seconds(startedAt)} s.\n${passed} passed, ${failed} failed\n`);

async function runLane(steps) {
  for (const step of steps) {
    if (failed > 0) return;
    await runStep(step);
  }
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
  const counted = count(report);
  passed += counted.passed;
  failed += counted.failed;
  const ok = status === 0;
  // A step that fails without a failed test (lint, a setup that throws) counts as one.
  if (!ok && counted.failed === 0) failed += 1;
  process.stdout.write(readFileSync(output));
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

function count(report) {
  if (report === undefined || !existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}

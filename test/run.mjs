// Everything that must hold, cheapest first; stops at the first step that fails. The last line is read by machines.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const reports = mkdtempSync(join(tmpdir(), 'scopewatch-reports-'));

const bin = (name, ...path) => join(root, 'node_modules', name, ...path);
const jest = (project, ...options) => ({
  headline: `${project} tests`,
  report: join(reports, `${project}.json`),
  command: [bin('jest', 'bin', 'jest.js'), '--selectProjects', project, '--passWithNoTests', ...options],
});

const steps = [
  { headline: 'format', command: [bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'] },
  { headline: 'lint', command: [bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0'] },
  {
    headline: 'types',
    command: [bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.json', '--noEmit', '--incremental', 'false'],
  },
  { headline: 'types of the dashboard', command: [bin('typescript', 'bin', 'tsc'), '-p', 'apps/dashboard'] },
  jest('unit'),
  // These share one PostgreSQL and one Kafka, and the two cores with them.
  jest('integration', '--runInBand'),
  jest('e2e', '--runInBand'),
];

let passed = 0;
let failed = 0;

for (const { headline, command, report } of steps) {
  process.stdout.write(`\n=== ${headline}\n`);
  const startedAt = performance.now();
  const args = report === undefined ? command : [...command, '--json', `--outputFile=${report}`];
  const { status, error } = spawnSync(process.execPath, args, { cwd: root, stdio: ['ignore', 1, 1] });
  const counted = count(report);
  passed += counted.passed;
  failed += counted.failed;
  const ok = status === 0 && error === undefined;
  // A step that fails without a failed test (lint, a setup that throws) counts as one.
  if (!ok && counted.failed === 0) failed += 1;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`=== ${headline}: ${ok ? 'ok' : 'FAILED'} in ${seconds} s\n`);
  if (!ok) break;
}

rmSync(reports, { recursive: true, force: true });
process.exitCode = failed === 0 ? 0 : 1;
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);

function count(report) {
  if (report === undefined || !existsSync(report)) return { passed: 0, failed: 0 };
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites } = JSON.parse(readFileSync(report, 'utf8'));
  return { passed: numPassedTests, failed: numFailedTests + numRuntimeErrorTestSuites };
}

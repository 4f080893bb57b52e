// Sees to it that what is locked is installed and what is written is built; costs next to nothing when both are.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stamp = join(root, 'dist', '.built');
const page = join(root, 'dist', 'dashboard', 'index.html');

/** A sentence is enough; no stack trace. */
class NotReady extends Error {
  exitCode = 1;
}

export function ensure() {
  // Installed as a package, there is dist and nothing to build it from.
  if (!existsSync(join(root, 'libs'))) return;
  if (!isInstalled()) install();
  if (!isBuilt()) build();
  if (!isDashboardBuilt()) buildDashboard();
}

/** Compares what npm says it installed with what the lock asks for, whoever ran npm. */
function isInstalled() {
  const locked = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  return Object.entries(locked).every(([path, { version, optional, devOptional, link }]) => {
    if (path === '' || link) return true;
    const found = installed[path];
    return found === undefined ? Boolean(optional || devOptional) : found.version === version;
  });
}

function packagesIn(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  } catch (error) {
    if (error.code === 'ENOENT') return {};
    throw error;
  }
}

function install() {
  say('Installing the locked packages (npm ci) ...');
  const npm = process.env.npm_execpath; // the one that runs us, if one does
  const [command, ...args] = npm?.endsWith('npm-cli.js') ? [process.execPath, npm, 'ci'] : ['npm', 'ci'];
  // Under `npm start` the settings of that run are in the environment; NODE_ENV=production would leave the compiler out.
  const result = spawnSync(command, [...args, '--include=dev'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (result.error?.code === 'ENOENT') throw new NotReady('npm is not on the PATH. Install it along with Node.');
  if (result.error) throw result.error;
  if (result.status !== 0) {
    throw new NotReady(
      'npm ci failed, see above. Check the way to the registry and the free space on the disk, and start again.',
    );
  }
}

function isBuilt() {
  if (!existsSync(stamp)) return false;
  const builtAt = statSync(stamp).mtimeMs;
  return !sources().some((file) => statSync(file).mtimeMs > builtAt);
}

function sources() {
  const files = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json'].map((name) => join(root, name));
  const code = filesUnder(['libs', 'apps', 'bench'], (folder) => folder !== 'dashboard' && folder !== 'node_modules');
  return [...files, ...code.filter((file) => file.endsWith('.ts') && !file.endsWith('spec.ts'))];
}

function isDashboardBuilt() {
  if (!existsSync(page)) return false;
  const builtAt = statSync(page).mtimeMs;
  const files = [
    join(root, 'package-lock.json'),
    ...filesUnder(['apps/dashboard', 'libs/strip'], (folder) => folder !== 'dev'),
  ];
  return !files.some((file) => statSync(file).mtimeMs > builtAt);
}

/** @param isWanted whether to look into a folder of that name */
function filesUnder(names, isWanted) {
  const files = [];
  const folders = names.map((name) => join(root, name)).filter((folder) => existsSync(folder));
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) files.push(path);
      else if (isWanted(entry.name)) folders.push(path);
    }
  }
  return files;
}

function build() {
  const startedAt = run('Building ...', ['typescript-native', 'bin', 'tsc'], '-p', 'tsconfig.build.json');
  mkdirSync(dirname(stamp), { recursive: true });
  // As old as the build's beginning, so that what was saved while it ran is built next time.
  writeFileSync(stamp, startedAt.toISOString());
  utimesSync(stamp, startedAt, startedAt);
}

function buildDashboard() {
  const quiet = ['--logLevel', 'warn'];
  const startedAt = run('Building the dashboard ...', ['vite', 'bin', 'vite.js'], 'build', 'apps/dashboard', ...quiet);
  utimesSync(page, startedAt, startedAt);
}

/** @returns when it began */
function run(headline, path, ...args) {
  say(headline);
  const startedAt = new Date();
  // Compilers report on standard output, which is kept free for data.
  const result = spawnSync(process.execPath, [join(root, 'node_modules', ...path), ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (result.error) throw result.error;
  if (result.status !== 0) throw new NotReady('The build failed, see above.');
  say(`Built in ${((Date.now() - startedAt.getTime()) / 1000).toFixed(1)} s.`);
  return startedAt;
}

function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  try {
    ensure();
  } catch (error) {
    process.stderr.write(`${error instanceof NotReady ? error.message : error.stack}\n`);
    process.exitCode = 1;
  }
}

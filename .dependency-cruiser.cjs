// Which room may use which: arrows point down this list only, types included. `npm run rooms` prints them.
const ROOMS = {
  domain: [],
  proof: [],
  strip: [],
  health: [],
  contract: ['domain'],
  runtime: ['proof'],
  devstack: ['runtime'],
  kafka: ['contract', 'runtime'],
  'log/codec': ['domain', 'contract', 'proof'],
  store: ['domain', 'contract', 'runtime', 'log/codec'],
  log: ['store', 'runtime', 'proof', 'log/codec'],
  judging: ['domain', 'contract', 'log/codec', 'log', 'store'],
  'judging/now': ['judging', 'log/codec', 'log', 'store'],
  ingest: ['domain', 'contract', 'log/codec', 'store', 'log', 'judging', 'judging/now'],
  evidence: ['domain', 'contract', 'proof', 'strip', 'log/codec', 'log', 'judging'],
  history: ['domain', 'contract', 'proof', 'log/codec', 'store', 'log', 'judging', 'judging/now', 'evidence'],
  erasure: ['domain', 'proof', 'log/codec', 'store', 'log', 'judging', 'judging/now'],
  restore: ['domain', 'contract', 'proof', 'kafka', 'store', 'log', 'log/codec', 'runtime'],
  rebuild: ['domain', 'contract', 'log/codec', 'store', 'log', 'judging', 'judging/now', 'history'],
  whatif: [
    'domain',
    'contract',
    'runtime',
    'log/codec',
    'store',
    'log',
    'judging',
    'judging/now',
    'history',
    'rebuild',
  ],
};

/** A room in which another one lies that is by itself: whoever uses the one needs no database, and the other does, or vice versa. */
const WITHIN = { log: 'codec', judging: 'now' };

/** The paths of a room. */
const pathOf = (room) => {
  const [outer, inner] = room.split('/');
  if (inner !== undefined) return `^libs/${outer}/src/${inner}/`;
  return outer in WITHIN ? `^libs/${outer}/src/(?!${WITHIN[outer]}/)` : `^libs/${outer}/src/`;
};

const SPECS = '(spec|testkit)\\.ts$';

module.exports = {
  forbidden: [
    ...Object.entries(ROOMS).map(([room, below]) => ({
      name: `${room}-uses-what-is-below-it`,
      comment: `${room} may use only: ${below.join(', ') || 'nothing'}.`,
      severity: 'error',
      from: { path: pathOf(room), pathNot: SPECS },
      to: { path: '^(libs|apps)/', pathNot: [room, ...below].map(pathOf) },
    })),
    {
      name: 'domain-is-pure',
      comment: 'The domain uses nothing, not even Node.',
      severity: 'error',
      from: { path: '^libs/domain/', pathNot: SPECS },
      to: { pathNot: '^libs/domain/' },
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need one another are one idea, or three.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'rooms-have-a-door',
      comment: 'What another room may use is in its index.',
      severity: 'error',
      from: { path: '^(libs|apps)/([^/]+)/', pathNot: SPECS },
      to: { path: '^libs/([^/]+)/src/', pathNot: ['^libs/$2/', '/index\\.ts$'] },
    },
    {
      name: 'kafkajs-stays-in-kafka',
      severity: 'error',
      from: { path: '^(libs|apps)/', pathNot: ['^libs/kafka/', SPECS] },
      to: { path: '^node_modules/kafkajs/' },
    },
    {
      name: 'apps-are-strangers',
      comment: 'Apps speak by Kafka, the database and HTTP.',
      severity: 'error',
      from: { path: '^apps/([^/]+)/', pathNot: SPECS },
      to: { path: '^apps/', pathNot: '^apps/$1/' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: `^dist/|${SPECS}|^apps/dashboard/` },
    reporterOptions: { text: { highlightFocused: false } },
  },
};

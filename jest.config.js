// Projects named by cost: `unit` is pure and quick, `integration` meets one real part, `e2e` the whole pipeline, `faults`
// takes its time over it.
const shared = {
  testEnvironment: 'node',
  moduleFileExtensions: ['js', 'json', 'ts'],
  setupFilesAfterEnv: ['<rootDir>/test/setup/deadline.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
        sourceMaps: true,
      },
    ],
  },
  moduleNameMapper: {
    '^#([a-z]+)$': '<rootDir>/libs/$1/src/index.ts',
    '^#([a-z]+)/([a-z]+)$': '<rootDir>/libs/$1/src/$2/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
};

module.exports = {
  // A worker that has grown is replaced between two files.
  workerIdleMemoryLimit: '1GB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      roots: ['<rootDir>/apps', '<rootDir>/libs', '<rootDir>/test/tidy'],
      testRegex: '(?<!int-)spec\\.ts$',
    },
    {
      ...shared,
      displayName: 'integration',
      roots: ['<rootDir>/apps', '<rootDir>/libs'],
      testRegex: '\\.int-spec\\.ts$',
      globalSetup: '<rootDir>/test/setup/parts-up.ts',
      globalTeardown: '<rootDir>/test/setup/parts-down.ts',
    },
    {
      ...shared,
      displayName: 'faults',
      roots: ['<rootDir>/test'],
      testRegex: '\\.faults-spec\\.ts$',
      globalSetup: '<rootDir>/test/setup/parts-up.ts',
      globalTeardown: '<rootDir>/test/setup/parts-down.ts',
    },
    {
      ...shared,
      displayName: 'e2e',
      roots: ['<rootDir>/test'],
      testRegex: '\\.e2e-spec\\.ts$',
      globalSetup: '<rootDir>/test/setup/parts-up.ts',
      globalTeardown: '<rootDir>/test/setup/parts-down.ts',
    },
  ],
};

import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

// Who may import whom: arrows point down only, and the domain imports nothing.
const layers = {
  domain: [],
  contract: ['#domain'],
  kafka: ['#contract', '#runtime'],
  store: ['#domain', '#contract', '#runtime'],
  ingest: ['#domain', '#contract', '#store'],
  // History only reads what ingest has written, and judges it by the same code; ingest knows nothing of it.
  history: ['#domain', '#contract', '#store', '#ingest', '#runtime'],
  runtime: [],
};
const all = ['#domain', '#contract', '#store', '#kafka', '#ingest', '#history', '#runtime'];

const direction = Object.entries(layers).map(([lib, allowed]) => ({
  files: [`libs/${lib}/src/**/*.ts`],
  ignores: ['**/*spec.ts', '**/*.testkit.ts'],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        paths: all
          .filter((name) => !allowed.includes(name))
          .map((name) => ({ name, message: `libs/${lib} may import only: ${allowed.join(', ') || 'nothing'}.` })),
        patterns: [
          { group: ['**/apps/**', '**/libs/*/src/**'], message: 'Go through the public name of the library.' },
          ...(lib === 'domain' ? [{ regex: '^(?!\\.{1,2}/)', message: 'The domain imports nothing.' }] : []),
          ...(lib === 'kafka' ? [] : [{ group: ['kafkajs'], message: 'Only libs/kafka imports kafkajs.' }]),
        ],
      },
    ],
  },
}));

export default tseslint.config(
  {
    ignores: ['dist/**', 'node_modules/**', '.scopewatch/**', 'coverage/**', 'jest.config.js', 'apps/dashboard/dev/**'],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,mts}'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './apps/dashboard/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  ...direction,
  {
    files: ['apps/dashboard/src/**/*.{ts,tsx}'],
    ...reactHooks.configs.flat['recommended-latest'],
    rules: {
      ...reactHooks.configs.flat['recommended-latest'].rules,
      // Only the compiler minds these libraries, and it isn't used.
      'react-hooks/incompatible-library': 'off',
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['#*', '**/libs/**', '**/api/src/**'],
              message: 'The dashboard knows the api by its description only.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['libs/domain/src/**/*.ts'],
    ignores: ['**/*spec.ts', '**/*.testkit.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        'process',
        'setTimeout',
        'setInterval',
        'setImmediate',
        'crypto',
        'performance',
        'fetch',
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now' },
        { object: 'Math', property: 'random' },
      ],
      'no-restricted-syntax': [
        'error',
        { selector: ':function[async=true]', message: 'The domain is synchronous.' },
        { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: 'The clock is an argument.' },
      ],
    },
  },
  { files: ['**/*spec.ts', '**/*.testkit.ts'], rules: { '@typescript-eslint/no-non-null-assertion': 'off' } },
);

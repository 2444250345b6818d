import { defineConfig } from 'vitest/config';

/** Tests that spawn the built command; only they need `dist/`. */
const PROCESS_TESTS = ['test/cli/**/*.test.ts'];

export default defineConfig({
  test: {
    // The second one leaves the counts where `.ci/run` finds them.
    reporters: ['default', ['json', { outputFile: 'node_modules/.cache/tests.json' }]],
    maxWorkers: '100%',
    coverage: { provider: 'v8', include: ['src/**'] },
    projects: [
      { test: { name: 'unit', include: ['test/**/*.test.ts'], exclude: PROCESS_TESTS, testTimeout: 30_000 } },
      {
        test: {
          name: 'cli',
          include: PROCESS_TESTS,
          globalSetup: ['test/support/build.ts'],
          testTimeout: 60_000,
        },
      },
    ],
  },
});

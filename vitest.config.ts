import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** Tests that spawn the built command; only they need `dist/`. */
const PROCESS_TESTS = ['test/cli/**/*.test.ts'];

/** Imports JSON as bundlers do, which Node refuses, and names source maps whose sources it does not carry. */
const WORKFLOW_PARSER = '@actions/workflow-parser';
const withoutSourceMaps = {
  name: 'without-source-maps',
  load: (id: string) =>
    id.includes(WORKFLOW_PARSER) && id.endsWith('.js')
      ? readFileSync(id, 'utf8').replace(/^\/\/# sourceMappingURL=.*$/m, '')
      : undefined,
};

export default defineConfig({
  test: {
    // The second one leaves the counts where `.ci/run` finds them.
    reporters: ['default', ['json', { outputFile: 'node_modules/.cache/tests.json' }]],
    maxWorkers: '100%',
    coverage: { provider: 'v8', include: ['src/**'] },
    projects: [
      {
        plugins: [withoutSourceMaps],
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: PROCESS_TESTS,
          testTimeout: 30_000,
          server: { deps: { inline: [WORKFLOW_PARSER] } },
        },
      },
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

import { defineConfig } from 'vitest/config';

// unit: pure code, no Docker. live: real lab hosts. screen: the built program in a pseudo-terminal.
// A wait ends when it sees what it waits for. How long it may take decides no test, so patience is long: the machine may be
// busy with other tests.
const patience = { poll: { timeout: 60_000, interval: 50 } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/unit/**/*.test.{ts,tsx}'],
          testTimeout: 15_000,
          expect: { poll: { timeout: 10_000, interval: 20 } },
        },
      },
      {
        test: {
          name: 'live',
          include: ['test/live/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
          expect: patience,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'screen',
          include: ['test/screen/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          expect: patience,
          maxWorkers: 2,
        },
      },
    ],
  },
});

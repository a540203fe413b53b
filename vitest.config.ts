import { defineConfig } from 'vitest/config'

// biome-free of defaults elsewhere: vitest reads a default export.
export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', '*.test.ts', 'web/**/*.test.ts'],
    globalSetup: ['test/database-for-tests.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})

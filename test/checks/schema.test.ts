import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testDatabase } from '../../src/platform/test-database.ts'
import { withPlanted } from './planted.ts'
import { runTool } from './run-tool.ts'

const CODEGEN = 'kysely-codegen/dist/cli/bin.js'
const KNOWN = '../../src/platform/schema.gen.ts'

// After a migration: npx vitest run test/checks/schema.test.ts -u
test('the types of the tables are those of the migrations', async () => {
  const database = await testDatabase()
  try {
    const written = await withPlanted({}, async (root) => {
      const file = join(root, 'schema.gen.ts')
      const { code, output } = await runTool(CODEGEN, [
        ...['--dialect', 'postgres', '--url', database.ownerUrl, '--out-file', file],
        ...['--date-parser', 'string', '--exclude-pattern', '{migration,graphile_worker,public}.*'],
        ...['--type-mapping', '{"timestamptz":"string","int8":"number"}'],
      ])
      expect(code, output).toBe(0)
      return readFileSync(file, 'utf8')
    })
    await expect(written).toMatchFileSnapshot(KNOWN)
  } finally {
    await database.drop()
  }
})

import { describe, expect, test } from 'vitest'
import { CLOCK_RULES } from './test/tidy/clock.ts'
import { trackedTree } from './test/tidy/house-rule.ts'
import { MIGRATION_RULES } from './test/tidy/migrations.ts'
import { REPOSITORY_RULES } from './test/tidy/repository.ts'
import { SHAPE_RULES } from './test/tidy/shape.ts'
import { SQL_RULES } from './test/tidy/sql.ts'
import { STATEMENT_NAMES } from './test/tidy/statement-names.ts'
import { TABLE_RULES } from './test/tidy/tenant-tables.ts'

const tree = trackedTree()
const RULES = [
  ...SQL_RULES,
  STATEMENT_NAMES,
  ...CLOCK_RULES,
  ...SHAPE_RULES,
  ...REPOSITORY_RULES,
  ...TABLE_RULES,
  ...MIGRATION_RULES,
]

describe.each(RULES)('$sentence', (rule) => {
  test('is kept by the house', () => {
    expect(rule.check(tree)).toEqual([])
  })

  test('is seen to fail where it is broken', () => {
    expect(rule.check(rule.broken)).toEqual(rule.finds)
  })

  test('lets pass what only looks like it', () => {
    expect(rule.check(rule.kept)).toEqual([])
  })
})

import { describe, expect, test } from 'vitest'
import { type KnownNamed, matchNamed } from './match-rules.ts'

const list = (id: string, name: string, ...externalIds: string[]): KnownNamed => ({
  id,
  code: `code of ${id}`,
  name,
  externalIds,
})

function match(
  said: Record<string, string>,
  known: KnownNamed[],
  decided: Record<string, string> = {},
) {
  let made = 0
  const found = matchNamed(
    Object.entries(said).map(([id, name]) => ({ id, name })),
    known,
    {
      decided: new Map(Object.entries(decided)),
      newId: () => {
        made += 1
        return `new${made}`
      },
    },
  )
  return Object.fromEntries([...found].map(([id, { id: ours, how }]) => [id, `${how} ${ours}`]))
}

describe('a price type', () => {
  const wholesale = list('L1', 'Опт', 'a')

  test('known by its id keeps its list, whatever it is called now', () => {
    expect(match({ a: 'Гурт' }, [wholesale])).toEqual({ a: 'linked L1' })
  })

  test('whose id changed is the list of its name, when the old id is named no more', () => {
    expect(match({ b: ' ОПТ ' }, [wholesale])).toEqual({ b: 'rekeyed L1' })
    expect(match({ a: 'Опт', b: 'Опт' }, [wholesale])).toEqual({ a: 'linked L1', b: 'new new1' })
  })

  test('is not matched by its name when two lists have it, or when the feed never named the list', () => {
    expect(match({ b: 'Опт' }, [wholesale, list('L2', 'опт', 'c')])).toEqual({ b: 'new new1' })
    expect(match({ b: 'Опт' }, [list('L1', 'Опт')])).toEqual({ b: 'new new1' })
  })

  test('takes the list a person chose for it, and a list of its own when he kept it apart', () => {
    const known = [wholesale, list('L2', 'Роздріб', 'c')]
    expect(match({ b: 'Опт' }, known, { b: 'L2' })).toEqual({ b: 'mended L2' })
    expect(match({ b: 'Опт' }, known, { b: 'new' })).toEqual({ b: 'new new1' })
    const rekeyed = [list('L1', 'Опт', 'a', 'b')]
    expect(match({ b: 'Опт' }, rekeyed, { b: 'new' })).toEqual({ b: 'new new1' })
  })

  test('is the list of its code where no link is, as a trial makes it', () => {
    expect(match({ 'code of L1': 'Інше' }, [list('L1', 'Опт')])).toEqual({
      'code of L1': 'code L1',
    })
  })

  test('two new ones of one name do not share the old list', () => {
    expect(match({ b: 'Опт', c: 'Опт' }, [wholesale])).toEqual({
      b: 'rekeyed L1',
      c: 'new new1',
    })
  })
})

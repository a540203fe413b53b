import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChannelMap, channelBy, preparedBy } from './channel-rules.ts'
import { historyLine } from './history-rules.ts'
import { type Change, changed, tidied } from './transform-rules.ts'

describe('the channel map', () => {
  const map: ChannelMap = {
    rules: [
      { of: 'attribute', is: ['Портал'], channel: 'portal' },
      { of: 'number', begins: ['MA-', 'МА-'], channel: 'agent' },
      { of: 'author', is: ['Оператор 1', 'Оператор 2'], channel: 'phone' },
      { of: 'author', begins: ['edi'], channel: 'edi' },
    ],
  }
  const signs = (said: Partial<Record<'author' | 'number' | 'attribute', string>>) => ({
    author: null,
    number: null,
    attribute: null,
    ...said,
  })

  test('the first rule that fits decides', () => {
    expect(channelBy(map, signs({ attribute: 'портал ', number: 'MA-1' }))).toBe('portal')
    expect(channelBy(map, signs({ number: 'МА-17', author: 'Оператор 1' }))).toBe('agent')
    expect(channelBy(map, signs({ author: 'оператор 2' }))).toBe('phone')
    expect(channelBy(map, signs({ author: 'EDI-шлюз' }))).toBe('edi')
  })

  test('what no rule maps is unknown, and so never self-service', () => {
    expect(channelBy(map, signs({ author: 'Оператор 11' }))).toBe('unknown')
    expect(channelBy(map, signs({ author: '' }))).toBe('unknown')
    expect(channelBy(null, signs({ author: 'Портал' }))).toBe('unknown')
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (author, number, attribute) => {
        const free: ChannelMap = { rules: map.rules.filter(({ of }) => of === 'author') }
        expect(['unknown', 'phone', 'edi']).toContain(
          channelBy(free, { author, number, attribute }),
        )
      }),
    )
  })

  test('who prepared an order follows from its channel', () => {
    expect(['portal', 'api', 'agent', 'phone', 'unknown'].map(preparedBy)).toEqual([
      'buyer',
      'buyer',
      'agent',
      'operator',
      'operator',
    ])
  })
})

describe('a line of an old document', () => {
  const line = { quantityMilli: 2_000, sumMinor: 1_000, priceE4: null, document: null }

  test('a negative quantity came back, in positive figures', () => {
    expect(historyLine(line)).toMatchObject({ ok: true, document: 'order', sumMinor: 1_000 })
    const back = { ...line, quantityMilli: -2_000, sumMinor: -1_000 }
    expect(historyLine(back)).toEqual({
      ok: true,
      document: 'return',
      quantityMilli: 2_000,
      sumMinor: 1_000,
      priceE4: null,
    })
  })

  test('a document of its own kind says so, whatever the sign', () => {
    expect(historyLine({ ...line, document: 'return' })).toMatchObject({ document: 'return' })
  })

  test('a gift has no sum and is an order; nothing at all is none', () => {
    expect(historyLine({ ...line, sumMinor: 0 })).toMatchObject({ ok: true, sumMinor: 0 })
    expect(historyLine({ ...line, quantityMilli: 0 })).toEqual({
      ok: false,
      reason: 'zero_quantity',
    })
    expect(historyLine({ ...line, sumMinor: -1 })).toEqual({ ok: false, reason: 'negative_sum' })
    expect(historyLine({ ...line, sumMinor: null })).toEqual({ ok: false, reason: 'no_sum' })
  })
})

describe('cells are changed before they are read', () => {
  test.each<[string, Change[], string]>([
    ['INV-45404200001', [{ dropEnd: 5 }], 'INV-454042'],
    ['INV-45404200001', [{ takeEnd: 5 }], '00001'],
    ['INV-454042', [{ dropStart: 4 }], '454042'],
    ['INV-454042', [{ takeStart: 3 }], 'INV'],
    ['Сир / молоко', [{ before: '/' }], 'Сир'],
    ['Сир / молоко', [{ after: '/' }], 'молоко'],
    ['Сир', [{ after: '/' }], ''],
    ['№ 12-34', [{ digits: true }], '1234'],
    ['а-б', [{ replace: ['-', ' '] }, { upper: true }], 'А Б'],
    ['17', [{ prefix: 'К-' }], 'К-17'],
    ['', [{ prefix: 'К-' }, { suffix: '!' }], ''],
    ['A', [{ words: { A: 'так' }, else: 'ні' }], 'так'],
    ['B', [{ words: { A: 'так' }, else: 'ні' }], 'ні'],
    ['B', [{ words: { A: 'так' } }], 'B'],
  ])('%j by %j is %j', (text, changes, made) => expect(changed(text, changes)).toBe(made))

  test('spaces of every kind are one space inside and none outside', () => {
    expect(tidied('\u00a0 Сир\u00a0\u00a0твердий\t')).toBe('Сир твердий')
    expect(tidied('Сир твердий')).toBe('Сир твердий')
    expect(tidied('\u200b12')).toBe('12')
  })
})

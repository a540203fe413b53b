import { expect, test } from 'vitest'
import { channelDrafts, rulesOf } from './channel-draft.ts'

test('rules are written and read back the same; a rule without a word says nothing', () => {
  const rules = [
    { of: 'author' as const, is: ['Сайт', 'Портал'], channel: 'portal' as const },
    { of: 'number' as const, begins: ['МА-'], channel: 'agent' as const },
  ]
  const drafts = channelDrafts(rules)
  expect(drafts.map(({ words }) => words)).toEqual(['Сайт, Портал', 'МА-'])
  expect(rulesOf(drafts)).toEqual(rules)
  const blank = { key: 'x', of: 'author' as const, how: 'is' as const, channel: 'edi' as const }
  expect(rulesOf([{ ...blank, words: ' , ' }])).toEqual([])
})

test('a rule of whole words and of beginnings is shown as two and means the same', () => {
  const both = { of: 'author' as const, is: ['Сайт'], begins: ['web'], channel: 'portal' as const }
  expect(rulesOf(channelDrafts([both]))).toEqual([
    { of: 'author', is: ['Сайт'], channel: 'portal' },
    { of: 'author', begins: ['web'], channel: 'portal' },
  ])
})

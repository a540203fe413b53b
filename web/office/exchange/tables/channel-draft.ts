import type { ChannelRule } from '../../../../src/modules/exchange/table/channel-rules.ts'

/** A rule as a person writes it: its words parted by commas. */
export type ChannelDraft = {
  key: string
  of: ChannelRule['of']
  how: 'is' | 'begins'
  words: string
  channel: ChannelRule['channel']
}

/** Rules as they are written: one that knows both whole words and beginnings becomes two. */
export const channelDrafts = (rules: readonly ChannelRule[]): ChannelDraft[] =>
  rules.flatMap(({ of, channel, ...rule }, i) =>
    (['is', 'begins'] as const).flatMap((how) => {
      const words = rule[how] ?? []
      return words.length > 0
        ? [{ key: `${i} ${how}`, of, how, words: words.join(', '), channel }]
        : []
    }),
  )

/** The rules that are written; one without a word says nothing yet. */
export const rulesOf = (drafts: readonly ChannelDraft[]): ChannelRule[] =>
  drafts.flatMap(({ of, how, words, channel }) => {
    const said = words
      .split(',')
      .map((word) => word.trim())
      .filter(Boolean)
    return said.length > 0 ? [{ of, [how]: said, channel }] : []
  })

import { CHANNELS, type Channel } from '../../ordering/channel-rules.ts'

/** What a rule may name: any way an order comes in. */
export const NAMED = CHANNELS

/** Who entered an order, by what its document tells. */
export type ChannelMap = { rules: ChannelRule[] }
export type ChannelRule = {
  /** What is looked at: the author, the number's beginning, or an attribute of the document. */
  of: 'author' | 'number' | 'attribute'
  is?: string[] | undefined
  begins?: string[] | undefined
  channel: Channel
}
export type Signs = { author: string | null; number: string | null; attribute: string | null }

/** The channel of an imported order: the first rule that fits, else unknown, never self-service. */
export function channelBy(map: ChannelMap | null, signs: Signs): Channel {
  return map?.rules.find((rule) => fits(rule, signs[rule.of]))?.channel ?? 'unknown'
}

function fits(rule: ChannelRule, sign: string | null): boolean {
  if (sign === null || sign === '') return false
  const said = folded(sign)
  if (rule.is?.some((word) => folded(word) === said)) return true
  return rule.begins?.some((start) => said.startsWith(folded(start))) ?? false
}

const folded = (text: string) => text.normalize('NFC').trim().toLowerCase()

/** Who made an order ready, as far as its channel tells. */
export function preparedBy(channel: string): 'buyer' | 'agent' | 'operator' {
  if (channel === 'portal' || channel === 'chatbot' || channel === 'api') return 'buyer'
  return channel === 'agent' || channel === 'van' ? 'agent' : 'operator'
}

import { useWords } from '../kit/language.ts'
import { Badge, type Tone } from '../kit/Parts.tsx'
import { ORDER_WORDS } from './order-words.ts'

const TONE: Record<string, Tone> = {
  placed: 'accent',
  confirmed: 'accent',
  picking: 'accent',
  shipped: 'accent',
  delivered: 'good',
  partly_delivered: 'warn',
  on_hold: 'warn',
  cancelled: 'bad',
  rejected: 'bad',
  returned: 'bad',
}

type Word = keyof typeof ORDER_WORDS

/** The order's state in a word, with why it is held. */
export function StatusBadge({ status, holdReason }: { status: string; holdReason: string | null }) {
  const t = useWords(ORDER_WORDS)
  const held = holdReason ? `: ${t[holdReason as Word]}` : ''
  return <Badge tone={TONE[status] ?? 'plain'}>{`${t[status as Word] ?? status}${held}`}</Badge>
}

/** The way it came by, drawn as a line: it is no state and competes with none. */
export function ChannelBadge({ channel }: { channel: string }) {
  const t = useWords(ORDER_WORDS)
  const own = ['portal', 'chatbot', 'api'].includes(channel)
  const name = t[channel as Word] ?? channel
  return <Badge tone="line">{own ? <span className="text-accent">{name}</span> : name}</Badge>
}

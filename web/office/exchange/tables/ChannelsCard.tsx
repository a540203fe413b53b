import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { ChannelRule } from '../../../../src/modules/exchange/table/channel-rules.ts'
import { CHANNELS } from '../../../../src/modules/ordering/channel-rules.ts'
import { useLanguage, useWords } from '../../../kit/language.ts'
import { Button, Card, IconButton, TextField } from '../../../kit/Parts.tsx'
import { ORDER_WORDS } from '../../../orders/order-words.ts'
import { Choice } from '../../Choice.tsx'
import { type ChannelDraft, channelDrafts, rulesOf } from './channel-draft.ts'
import { words } from './channel-words.ts'

type Props = {
  rules: ChannelRule[]
  /** Which signs have a column; the number always has. */
  mapped: string[]
  change: (rules: ChannelRule[]) => void
}

/** Who entered the orders of a history: author, number or sign of a document, and its channel. */
export function ChannelsCard({ rules, mapped, change }: Props) {
  const t = useWords(words)
  const [drafts, setDrafts] = useState(() => channelDrafts(rules))
  const set = (next: ChannelDraft[]) => {
    setDrafts(next)
    change(rulesOf(next))
  }
  const add = () =>
    set([
      ...drafts,
      { key: crypto.randomUUID(), of: 'author', how: 'is', words: '', channel: 'portal' },
    ])
  const lost = drafts.filter(({ of }) => of !== 'number' && !mapped.includes(of))
  return (
    <Card className="space-y-3">
      <div>
        <h2 className="font-semibold">{t.title}</h2>
        <p className="text-sm text-soft">{t.how}</p>
      </div>
      <ul className="divide-y divide-line" data-testid="channels">
        {drafts.map((draft, at) => (
          <Rule
            key={draft.key}
            draft={draft}
            name={`${t.rule} ${at + 1}`}
            change={(next) => set(drafts.map((one, i) => (i === at ? next : one)))}
            drop={() => set(drafts.filter((_, i) => i !== at))}
          />
        ))}
      </ul>
      {lost.length > 0 && (
        <p className="text-sm font-medium text-bad" role="status">
          {t.noColumn}
        </p>
      )}
      <Button onClick={add}>
        <Plus size={18} aria-hidden /> {t.add}
      </Button>
    </Card>
  )
}

type RuleProps = {
  draft: ChannelDraft
  name: string
  change: (draft: ChannelDraft) => void
  drop: () => void
}

function Rule({ draft, name, change, drop }: RuleProps) {
  const t = useWords(words)
  const { language } = useLanguage()
  return (
    <li className="py-3">
      <fieldset className="grid items-end gap-2 sm:grid-cols-[1fr_1fr_2fr_1fr_auto]">
        <legend className="sr-only">{name}</legend>
        <Choice
          label={t.of}
          options={(['author', 'number', 'attribute'] as const).map((of) => [of, t[of]])}
          chosen={draft.of}
          choose={(of) => change({ ...draft, of: of as ChannelDraft['of'] })}
        />
        <Choice
          label={t.match}
          options={(['is', 'begins'] as const).map((how) => [how, t[how]])}
          chosen={draft.how}
          choose={(how) => change({ ...draft, how: how as ChannelDraft['how'] })}
        />
        <TextField
          label={t.words}
          value={draft.words}
          maxLength={1000}
          onChange={(event) => change({ ...draft, words: event.target.value })}
        />
        <Choice
          label={t.channel}
          options={CHANNELS.map((channel) => [channel, ORDER_WORDS[channel][language]])}
          chosen={draft.channel}
          choose={(channel) => change({ ...draft, channel: channel as ChannelDraft['channel'] })}
        />
        <IconButton label={`${t.drop}: ${name}`} onClick={drop}>
          <X size={18} aria-hidden />
        </IconButton>
      </fieldset>
    </li>
  )
}
